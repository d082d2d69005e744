"""Requests about charts. Only basic charts over a grid are known here."""

from __future__ import annotations

from collections import Counter
from functools import partial

from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.cells import with_styles
from tests.google.spreadsheets.charts import sources, with_sources
from tests.google.spreadsheets.json_shapes import ApiError, Json, Refused
from tests.google.spreadsheets.masks import write_mask
from tests.google.spreadsheets.requests.attachments import cleaned
from tests.google.spreadsheets.tabs import Tab

WIDTH, HEIGHT = 600, 371
TEXTS = ("titleTextFormat", "subtitleTextFormat")
SIZES = ("offsetXPixels", "offsetYPixels", "widthPixels", "heightPixels")


def add_chart(book: Book, body: Json) -> Json:
    """A new chart, with the id that it asks for or one of Google's choice."""
    given = body.get("chart", {})
    spec = kept_spec(book, given.get("spec"))
    tab, position = kept_position(book, given.get("position", {}))
    chosen = given.get("chartId") or book.chosen.number("chartId")
    if any(chart["chartId"] == chosen for other in book.tabs for chart in other.charts):
        raise Refused(f"Cannot add chart with ID: {chosen}, an embedded object with that ID already exists.")
    chart = {"chartId": chosen, "spec": spec, "position": position}
    tab.charts = [*tab.charts, chart]
    return {"addChart": {"chart": chart}}


def find_chart(book: Book, chart_id: int, word: str) -> tuple[Tab, Json]:
    for tab in book.tabs:
        for chart in tab.charts:
            if chart["chartId"] == chart_id:
                return tab, chart
    raise Refused(f"No {word} with id: {chart_id}")


def update_chart_spec(book: Book, body: Json) -> Json:
    """What a chart shows is replaced as a whole."""
    tab, old = find_chart(book, body.get("chartId", 0), "chart")
    new = {**old, "spec": kept_spec(book, body.get("spec"))}
    tab.charts = [new if chart is old else chart for chart in tab.charts]
    return {}


def update_embedded_object_position(book: Book, body: Json) -> Json:
    tab, old = find_chart(book, body.get("objectId", 0), "embedded object")
    given, mask = body.get("newPosition", {}), write_mask(body.get("fields"))
    overlay = given.get("overlayPosition", {})
    names = {"anchorCell", *SIZES} if "*" in mask else set(mask)
    kept = {name: part for name, part in old["position"]["overlayPosition"].items() if name not in names}
    wanted = kept | {name: part for name, part in overlay.items() if name in names}
    target, position = kept_position(book, {**given, "overlayPosition": wanted})
    tab.charts = [chart for chart in tab.charts if chart is not old]
    target.charts = [*target.charts, {**old, "position": position}]
    return {"updateEmbeddedObjectPosition": {"position": position}}


def delete_embedded_object(book: Book, body: Json) -> Json:
    tab, gone = find_chart(book, body.get("objectId", 0), "embedded object")
    tab.charts = [chart for chart in tab.charts if chart is not gone]
    return {}


def kept_position(book: Book, given: Json) -> tuple[Tab, Json]:
    """The sheet that the chart lies over, and its place as Google keeps it: with a size, and without zeros."""
    if "overlayPosition" not in given:
        raise Refused("One of EmbeddedObjectPosition.overlayPosition or EmbeddedObjectPosition.sheetId must be set")
    overlay = given["overlayPosition"]
    anchor = overlay.get("anchorCell", {})
    row, column = anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)
    spot = {"startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": column, "endColumnIndex": column + 1}
    area = book.area({"sheetId": anchor.get("sheetId", 0), **spot})
    sizes = {"widthPixels": WIDTH, "heightPixels": HEIGHT} | {name: overlay[name] for name in SIZES if name in overlay}
    kept = {name: size for name, size in sizes.items() if size}
    cell = {name: value for name, value in anchor.items() if value}
    return book.tab(area.sheet), {"overlayPosition": {"anchorCell": cell, **kept}}


def kept_spec(book: Book, given: Json | None) -> Json:
    """What a chart shows, checked, and as Google keeps it: a colour with its style."""
    if not given or "basicChart" not in given:
        raise Refused(
            "One of basicChart, pieChart, bubbleChart, candelstickChart, histogramChart, or orgChart"
            " must be set on chartSpec."
        )
    check_basic(book, given["basicChart"])
    for ranges in sources(given):
        check_ranges(book, ranges)
    spec = {"hiddenDimensionStrategy": "SKIP_HIDDEN_ROWS_AND_COLUMNS", **with_styles(given)}
    texts: Json = {name: with_styles(spec[name]) for name in TEXTS if name in spec}
    series = [with_styles(one) for one in given["basicChart"].get("series", [])]
    return with_sources({**spec, **texts, "basicChart": {**given["basicChart"], "series": series}}, cleaned)


def check_basic(book: Book, basic: Json) -> None:
    domains, series = basic.get("domains", []), basic.get("series", [])
    if not domains and not series:
        raise ApiError(500, "INTERNAL", "Internal error encountered.")
    if len(domains) > 1:
        raise Refused("Only a single domain is supported.")
    if len({len(ranges) for ranges in sources({"basicChart": basic})}) > 1:
        raise Refused("The domain and all series must have the same number of source ranges.")
    places = Counter(axis.get("position") for axis in basic.get("axis", []))
    if max(places.values(), default=1) > 1:
        raise Refused("A chart may not have more than one axis per axis position.")
    for one in series:
        check_series(basic.get("chartType"), one)


def check_series(kind: str | None, series: Json) -> None:
    """The axis along which a series is measured, and its own kind in a chart of several kinds."""
    axes = {"BOTTOM_AXIS"} if kind == "BAR" else {"LEFT_AXIS", "RIGHT_AXIS"}
    if "targetAxis" in series and series["targetAxis"] not in axes:
        raise Refused(f"The axis {series['targetAxis']} is no minor axis of a chart of type {kind}.")
    if "type" in series and (kind != "COMBO" or series["type"] not in {"LINE", "AREA", "COLUMN"}):
        raise Refused(f"A series of type {series['type']} is not supported in a chart of type {kind}.")


def check_ranges(book: Book, ranges: list[Json]) -> None:
    """Ranges of one row, or all of one column."""
    areas = list(map(partial(Book.area, book), ranges))
    if not areas:
        raise Refused("A ChartSourceRange needs at least one source.")
    if not (all(area.height == 1 for area in areas) or all(area.width == 1 for area in areas)):
        raise Refused("ChartSourceRange ranges require all rows or all columns to have length of 1")
