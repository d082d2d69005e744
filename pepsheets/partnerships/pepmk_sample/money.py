"""The costs that the schools of the worked example share."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from pepsheets.partnerships.pepmk_sample.names import BRADWELL, COWSLIP, GRIDWAY, HERON, REDWAY, SHENLEY, WILLOW
from pepsheets.partnerships.pepmk_sample.timeline import FEBRUARY, Timeline
from pepsheets.rules import calendar
from pepsheets.tabs.costs import Cost

TIED, MISTYPED = "K4", "K9"
MISTYPED_DAYS = -5


class _Line(NamedTuple):
    """A cost: how many school days ago it arose (none: with the February event), and the supplier's invoice."""

    code: str
    what: str
    days: int | None
    net: int
    basis: Literal["Pupils", "Budget", "Equal"]
    treatment: Literal["Standard rate", "Zero rate", "Exempt", "Outside scope"]
    schools: tuple[str, ...] = ()
    is_reclaimed: bool = True


_LINES = (
    _Line("K1", "Phonics licence for all schools", -112, 1840, "Pupils", "Standard rate", is_reclaimed=False),
    _Line("K2", "Hall for the partnership event", None, 395, "Pupils", "Exempt"),
    _Line("K3", "Speaker on oracy, two days", -95, 1250, "Budget", "Standard rate"),
    _Line(TIED, "Coach to the writing moderation", -70, 100, "Equal", "Zero rate", (COWSLIP, HERON, REDWAY)),
    _Line("K5", "Refund of unused phonics licences", -52, -92, "Pupils", "Standard rate", is_reclaimed=False),
    _Line("K6", "Year 5 science festival", -40, 618, "Pupils", "Zero rate", (BRADWELL, GRIDWAY, SHENLEY, WILLOW)),
    _Line("K7", "Shared cello teacher", -27, 264, "Equal", "Exempt", (BRADWELL, GRIDWAY, HERON, WILLOW)),
    _Line("K8", "Moderator's fees", -15, 735, "Pupils", "Outside scope"),
)
"""Each basis; VAT that is reclaimed and VAT that is not; a credit; a tie; costs of all schools and of some."""


def rows(timeline: Timeline) -> Iterator[Cost]:
    """The costs by their codes."""
    for line in _LINES:
        spent_on = timeline.latest(FEBRUARY) if line.days is None else timeline.school_day(line.days)
        taxed = line.treatment == "Standard rate"
        yield Cost(
            code=line.code,
            what=line.what,
            spent_on=spent_on,
            year=calendar.academic_year(spent_on),
            net=Decimal(line.net),
            vat_treatment=line.treatment,
            vat=Decimal(line.net) / 5 if taxed else Decimal(0),
            vat_reclaimed=taxed and line.is_reclaimed,
            basis=line.basis,
            schools=line.schools,
        )
