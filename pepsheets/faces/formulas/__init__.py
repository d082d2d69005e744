"""The functions that people can type into cells: what each is, and how it is worked out."""

from pepsheets.faces.formulas.courses import CANCELLATION
from pepsheets.faces.formulas.declaration import CATEGORY, Argument, Function, in_excel
from pepsheets.faces.formulas.notices import (
    CLEAR_DAYS,
    CLEAR_WORKING_DAYS,
    DEEMED_SERVICE,
    EARLIEST_MEETING,
    NOTICE_BY,
    WORKING_DAYS,
)
from pepsheets.faces.formulas.quorums import QUORATE, QUORUM
from pepsheets.faces.formulas.sharing import APPORTION
from pepsheets.faces.formulas.years import ACADEMIC_YEAR, BANK_HOLIDAY, TERM

FUNCTIONS: tuple[Function, ...] = (
    APPORTION,
    QUORUM,
    QUORATE,
    NOTICE_BY,
    EARLIEST_MEETING,
    CLEAR_DAYS,
    WORKING_DAYS,
    CLEAR_WORKING_DAYS,
    DEEMED_SERVICE,
    ACADEMIC_YEAR,
    TERM,
    BANK_HOLIDAY,
    CANCELLATION,
)
"""Every function, in the order in which the documentation has them."""

__all__ = [
    "ACADEMIC_YEAR",
    "APPORTION",
    "BANK_HOLIDAY",
    "CANCELLATION",
    "CATEGORY",
    "CLEAR_DAYS",
    "CLEAR_WORKING_DAYS",
    "DEEMED_SERVICE",
    "EARLIEST_MEETING",
    "FUNCTIONS",
    "NOTICE_BY",
    "QUORATE",
    "QUORUM",
    "TERM",
    "WORKING_DAYS",
    "Argument",
    "Function",
    "in_excel",
]
