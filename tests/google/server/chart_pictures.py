"""The charts of a tab as the page draws them: titles, sizes, and the figures behind them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.spreadsheets import Spreadsheets
from tests.google.spreadsheets.a1 import a1_of
from tests.google.spreadsheets.charts import ranges_of
from tests.google.spreadsheets.json_shapes import Json


def chart_pictures(sheets: Spreadsheets, sheet_id: str, sheet: Json) -> list[Json]:
    """The charts that lie over one tab."""
    return [_picture(_Cells(sheets, sheet_id), chart) for chart in sheet.get("charts", [])]


class _Cells:
    """What stands in the cells behind a chart."""

    def __init__(self, sheets: Spreadsheets, sheet_id: str) -> None:
        self.sheets, self.sheet_id = sheets, sheet_id
        self.book = sheets.book(sheet_id)

    def of(self, data: Json) -> Iterator[Json]:
        for source in ranges_of(data):
            area = self.book.area(source)
            name = a1_of(self.book.tab(area.sheet).title, area)
            wanted = {"effectiveValue", "formattedValue"}
            [found] = self.sheets.get(self.sheet_id, [name], True, wanted)["sheets"][0]["data"]
            cells = [cell for row in found.get("rowData", []) for cell in row.get("values", [{}]) or [{}]]
            yield from cells


def _picture(cells: _Cells, chart: Json) -> Json:
    basic, overlay = chart["spec"]["basicChart"], chart["position"]["overlayPosition"]
    anchor = overlay["anchorCell"]
    heads = basic.get("headerCount", 0)
    names = [cell.get("formattedValue", "") for one in basic.get("domains", []) for cell in cells.of(one["domain"])]
    series = [_series(list(cells.of(one["series"])), one, heads) for one in basic.get("series", [])]
    return {
        "title": chart["spec"].get("title", ""),
        "kind": basic.get("chartType", ""),
        "stacked": basic.get("stackedType") == "STACKED",
        "row": anchor.get("rowIndex", 0) + 1,
        "column": anchor.get("columnIndex", 0),
        "across": overlay.get("offsetXPixels", 0),
        "down": overlay.get("offsetYPixels", 0),
        "width": overlay["widthPixels"],
        "height": overlay["heightPixels"],
        "names": names[heads:],
        "series": series,
    }


def _series(cells: list[Json], given: Json, heads: int) -> Json:
    colour = given.get("color", {"blue": 0.8, "green": 0.4})
    return {
        "name": " ".join(cell.get("formattedValue", "") for cell in cells[:heads]),
        "values": [cell.get("effectiveValue", {}).get("numberValue") for cell in cells[heads:]],
        "colour": [round(255 * colour.get(part, 0)) for part in ("red", "green", "blue")],
        "isLine": given.get("type") == "LINE",
    }
