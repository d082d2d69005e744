"""The pairings of doors on which the engine is tried: what kind of sheet each side is, and where the store is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Side
from pepsheets.sync.store import open_store
from pepsheets.sync.store.store import Store
from tests.google.server.stand_in import StandIn
from tests.sync.engine.desks import Desk, FileDesk, GoogleDesk, MemoryDesk, OpenDesk
from tests.sync.engine.plain_store import PlainStore
from tests.sync.engine.things import HEADINGS, SHARE

SHARED = replace(SHARE, extra_columns=("Colour",))
"""The things, with a column of the owner's own that flows; one called Remark stays where it is."""

START: list[list[Cell]] = [[*HEADINGS, "Colour", "Remark"]]


@dataclass
class Place:
    """The two sides of one share, the store, and names that nothing else has."""

    desks: dict[Side, Desk]
    open_store: Callable[[], Store]
    google: StandIn | None = None
    store_path: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_name(self) -> str:
        return f"{next(self.numbers):012d}"


class Pairing:
    """Makes places of one kind. ``folder`` is for the files of all of them; ``google`` is the stand-in."""

    def __init__(self, name: str, folder: Path, google: StandIn | None = None) -> None:
        self.name, self.folder, self.google = name, folder, google

    @property
    def is_on_disk(self) -> bool:
        return "file" in self.name

    @contextmanager
    def place(self) -> Iterator[Place]:
        if not self.is_on_disk:
            yield self._in_memory()
            return
        with TemporaryDirectory(dir=self.folder) as name:
            yield self._on_disk(Path(name))

    def _in_memory(self) -> Place:
        store = PlainStore()
        shared: Desk = OpenDesk(START) if self.name == "memory/open" else MemoryDesk(START)
        if self.google:
            self.google.record.exchanges.clear()
            shared = GoogleDesk(self.google, START)
        return Place({"workbook": MemoryDesk(START), "shared": shared}, lambda: store, self.google)

    def _on_disk(self, folder: Path) -> Place:
        workbook = FileDesk(folder / "workbook.xlsx", START, as_table=True)
        shared = GoogleDesk(self.google, START) if self.google else FileDesk(folder / "s.xlsx", START, as_table=False)
        store = folder / "store.sqlite"
        shutil.copy(self._empty_store(), store)
        if self.google:
            self.google.record.exchanges.clear()
        desks: dict[Side, Desk] = {"workbook": workbook, "shared": shared}
        return Place(desks, lambda: open_store(str(store)), self.google, str(store))

    def _empty_store(self) -> Path:
        """One store is made, and the others are copies of it."""
        empty = self.folder / "empty.sqlite"
        if not empty.exists():
            open_store(str(empty)).close()
            for beside in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    empty.with_name(empty.name + beside).unlink()
        return empty
