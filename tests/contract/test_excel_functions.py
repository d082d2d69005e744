"""The functions that workbooks call: a formula that was typed once goes on meaning the same."""

from pepsheets.faces.formulas import FUNCTIONS

CONTRACT = [
    "PEP_APPORTION(total, weights)",
    "PEP_QUORUM(members, number, [share])",
    "PEP_QUORATE(quorum, present, [withdrawn])",
    "PEP_NOTICE_BY(meeting, days, [kind], [closed])",
    "PEP_EARLIEST_MEETING(given, days, [kind], [closed])",
    "PEP_CLEAR_DAYS(from_date, to_date)",
    "PEP_WORKING_DAYS(from_date, to_date, [closed])",
    "PEP_CLEAR_WORKING_DAYS(from_date, to_date, [closed])",
    "PEP_DEEMED_SERVICE(sent, method, [rule], [closed])",
    "PEP_ACADEMIC_YEAR(on_date)",
    "PEP_TERM(on_date, terms)",
    "PEP_BANK_HOLIDAY(on_date)",
    "PEP_CANCELLATION(bands, cancelled, course, [closed])",
]


def test_names_and_arguments_are_what_workbooks_rely_on() -> None:
    assert [function.usage for function in FUNCTIONS] == CONTRACT
