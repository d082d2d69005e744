"""Requests about charts: kept as they were sent, with their place and the cells that they are drawn from checked."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.json_shapes import Json, Refused
from tests.google.spreadsheets.requests.attachments import cleaned


def add_chart(book: Book, body: Json) -> Json:
    """A chart over the cells of a sheet."""
    given = body.get("chart", {})
    chosen = given.get("chartId") or book.chosen.number("chartId")
    if any(chart["chartId"] == chosen for tab in book.tabs for chart in tab.charts):
        raise Refused(f"A chart with id: {chosen} already exists.")
    anchor = given.get("position", {}).get("overlayPosition", {}).get("anchorCell", {})
    tab = book.tab(anchor.get("sheetId", 0))
    if anchor.get("rowIndex", 0) >= tab.grid.height or anchor.get("columnIndex", 0) >= tab.grid.width:
        raise Refused("The anchor cell of the chart is outside of the sheet.")
    for source in sources(given.get("spec", {}).get("basicChart", {})):
        area = book.area(source)
        if area.width != 1:
            raise Refused("A domain or a series of a chart must be one column wide.")
    kept = {"chartId": chosen, "spec": given.get("spec", {}), "position": placed(given.get("position", {}))}
    tab.charts = [*tab.charts, kept]
    return {"addChart": {"chart": kept}}


def sources(chart: Json) -> Iterator[Json]:
    """The ranges from which a chart is drawn."""
    data = [
        *(each["domain"] for each in chart.get("domains", [])),
        *(each["series"] for each in chart.get("series", [])),
    ]
    for each in data:
        yield from each.get("sourceRange", {}).get("sources", [])


def placed(position: Json) -> Json:
    """Where the chart stands: the sheet 0 is left out."""
    overlay = position.get("overlayPosition", {})
    return {"overlayPosition": {**overlay, "anchorCell": cleaned(overlay.get("anchorCell", {}))}}
