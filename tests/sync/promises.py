"""What the merge promises of any state, as checks that more than one test makes."""

from __future__ import annotations

from pepsheets.sheets import Cell
from pepsheets.sync.changes import SIDES, Merged, Rows, Side
from pepsheets.sync.values import encode, same
from tests.sync.states import Before, after


def places_that_wait(merged: Merged) -> set[tuple[str, str | None]]:
    conflicts = {(conflict.row, conflict.column) for conflict in merged.conflicts}
    return {*conflicts, *((held.row, None if held.whole_row else held.column) for held in merged.held)}


def get(rows: Rows, row: str, column: str) -> Cell:
    return rows.get(row, {}).get(column)


def both_sides_agree_but_for_what_waits(before: Before) -> None:
    merged = before.merged()
    now, waits = after(before, merged, *SIDES), places_that_wait(merged)
    for row in {*now.workbook, *now.shared}:
        if (row, None) in waits:
            continue
        assert row in now.workbook and row in now.shared, "a row is on one side only"
        for column in before.terms.columns:
            if (row, column) not in waits:
                assert same(get(now.workbook, row, column), get(now.shared, row, column))
                assert same(get(now.base, row, column), get(now.shared, row, column)), "the base equals both"


def a_second_round_writes_nothing_and_says_nothing(before: Before) -> None:
    first = before.merged()
    second = after(before, first, *SIDES).merged()
    assert second.is_quiet
    assert not second.happenings
    assert set(second.conflicts) == set(first.conflicts) and set(second.held) == set(first.held)


def a_round_cut_short_ends_the_same(written: Side, before: Before) -> None:
    """Only one side was written before the crash; the next round reads both again."""
    whole = after(before, before.merged(), *SIDES)
    half = after(before, before.merged(), written)
    rest = after(half, half.merged(), *SIDES)
    assert plain(rest.workbook) == plain(whole.workbook)
    assert plain(rest.shared) == plain(whole.shared)
    assert plain(rest.base) == plain(whole.base)


def no_value_is_lost(before: Before) -> None:
    assert cells_of(before.workbook) | cells_of(before.shared) <= values_kept(before, before.merged())


def plain(rows: Rows) -> dict[str, dict[str, str]]:
    """The rows with ticks told from numbers, and blanks left out."""
    return {
        row: {column: encode(value) for column, value in cells.items() if value is not None}
        for row, cells in rows.items()
    }


def values_kept(before: Before, merged: Merged) -> set[tuple[str, str, str]]:
    """Every value that still stands on a side, or is in what the history records."""
    now = after(before, merged, *SIDES)
    kept = {cell for side in SIDES for cell in cells_of(now.rows(side))}
    for side in SIDES:
        changes = merged.changes(side)
        kept |= {(change.row, change.column, encode(change.before)) for change in changes.sets}
        kept |= cells_of({delete.row: delete.before for delete in changes.deletes})
    return kept


def cells_of(rows: Rows) -> set[tuple[str, str, str]]:
    return {(row, column, encode(value)) for row, cells in rows.items() for column, value in cells.items()}
