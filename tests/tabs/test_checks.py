"""The Checks tab lists what someone should see to, the most pressing first."""

from pepsheets.sheets import Link, Problem, Severity, Stage
from pepsheets.tabs.checks import CheckRow
from tests.tabs.books import book


def problem(severity: Severity, stage: Stage, message: str, **where: object) -> Problem:
    given = {"row": None, "column": None, "cell": None, **where}
    return Problem(severity, "Bookings", message=message, stage=stage, **given)  # type: ignore[arg-type]  # where is of many kinds


def rows(*problems: Problem) -> list[CheckRow]:
    return list(CheckRow.rows(book().with_problems(problems)))


def test_what_comes_before_the_next_meeting_stands_first_and_errors_before_warnings() -> None:
    found = [
        problem("warning", "Later", "Bookings: sixth."),
        problem("error", "Later", "Bookings: fifth."),
        problem("warning", "Before invoicing", "Bookings: fourth."),
        problem("error", "Before invoicing", "Bookings: third."),
        problem("warning", "Before the next meeting", "Bookings: second."),
        problem("error", "Before the next meeting", "Bookings: first."),
    ]
    shown = [(row.message, row.stage_name, row.severity) for row in rows(*found)]
    assert shown[:3] == [
        ("First.", "Before the next meeting", "To put right"),
        ("Second.", "Before the next meeting", "Worth a look"),
        ("Third.", "Before invoicing", "To put right"),
    ]
    assert [message for message, _, _ in shown[3:]] == ["Fourth.", "Fifth.", "Sixth."]


def test_problems_of_one_kind_keep_the_order_in_which_one_reads_the_workbook() -> None:
    found = [problem("error", "Later", f"Bookings, row {row}: wrong.", row=row) for row in (3, 9, 4)]
    assert [row.row for row in rows(*found)] == [3, 9, 4]


def test_a_problem_leads_to_its_cell_and_its_sentence_stands_without_the_address() -> None:
    message = "Bookings, row 9, School: 'Hillside' is not on the Schools tab: add it there."
    (row,) = rows(problem("error", "Before invoicing", message, row=9, column="School", cell="C9"))
    assert (row.on_tab, row.row, row.heading) == ("Bookings", 9, "School")
    assert row.message == "'Hillside' is not on the Schools tab: add it there."
    assert row.go_to == Link("Bookings!C9", "Bookings", "C9")


def test_a_problem_with_a_whole_tab_leads_nowhere() -> None:
    (row,) = rows(problem("error", "Later", "The tab is missing."))
    assert (row.go_to, row.row, row.heading, row.message) == (None, None, "", "The tab is missing.")


def test_a_workbook_in_order_says_so() -> None:
    assert [row.message for row in rows()] == ["Nothing is wrong: every row is in order."]
