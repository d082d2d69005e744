"""What the door asks of an engine of xlwings, whichever it is."""

from collections.abc import Collection, Sequence
from typing import Protocol

from pepsheets.gateways.grouping import Block
from pepsheets.gateways.live_excel.reading import Reading
from pepsheets.gateways.live_excel.values import Entry
from pepsheets.sheets import NamedTable, Plan, Value


class Side(Protocol):
    """One workbook in one engine. What is done through it can be put back, until something else is begun."""

    def read(self, tabs: Collection[str]) -> Reading:
        """The workbook as it is, with what was written to it."""
        ...

    def refuse(self, tab: str, blocks: Sequence[Block]) -> None:
        """Raises where Excel would not let us write, as far as the engine tells beforehand."""
        ...

    def begin(self) -> None:
        """From here on what is done can be put back."""
        ...

    def resize(self, tab: str, table: NamedTable, last_row: int) -> None: ...

    def show_as(self, block: Block, number_format: str) -> None: ...

    def entry(self, value: Value) -> Entry:
        """What is typed into a cell for a value."""
        ...

    def put(self, block: Block, entries: Sequence[Sequence[Entry]], reading: Reading) -> None: ...

    def see_to(self, plan: Plan, reading: Reading) -> None:
        """Makes sure that what was written stands there."""
        ...

    def leave_mark(self, mark: str) -> None: ...

    def put_back(self) -> bool:
        """Undoes everything since it was begun; whether that went well."""
        ...
