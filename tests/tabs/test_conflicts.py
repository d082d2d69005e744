"""What waits on the Conflicts tab is told wherever problems are told, until somebody chose."""

from datetime import date

from pepsheets.tabs.book import Book
from pepsheets.tabs.conflicts import ConflictRow

BOOK = Book({}, date(2026, 11, 21), kind="pepmk")
WAITING = ConflictRow(share="Group", on_tab="Costs", row_name="C1", heading="Amount", what_to_do="Choose one.")


def told(row: ConflictRow) -> list[str]:
    return [finding.sentence for finding in row.waits_for_a_person(BOOK)]


def test_a_line_without_a_choice_waits_for_a_person() -> None:
    assert told(WAITING) == ["Costs, C1, Amount waits, in step with 'Group'. Choose one."]


def test_a_line_with_a_choice_waits_for_nobody() -> None:
    assert told(WAITING.model_copy(update={"choice": "Workbook"})) == []


def test_a_line_that_says_nothing_is_no_line() -> None:
    assert told(ConflictRow(share="Group")) == []
