"""Whatever people type into whichever cell, they get sentences, and never a failure."""

from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import recalculate
from pepsheets.sheets import UNCALCULATED, Cell, CellError, Sheet
from pepsheets.tabs.declaration import Column, columns_of, is_computed
from pepsheets.tabs.settings import SETTINGS
from tests.support.everything_wrong import SCENES, TODAY, scene

TYPED: st.SearchStrategy[Cell] = st.sampled_from(
    ("", "\xa0", "n/a", "x", "Yes", "No", "£1,200.50", "(50.00)", "=1+1", "31/02/2026", "1/1/0001", "2099/00", "Oak",
     "M1", "oak ; Ash", "a" * 40_000, "9" * 40, 0.0, -1.0, 0.5, 13.0, 1e6, 1e11, 1e300, float("nan"), float("inf"),
     True, False, None, date(1, 1, 1), date(1900, 1, 1), date(2199, 12, 31), date(9999, 12, 31), time(9),
     datetime(2026, 11, 3, 9), CellError("#REF!"), CellError(UNCALCULATED))
)  # fmt: skip
PLACES = [
    (tab.tab, column)
    for tab in PEPMK.tabs
    if not is_computed(tab)
    for column in columns_of(tab)
    if not column.is_computed and column.name != "row_id"
]
RULES = st.tuples(st.sampled_from(list(SETTINGS)), TYPED)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, Column, int, Cell]:
    """A tab, a column of it, which of its rows, and what was typed there."""
    tab, column = draw(st.sampled_from(PLACES))
    typed = draw(TYPED | st.sampled_from(column.choices) if column.choices else TYPED)
    return tab, column, draw(st.integers(0, 9)), typed


def with_slip(workbook: MemoryWorkbook, slip: tuple[str, Column, int, Cell]) -> MemoryWorkbook:
    tab, column, number, typed = slip
    sheets = dict(workbook.sheets)
    headings, *rows = (list(row) for row in sheets[tab].rows)
    rows = rows or [[None] * len(headings)]
    rows[number % len(rows)][headings.index(column.heading)] = typed
    sheets[tab] = Sheet(tab, [headings, *rows])
    return MemoryWorkbook(sheets.values())


def with_rule(workbook: MemoryWorkbook, name: str, value: Cell) -> MemoryWorkbook:
    sheets = dict(workbook.sheets)
    headings, *rows = sheets["Rules"].rows
    row = [
        {"Setting": name, "Value": value, "Applies from": date(2021, 9, 1)}.get(str(heading)) for heading in headings
    ]
    sheets["Rules"] = Sheet("Rules", [headings, *rows, row])
    return MemoryWorkbook(sheets.values())


@given(st.sampled_from(sorted(SCENES)), st.lists(slips(), min_size=1, max_size=4), st.none() | RULES)
@settings(max_examples=60)
def test_anything_that_is_typed_anywhere_is_answered_in_sentences(
    name: str, typed: list[tuple[str, Column, int, Cell]], rule: tuple[str, Cell] | None
) -> None:
    workbook = scene(name)
    for slip in typed:
        workbook = with_slip(workbook, slip)
    if rule:
        workbook = with_rule(workbook, *rule)
    recalculate(workbook, TODAY)
    again = recalculate(workbook, TODAY)
    assert again.written == {}
    assert all(problem.message.endswith(".") for problem in again.examined.problems)
