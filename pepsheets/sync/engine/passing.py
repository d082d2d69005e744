"""One pass over a share: read, recover, put right, identify, merge, compute, write.

A round is as many passes as it takes until nothing is left to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pepsheets.recalculation.placing import TabTable, placed, table_of
from pepsheets.sheets import Plan, Problem, Workbook
from pepsheets.sync.changes import Agreement, Changes, Side
from pepsheets.sync.engine.computing import (
    Recalculated,
    computed_rows,
    recalculated,
    reread,
    resized,
    shown_tab,
    together,
)
from pepsheets.sync.engine.conflict_tab import chosen, lines_of, plan_of, stops_of, unclear
from pepsheets.sync.engine.formulas import around_formulas, without_formulas
from pepsheets.sync.engine.identifying import Identified, identify
from pepsheets.sync.engine.in_step import Stands, how_it_stands, line_plan
from pepsheets.sync.engine.intents import Intent
from pepsheets.sync.engine.joined import Joined, is_open
from pepsheets.sync.engine.merging import MergedTab, merge_tab
from pepsheets.sync.engine.operations import Operation
from pepsheets.sync.engine.pairing import Pair
from pepsheets.sync.engine.planning import SharedTab, joined_plans, layout_of, shared_plan, workbook_plan
from pepsheets.sync.engine.reading import OWN, ReadTab
from pepsheets.sync.engine.repairs import VirtualRow
from pepsheets.sync.engine.resting import keep_rest, mark_of, rests
from pepsheets.sync.engine.standing import Righted, Standing, keep_righted, read_sides, righted, stand
from pepsheets.sync.engine.stopping import stopped_by_valves
from pepsheets.sync.engine.telling import Told
from pepsheets.sync.engine.waiting import Waiting, keep_waiting, let_go, waiting_after
from pepsheets.sync.engine.writing import Writing, Written, recover, write
from pepsheets.sync.merge import with_computed
from pepsheets.sync.store.records import Change


@dataclass(slots=True)
class Passed:
    """What one pass came to. ``is_quiet`` when both sides were as they should be already."""

    is_quiet: bool = False
    written: Written = field(default_factory=Written)
    merged: Mapping[str, MergedTab] = field(default_factory=dict)
    stopped: Sequence[Told] = ()
    told: Sequence[Told] = ()
    problems: Sequence[Problem] = ()
    sides: Mapping[Side, Workbook] = field(default_factory=dict)
    """Both sides as they were read."""


def one_pass(joined: Joined) -> Passed:
    """Bring the two sides one step nearer to each other."""
    joined.watch("pass begun")
    workbook, shared = read_sides(joined)
    joined.watch("both sides read")
    recover(joined, workbook, shared)
    mark = mark_of(joined, workbook, shared)
    sides: Mapping[Side, Workbook] = {"workbook": workbook, "shared": shared}
    # What was let go must leave the Conflicts tabs too, so the sides do not rest.
    if not let_go(joined) and rests(joined, mark):
        return Passed(is_quiet=True, sides=sides)
    passed = _pass(joined, workbook, shared)
    passed.sides = sides
    if passed.is_quiet and not passed.stopped:
        keep_rest(joined, mark)
    return passed


def _pass(joined: Joined, workbook: Workbook, shared: Workbook) -> Passed:
    standing = stand(joined, workbook, shared)
    putting = righted(joined, standing)
    lost = keep_righted(joined, standing, putting)
    passed = _one_of_three(joined, standing, putting)
    passed.told = [*lost, *passed.told]
    return passed


def _one_of_three(joined: Joined, standing: Standing, putting: Righted) -> Passed:
    """What went astray is put right first, then every row gets its ID, and only then anything flows."""
    if putting.is_needed:
        return _write_rows(joined, standing, putting.rows, Plan())
    identified = identify(joined, standing, putting)
    if not identified.is_complete:
        return _write_rows(joined, standing, identified.named_on_shared, Plan(tuple(identified.named_in_workbook)))
    return _Merging(joined, standing, identified).carry_out()


def _write_rows(
    joined: Joined, standing: Standing, shared: Mapping[str, Sequence[VirtualRow]], workbook: Plan
) -> Passed:
    """Makes rows of the shared sheet what they should be, by tab, and the workbook's IDs."""
    operations = [each for pair in standing.pairs for each in SharedTab(pair, shared[pair.name]).operations(Changes())]
    writing = _writing(joined, standing, _Wanted(operations, workbook))
    return Passed(written=write(joined, writing), stopped=standing.stopped)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """All that a pass wants written; ``now`` is agreed already, ``then`` once the workbook is written."""

    operations: Sequence[Operation]
    workbook: Plan
    shown: Plan = field(default_factory=Plan)
    now: Mapping[str, Agreement] = field(default_factory=dict)
    then: Mapping[str, Agreement] = field(default_factory=dict)
    history: Sequence[Change] = ()


def _writing(joined: Joined, standing: Standing, wanted: _Wanted) -> Writing:
    """The two plans of a pass, and the intent that tells of them."""
    batch = f"pepsheets_{joined.new_name()}"
    tabs = {pair.shared.name: pair.shared for pair in standing.pairs}
    shared = shared_plan(wanted.operations, tabs, batch)
    shared = joined_plans(shared, wanted.shown)
    if not is_open(joined.shared):
        shared = placed(shared, standing.shared, _tables(standing, "shared"))
    layouts = {name: layout_of(tab) for name, tab in tabs.items()}
    operations, history = tuple(wanted.operations), tuple(wanted.history)
    workbook = replace(wanted.workbook, mark=batch)
    states: dict[Side, str] = {"shared": standing.shared.state} if shared else {}
    if workbook:
        states["workbook"] = standing.workbook.state
    intent = Intent(batch, operations, layouts, wanted.then, history, standing.sheets, states)
    return Writing(intent, shared, standing.shared.state, workbook, standing.workbook.state, wanted.now)


def _tables(standing: Standing, side: Side) -> dict[str, TabTable]:
    """The tables of one side, for placing rows: of the owner's own columns those that flow."""
    ours = side == "workbook"
    tables = {}
    for pair in standing.pairs:
        tab = pair.workbook if ours else pair.shared
        tables[tab.name] = table_of(tab.located, _carried(pair, tab))
    conflicts = standing.conflicts_in_workbook if ours else standing.conflicts_on_shared
    return tables | ({conflicts.name: table_of(conflicts.located)} if conflicts else {})


def _carried(pair: Pair, tab: ReadTab) -> list[int]:
    return [tab.places[key] for key in pair.flows if key.startswith(OWN)]


class _Merging:
    """The pass that merges: every row of both sides has its ID."""

    def __init__(self, joined: Joined, standing: Standing, identified: Identified) -> None:
        self.joined, self.standing, self.identified = joined, standing, identified
        self.sides = standing.conflicts_in_workbook, standing.conflicts_on_shared
        known = joined.store.conflicts(joined.name)
        choices = chosen(self.sides, known)
        self.unclear = unclear({"workbook": self.sides[0], "shared": self.sides[1]}, known)
        self.tabs = {
            pair.name: merge_tab(joined, pair, identified.workbook[pair.name], identified.shared[pair.name], choices)
            for pair in standing.pairs
        }
        self.waiting = stopped_by_valves(joined, self.tabs)

    def carry_out(self) -> Passed:
        flowing = {name: tab for name, tab in self.tabs.items() if name not in self.waiting}
        waiting = waiting_after(self.joined, flowing)
        ours, theirs = self._conflict_tabs(waiting)
        merged = self._workbook_plan(flowing, ours)
        computed = recalculated(self.standing.workbook, merged, self.joined)
        flowing = self._with_computed(flowing, computed)
        shown, in_the_way = self._shown(computed)
        wanted = _Wanted(
            [each for tab in flowing.values() for each in self._operations(tab)],
            together(merged, computed.plan),
            joined_plans(around_formulas(shown, self.standing.shared), theirs),
            {name: tab.merged.agreed for name, tab in flowing.items()},
            {name: tab.merged.agreed_after("workbook") for name, tab in flowing.items()},
            list(self._history(flowing)),
        )
        stopped = [*self.standing.stopped, *in_the_way, *self.waiting.values()]
        how = how_it_stands(stopped, len(waiting.conflicts) + len(waiting.held))
        writing = replace(_writing(self.joined, self.standing, wanted), beside=self._beside(how, is_good=not stopped))
        is_quiet = not (writing.shared or writing.workbook or any(wanted.now.values()))
        keep_waiting(self.joined, flowing, waiting, list(self._said(flowing)))
        written = Written() if is_quiet else write(self.joined, writing)
        return Passed(is_quiet, written, self.tabs, stopped, list(self._told(flowing)), computed.problems)

    def _beside(self, how: str, *, is_good: bool) -> Mapping[Side, Plan]:
        """What the Overview of either side says of the share, if all goes well from here."""
        joined = self.joined
        last = joined.now if is_good else joined.last_in_step()
        stands = Stands(joined.name, how, last, joined.now, joined.today, joined.again)
        return {
            "workbook": line_plan(self.standing.workbook, stands),
            "shared": line_plan(self.standing.shared, stands),
        }

    def _conflict_tabs(self, waiting: Waiting) -> tuple[Plan, Plan]:
        """What makes the Conflicts tab of either side say what waits."""
        wanted = lines_of(self.joined, [tab.pair for tab in self.tabs.values()], waiting, self.unclear)
        wanted |= stops_of(self.joined.name, self.standing.stopped, self.waiting)
        ours, theirs = (plan_of(tab, self.joined.name, wanted) if tab else Plan() for tab in self.sides)
        return around_formulas(ours, self.standing.workbook), around_formulas(theirs, self.standing.shared)

    def _workbook_plan(self, flowing: Mapping[str, MergedTab], conflicts: Plan) -> Plan:
        """What the merge wants of the workbook, its rows placed."""
        plans = [workbook_plan(tab.pair, tab.merged.workbook, tab.workbook) for tab in flowing.values()]
        return placed(joined_plans(*plans, conflicts), self.standing.workbook, _tables(self.standing, "workbook"))

    def _with_computed(self, flowing: Mapping[str, MergedTab], computed: Recalculated) -> dict[str, MergedTab]:
        """The merge with the results that the workbook will show, by row ID."""
        pairs = [tab.pair for tab in flowing.values()]
        outgoing = computed_rows(computed.workbook, pairs)
        merged = {
            name: with_computed(tab.merged, tab.shared, outgoing[name], tab.pair.flows) for name, tab in flowing.items()
        }
        return {
            name: replace(tab, merged=without_formulas(merged[name], tab.formulas)) for name, tab in flowing.items()
        }

    def _operations(self, tab: MergedTab) -> list[Operation]:
        rows = tuple(self.identified.shared[tab.pair.name].values())
        return list(SharedTab(tab.pair, rows).operations(tab.merged.shared))

    def _shown(self, computed: Recalculated) -> tuple[Plan, list[Told]]:
        """The tabs that are all computed, as the shared sheet is to show them."""
        plan = Plan()
        told: list[Told] = []
        for ours, theirs in self.standing.shown:
            keys = [key for key in self.joined.columns_of(ours.tab) if key in ours.places and key in theirs.places]
            after = reread(computed.workbook, ours)
            wanted = shown_tab(after, theirs, keys)
            if wanted is None:
                told.append(
                    Told(theirs.name, "", "", "the table needs more rows, and something stands below it. Make room.")
                )
            else:
                plan = joined_plans(plan, Plan(tuple(wanted), tuple(resized(theirs, len(after.rows)))))
        return plan, told

    def _history(self, flowing: Mapping[str, MergedTab]) -> Iterator[Change]:
        for tab in flowing.values():
            yield from tab.teller.history(tab.merged)
            yield from map(tab.teller.came_back, tab.kept)

    def _said(self, flowing: Mapping[str, MergedTab]) -> Iterator[Change]:
        for tab in flowing.values():
            yield from tab.teller.said(tab.merged)

    def _told(self, flowing: Mapping[str, MergedTab]) -> Iterator[Told]:
        yield from self.standing.noticed
        for tab in flowing.values():
            yield from map(tab.teller.told, tab.merged.happenings)
            yield from map(tab.teller.back_in_part, tab.kept)
            for each in tab.merged.conflicts:
                if sentence := self.unclear.get((tab.pair.name, each.row, each.column)):
                    key, heading = tab.teller.key(each.row), tab.pair.heading(each.column)
                    yield Told(tab.pair.name, key, heading, f"On the Conflicts tab: {sentence}")
