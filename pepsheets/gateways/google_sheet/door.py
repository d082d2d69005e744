"""The door to a Google Sheet: one request reads it, and one writes whatever a plan asks for."""

import secrets
from collections.abc import Callable, Collection, Sequence

from pepsheets.gateways.google_sheet.connection import Connection
from pepsheets.gateways.google_sheet.journal import Kept, batches
from pepsheets.gateways.google_sheet.putting_right import Stray, mend, strays_of
from pepsheets.gateways.google_sheet.reading import FIELDS, JOURNAL, Reading, reading_of
from pepsheets.gateways.google_sheet.refusals import AnswerLost, BatchRefused
from pepsheets.gateways.google_sheet.writing import Batch, batch_keeping_rows, batch_of, parts_of, tabs_of
from pepsheets.sheets import (
    CannotWriteCell,
    CellHoldsFormula,
    FileChangedMeanwhile,
    GatewayError,
    Overwritten,
    Plan,
    Receipt,
    Workbook,
)

_KEPT_FIELDS = (
    "updatedSpreadsheet(sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    "data(rowData(values(userEnteredValue(formulaValue),effectiveValue,effectiveFormat(numberFormat(type)))))))"
)
_MENDINGS = 5
"""How often what went astray is put right while people go on moving rows."""


def _new_name() -> str:
    """A name for a batch that no other batch has."""
    return f"pepsheets_{secrets.token_hex(8)}"


class GoogleSheet:
    """A spreadsheet on Google. Others may change it at any moment; what a batch of ours hits, it keeps."""

    def __init__(self, address: str, connection: Connection, new_name: Callable[[], str] = _new_name) -> None:
        self.address = address
        self._connection = connection
        self._new_name = new_name
        self._reading: Reading | None = None

    def read(self, tabs: Collection[str]) -> Workbook:
        return self._read().workbook(tabs)

    def _read(self) -> Reading:
        self._reading = reading_of(self._connection.get(FIELDS))
        return self._reading

    def write(self, plan: Plan, state: str) -> Receipt:
        reading = self._read_at(state)
        self._refuse(plan, reading)
        for part in self._parts(plan, reading):
            kept, after = self._send(batch_of(part, reading, self._new_name()), reading)
            strays = strays_of(part, reading, kept.overwritten())
            if strays:
                self._put_right(strays, kept, part)
            reading = after
        self._reading = reading
        return Receipt(len(plan.cells))

    def write_keeping(self, plan: Plan, state: str, batch: str) -> Overwritten:
        reading = self._read_at(state)
        self._refuse(plan, reading)
        kept, self._reading = self._send(batch_keeping_rows(plan, reading, batch), reading)
        return kept.overwritten()

    def overwritten(self, batch: str) -> Overwritten | None:
        kept = _kept(batch, self._reading or self._read())
        return kept.overwritten() if kept else None

    def _read_at(self, state: str) -> Reading:
        """The spreadsheet as it was read, if no batch of ours came since."""
        reading = self._reading or self._read()
        if reading.state != state:
            raise FileChangedMeanwhile(f"Another run of pepsheets has written to {self.address} since it was read.")
        return reading

    def _parts(self, plan: Plan, reading: Reading) -> Sequence[Plan]:
        return parts_of(plan, batch_of(plan, reading, "").size) if plan else ()

    def _refuse(self, plan: Plan, reading: Reading) -> None:
        """Names what cannot be written before anything is."""
        for tab in sorted(tabs_of(plan) - reading.tabs.keys()):
            raise CannotWriteCell(f"The Google Sheet {self.address} has no tab '{tab}'.")
        for change in plan.cells:
            if (change.row, change.column) in reading.tabs[change.tab].sheet.formulas:
                raise CellHoldsFormula(f"{change.tab}, {change.cell} holds a formula of your own.")

    def _send(self, batch: Batch, reading: Reading) -> tuple[Kept, Reading]:
        """What the batch kept, and the spreadsheet as it is known after it."""
        try:
            answer = self._connection.batch_update(
                batch.requests,
                fields=_KEPT_FIELDS,
                response_ranges=[batch.journal_range],
                include_grid_data=True,
            )
        except AnswerLost:
            return self._found_again(batch)
        except BatchRefused as refusal:
            raise self._why_refused(refusal, reading) from refusal
        [journal] = answer["updatedSpreadsheet"]["sheets"]
        return next(batches(journal)), reading.after(batch.entry.batch, journal, batch.plan)

    def _found_again(self, batch: Batch) -> tuple[Kept, Reading]:
        """Whether a batch whose answer was lost was carried out, as its journal tells. It is never sent again."""
        now = self._read()
        kept = _kept(batch.entry.batch, now)
        if kept is None:
            raise FileChangedMeanwhile(f"The connection broke off before {self.address} was written.")
        return kept, now

    def _why_refused(self, refusal: BatchRefused, reading: Reading) -> GatewayError:
        """Most often another batch of ours came between, or a tab was renamed or shrank; then all starts again."""
        now = self._read()
        if (now.state, now.extents) != (reading.state, reading.extents):
            return FileChangedMeanwhile(f"{self.address} was changed by others while it was being written.")
        return refusal

    def _put_right(self, strays: Sequence[Stray], kept: Kept, plan: Plan) -> None:
        """Gives back what was hit by mistake, and lets the caller start again from what stands there now."""
        lost: list[str] = []
        for _ in range(_MENDINGS):
            now = self._read()
            mending = mend(strays, _kept(kept.entry.batch, now) or kept, now, plan.anchors)
            lost.extend(mending.lost)
            if not mending:
                break
            batch = batch_of(mending.plan, now, self._new_name(), mending.formulas)
            kept, _ = self._send(batch, now)
            strays = strays_of(mending.plan, now, kept.overwritten())
            if not strays:
                break
        raise RowsMoved(self.address, lost)


def _kept(batch: str, reading: Reading) -> Kept | None:
    return next((kept for kept in batches(reading.journal) if kept.entry.batch == batch), None)


class RowsMoved(FileChangedMeanwhile):
    """Rows or columns were moved between our reading and our writing; what was hit by mistake was given back."""

    def __init__(self, address: str, lost: Sequence[str]) -> None:
        super().__init__(f"Rows of {address} were moved by others while it was being written.")
        if lost:
            self.remedy = (
                f"Their row has gone since, so these values could not be given back: {', '.join(lost)}. They stand on "
                f"the hidden tab '{JOURNAL}'. Run the command again."
            )
