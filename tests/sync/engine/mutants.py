"""Nine faults, each put into the engine or a door on purpose, to see that the machine notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from pepsheets.gateways import workbook_file
from pepsheets.gateways.google_sheet import writing as google_writing
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.gateways.workbook_file import files, saving
from pepsheets.sheets import Plan
from pepsheets.sync import merge
from pepsheets.sync.changes import Cells, Conflict
from pepsheets.sync.decisions import CellLine, Fact, Flow
from pepsheets.sync.engine import confirming, pairing, passing, standing, writing
from pepsheets.sync.engine.identifying import Identified, identify
from pepsheets.sync.engine.joined import Joined
from pepsheets.sync.engine.passing import Passed
from pepsheets.sync.engine.planning import joined_plans
from pepsheets.sync.engine.reading import ReadRow
from pepsheets.sync.engine.repairs import Repair, Virtual, VirtualRow
from pepsheets.sync.engine.standing import Righted, Standing
from pepsheets.sync.engine.writing import Writing, Written
from pepsheets.sync.terms import Terms


@dataclass(frozen=True)
class Fault:
    """A fault, and the pairing on which it is looked for."""

    name: str
    put_in: Callable[[], AbstractContextManager[None]]
    pairing: str


@contextmanager
def blind() -> Iterator[None]:
    """What a batch kept of the cells that it hit is not looked at."""

    def confirm(operations, kept, layouts, new_id):  # type: ignore[no-untyped-def]  # as the original
        return confirming.confirm(operations, None, layouts, new_id)

    with patch.object(writing, "confirm", confirm):
        yield


@contextmanager
def base_first() -> Iterator[None]:
    """The base moves on before anything is written."""

    def write(joined: Joined, planned: Writing) -> Written:
        intent = planned.intent
        confirmed = confirming.confirm(intent.operations, None, intent.layouts, joined.new_id)
        with joined.store.step(joined.lease, joined.now) as step:
            for sheet, name in intent.sheets.items():
                step.advance(name, confirmed.agreed.get(sheet, {}), confirmed.gone.get(sheet, []))
            for name, agreed in intent.workbook.items():
                step.advance(name, agreed.cells, agreed.gone)
        return writing.write(joined, planned)

    with patch.object(passing, "write", write):
        yield


@contextmanager
def no_id_first() -> Iterator[None]:
    """IDs and contents are written in one pass."""

    def one_of_three(joined: Joined, stands: Standing, putting: Righted) -> Passed:
        if putting.is_needed:
            return passing._write_rows(joined, stands, putting.rows, Plan())
        identified = identify(joined, stands, putting)
        _know_all(identified, stands, putting)
        merging = passing._Merging(joined, stands, identified)
        named = Plan(tuple(identified.named_in_workbook))
        planned = merging._workbook_plan
        merging._workbook_plan = lambda *args: joined_plans(planned(*args), named)  # type: ignore[method-assign]  # that is the fault
        return merging.carry_out()

    with patch.object(passing, "_one_of_three", one_of_three):
        yield


def _know_all(identified: Identified, stands: Standing, putting: Righted) -> None:
    for pair in stands.pairs:
        rows = {row.row_id: row for row in putting.rows[pair.name] if not row.is_stray}
        identified.shared[pair.name] = rows
        given = {change.row: str(change.after) for change in identified.named_in_workbook}
        ours: dict[str, ReadRow] = dict(identified.workbook[pair.name])
        for row in pair.workbook.rows:
            if row.position in given:
                ours[given[row.position]] = row
        identified.workbook[pair.name] = ours


@contextmanager
def deletion_wins() -> Iterator[None]:
    """A deletion beats an edit on the other side."""
    original = Terms.row_fact

    def row_fact(self: Terms, side, row: str, cells: Cells | None, base: Cells | None) -> Fact:  # type: ignore[no-untyped-def]  # as the original
        fact = original(self, side, row, cells, base)
        return Fact.AS_AGREED if fact is Fact.CHANGED and base is not None else fact

    with patch.object(Terms, "row_fact", row_fact):
        yield


@contextmanager
def last_writer_wins() -> Iterator[None]:
    """In a conflict the shared sheet's value replaces the workbook's."""

    def conflict(self: merge._Merging, line: CellLine, cell: Conflict) -> None:
        self.write("workbook", cell)

    with patch.object(merge._Merging, "conflict", conflict):
        yield


@contextmanager
def blind_replacement() -> Iterator[None]:
    """A file is replaced although somebody saved it since it was read."""
    seen: dict[str, bytes] = {}

    def read_file(path):  # type: ignore[no-untyped-def]  # as the original
        data = files.read_file(path)
        seen[files.state_of(data)] = data
        return data

    with (
        patch.object(workbook_file, "read_file", read_file),
        patch.object(workbook_file, "read_unchanged", lambda path, state: seen[state]),
        patch.object(saving, "refuse_if_changed", lambda path, state: None),
    ):
        yield


@contextmanager
def no_fence() -> Iterator[None]:
    """A batch does not take away the fence of the one before, so a worker that slept may write too."""
    original = google_writing._fence

    def fence(*planned) -> Iterator[Json]:  # type: ignore[no-untyped-def]  # as the original
        return (request for request in original(*planned) if "deleteNamedRange" not in request)

    with patch.object(google_writing, "_fence", fence):
        yield


@contextmanager
def wrong_row_left() -> Iterator[None]:
    """A write to the wrong row is known, and not put right."""

    def virtual(rows: Sequence[ReadRow], repairs: Sequence[Repair]) -> Virtual:
        return Virtual(tuple(VirtualRow(row, row.row_id, dict(row.cells)) for row in rows), (), ())

    with patch.object(standing, "virtual", virtual):
        yield


@contextmanager
def computed_flows() -> Iterator[None]:
    """A computed column flows like any other."""
    original = pairing._flows

    def flows(*sides) -> Iterator[tuple[str, Flow]]:  # type: ignore[no-untyped-def]  # as the original
        return ((key, Flow.TWO_WAY if flow is Flow.COMPUTED else flow) for key, flow in original(*sides))

    with patch.object(pairing, "_flows", flows):
        yield


FAULTS = (
    Fault("blind", blind, "memory/open"),
    Fault("basefirst", base_first, "memory/open"),
    Fault("noidfirst", no_id_first, "memory/open"),
    Fault("delwins", deletion_wins, "memory/memory"),
    Fault("lww", last_writer_wins, "memory/memory"),
    Fault("xlblind", blind_replacement, "file/file"),
    Fault("nofence", no_fence, "memory/google"),
    Fault("a write to the wrong row that is not put right", wrong_row_left, "memory/open"),
    Fault("a computed column that flows", computed_flows, "memory/memory"),
)
