"""``undo``: what flowed in a round becomes what it was before, in the workbook first and then on the other side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pepsheets.faces.configured import asked_shares, now, store_of
from pepsheets.faces.failures import home
from pepsheets.faces.registering import Here, leased, refuse_others
from pepsheets.faces.round_doors import RoundDoor, round_door
from pepsheets.faces.rounds import ShareResult, run_shares
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run
from pepsheets.faces.showing import number, quoted
from pepsheets.faces.syncing import show_results
from pepsheets.faces.this_computer import machine_id
from pepsheets.faces.undone import UNDO_OF, Undone, show_undone, undone_as_json
from pepsheets.gateways import open_gateway
from pepsheets.partnerships import Partnership
from pepsheets.recalculation.placing import placed, table_of
from pepsheets.sheets import GatewayError, Plan, Receipt, Workbook
from pepsheets.sync.changes import Rows, Side
from pepsheets.sync.config import Config, Share, read_config
from pepsheets.sync.engine.pairing import Pair, pair
from pepsheets.sync.engine.planning import joined_plans, workbook_plan
from pepsheets.sync.engine.reading import OWN, ReadRow, ReadTab, read_tabs
from pepsheets.sync.store import Asked, Change, Ending, Store, open_store
from pepsheets.sync.undoing import SharedNow, TakenBack, taken_back
from pepsheets.tabs.declaration import Row, is_computed
from pepsheets.validation import recognise
from pepsheets.validation.recognising import tabs_wanted


class NothingToTakeBack(GatewayError):
    """The round changed nothing that can be taken back."""

    remedy = "Nothing was changed. 'pepsheets history' shows what each round did."


@dataclass(frozen=True, slots=True)
class _Now:
    """Both sides of a share as they stand: the workbook, and the tabs that are on both."""

    door: RoundDoor
    workbook: Workbook
    pairs: Sequence[Pair]


def take_back(config: str, round_: int, run: Run, *, dry_run: bool, as_json: bool = False) -> int:
    """Take a round back, and bring the share into step."""
    read = read_config(config)
    with open_store(store_of(read)) as store:
        share, changes = _changes(store, read, round_)
        refuse_others(store, share, Here(machine_id(home()), read))
        with run.screen.progress() as progress:
            progress("Reading both sides")
            both = _both_sides(store, read, share, run)
        back = taken_back(changes, {each.name: _as_now(each) for each in both.pairs})
        undone = Undone(round_, back, dry_run)
        if back and not dry_run:
            undone.backup = _write(store, share, both, undone)
    if not as_json:
        show_undone(run.screen, undone)
    if not back:
        raise NothingToTakeBack(f"Nothing of round {round_} was taken back.")
    if not dry_run:
        undone.result = _carried_over(read, share, run)
    if as_json:
        run.screen.raw(undone_as_json(read, share, undone))
    elif undone.result is not None:
        show_results(run.screen, [undone.result], dry_run=False)
    return ERRORS_WAIT if undone.needs_a_person else DONE


def _changes(store: Store, config: Config, round_: int) -> tuple[Share, Sequence[Change]]:
    """What the round changed, oldest first, and the share that it was of."""
    for share in asked_shares(config):
        past = store.history(share.name, Asked(round=round_))
        changes = [each.change for each in reversed(past) if each.change.kind in ("flowed", "deleted")]
        if changes:
            _refuse_first(store, config, share, round_)
            return share, changes
    raise NothingToTakeBack(f"The history holds nothing that flowed in a round {round_}.")


def _refuse_first(store: Store, config: Config, share: Share, round_: int) -> None:
    """The round that first joined the two sides cannot be taken back: rows that stood on one would be lost to both."""
    earlier = (each for each in store.last_rounds(share.name, 1_000_000) if each.number < round_)
    if not any(each.ending and each.ending.outcome in ("good", "waiting") for each in earlier):
        raise NothingToTakeBack(
            f"Round {round_} is the one that first brought '{share.name}' together.",
            f"Nothing was changed. 'pepsheets backups {quoted(config.workbook)}' offers the workbook as it was before.",
        )


def _both_sides(store: Store, config: Config, share: Share, run: Run) -> _Now:
    door = round_door(open_gateway(config.workbook), run)
    workbook, shared = door.read(tabs_wanted()), open_gateway(share.address).read(tabs_wanted())
    kind, today = recognise(workbook), now().date()
    ours = _tabs(store, share, "workbook", workbook, kind, today)
    theirs = _tabs(store, share, "shared", shared, kind, today)
    pairs = [pair(share, ours[tab], theirs[tab]) for tab in ours if tab in theirs]
    return _Now(door, workbook, [each for each in pairs if each.workbook.id_place and each.shared.id_place])


def _tabs(
    store: Store, share: Share, side: Side, workbook: Workbook, kind: Partnership, today: date
) -> dict[type[Row], ReadTab]:
    tabs = [tab for tab in share.tabs if not is_computed(tab)]
    known = {tab.tab: store.headings(share.name, tab.tab, side) for tab in tabs}
    return read_tabs(workbook, tabs, kind, today, known)


def _as_now(each: Pair) -> SharedNow:
    return SharedNow(_rows(each, each.workbook), _rows(each, each.shared), each.tab.key_names())


def _rows(each: Pair, tab: ReadTab) -> Rows:
    """The rows of a side by ID, as far as they flow; an ID that stands twice names no row."""
    return {row_id: {key: row.cells.get(key) for key in each.merged} for row_id, row in _by_id(tab).items()}


def _by_id(tab: ReadTab) -> Mapping[str, ReadRow]:
    times = Counter(row.row_id for row in tab.rows)
    return {row.row_id: row for row in tab.rows if row.row_id and times[row.row_id] == 1}


def _write(store: Store, share: Share, both: _Now, undo: Undone) -> str | None:
    """Write the workbook, and keep in the history that it was done: both, or neither."""
    back = undo.back
    plan = _plan(both, back)
    moment = now()
    undone = [replace(each, kind="undone", before=each.after, after=each.before) for each in back.taken]
    with leased(store, share.name, moment) as lease, store.step(lease, moment) as step:
        round_ = step.start_round()
        step.record(round_, undone)
        receipt: Receipt = both.door.write(plan, both.workbook.state)
        sentence = f"Round {undo.round} was taken back: {number(len(undone), 'cell')} in the workbook."
        step.end_round(round_, Ending("waiting", sentence, {"workbook": receipt.cells, UNDO_OF: undo.round}))
    return receipt.backup


def _plan(both: _Now, back: TakenBack) -> Plan:
    of_tab = {each.name: each for each in both.pairs}
    plans = [workbook_plan(of_tab[tab], changes, _by_id(of_tab[tab].workbook)) for tab, changes in back.changes.items()]
    tables = {each.workbook.name: table_of(each.workbook.located, _carried(each)) for each in both.pairs}
    return placed(joined_plans(*plans), both.workbook, tables)


def _carried(each: Pair) -> list[int]:
    """The columns of the owner's own that flow."""
    return [each.workbook.places[key] for key in each.flows if key.startswith(OWN)]


def _carried_over(config: Config, share: Share, run: Run) -> ShareResult:
    """An ordinary round takes it to the other side."""
    with run.screen.progress() as progress:
        [result] = run_shares(config, only=[share.name], watcher=run, progress=progress)
    return result
