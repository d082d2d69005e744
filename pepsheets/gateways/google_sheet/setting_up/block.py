"""The block of buttons on the Overview: made with the tab, and put back where people took it away or spoilt it."""

from collections.abc import Iterator, Sequence

from pepsheets.gateways.google_sheet.setting_up.looks import format_of
from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.standing import TabThere
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.tabs.buttons import LABELS, Button, Part, buttons_on
from pepsheets.tabs.in_step import lines_on
from pepsheets.templates.lines import Line, LineCell
from pepsheets.templates.overview_lines import google_buttons, google_in_step

_TICK_BOX: Json = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}


def line_cells(line: Line) -> Sequence[Json]:
    """The cells of a line above the table."""
    return [_cell(cell) for cell in line.cells or (LineCell(line.text, line.look),)]


def _cell(cell: LineCell) -> Json:
    look = {"userEnteredFormat": format_of(cell.look)}
    if cell.is_tick:
        return {"userEnteredValue": {"boolValue": False}, **look, "dataValidation": _TICK_BOX}
    words = {"userEnteredValue": {"stringValue": cell.text}} if cell.text else {}
    return {**words, **look, **({"note": cell.note} if cell.note else {})}


def block_requests(tab: Placed) -> Iterator[Json]:
    """Mends the buttons of an Overview that has been in use, and the lines that say how shared sheets stand."""
    if tab.there is None or tab.is_new or not tab.layout.is_overview:
        return
    found = buttons_on(tab.there.rows)
    for button in found:
        if not _has_box(tab, button):
            yield _boxed(tab, button)
    labels = [cell.text for line in tab.layout.lines for cell in line.cells if cell.text in LABELS]
    missing = [label for label in labels if label not in {button.label for button in found}]
    lines = [*(google_buttons(missing) if missing else ()), *(() if lines_on(tab.there.rows) else google_in_step())]
    if lines:
        yield from _beside(tab, tab.there, [line_cells(line) for line in lines])


def _has_box(tab: Placed, button: Button) -> bool:
    head = tab.there.head if tab.there else {}
    cell = head.get((button.row - 1, button.columns[Part.TICK] - 1), {})
    return bool(cell.get("dataValidation", {}).get("condition", {}).get("type") == "BOOLEAN")


def _boxed(tab: Placed, button: Button) -> Json:
    start = {"sheetId": tab.sheet_id, "rowIndex": button.row - 1, "columnIndex": button.columns[Part.TICK] - 1}
    [tick] = [cell for line in google_buttons([button.label]) for cell in line.cells if cell.is_tick]
    fields = "userEnteredValue,userEnteredFormat,dataValidation"
    return {"updateCells": {"start": start, "rows": [{"values": [_cell(tick)]}], "fields": fields}}


def _beside(tab: Placed, there: TabThere, block: Sequence[Sequence[Json]]) -> Iterator[Json]:
    """A block to the right of all that stands on the tab: no row moves, and nothing is written over."""
    first = max((len(row) for row in there.rows), default=0) + 1
    lacking = first + len(Part) - there.column_count
    if lacking > 0:
        yield {"appendDimension": {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": lacking}}
    start = {"sheetId": tab.sheet_id, "rowIndex": tab.heading_row, "columnIndex": first}
    data = [{"values": list(row)} for row in block]
    fields = "userEnteredValue,userEnteredFormat,note,dataValidation"
    yield {"updateCells": {"start": start, "rows": data, "fields": fields}}
