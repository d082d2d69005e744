"""What the door relies on and Google's documentation alone says: tried on a scratch sheet, one behaviour at a time.

Each check works on a tab of its own, which is deleted again. What it finds is a sentence, so that a report can be sent
back by somebody who is no engineer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pepsheets.gateways.google_sheet.connection import Connection
from pepsheets.gateways.google_sheet.refusals import RequestRefused
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.sheets import AddressTaken

TAB = "pepsheets scratch"
_ID, _OTHER = 20181102, 20181103
_ROWS = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    "data(rowData(values(userEnteredValue,effectiveValue,effectiveFormat(numberFormat(type))))))"
)
REPLY = f"replies,updatedSpreadsheet({_ROWS})"


@dataclass(frozen=True, slots=True)
class Tried:
    """One behaviour that was tried: what is assumed, and what was seen instead, if it was otherwise."""

    assumed: str
    seen: str | None

    @property
    def is_as_assumed(self) -> bool:
        return self.seen is None


class Scratch:
    """A tab of the scratch sheet for one check."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def begin(self) -> None:
        """Makes the tab anew, with a few rows."""
        self.end()
        grid = {"rowCount": 20, "columnCount": 8}
        properties = {"sheetId": _ID, "title": TAB, "gridProperties": grid}
        self.do(
            {"addSheet": {"properties": properties}}, write(1, 1, ["School", "Fee"], ["Oak", 1], ["Elm", 2], ["Ash", 3])
        )

    def end(self) -> None:
        """Takes away whatever a check made."""
        found = self.connection.get("namedRanges(namedRangeId,name),sheets(properties(sheetId,title))")
        ranges = [each for each in found.get("namedRanges", ()) if each["name"].startswith("pepsheets_scratch")]
        tabs = [each["properties"] for each in found["sheets"] if each["properties"]["title"].startswith(TAB)]
        requests: list[Json] = [{"deleteNamedRange": {"namedRangeId": each["namedRangeId"]}} for each in ranges]
        requests += [{"deleteSheet": {"sheetId": each["sheetId"]}} for each in tabs]
        if requests:
            self.do(*requests)

    def do(self, *requests: Json) -> Json:
        return self.connection.batch_update(requests, fields="replies")

    def refuses(self, *requests: Json) -> bool:
        """Whether Google refuses these requests."""
        try:
            self.do(*requests)
        except RequestRefused:
            return True
        return False

    def cells(self) -> list[list[Json]]:
        """The cells of the tab, row by row."""
        found = self.connection.get(_ROWS, [f"'{TAB}'"])
        rows = found["sheets"][0].get("data", [{}])[0].get("rowData", ())
        return [list(row.get("values", ())) for row in rows]

    def shown(self) -> list[list[object]]:
        """What the cells show, blank ones at the ends left out."""
        rows = [[_shown(data) for data in row] for row in self.cells()]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        return rows


def _shown(data: Json) -> object:
    effective = data.get("effectiveValue", {})
    if "errorValue" in effective:
        return effective["errorValue"].get("type")
    return next(iter(effective.values()), None)


def write(row: int, column: int, *rows: Sequence[object]) -> Json:
    """A request that writes typed values from a cell on, given by row and column."""
    start = {"sheetId": _ID, "rowIndex": row - 1, "columnIndex": column - 1}
    lines = [{"values": [{"userEnteredValue": _entered(value)} for value in values]} for values in rows]
    return {"updateCells": {"start": start, "rows": lines, "fields": "userEnteredValue"}}


def _entered(value: object) -> Json:
    if isinstance(value, str):
        kind = "formulaValue" if value.startswith("=") and not value.startswith("==") else "stringValue"
        return {kind: value.removeprefix("=") if value.startswith("==") else value}
    return {"numberValue": value}


def area(first_row: int, first_column: int, last_row: int, last_column: int, sheet_id: int = _ID) -> Json:
    """A rectangle of the scratch tab, or of the other one."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": first_row - 1,
        "endRowIndex": last_row,
        "startColumnIndex": first_column - 1,
        "endColumnIndex": last_column,
    }


def named(name: str, row: int = 1) -> Json:
    """A request that makes a named range whose identifier we choose."""
    return {"addNamedRange": {"namedRange": {"namedRangeId": name, "name": name, "range": area(row, 1, row, 1)}}}


def copied(source: Json, destination: Json, kind: str = "PASTE_NORMAL") -> Json:
    """A request that copies cells."""
    return {
        "copyPaste": {"source": source, "destination": destination, "pasteType": kind, "pasteOrientation": "NORMAL"}
    }


class SheetInUse(AddressTaken):
    """The sheet that should be tried on holds something."""

    remedy = "Make an empty Google Sheet for this, and give its link."


def tried(connection: Connection) -> Iterator[Tried]:
    """Every behaviour that the door relies on, tried in turn. The scratch sheet is left as it was.

    Raises ``SheetInUse`` where the sheet is not empty.
    """
    from pepsheets.gateways.google_sheet.live_behaviours import BEHAVIOURS

    found = connection.get("sheets(data(rowData(values(effectiveValue))))")
    if any(data for sheet in found.get("sheets", ()) for data in _filled(sheet)):
        raise SheetInUse("This Google Sheet holds something, and it is used for trials alone.")

    for assumed, look in BEHAVIOURS.items():
        scratch = Scratch(connection)
        scratch.begin()
        yield Tried(assumed, _looked(look, scratch))
        scratch.end()


def _filled(sheet: Json) -> Iterator[Json]:
    """The cells of a sheet that hold something."""
    for block in sheet.get("data", ()):
        for row in block.get("rowData", ()):
            yield from (data for data in row.get("values", ()) if data)


Look = Callable[[Scratch], str | None]


def _looked(look: Look, scratch: Scratch) -> str | None:
    try:
        return look(scratch)
    except RequestRefused as refusal:
        return f"Google refused: {refusal.reason}"
