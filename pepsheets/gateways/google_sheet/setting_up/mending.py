"""Tabs that have been in use: what was lost of notes and number formats is put back, and nothing that people typed."""

from collections.abc import Iterator

from pepsheets.gateways.google_sheet.setting_up.looks import column_format
from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.ranges import cells
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.templates.notes import note_of


def note_requests(tab: Placed) -> Iterator[Json]:
    """Puts back the help on headings that lack it, or bear that of an earlier version."""
    if tab.there is None or tab.is_new:
        return
    for place, planned in tab.columns():
        note = note_of(planned.column, tab.layout.tab)
        if tab.there.head.get((tab.heading_row, place), {}).get("note", "").strip() != note.strip():
            area = cells(tab.sheet_id, (tab.heading_row, tab.first_row), (place, place + 1))
            yield {"repeatCell": {"range": area, "cell": {"note": note}, "fields": "note"}}


def format_requests(tab: Placed) -> Iterator[Json]:
    """Puts back the number format of columns of text, dates, money and shares: by it Google takes what people type.

    How a date is written is everyone's own choice; that the column takes dates is not.
    """
    if tab.there is None or tab.is_new:
        return
    for place, planned in tab.columns():
        wanted = column_format(planned).get("numberFormat")
        ends = tab.there.ends(tab.first_row, place)
        if wanted and {_shown_as(cell) for cell in ends} != {wanted["type"]}:
            area = cells(tab.sheet_id, (tab.first_row, None), (place, place + 1))
            cell = {"userEnteredFormat": {"numberFormat": wanted}}
            yield {"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredFormat.numberFormat"}}


def _shown_as(cell: Json) -> str | None:
    kind: str | None = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
    return kind
