"""The functions that Excel calls by name: nothing else that can be called stands in this file.

Excel reaches them through xlwings, on a desktop and on the web; without xlwings they are plain functions. What each
does is said in pepsheets/faces/formulas.
"""

from __future__ import annotations

from pepsheets.faces import formulas

try:
    import xlwings
except ImportError:
    xlwings = None  # type: ignore[assignment]  # in a web page, for one

PEP_APPORTION = formulas.in_excel(formulas.APPORTION, xlwings)
PEP_QUORUM = formulas.in_excel(formulas.QUORUM, xlwings)
PEP_QUORATE = formulas.in_excel(formulas.QUORATE, xlwings)
PEP_NOTICE_BY = formulas.in_excel(formulas.NOTICE_BY, xlwings)
PEP_EARLIEST_MEETING = formulas.in_excel(formulas.EARLIEST_MEETING, xlwings)
PEP_CLEAR_DAYS = formulas.in_excel(formulas.CLEAR_DAYS, xlwings)
PEP_WORKING_DAYS = formulas.in_excel(formulas.WORKING_DAYS, xlwings)
PEP_CLEAR_WORKING_DAYS = formulas.in_excel(formulas.CLEAR_WORKING_DAYS, xlwings)
PEP_DEEMED_SERVICE = formulas.in_excel(formulas.DEEMED_SERVICE, xlwings)
PEP_ACADEMIC_YEAR = formulas.in_excel(formulas.ACADEMIC_YEAR, xlwings)
PEP_TERM = formulas.in_excel(formulas.TERM, xlwings)
PEP_BANK_HOLIDAY = formulas.in_excel(formulas.BANK_HOLIDAY, xlwings)
PEP_CANCELLATION = formulas.in_excel(formulas.CANCELLATION, xlwings)
