"""The socket between the pipeline and the doors: what is read, what is written, what can go wrong.

Rows and columns are counted from 1, as a spreadsheet shows them. Nothing here knows which tabs exist or where a
workbook is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol, TypeAlias

from pepsheets.sheets.naming import cell_name as cell_name
from pepsheets.sheets.naming import column_letters as column_letters
from pepsheets.sheets.problems import STAGES as STAGES
from pepsheets.sheets.problems import Problem as Problem
from pepsheets.sheets.problems import Severity as Severity
from pepsheets.sheets.problems import Stage as Stage
from pepsheets.sheets.refusals import (
    AddressNotFound as AddressNotFound,
)
from pepsheets.sheets.refusals import (
    AddressNotUnderstood as AddressNotUnderstood,
)
from pepsheets.sheets.refusals import (
    AddressTaken as AddressTaken,
)
from pepsheets.sheets.refusals import (
    CannotWriteCell as CannotWriteCell,
)
from pepsheets.sheets.refusals import (
    CellHoldsFormula as CellHoldsFormula,
)
from pepsheets.sheets.refusals import (
    FileCannotBeSaved as FileCannotBeSaved,
)
from pepsheets.sheets.refusals import (
    FileChangedMeanwhile as FileChangedMeanwhile,
)
from pepsheets.sheets.refusals import (
    FileIsEncrypted as FileIsEncrypted,
)
from pepsheets.sheets.refusals import (
    FileIsOpen as FileIsOpen,
)
from pepsheets.sheets.refusals import (
    GatewayError as GatewayError,
)
from pepsheets.sheets.refusals import (
    NotAWorkbook as NotAWorkbook,
)
from pepsheets.sheets.refusals import (
    TableCannotGrow as TableCannotGrow,
)


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell without a value to go by: an error such as ``#REF!``, a formula without a result or with an old one."""

    text: str

    @property
    def is_uncalculated(self) -> bool:
        return self.text == UNCALCULATED

    @property
    def is_stale(self) -> bool:
        return self.text == STALE


UNCALCULATED = "formula without a result"
STALE = "formula whose result may be old"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of the same workbook; each door renders it in its own way."""

    text: str
    tab: str
    cell: str

    def __str__(self) -> str:
        return self.text


Cell: TypeAlias = str | int | float | bool | Decimal | date | datetime | time | CellError | None
"""What a door may read. ``datetime`` before ``date``: a midnight may arrive as either."""

Value: TypeAlias = str | int | float | bool | Decimal | date | datetime | time | Link | None
"""What may be written. A ``Decimal`` is an amount of money in pounds; ``None`` clears the cell."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its first and last row and column included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table that the spreadsheet itself knows by name (Excel: a ListObject), its heading row included."""

    name: str
    area: Area
    has_totals: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as a door read it.

    ``rows[0]`` is row 1 and ``rows[0][0]`` is A1; rows may be short. ``formulas`` are the (row, column) of cells whose
    value comes from a formula of the owner's; our own links are not among them.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    tables: tuple[NamedTable, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a door read: the tabs that were asked for, the names of all, and by what the state that was read is known.

    ``mark`` is that of our last write that had one, whoever saved the workbook since; empty where there was none.
    """

    sheets: tuple[Sheet, ...]
    tab_names: tuple[str, ...]
    state: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell to be written, with what stood there when the tab was read."""

    tab: str
    row: int
    column: int
    before: Cell
    after: Value

    @property
    def cell(self) -> str:
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Resize:
    """A named table that must end at another row. Cells that leave the table are cleared by changes of their own."""

    tab: str
    table: str
    last_row: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """By what a tab's rows and columns are known: its row of headings, and the column that names its rows, if one does.

    A door that cannot keep others out while it writes sees by these that it wrote where it meant to.
    """

    tab: str
    heading_row: int
    naming_column: int | None


@dataclass(frozen=True, slots=True)
class RowAddition:
    """A row to be added below the last one of a tab, wherever that is by then: its values by column."""

    tab: str
    cells: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class RowDeletion:
    """A row to be taken out of a tab."""

    tab: str
    row: int


# It must pass for the text that it is wherever a door keeps it, in formulas too.
_MARK = re.compile(r"[A-Za-z0-9._-]{0,100}")


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one write does: all of it, or nothing. Positions are those before the write.

    Rows are added and deleted only by doors that say that they can (``OpenDoor``). ``mark`` is a name for this write
    that the workbook keeps, so that whoever crashes sees afterwards whether it was carried out. A mark alone is nothing
    to do.
    """

    cells: tuple[CellChange, ...] = ()
    resizes: tuple[Resize, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    additions: tuple[RowAddition, ...] = ()
    deletions: tuple[RowDeletion, ...] = ()
    mark: str = ""

    def __post_init__(self) -> None:
        if not _MARK.fullmatch(self.mark):
            raise ValueError("a mark is at most 100 plain letters, digits, dots and dashes")

    def __bool__(self) -> bool:
        return bool(self.cells or self.resizes or self.additions or self.deletions)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a write did: how many cells changed, and where the copy of the old state is kept, if one is.

    ``state`` is the workbook's after the write, where the door knows it.
    """

    cells: int
    backup: str | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Overwritten:
    """What really stood where a batch wrote, as the batch itself kept it. Positions are those of the plan.

    ``cells`` are single cells, ``names`` those that name their rows, by tab and row, ``headings`` those that head the
    columns, by tab and column; ``rows`` are rows that were kept whole, by tab and row: their cells by column.
    """

    batch: str
    cells: Mapping[tuple[str, int, int], Cell]
    names: Mapping[tuple[str, int], Cell]
    headings: Mapping[tuple[str, int], Cell]
    rows: Mapping[tuple[str, int], Mapping[int, Cell]]


class Gateway(Protocol):
    """A door to a workbook, wherever it is kept."""

    @property
    def address(self) -> str:
        """The address as the person gave it."""
        ...

    def read(self, tabs: Collection[str]) -> Workbook:
        """The tabs of these names, by tab name or by name of table, capitals and spaces forgiven; absent ones left out.

        Raises a ``GatewayError`` when the workbook cannot be read.
        """
        ...

    def write(self, plan: Plan, state: str) -> Receipt:
        """Carry out the plan if the workbook is still in the state that was read; else raise, with nothing changed."""
        ...


class OpenDoor(Gateway, Protocol):
    """A door through which others come and go while we write: nothing can be locked, so each batch keeps what it hits.

    A batch fails whole where another batch of ours came between. ``batch`` is a name for it that the caller chose.
    """

    def write_keeping(self, plan: Plan, state: str, batch: str) -> Overwritten:
        """Carry out the plan wherever it lands by now, and tell the rows and headings it hit. Nothing is put right."""
        ...

    def overwritten(self, batch: str) -> Overwritten | None:
        """What a batch overwrote, as it was found at the last reading; none where it was never carried out."""
        ...
