"""A tab as the page draws it: what each cell shows, what stands in it, and how it looks."""

from __future__ import annotations

from tests.google.server.chart_pictures import chart_pictures
from tests.google.spreadsheets import Spreadsheets
from tests.google.spreadsheets.json_shapes import Json

SPARE_ROWS = 40  # rows below the last one that holds something
MOST_ROWS = 3000


def picture(sheets: Spreadsheets, sheet_id: str, tab: str) -> Json:
    """One tab of a sheet, with the names of the others."""
    book = sheets.get(sheet_id)
    all_properties = [sheet["properties"] for sheet in book["sheets"]]
    shown = [one for one in all_properties if not one.get("hidden")]
    chosen = next((one for one in all_properties if one["title"] == tab), shown[0])
    quoted = "'" + str(chosen["title"]).replace("'", "''") + "'"
    sheet: Json = sheets.get(sheet_id, [quoted], include_grid_data=True)["sheets"][0]
    grid = chosen["gridProperties"]
    return {
        "title": book["properties"]["title"],
        "address": f"google:{sheet_id}",
        "tab": chosen["title"],
        "tabs": [{"title": one["title"], "hidden": bool(one.get("hidden"))} for one in all_properties],
        "frozenRows": grid.get("frozenRowCount", 0),
        "frozenColumns": grid.get("frozenColumnCount", 0),
        "columns": [_column(one) for one in sheet["data"][0]["columnMetadata"]],
        "rows": _Tab(sheets, sheet_id, sheet).rows(),
        "charts": chart_pictures(sheets, sheet_id, sheet),
    }


def used_rows(sheets: Spreadsheets, sheet_id: str, tab: str) -> tuple[int, int]:
    """The first row below the frozen ones, and the last that is used."""
    quoted = "'" + tab.replace("'", "''") + "'"
    sheet = sheets.get(sheet_id, [quoted], include_grid_data=True)["sheets"][0]
    frozen = int(sheet["properties"]["gridProperties"].get("frozenRowCount", 0))
    return frozen + 1, last_row(sheet["data"][0].get("rowData", []))


def last_row(rows: list[Json]) -> int:
    """The last row that holds something to see."""
    used = [
        number for number, row in enumerate(rows, 1) if any("formattedValue" in cell for cell in row.get("values", ()))
    ]
    return max(used, default=0)


def _column(metadata: Json) -> Json:
    return {"hidden": bool(metadata.get("hiddenByUser")), "width": metadata.get("pixelSize", 100)}


class _Tab:
    """The rows of one tab."""

    def __init__(self, sheets: Spreadsheets, sheet_id: str, sheet: Json) -> None:
        self.sheets, self.sheet_id = sheets, sheet_id
        self.data: Json = sheet["data"][0]
        self.protected: list[Json] = sheet.get("protectedRanges", [])
        self.lists: dict[str, list[str]] = {}

    def rows(self) -> list[Json]:
        filled = self.data.get("rowData", [])
        count = min(last_row(filled) + SPARE_ROWS, len(self.data["rowMetadata"]), MOST_ROWS)
        return [self._row(number, filled[number] if number < len(filled) else {}) for number in range(count)]

    def _row(self, number: int, row: Json) -> Json:
        metadata = self.data["rowMetadata"][number]
        cells = row.get("values", [])
        guards = [self._guard(number, column) for column in range(len(self.data["columnMetadata"]))]
        padded = [cells[column] if column < len(cells) else {} for column in range(len(guards))]
        return {
            "number": number + 1,
            "hidden": bool(metadata.get("hiddenByUser") or metadata.get("hiddenByFilter")),
            "height": metadata.get("pixelSize", 21),
            "cells": [self._cell(cell) | guard for cell, guard in zip(padded, guards, strict=True)],
        }

    def _guard(self, row: int, column: int) -> Json:
        for one in self.protected:
            if _covers(one.get("range", {}), row, column) and not _covered(
                one.get("unprotectedRanges", []), row, column
            ):
                return {"guard": "warn" if one.get("warningOnly") else "locked"}
        return {}

    def _cell(self, cell: Json) -> Json:
        if not cell:
            return {}
        value = cell.get("effectiveValue", {})
        drawn = {
            "text": cell.get("formattedValue"),
            "entered": _entered(cell),
            "note": cell.get("note"),
            "number": "numberValue" in value,
            "wrong": "errorValue" in value,
            "style": _style(cell.get("effectiveFormat", {}), is_link="hyperlink" in cell),
            "side": cell.get("effectiveFormat", {}).get("horizontalAlignment"),
            "wrap": cell.get("effectiveFormat", {}).get("wrapStrategy") == "WRAP",
        }
        kept = {name: part for name, part in drawn.items() if part}
        return kept | self._choices(cell.get("dataValidation", {}), value)

    def _choices(self, rule: Json, value: Json) -> Json:
        condition = rule.get("condition", {})
        kind, values = condition.get("type"), condition.get("values", [])
        if kind == "BOOLEAN":
            return {"ticked": bool(value.get("boolValue"))}
        if kind == "ONE_OF_LIST":
            return {"choices": [one["userEnteredValue"] for one in values], "strict": bool(rule.get("strict"))}
        if kind == "ONE_OF_RANGE":
            return {"choices": self._list(values[0]["userEnteredValue"]), "strict": bool(rule.get("strict"))}
        return {}

    def _list(self, reference: str) -> list[str]:
        if reference not in self.lists:
            found = self.sheets.get(self.sheet_id, [reference.lstrip("=")], True, {"formattedValue"})["sheets"][0]
            rows = found["data"][0].get("rowData", [])
            cells = [cell for row in rows for cell in row.get("values", [])]
            self.lists[reference] = [cell["formattedValue"] for cell in cells if "formattedValue" in cell]
        return self.lists[reference]


def _entered(cell: Json) -> str | None:
    entered = cell.get("userEnteredValue", {})
    formula = entered.get("formulaValue")
    return str(formula) if formula is not None else cell.get("formattedValue")


def _style(look: Json, *, is_link: bool) -> Json:
    text = look.get("textFormat", {})
    style = {
        "backgroundColor": _colour(look.get("backgroundColor"), "rgb(255, 255, 255)"),
        "color": _colour(text.get("foregroundColor"), "rgb(0, 0, 0)") or ("#1155cc" if is_link else ""),
        "fontWeight": "bold" if text.get("bold") else "",
        "fontStyle": "italic" if text.get("italic") else "",
        "textDecoration": "underline" if text.get("underline") or is_link else "",
        "fontSize": f"{text['fontSize'] * 1.33:.0f}px" if text.get("fontSize", 10) != 10 else "",
        "verticalAlign": {"TOP": "top", "MIDDLE": "middle"}.get(look.get("verticalAlignment", ""), ""),
    }
    return {name: part for name, part in style.items() if part}


def _colour(colour: Json | None, usual: str) -> str:
    if colour is None:
        return ""
    red, green, blue = (round(255 * colour.get(part, 0)) for part in ("red", "green", "blue"))
    written = f"rgb({red}, {green}, {blue})"
    return "" if written == usual else written


def _covered(ranges: list[Json], row: int, column: int) -> bool:
    return any(_covers(one, row, column) for one in ranges)


def _covers(area: Json, row: int, column: int) -> bool:
    in_rows = area.get("startRowIndex", 0) <= row < area.get("endRowIndex", row + 1)
    in_columns = area.get("startColumnIndex", 0) <= column < area.get("endColumnIndex", column + 1)
    return bool(in_rows and in_columns)
