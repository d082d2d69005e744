"""A formula of each function, as cells that Excel hands over, with what its own cell then shows."""

from collections.abc import Mapping
from datetime import date, datetime

from pepsheets.faces.formulas.arguments import Answer, Cell, Grid

HANDED_OVER: Mapping[str, tuple[tuple[Cell | Grid, ...], Answer]] = {
    "PEP_APPORTION": ((100.0, [[1.0], [1.0], [1.0]]), [[33.34], [33.33], [33.33]]),
    "PEP_QUORUM": ((12.0, 3.0, 1 / 3), 4),
    "PEP_QUORATE": ((5.0, 5.0, 1.0), False),
    "PEP_NOTICE_BY": ((date(2027, 1, 5), 3.0, "clear working days"), date(2026, 12, 29)),
    "PEP_EARLIEST_MEETING": ((date(2017, 3, 22), 7.0), date(2017, 3, 30)),
    "PEP_CLEAR_DAYS": ((date(2017, 3, 22), date(2017, 3, 30)), 7),
    "PEP_WORKING_DAYS": ((date(2026, 7, 24), date(2026, 7, 28), [[date(2026, 7, 27)]]), 1),
    "PEP_CLEAR_WORKING_DAYS": ((date(2026, 7, 24), date(2026, 7, 28)), 1),
    "PEP_DEEMED_SERVICE": ((datetime(2026, 7, 24, 16, 30), "email", "CPR 6.26"), date(2026, 7, 27)),
    "PEP_ACADEMIC_YEAR": ((date(2026, 9, 1),), "2026/27"),
    "PEP_TERM": ((date(2026, 10, 1), [["Autumn", date(2026, 9, 1), date(2026, 12, 18)]]), "Autumn"),
    "PEP_BANK_HOLIDAY": ((date(2027, 12, 28),), True),
    "PEP_CANCELLATION": (([[15.0, 0.0], [8.0, 0.5], [0.0, 1.0]], date(2026, 9, 1), date(2026, 9, 10)), 0.5),
}
