"""What the lines of the decision table come to when rows have several cells and rounds follow each other."""

from __future__ import annotations

from dataclasses import replace

from pepsheets.sheets import CellError
from pepsheets.sync.changes import AddRow, Agreement, Cells, Changes, Conflict, DeleteRow, SetCell
from pepsheets.sync.decisions import Flow
from pepsheets.sync.merge import merge, with_computed
from pepsheets.sync.terms import Terms

BOTH = {"fee": Flow.TWO_WAY, "note": Flow.TWO_WAY}
OLD: Cells = {"fee": 60.0, "note": "paid"}
NEW: Cells = {"fee": 65.0, "note": "paid"}
NEWER: Cells = {"fee": 70.0, "note": "paid"}
KNOWN: Cells = {"fee": None, "note": None}
CONFLICT = Conflict("R1", "fee", 60.0, 65.0, 70.0)
REFUSED = Terms(BOTH, frozenset({("workbook", "R1", "fee")}))


def fee(before: float | None, after: float | None, *, agrees: bool = True) -> Changes:
    return Changes(sets=(SetCell("R1", "fee", before, after, agrees),))


def added(cells: Cells) -> Changes:
    return Changes(adds=(AddRow("R1", cells),))


def test_a_computed_column_is_written_where_it_differs_and_is_never_read_back() -> None:
    columns = {**BOTH, "charge": Flow.COMPUTED}
    shared: dict[str, Cells] = {"R1": {**OLD, "charge": "typed over"}, "R2": {**OLD, "charge": 6.0}, "R3": OLD}
    base: dict[str, Cells] = {"R1": OLD, "R2": OLD, "R3": OLD}
    merged = merge(base, {"R1": OLD, "R2": OLD, "R4": NEW}, shared, Terms(columns))
    outgoing: dict[str, Cells] = {
        "R1": {"charge": 5.0, "margin": 1.0},
        "R2": {"charge": 6.0},
        "R3": {"charge": 7.0},
        "R4": {"charge": 8.0, "margin": 1.0},
    }
    shown = with_computed(merged, shared, outgoing, columns)
    assert shown.shared.sets == (SetCell("R1", "charge", "typed over", 5.0, agrees=False),)
    assert shown.shared.adds == (AddRow("R4", NEW, {"charge": 8.0}),)
    assert shown.shared.deletes == (DeleteRow("R3", OLD),)
    assert shown.workbook == merged.workbook == Changes()
    assert shown.agreed_after("workbook", "shared") == Agreement({"R4": NEW}, ("R3",))


def test_an_error_is_never_written_even_from_a_computed_column() -> None:
    columns = {**BOTH, "charge": Flow.COMPUTED}
    merged = merge({"R1": OLD}, {"R1": OLD}, {"R1": OLD}, Terms(columns))
    broken: dict[str, Cells] = {"R1": {"charge": CellError("#REF!")}}
    assert with_computed(merged, {"R1": OLD}, broken, columns).is_quiet


def test_an_error_is_held_as_if_it_failed_its_check() -> None:
    broken: Cells = {**OLD, "fee": CellError("#REF!")}
    (held,) = merge({"R1": OLD}, {"R1": broken}, {"R1": OLD}, Terms(BOTH)).held
    assert held.sentence.startswith("The cell says '#REF!', which fails its check")


def test_both_edits_of_one_row_flow_where_they_are_in_different_cells() -> None:
    merged = merge({"R1": OLD}, {"R1": NEW}, {"R1": {**OLD, "note": "late"}}, Terms(BOTH))
    assert merged.shared == fee(60.0, 65.0)
    assert merged.workbook == Changes(sets=(SetCell("R1", "note", "paid", "late"),))
    assert merged.agreed_after("shared") == Agreement({"R1": {"fee": 65.0}})


def test_a_held_cell_does_not_keep_the_rest_of_its_row() -> None:
    merged = merge({"R1": OLD}, {"R1": {"fee": -1.0, "note": "late"}}, {"R1": OLD}, REFUSED)
    assert merged.shared == Changes(sets=(SetCell("R1", "note", "paid", "late"),))
    assert [held.column for held in merged.held] == ["fee"]


def test_a_column_that_one_side_lost_is_not_read_as_cleared() -> None:
    merged = merge({"R1": OLD}, {"R1": NEW}, {"R1": {"note": "paid"}}, Terms({"note": Flow.TWO_WAY}))
    assert merged.is_quiet


def test_a_conflict_in_a_column_that_is_away_stays_as_it_was_shown() -> None:
    terms = Terms({"note": Flow.TWO_WAY}, unsettled={("R1", "fee"): CONFLICT})
    merged = merge({"R1": OLD}, {"R1": NEW}, {"R1": {"note": "paid"}}, terms)
    assert merged.conflicts == (CONFLICT,) and not merged.happenings


def test_a_conflict_whose_cell_is_held_by_now_is_not_called_over() -> None:
    terms = replace(REFUSED, unsettled={("R1", "fee"): CONFLICT})
    merged = merge({"R1": OLD}, {"R1": {**OLD, "fee": -1.0}}, {"R1": NEWER}, terms)
    assert merged.held and not merged.conflicts and not merged.happenings


def test_a_first_round_fills_blanks_and_shows_what_differs() -> None:
    merged = merge({}, {"R1": {"fee": 60.0}}, {"R1": {"fee": 65.0, "note": "paid"}}, Terms(BOTH))
    assert merged.conflicts == (Conflict("R1", "fee", None, 60.0, 65.0),)
    assert merged.workbook == Changes(sets=(SetCell("R1", "note", None, "paid"),))
    assert merged.agreed == Agreement({"R1": KNOWN}), "from now on the row is known"


def test_a_row_in_conflict_from_the_first_is_no_new_row_when_one_side_deletes_it() -> None:
    first = merge({}, {"R1": {"fee": 60.0}}, {"R1": {"fee": 65.0}}, Terms(BOTH))
    second = merge(first.agreed.cells, {}, {"R1": {"fee": 65.0}}, Terms(BOTH))
    assert [happening.kind for happening in second.happenings] == ["deleted_in_workbook_changed_on_shared"]


def test_a_row_that_comes_back_keeps_what_only_the_deleted_side_may_say() -> None:
    columns = {"fee": Flow.TO_SHARED, "note": Flow.TWO_WAY}
    merged = merge({"R1": OLD}, {}, {"R1": {"fee": 1.0, "note": "late"}}, Terms(columns))
    assert merged.workbook == added({"fee": 60.0, "note": "late"})
    assert merged.shared == fee(1.0, 60.0, agrees=False)
    assert [happening.kind for happening in merged.happenings] == [
        "typed_where_shared_only_shows",
        "deleted_in_workbook_changed_on_shared",
    ]


def test_a_tick_is_not_mistaken_for_the_number_one() -> None:
    ticked: Cells = {"fee": True, "note": None}
    merged = merge({"R1": ticked}, {"R1": {"fee": 1.0, "note": None}}, {"R1": ticked}, Terms(BOTH))
    assert [(change.before, change.after) for change in merged.shared.sets] == [(True, 1.0)]
