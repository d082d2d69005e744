"""PEP:mk's worked example in step with a shared sheet, as its people have both before their eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from pepsheets.faces.other_side import excerpt
from pepsheets.gateways.google_sheet.setting_up import Wanted, set_up
from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.sheets import Cell, Gateway
from pepsheets.sync.config.declared import Share
from pepsheets.sync.engine.round import Outcome, Surroundings, run_round
from pepsheets.sync.store import open_store
from pepsheets.sync.store.store import Store
from pepsheets.sync.values import canonical
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.templates import template_bytes
from tests.google.server.stand_in import StandIn
from tests.google.spreadsheets.books import Book
from tests.sync.engine.file_paper import FilePaper
from tests.sync.engine.google_paper import GooglePaper
from tests.sync.engine.papers import Paper
from tests.sync.engine.things import HOLDER, MORNING, TODAY

KIND = PARTNERSHIPS[0]
SPARE_ROWS = 12


def share_of(*names: str) -> Share:
    """A share of these tabs with all their columns."""
    tabs = tuple(tab for tab in KIND.tabs if tab.tab in names)
    columns = {tab: tuple(column for column in columns_of(tab) if not column.is_row_id) for tab in tabs}
    return Share("Group", "the shared sheet", tabs, columns)


SHARE = share_of("Meetings", "Bookings", "Costs")

BOOKING: dict[str, Cell] = {
    "Course": "C106",
    "School": "Bradwell Weir Primary School",
    "Delegate": "Zelda Quick",
    "Booked": datetime(2026, 11, 20, 9, 30),
}


def booking(code: str, **more: Cell) -> dict[str, Cell]:
    """A booking as somebody types it."""
    return {"Booking": code, **BOOKING, **more}


@dataclass
class Partners:
    """The two sides of a share: how people see them, the doors to them, the store, and a clock."""

    workbook: Paper
    shared: Paper
    store: Store
    share: Share = SHARE
    now: datetime = MORNING
    names: Iterator[int] = field(default_factory=lambda: count(1_000_000))

    def sync(self, watch: Callable[[str], None] | None = None) -> Outcome:
        """The next round, a quarter of an hour later."""
        self.now += timedelta(minutes=15)
        around = Surroundings(HOLDER, self.now, TODAY, self._name, watch)
        return run_round(self.share, KIND, self.doors(), self.store, around)

    def doors(self) -> tuple[Gateway, Gateway]:
        return self.workbook.door(), self.shared.door()

    def _name(self) -> str:
        return f"{next(self.names):012d}"

    def approve(self) -> None:
        """Somebody approves all the plans that wait."""
        for plan in self.store.plans(self.share.name):
            self.store.approve(self.share.name, plan.name, self.now)

    def forget_that_all_rests(self) -> None:
        """So that the next round looks at everything again, as on a new day."""
        lease = self.store.acquire(self.share.name, HOLDER, self.now, self.now)
        with self.store.step(lease, self.now) as step:
            step.rest("")
        self.store.release(lease)

    def differences(self) -> list[tuple[str, str, str]]:
        """The cells of the share in which the two sides differ, by tab, row and heading."""
        return [difference for tab in self.share.tabs for difference in self._differences(tab)]

    def _differences(self, tab: type[Row]) -> Iterator[tuple[str, str, str]]:
        ours, theirs = (_by_id(paper, tab.tab) for paper in (self.workbook, self.shared))
        for row_id in ours.keys() | theirs.keys():
            here, there = ours.get(row_id, {}), theirs.get(row_id, {})
            for heading in (column.heading for column in self.share.columns[tab]):
                if canonical(here.get(heading)) != canonical(there.get(heading)):
                    yield tab.tab, _name_of(here or there), heading

    def assert_in_step(self) -> None:
        """Both sides say the same in every column, and a round that computes everything anew writes nothing."""
        assert self.differences() == []
        self.forget_that_all_rests()
        again = self.sync()
        assert again.is_good and (again.to_shared, again.to_workbook, again.passes) == (0, 0, 1)


@dataclass
class Hands:
    """Somebody at one of the two sides: here is where they are clumsy, and there is the other side."""

    sides: Partners
    here: Paper
    there: Paper


def during(step: str, act: Callable[[], None]) -> Callable[[str], None]:
    """Somebody acts once, when the round has come to this step."""
    waiting = [act]

    def watch(reached: str) -> None:
        if reached == step and waiting:
            waiting.pop()()

    return watch


def _by_id(paper: Paper, tab: str) -> Mapping[str, Mapping[str, Cell]]:
    rows = [row for row in paper.rows(tab) if row.get("Row ID")]
    by_id = {str(row["Row ID"]): row for row in rows}
    assert len(by_id) == len(rows), f"{tab}: two rows have one ID"
    return by_id


def _name_of(row: Mapping[str, Cell]) -> str:
    return str(next(iter(row.values()), ""))


@cache
def sample() -> bytes:
    """The worked example, as it is made for somebody who tries pepsheets."""
    return template_bytes(KIND, KIND.sample(TODAY), TODAY)


@dataclass(frozen=True)
class Start:
    """Two sides and their store after a first round, kept to be copied for every test."""

    workbook: bytes
    shared: bytes | Book
    store: bytes


_starts: dict[tuple[str, bool], Start] = {}


def partners(folder: Path, google: StandIn | None = None, share: Share = SHARE) -> Partners:
    """Two sides that a first round has brought into step; the shared one at Google, or a workbook on a drive."""
    key = repr((share.columns, share.direction, share.extra_columns)), google is not None
    if key not in _starts:
        with TemporaryDirectory() as name:
            _starts[key] = _started(Path(name), google, share)
    start = _starts[key]
    ours, store = folder / "manager.xlsx", folder / "store.sqlite"
    ours.write_bytes(start.workbook)
    store.write_bytes(start.store)
    shared = _copied(start.shared, folder, google)
    later = MORNING + timedelta(hours=1)
    return Partners(FilePaper(ours), shared, open_store(str(store)), share, later, count(2_000_000))


def _started(folder: Path, google: StandIn | None, share: Share) -> Start:
    sides = new_partners(folder, google, share)
    assert sides.sync().is_good
    sides.store.close()
    for beside in ("-wal", "-shm"):
        assert not (folder / f"store.sqlite{beside}").exists()
    shared = sides.shared
    kept = shared.path.read_bytes() if isinstance(shared, FilePaper) else _with_little_room(shared)
    return Start((folder / "manager.xlsx").read_bytes(), kept, (folder / "store.sqlite").read_bytes())


def new_partners(folder: Path, google: StandIn | None = None, share: Share = SHARE) -> Partners:
    """The worked example, and a shared sheet for it that was just made; no round was run yet."""
    ours = FilePaper(folder / "manager.xlsx")
    ours.path.write_bytes(sample())
    what = excerpt(share, KIND, ours.door().read([tab.tab for tab in KIND.tabs]))
    shared: Paper
    if google is None:
        shared = FilePaper(folder / "group.xlsx")
        shared.path.write_bytes(template_bytes(what, (), TODAY))
    else:
        shared = GooglePaper(google, google.new_sheet())
        set_up(shared.connection, Wanted(what, (), (), TODAY))
    return Partners(ours, shared, open_store(str(folder / "store.sqlite")), share)


def _with_little_room(shared: Paper) -> Book:
    """The Google Sheet with few empty rows below its tables: hundreds of them would only take time."""
    assert isinstance(shared, GooglePaper)
    for tab in shared.person.book.tabs:
        last = tab.grid.last_row_with_values() + SPARE_ROWS
        if tab.title in {each.tab for each in KIND.tabs} and tab.grid.height > last:
            shared.person.delete_row(tab.title, last + 1, tab.grid.height - last)
    return shared.person.book


def _copied(shared: bytes | Book, folder: Path, google: StandIn | None) -> Paper:
    if isinstance(shared, bytes):
        path = folder / "group.xlsx"
        path.write_bytes(shared)
        return FilePaper(path)
    assert google is not None
    spreadsheet = google.new_sheet()
    google.sheets.keep(replace(deepcopy(shared), spreadsheet_id=spreadsheet, chosen=google.sheets.chosen))
    google.record.exchanges.clear()
    return GooglePaper(google, spreadsheet)
