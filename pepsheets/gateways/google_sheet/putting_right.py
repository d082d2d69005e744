"""Whether a batch wrote where it was meant to, and how what it hit by mistake gets back what stood there.

Between our reading and our writing a person may insert, delete or sort rows. The batch kept the cells that name the
rows and head the columns that it really hit, so a cell that went astray is known exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pepsheets.gateways.google_sheet.journal import Kept
from pepsheets.gateways.google_sheet.reading import Reading
from pepsheets.gateways.google_sheet.values import cell_of, raw
from pepsheets.sheets import Anchor, Cell, CellChange, CellError, Overwritten, Plan, Value


@dataclass(frozen=True, slots=True)
class Stray:
    """A cell that was not the one we meant: the change that hit it, and the name of the row that was hit."""

    change: CellChange
    name: Cell


@dataclass(frozen=True, slots=True)
class Mending:
    """What gets cells back that were hit by mistake: values as changes, formulas from their copies in the journal."""

    plan: Plan
    formulas: tuple[tuple[CellChange, int, int], ...]
    lost: tuple[str, ...]
    """Values whose row is no longer on its tab, in words."""

    def __bool__(self) -> bool:
        return bool(self.plan or self.formulas)


def strays_of(plan: Plan, reading: Reading, overwritten: Overwritten) -> tuple[Stray, ...]:
    """The cells that the plan hit by mistake."""
    anchors = {anchor.tab: anchor for anchor in plan.anchors}
    return tuple(
        Stray(change, overwritten.names.get((change.tab, change.row)))
        for change in plan.cells
        if not _hit(change, anchors.get(change.tab), reading, overwritten)
    )


def _hit(change: CellChange, anchor: Anchor | None, reading: Reading, overwritten: Overwritten) -> bool:
    tab = reading.tabs[change.tab]
    if anchor is not None:
        meant = tab.cell(anchor.heading_row, change.column)
        if not _same(overwritten.headings[change.tab, change.column], meant):
            return False
        if anchor.naming_column:
            return _same(overwritten.names[change.tab, change.row], tab.cell(change.row, anchor.naming_column))
    # Nothing names the rows of a tab that is all ours: there a cell is known by what it held.
    return _same(overwritten.cells[change.tab, change.row, change.column], tab.cell(change.row, change.column))


def _same(cell: Cell | Value, other: Cell | Value) -> bool:
    return raw(cell) == raw(other)


def mend(strays: Sequence[Stray], kept: Kept, reading: Reading, anchors: Sequence[Anchor]) -> Mending:
    """What brings back the cells that were hit, as the spreadsheet stands now. ``kept`` is the batch that hit them."""
    by_tab = {anchor.tab: anchor for anchor in anchors}
    stood = {(copy.block.tab, row, column): copy for copy, row, column in kept.each("cells")}
    values: list[CellChange] = []
    formulas: list[tuple[CellChange, int, int]] = []
    lost: list[str] = []
    for stray in strays:
        change = stray.change
        copy = stood[change.tab, change.row, change.column]
        data = kept.data(copy, change.row, change.column)
        value = _as_value(cell_of(data))
        row = _row_now(stray, by_tab.get(change.tab), reading)
        if row is None:
            lost.extend([_in_words(change, value)] if value is not None else [])
        elif _still_holds_ours(change, row, reading) and not _same(value, change.after):
            back = CellChange(change.tab, row, change.column, None, value)
            if "formulaValue" in data.get("userEnteredValue", {}):
                formulas.append((back, *kept.place(copy, change.row, change.column)))
            else:
                values.append(back)
    return Mending(Plan(tuple(values), anchors=tuple(anchors)), tuple(formulas), tuple(lost))


def _still_holds_ours(change: CellChange, row: int, reading: Reading) -> bool:
    """Whether nobody has typed over what we wrote by mistake; what a person typed since is theirs."""
    return _same(reading.tabs[change.tab].cell(row, change.column), change.after)


def _row_now(stray: Stray, anchor: Anchor | None, reading: Reading) -> int | None:
    """Where the row stands now that the batch really hit."""
    change, tab = stray.change, reading.tabs.get(stray.change.tab)
    if tab is None:
        return None
    if anchor is None or not anchor.naming_column or stray.name is None:
        return change.row
    rows = range(1, len(tab.sheet.rows) + 1)
    named = [row for row in rows if _same(tab.cell(row, anchor.naming_column), stray.name)]
    if len(named) == 1:
        return named[0]
    return change.row if change.row in named else None


def _as_value(cell: Cell) -> Value:
    """What can be written again; an error comes from a formula, which goes back as one."""
    return None if isinstance(cell, CellError) else cell


def _in_words(change: CellChange, value: Value) -> str:
    return f"'{value}' in {change.tab}, {change.cell}"
