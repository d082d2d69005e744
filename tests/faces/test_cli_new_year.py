"""``new-year`` on a workbook file: what it adds, what it says, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pepsheets.faces.new_year import in_words
from pepsheets.gateways import open_gateway
from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.recalculation import read_new_year
from pepsheets.tabs.declaration import columns_of, is_computed
from tests.faces.asking import Answer, ask
from tests.faces.books import MISTYPED, Line, partnership

TODAY = ("--today", "2026-11-21")
MAY = ("--today", "2027-05-10")
TYPED = {
    tab.tab: {column.heading for column in columns_of(tab) if not column.is_computed}
    for tab in PARTNERSHIPS[0].tabs
    if not is_computed(tab)
}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The worked example, as a template makes it."""
    book = tmp_path / "our partnership.xlsx"
    assert ask("new", "pepmk", book, "--sample", *TODAY).status == 0
    return book


def typed(book: Path) -> Iterator[tuple[tuple[str, str], object]]:
    """Every cell that people fill and that holds anything."""
    for sheet in openpyxl.load_workbook(book):
        for table in sheet.tables.values():
            headings, *rows = sheet[table.ref]
            for row in rows:
                for heading, cell in zip(headings, row, strict=True):
                    if cell.value is not None and heading.value in TYPED.get(sheet.title, ()):
                        yield (sheet.title, cell.coordinate), cell.value


def lines(answer: Answer) -> list[str]:
    return answer.out.splitlines()


def test_it_tells_what_was_added_where_and_what_a_person_must_fill(sample: Path) -> None:
    answer = ask("new-year", sample, *MAY)
    assert (answer.status, answer.err) == (1, "")
    assert lines(answer)[0] == (
        f"{sample} is rolled into 2027/28: 34 rows added. Nothing that anyone typed was changed."
    )
    assert lines(answer)[1:5] == [
        "  Subscriptions   13 rows added: rows 32 to 44",
        "  School figures  13 rows added: rows 33 to 45",
        "  Steering group  2 rows added: rows 20 to 21",
        "  Term dates      6 rows added: rows 17 to 22",
    ]
    told = [line for line in lines(answer) if line.startswith("  - ")]
    assert lines(answer)[lines(answer).index(told[0]) - 1] == "Waits for you"
    assert any(line.startswith("  - Steering group: The Chair is to be elected by 30/06/2027.") for line in told)
    assert lines(answer)[-1].endswith("lists them, and so does the Checks tab.")


def test_the_workbook_as_it_was_is_kept(sample: Path) -> None:
    before = sample.read_bytes()
    backup = ask("new-year", sample, "--json", *MAY).json["backup"]
    assert Path(str(backup)).read_bytes() == before


def test_every_cell_that_anyone_typed_holds_what_it_held(sample: Path) -> None:
    before = dict(typed(sample))
    ask("new-year", sample, *MAY)
    after = dict(typed(sample))
    assert before.items() <= after.items()
    assert len(after) > len(before) > 1000


def test_the_results_are_up_to_date_afterwards(sample: Path) -> None:
    ask("new-year", sample, *MAY)
    assert ask("recalc", sample, "--json", *MAY).json["written"] == {}


def test_a_second_time_it_adds_nothing_and_says_so(sample: Path) -> None:
    ask("new-year", sample, *MAY)
    before = sample.read_bytes()
    again = ask("new-year", sample, *MAY)
    assert lines(again)[0] == f"{sample} has the rows that 2027/28 needs already: nothing was added."
    assert "Waits for you" in lines(again) and again.status == 1
    assert sample.read_bytes() == before


def test_rows_that_are_left_to_a_person_are_told_and_not_called_complete(tmp_path: Path) -> None:
    terms: list[Line] = [{"Year": "2026/27", "Term": name} for name in ("Autumn", "Spring")]
    begun: list[Line] = [*terms, {"Year": "2027/28", "Term": "Autumn"}]
    book = partnership(tmp_path / "my.xlsx", {"Term dates": begun})
    ask("new-year", book, *MAY)
    again = ask("new-year", book, *MAY)
    assert lines(again)[0] == (
        f"Nothing was added to {book}: it has rows of 2027/28 already. Those that it may lack are told below."
    )
    assert (
        "  - Term dates: 2027/28 has rows already, but none for Spring, which 2026/27 had. Add a row for each that "
        "the year has."
    ) in lines(again)


def test_what_is_not_on_the_checks_tab_is_told_apart(sample: Path) -> None:
    told = lines(ask("new-year", sample, *MAY))
    apart = told.index("Waits for you, and is told here alone, not on the Checks tab")
    assert {line.split(":")[0] for line in told[told.index("Waits for you") + 1 : apart - 1]} == {
        "  - Subscriptions", "  - School figures", "  - Steering group", "  - Term dates",
    }  # fmt: skip
    assert [line.split(":")[0] for line in told[apart + 1 : told.index("", apart)]] == [
        "  - Steering group", "  - Meetings", "  - Meetings", "  - Courses", "  - Closed days",
    ]  # fmt: skip


def test_before_may_it_says_how_to_ask_for_the_next_year(sample: Path) -> None:
    answer = ask("new-year", sample, *TODAY)
    assert (
        "2026/27 is the year that runs today. For the next one wait until 1 May, or use "
        f"'pepsheets new-year {_quoted(sample)} --year 2027/28'."
    ) in lines(answer)
    asked = ask("new-year", sample, "--year", "2026/27", *TODAY)
    assert "runs today" not in asked.out


def _quoted(book: Path) -> str:
    return f'"{book}"' if " " in str(book) else str(book)


def test_a_dry_run_shows_each_row_and_writes_nothing(sample: Path) -> None:
    before = sample.read_bytes()
    answer = ask("new-year", sample, "--dry-run", "--year", "2027/28", *TODAY)
    assert sample.read_bytes() == before
    assert lines(answer)[0] == "Subscriptions, 13 new rows"
    assert "  row 22  2027/28 / Summer 2" in lines(answer)
    asked = f"'pepsheets new-year {_quoted(sample)} --year 2027/28'"
    assert f"Nothing was written. {asked} would add 34 rows for 2027/28." in lines(answer)
    assert "Would wait for you" in lines(answer)
    told = "The Checks tab would then tell: 15 things to put right and 15 things worth a look."
    assert lines(answer)[-1] == told
    ask("new-year", sample, *MAY)
    then = ask("new-year", sample, "--dry-run", *MAY)
    assert lines(then)[0] == f"{sample} has the rows that 2027/28 needs already: nothing was added."


def test_a_row_that_holds_a_tab_up_is_told(tmp_path: Path) -> None:
    slip: dict[str, list[Line]] = {"Subscriptions": [{"School": "Ash Primary", "Year": "this year", "Fee": 250}]}
    book = partnership(tmp_path / "my.xlsx", slip)
    answer = ask("new-year", book, *MAY)
    assert lines(answer)[0] == (
        f"{book} is rolled into 2027/28 in part: 2 rows added, but not yet those for Subscriptions, School figures. "
        "Nothing that anyone typed was changed."
    )
    assert "  Steering group  2 rows added: rows 9 to 10" in lines(answer)
    assert "Not added yet" in lines(answer)
    assert (
        "  - Subscriptions: Nothing was added here. Put Subscriptions row 5 right first, and run this again."
    ) in lines(answer)
    again = ask("new-year", book, *MAY)
    assert lines(again)[0] == f"Nothing was added to {book} for 2027/28."


@pytest.mark.parametrize("year", ["2025/26", "2028/29", "soon"])
def test_a_year_that_cannot_be_rolled_into_is_refused_and_nothing_is_done(year: str, sample: Path) -> None:
    before = sample.read_bytes()
    answer = ask("new-year", sample, "--year", year, *TODAY)
    assert (answer.status, answer.out) == (2, "") and year in answer.err
    assert sample.read_bytes() == before


def test_one_row_is_told_as_one(tmp_path: Path) -> None:
    terms = {"Term dates": [{"Year": "2026/27", "Term": "Autumn"}]}
    book = partnership(tmp_path / "my.xlsx", {**MISTYPED, **terms}, lines={})
    answer = ask("new-year", book, *MAY)
    assert "  Term dates      1 row added: row 3" in lines(answer)


def test_a_message_box_has_at_most_eight_of_what_waits_and_first_what_no_check_repeats(sample: Path) -> None:
    new_year = read_new_year(open_gateway(str(sample)), date(2027, 5, 10))
    told = in_words("ours.xlsx", new_year, date(2027, 5, 10))
    apart = told.index("Waits for you, and is told here alone, not on the Checks tab:")
    waits = told.index("Waits for you:")
    assert waits - apart - 1 == 5 and len(told) - waits - 2 == 3
    assert told[-1] == "and 2 more on the Checks tab."
    assert "2027/28 is the year that runs today" in in_words("ours.xlsx", new_year, date(2027, 9, 1))[-1]
