"""The block of buttons on the Overview: made with the tab, and put back where people took it away or spoilt it."""

from collections.abc import Iterator, Mapping, Sequence

from pepsheets.gateways.google_sheet.setting_up.looks import format_of
from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.standing import TabThere
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.tabs.buttons import FIRST_WORDS, HINTS, LABELS, Button, Part, buttons_on
from pepsheets.templates.looks import ABOUT_LOOK, OWN_HEADING, QUIET, WHITE, Look

BLOCK_WIDTHS = (18, 40, 44, 20, 20)
"""The widths of the block's columns; the first three are those of the Overview's table."""

_HEADING: Look = {"bold": True, "font_color": WHITE, "bg_color": OWN_HEADING, "valign": "vcenter"}
_TEXT: Look = {**ABOUT_LOOK, "num_format": "@", "text_wrap": True}
_LOOKS: Mapping[Part, Look] = {
    Part.TICK: {"align": "center", "valign": "vcenter", "font_size": 14},
    Part.LABEL: {**_TEXT, "bold": True},
}
_QUIET: Look = {**_TEXT, "font_color": QUIET}

_TICK_BOX: Json = {"condition": {"type": "BOOLEAN"}, "strict": True, "showCustomUi": True}


def block_cells(labels: Sequence[str] = LABELS) -> Sequence[Sequence[Json]]:
    """The rows of the block: its headings, then a row for each button."""
    return [[_heading(part) for part in Part], *([_cell(part, label) for part in Part] for label in labels)]


def _heading(part: Part) -> Json:
    note = {"note": HINTS[part]} if part in HINTS else {}
    return {"userEnteredValue": {"stringValue": part.value}, "userEnteredFormat": format_of(_HEADING), **note}


def _cell(part: Part, label: str) -> Json:
    if part is Part.TICK:
        look = format_of(_LOOKS[part])
        return {"userEnteredValue": {"boolValue": False}, "userEnteredFormat": look, "dataValidation": _TICK_BOX}
    words = label if part is Part.LABEL else FIRST_WORDS[part]
    return {"userEnteredValue": {"stringValue": words}, "userEnteredFormat": format_of(_LOOKS.get(part, _QUIET))}


def block_requests(tab: Placed) -> Iterator[Json]:
    """Mends the buttons of an Overview that has been in use."""
    if tab.there is None or tab.is_new or not tab.layout.is_overview:
        return
    found = buttons_on(tab.there.rows)
    for button in found:
        if not _has_box(tab, button):
            yield _boxed(tab, button)
    if missing := [label for label in LABELS if label not in {button.label for button in found}]:
        yield from _beside(tab, tab.there, missing)


def _has_box(tab: Placed, button: Button) -> bool:
    head = tab.there.head if tab.there else {}
    cell = head.get((button.row - 1, button.columns[Part.TICK] - 1), {})
    return bool(cell.get("dataValidation", {}).get("condition", {}).get("type") == "BOOLEAN")


def _boxed(tab: Placed, button: Button) -> Json:
    start = {"sheetId": tab.sheet_id, "rowIndex": button.row - 1, "columnIndex": button.columns[Part.TICK] - 1}
    data = [{"values": [_cell(Part.TICK, button.label)]}]
    fields = "userEnteredValue,userEnteredFormat,dataValidation"
    return {"updateCells": {"start": start, "rows": data, "fields": fields}}


def _beside(tab: Placed, there: TabThere, labels: Sequence[str]) -> Iterator[Json]:
    """A block to the right of all that stands on the tab: no row moves, and nothing is written over."""
    block = block_cells(labels)
    first = max((len(row) for row in there.rows), default=0) + 1
    lacking = first + len(Part) - there.column_count
    if lacking > 0:
        yield {"appendDimension": {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": lacking}}
    start = {"sheetId": tab.sheet_id, "rowIndex": tab.heading_row, "columnIndex": first}
    data = [{"values": list(row)} for row in block]
    fields = "userEnteredValue,userEnteredFormat,note,dataValidation"
    yield {"updateCells": {"start": start, "rows": data, "fields": fields}}
