"""The base moves on cell by cell, only where it is told to."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sheets import Cell, CellError
from pepsheets.sync.store import Store
from pepsheets.sync.store.row_texts import cells_of, row_text
from pepsheets.sync.values import canonical, same
from tests.sync.store.moments import SHARE, stepping

KINDS: dict[str, Cell] = {
    "text": 'Année "1"\n\x00 {"date": "2026-01-01"}',
    "number": 12.5,
    "tick": True,
    "day": date(2026, 9, 1),
    "moment": datetime(2026, 9, 1, 9, 30),
    "time": time(9, 30),
    "error": CellError("#REF!"),
    "blank": None,
}
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none() | st.booleans() | st.floats() | st.integers() | st.decimals() | st.text(),
    st.dates() | st.datetimes() | st.times() | st.builds(CellError, st.text()),
).map(canonical)


def test_every_kind_of_value_comes_back_as_it_was(store: Store) -> None:
    with stepping(store) as step:
        step.advance("Courses", {"R1": KINDS})
    assert store.base(SHARE, "Courses") == {"R1": KINDS}


@given(st.dictionaries(st.text(max_size=5), CELLS, max_size=6))
def test_any_row_comes_back_as_it_was(cells: dict[str, Cell]) -> None:
    back = cells_of(row_text(cells))
    assert back.keys() == cells.keys()
    assert all(same(back[column], cell) and type(back[column]) is type(cell) for column, cell in cells.items())


def test_only_the_cells_that_are_agreed_change(store: Store) -> None:
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics", "places": 30.0}, "R2": {"title": "Maths"}})
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"places": 25.0}})
    assert store.base(SHARE, "Courses") == {"R1": {"title": "Phonics", "places": 25.0}, "R2": {"title": "Maths"}}


def test_a_deleted_row_is_remembered_until_it_is_agreed_on_again(store: Store) -> None:
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics"}})
        step.advance("Courses", {}, deleted=["R1", "R2"])
    assert store.base(SHARE, "Courses") == {}
    assert store.tombstones(SHARE, "Courses") == {"R1", "R2"}
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics again"}})
    assert store.tombstones(SHARE, "Courses") == {"R2"}


def test_a_row_deleted_twice_is_remembered_once(store: Store) -> None:
    for _ in range(2):
        with stepping(store) as step:
            step.advance("Courses", {}, deleted=["R1"])
    assert store.tombstones(SHARE, "Courses") == {"R1"}


def test_a_forgotten_row_leaves_no_trace(store: Store) -> None:
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics"}, "R2": {"title": "Maths"}})
        step.forget_rows("Courses", ["R1"])
    assert store.base(SHARE, "Courses").keys() == {"R2"}
    assert store.tombstones(SHARE, "Courses") == frozenset()


def test_a_column_that_is_no_longer_shared_leaves_every_row(store: Store) -> None:
    with stepping(store) as step:
        step.advance("Courses", {"R1": {"title": "Phonics", "+Notes": "secret"}, "R2": {"title": "Maths"}})
        step.forget_columns("Courses", ["+Notes"])
    assert store.base(SHARE, "Courses") == {"R1": {"title": "Phonics"}, "R2": {"title": "Maths"}}


def test_shares_and_tabs_are_kept_apart(store: Store) -> None:
    for share, tab in ((SHARE, "Courses"), (SHARE, "Schools"), ("Heads", "Courses")):
        with stepping(store, share) as step:
            step.advance(tab, {"R1": {"title": f"{share} {tab}"}})
    with stepping(store, "Heads") as step:
        step.advance("Courses", {}, deleted=["R1"])
    assert store.base(SHARE, "Courses") == {"R1": {"title": f"{SHARE} Courses"}}
    assert store.tabs(SHARE) == ("Courses", "Schools")
    assert store.tabs("Heads") == ()


def test_thousands_of_rows_are_agreed_on_at_once(store: Store) -> None:
    rows: dict[str, dict[str, Cell]] = {f"R{number}": {"places": float(number)} for number in range(6000)}
    with stepping(store) as step:
        step.advance("Courses", rows)
        step.advance("Courses", {row: {"title": "Maths"} for row in rows}, deleted=[])
        step.advance("Courses", {}, deleted=[f"R{number}" for number in range(0, 6000, 2)])
    assert store.base_count(SHARE, "Courses") == len(store.tombstones(SHARE, "Courses")) == 3000
    assert store.base(SHARE, "Courses")["R5999"] == {"places": 5999.0, "title": "Maths"}
