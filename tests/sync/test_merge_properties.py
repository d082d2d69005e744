"""What holds for any two sides, whatever was agreed before and whatever people did since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sheets import CellError
from pepsheets.sync.changes import OTHER, SIDES, Rows, Side
from pepsheets.sync.decisions import EVERY_FLOW, Flow
from pepsheets.sync.merge import merge, with_computed
from pepsheets.sync.values import same
from tests.sync.promises import (
    a_round_cut_short_ends_the_same,
    a_second_round_writes_nothing_and_says_nothing,
    both_sides_agree_but_for_what_waits,
    get,
    no_value_is_lost,
)
from tests.sync.states import PLACES, ROWS, TWO_WAY, Before, after, every_state_of_a_cell, rows_of, states


@given(states())
def test_both_sides_agree_but_for_what_waits(before: Before) -> None:
    both_sides_agree_but_for_what_waits(before)


@given(states())
def test_a_second_round_writes_nothing_and_says_nothing(before: Before) -> None:
    a_second_round_writes_nothing_and_says_nothing(before)


@pytest.mark.parametrize("written", SIDES)
@given(before=states())
def test_a_round_cut_short_after_one_side_ends_the_same(written: Side, before: Before) -> None:
    a_round_cut_short_ends_the_same(written, before)


@given(states())
def test_no_value_is_lost(before: Before) -> None:
    no_value_is_lost(before)


@pytest.mark.parametrize("flow", EVERY_FLOW)
def test_all_this_holds_in_every_state_of_a_cell(flow: Flow) -> None:
    for before in every_state_of_a_cell(flow):
        both_sides_agree_but_for_what_waits(before)
        a_second_round_writes_nothing_and_says_nothing(before)
        no_value_is_lost(before)
        for written in SIDES:
            a_round_cut_short_ends_the_same(written, before)


@given(states())
def test_what_a_person_typed_is_never_overwritten_without_a_word(before: Before) -> None:
    merged = before.merged()
    told = {(happening.row, happening.column) for happening in merged.happenings}
    for side in SIDES:
        for change in merged.changes(side).sets:
            typed = not same(change.before, get(before.base, change.row, change.column))
            assert not typed or (change.row, change.column) in told
        for delete in merged.changes(side).deletes:
            leaving = before.terms.leaving(side)
            assert all(same(delete.before.get(key), get(before.base, delete.row, key)) for key in leaving)


@given(states())
def test_only_cells_that_differ_are_written_and_only_what_somebody_typed_is_written_there(before: Before) -> None:
    merged = before.merged()
    for side in SIDES:
        places = [(change.row, change.column) for change in merged.changes(side).sets]
        assert len(places) == len(set(places)), "a cell is written once"
        for change in merged.changes(side).sets:
            assert same(change.before, get(before.rows(side), change.row, change.column))
            assert not same(change.before, change.after)
            sources = (before.rows(OTHER[side]), before.base)
            assert any(same(change.after, get(source, change.row, change.column)) for source in sources)


@given(states())
def test_no_error_and_nothing_that_fails_its_check_flows(before: Before) -> None:
    merged = before.merged()
    for side in SIDES:
        changes, refused = merged.changes(side), before.terms.refused
        written = [(change.row, change.column, change.after) for change in changes.sets]
        written += [(add.row, column, value) for add in changes.adds for column, value in add.cells.items()]
        for row, column, value in written:
            assert not isinstance(value, CellError)
            stood = get(before.rows(OTHER[side]), row, column)
            is_left_blank = value is None and isinstance(stood, CellError)
            is_refused = (OTHER[side], row, column) in refused
            assert not is_refused or is_left_blank or same(value, get(before.base, row, column))


@given(states())
def test_no_deleted_row_comes_back_without_a_word(before: Before) -> None:
    merged = before.merged()
    told = {happening.row for happening in merged.happenings if happening.column is None}
    for side in SIDES:
        for add in merged.changes(side).adds:
            was_deleted = add.row in before.base or add.row in before.terms.gone
            assert not was_deleted or add.row in told


@given(states(st.just(TWO_WAY)))
def test_no_row_goes_that_nobody_deleted(before: Before) -> None:
    merged = before.merged()
    for side in SIDES:
        for delete in merged.changes(side).deletes:
            assert delete.row in before.base and delete.row not in before.rows(OTHER[side])
    assert all(row not in before.workbook and row not in before.shared for row in merged.agreed.gone)


MIRRORED = {Flow.TWO_WAY: Flow.TWO_WAY, Flow.TO_SHARED: Flow.TO_WORKBOOK, Flow.TO_WORKBOOK: Flow.TO_SHARED}


def mirrored(before: Before) -> Before:
    refused = frozenset(
        (OTHER[side], row, key) for side, row, key in PLACES if (side, row, key) in before.terms.refused
    )
    columns = {column: MIRRORED[flow] for column, flow in before.terms.columns.items()}
    terms = replace(before.terms, columns=columns, refused=refused)
    return Before(before.base, before.shared, before.workbook, terms)


@given(states())
def test_neither_side_is_favoured(before: Before) -> None:
    here, there = before.merged(), mirrored(before).merged()
    for side in SIDES:
        one, other = here.changes(side), there.changes(OTHER[side])
        assert set(one.sets) == set(other.sets)
        assert sorted(map(repr, one.adds)) == sorted(map(repr, other.adds))
        assert sorted(map(repr, one.deletes)) == sorted(map(repr, other.deletes))
    turned = {replace(conflict, workbook=conflict.shared, shared=conflict.workbook) for conflict in there.conflicts}
    assert set(here.conflicts) == turned
    assert {(held.side, held.row, held.column) for held in here.held} == {
        (OTHER[held.side], held.row, held.column) for held in there.held
    }
    assert len(here.happenings) == len(there.happenings)


@given(states(), st.data())
def test_a_choice_settles_what_was_shown_and_nothing_else(before: Before, data: st.DataObject) -> None:
    first = before.merged()
    now = after(before, first, *SIDES)
    choices: Mapping[tuple[str, str], Side] = {
        (conflict.row, conflict.column): data.draw(st.sampled_from(SIDES)) for conflict in first.conflicts
    }
    settled = merge(now.base, now.workbook, now.shared, replace(now.terms, choices=choices))
    assert not settled.conflicts
    written = {(change.row, change.column) for side in SIDES for change in settled.changes(side).sets}
    assert written == set(choices)
    end = after(now, settled, *SIDES)
    for (row, column), side in choices.items():
        chosen = get(now.rows(side), row, column)
        assert all(same(get(end.rows(either), row, column), chosen) for either in SIDES)
    assert end.merged().is_quiet


@given(states(), ROWS.map(rows_of))
def test_computed_columns_reach_the_shared_sheet_and_never_the_workbook(before: Before, outgoing: Rows) -> None:
    columns = {**before.terms.columns, "fee": Flow.COMPUTED}
    before = replace(before, terms=replace(before.terms, columns=columns))
    merged = with_computed(before.merged(), before.shared, outgoing, columns)
    now = after(before, merged, *SIDES)
    assert all(change.column != "fee" for change in merged.workbook.sets)
    assert all("fee" not in add.cells for side in SIDES for add in merged.changes(side).adds)
    assert all("fee" not in cells for cells in merged.agreed_after(*SIDES).cells.values())
    for row in now.shared.keys() & outgoing.keys():
        value = outgoing[row].get("fee")
        if "fee" in outgoing[row] and not isinstance(value, CellError):
            assert same(get(now.shared, row, "fee"), value)
    again = after(before, merged, *SIDES)
    assert not with_computed(again.merged(), again.shared, outgoing, columns).shared.sets


@given(states())
def test_results_stand_in_the_order_of_the_rows(before: Before) -> None:
    order = list(dict.fromkeys((*before.workbook, *before.shared, *before.base)))
    merged = before.merged()
    for side in SIDES:
        for rows in (merged.changes(side).adds, merged.changes(side).deletes):
            places = [order.index(change.row) for change in rows]
            assert places == sorted(places)
    assert [order.index(item.row) for item in merged.conflicts] == sorted(order.index(c.row) for c in merged.conflicts)
