"""Charts: what they show follows the cells, and they are refused where Google would refuse them."""

from __future__ import annotations

import pytest

from tests.google.sheets_of_tests import Sheet, area, columns, meetings, rows
from tests.google.spreadsheets import ApiError, Json, NotKnown

OTHER = 7


def source(column: int, top: int = 0, bottom: int = 6, sheet: int = 0) -> Json:
    return {"sourceRange": {"sources": [{**area(top, bottom, column, column + 1), "sheetId": sheet}]}}


def spec(kind: str = "COLUMN", sheet: int = 0, **more: object) -> Json:
    """A chart of the meetings by their dates and costs."""
    axis = "BOTTOM_AXIS" if kind == "BAR" else "LEFT_AXIS"
    series = [{"series": source(column, sheet=sheet), "targetAxis": axis} for column in (1, 2)]
    basic = {"chartType": kind, "domains": [{"domain": source(0, sheet=sheet)}], "series": series, **more}
    return {"title": "What meetings cost", "basicChart": basic}


def over(row: int, column: int, sheet: int = 0, **sizes: int) -> Json:
    return {"overlayPosition": {"anchorCell": {"sheetId": sheet, "rowIndex": row, "columnIndex": column}, **sizes}}


def add(given: Json, position: Json | None = None, **more: object) -> Json:
    return {"addChart": {"chart": {"spec": given, "position": position or over(1, 4), **more}}}


def charted() -> Sheet:
    """The tab Meetings with a chart over it, and a second tab."""
    sheet = meetings(["a", "1/2/2026", "5"])
    sheet.batch({"addSheet": {"properties": {"sheetId": OTHER, "title": "Other"}}}, add(spec(), chartId=9))
    return sheet


def chart(sheet: Sheet, tab: int = 0) -> Json:
    (only,) = sheet.tab(tab)["charts"]
    found: Json = only
    return found


def shown(sheet: Sheet, tab: int = 0) -> list[tuple[int, int, int]]:
    """Column, first row and end of all that the chart shows."""
    basic = chart(sheet, tab)["spec"]["basicChart"]
    parts = [*(one["domain"] for one in basic.get("domains", [])), *(one["series"] for one in basic.get("series", []))]
    return [
        (one["startColumnIndex"], one["startRowIndex"], one["endRowIndex"])
        for part in parts
        for one in part["sourceRange"]["sources"]
    ]


def anchor(sheet: Sheet) -> Json:
    found: Json = chart(sheet)["position"]["overlayPosition"]["anchorCell"]
    return found


def test_a_chart_is_told_with_its_tab_as_the_reply_told_it() -> None:
    sheet = meetings()
    made = sheet.batch(add(spec()))["replies"][0]["addChart"]["chart"]
    assert made == chart(sheet) and made["chartId"] > 0
    assert made["position"]["overlayPosition"]["widthPixels"] == 600
    assert made["position"]["overlayPosition"]["heightPixels"] == 371
    assert "sheetId" not in anchor(sheet)


def test_a_colour_is_told_with_its_style_beside_it() -> None:
    sheet = meetings()
    red = {"rgbColor": {"red": 1.0}}
    given = spec()
    given["titleTextFormat"] = {"foregroundColorStyle": red}
    given["basicChart"]["series"][0]["colorStyle"] = red
    sheet.batch(add(given))
    kept = chart(sheet)["spec"]
    assert kept["titleTextFormat"]["foregroundColor"] == kept["basicChart"]["series"][0]["color"] == {"red": 1.0}


def test_rows_put_into_what_a_chart_shows_are_shown_too() -> None:
    sheet = charted()
    sheet.batch({"insertDimension": {"range": rows(2, 5), "inheritFromBefore": True}})
    assert shown(sheet) == [(0, 0, 9), (1, 0, 9), (2, 0, 9)]
    assert anchor(sheet) == {"rowIndex": 1, "columnIndex": 4}


def test_rows_added_at_the_end_are_not_shown() -> None:
    sheet = charted()
    sheet.batch({"insertDimension": {"range": rows(6, 8), "inheritFromBefore": True}})
    sheet.batch({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 3}})
    assert shown(sheet) == [(0, 0, 6), (1, 0, 6), (2, 0, 6)]


def test_a_chart_moves_with_the_cell_that_it_hangs_on() -> None:
    sheet = charted()
    sheet.batch({"insertDimension": {"range": rows(0, 2)}}, {"insertDimension": {"range": columns(1, 2)}})
    assert anchor(sheet) == {"rowIndex": 3, "columnIndex": 5}
    assert shown(sheet) == [(0, 2, 8), (2, 2, 8), (3, 2, 8)]
    sheet.batch({"deleteDimension": {"range": rows(0, 4)}}, {"deleteDimension": {"range": columns(5, 6)}})
    assert anchor(sheet) == {"columnIndex": 4}
    assert shown(sheet) == [(0, 0, 4), (2, 0, 4), (3, 0, 4)]


def test_a_column_that_is_dragged_elsewhere_is_shown_where_it_stands() -> None:
    sheet = charted()
    sheet.batch({"moveDimension": {"source": columns(1, 2), "destinationIndex": 5}})
    assert shown(sheet) == [(0, 0, 6), (4, 0, 6), (1, 0, 6)]


def test_a_deleted_column_is_gone_from_the_chart_and_the_chart_stays() -> None:
    sheet = charted()
    sheet.batch({"deleteDimension": {"range": columns(1, 2)}})
    assert shown(sheet) == [(0, 0, 6), (1, 0, 6)]
    sheet.batch({"deleteDimension": {"range": columns(0, 2)}})
    assert shown(sheet) == [] and chart(sheet)["spec"]["title"] == "What meetings cost"


def test_a_chart_follows_the_cells_of_another_tab() -> None:
    sheet = charted()
    sheet.batch({"deleteEmbeddedObject": {"objectId": 9}}, add(spec(), over(3, 2, OTHER)))
    assert "charts" not in sheet.tab(0)
    sheet.batch({"insertDimension": {"range": rows(0, 2)}})
    assert shown(sheet, 1) == [(0, 2, 8), (1, 2, 8), (2, 2, 8)]
    assert chart(sheet, 1)["position"]["overlayPosition"]["anchorCell"]["rowIndex"] == 3


def test_a_deleted_tab_is_gone_from_the_charts_of_others_and_takes_its_own_along() -> None:
    sheet = charted()
    sheet.batch(add(spec(sheet=OTHER), over(0, 0), chartId=10), add(spec(), over(0, 0, OTHER), chartId=11))
    sheet.batch({"deleteSheet": {"sheetId": OTHER}})
    kept = sheet.tab(0)["charts"]
    assert [one["chartId"] for one in kept] == [9, 10]
    assert len(kept[0]["spec"]["basicChart"]["series"]) == 2 and "series" not in kept[1]["spec"]["basicChart"]


def test_what_a_chart_shows_is_replaced_whole_and_its_place_stays() -> None:
    sheet = charted()
    before = chart(sheet)["position"]
    new = {"basicChart": {"chartType": "BAR", "series": [{"series": source(2)}]}}
    assert sheet.batch({"updateChartSpec": {"chartId": 9, "spec": new}})["replies"] == [{}]
    assert shown(sheet) == [(2, 0, 6)] and "title" not in chart(sheet)["spec"]
    assert chart(sheet)["position"] == before


def test_a_chart_is_moved_and_keeps_its_size_where_the_mask_does_not_name_it() -> None:
    sheet = charted()
    wanted = {"objectId": 9, "newPosition": over(7, 0, OTHER, widthPixels=90, heightPixels=50)}
    reply = sheet.batch({"updateEmbeddedObjectPosition": {**wanted, "fields": "anchorCell,heightPixels"}})["replies"][0]
    assert "charts" not in sheet.tab(0)
    assert reply["updateEmbeddedObjectPosition"]["position"] == chart(sheet, 1)["position"]
    overlay = chart(sheet, 1)["position"]["overlayPosition"]
    assert overlay == {"anchorCell": {"sheetId": OTHER, "rowIndex": 7}, "widthPixels": 600, "heightPixels": 50}
    sheet.batch({"updateEmbeddedObjectPosition": {**wanted, "fields": "*"}})
    assert chart(sheet, 1)["position"]["overlayPosition"]["widthPixels"] == 90


def test_a_refused_batch_leaves_the_charts_as_they_are() -> None:
    sheet = charted()
    before = sheet.whole()
    with pytest.raises(ApiError):
        sheet.batch({"deleteEmbeddedObject": {"objectId": 9}}, {"deleteEmbeddedObject": {"objectId": 9}})
    assert sheet.whole() == before


def series(kind: str, **given: object) -> Json:
    return add({"basicChart": {"chartType": kind, "series": [{"series": source(1), **given}]}})


ONE_OF = "One of basicChart, pieChart, bubbleChart, candelstickChart, histogramChart, or orgChart must be set"
LINE_OF_CELLS = "ChartSourceRange ranges require all rows or all columns to have length of 1"
BLOCK = {"domain": {"sourceRange": {"sources": [area(0, 3, 0, 2)]}}}
IN_TWO = {"domain": {"sourceRange": {"sources": [area(0, 3, 0, 1), area(4, 6, 0, 1)]}}}
REFUSED = [
    (add({"title": "Nothing"}), ONE_OF),
    (add(spec(domains=[BLOCK])), LINE_OF_CELLS),
    (add(spec(domains=[IN_TWO])), "same number of source ranges"),
    (add(spec(domains=[{"domain": {}}], series=[{"series": {}}])), "at least one source"),
    (add(spec(domains=[{"domain": source(0)}] * 2)), "single domain"),
    (add(spec(axis=[{"position": "LEFT_AXIS"}, {"position": "LEFT_AXIS"}])), "one axis per axis position"),
    (add(spec(domains=[{"domain": source(9)}])), "exceeds grid limits"),
    (add(spec(sheet=5)), "No grid with id: 5"),
    (add(spec(), over(99, 0)), "exceeds grid limits"),
    (add(spec(), over(0, 0, 5)), "No grid with id: 5"),
    (add(spec(), {"overlayPosition": {}}, chartId=9), "Cannot add chart with ID: 9"),
    (series("COLUMN", targetAxis="BOTTOM_AXIS"), "no minor axis"),
    (series("BAR", targetAxis="LEFT_AXIS"), "no minor axis"),
    (series("COLUMN", type="LINE"), "not supported"),
    (series("COMBO", type="BAR"), "not supported"),
    ({"addChart": {"chart": {"spec": spec()}}}, "overlayPosition or EmbeddedObjectPosition.sheetId must be set"),
    ({"updateChartSpec": {"chartId": 3, "spec": spec()}}, "updateChartSpec: No chart with id: 3"),
    ({"updateChartSpec": {"chartId": 9}}, ONE_OF),
    ({"deleteEmbeddedObject": {"objectId": 3}}, "No embedded object with id: 3"),
    ({"updateEmbeddedObjectPosition": {"objectId": 3, "fields": "*"}}, "No embedded object with id: 3"),
    ({"updateEmbeddedObjectPosition": {"objectId": 9, "newPosition": over(0, 0)}}, "At least one field must be listed"),
]


@pytest.mark.parametrize(("request_body", "words"), REFUSED, ids=[str(number) for number in range(len(REFUSED))])
def test_what_google_would_not_draw_is_refused(request_body: Json, words: str) -> None:
    sheet = charted()
    with pytest.raises(ApiError) as refusal:
        sheet.batch(request_body)
    assert refusal.value.code == 400 and words in refusal.value.message


def test_a_chart_of_nothing_is_googles_own_error() -> None:
    with pytest.raises(ApiError) as refusal:
        meetings().batch(add({"basicChart": {"chartType": "LINE"}}))
    assert (refusal.value.code, refusal.value.status) == (500, "INTERNAL")


@pytest.mark.parametrize(
    "given",
    [{"spec": {"pieChart": {}}}, {"spec": {}, "position": {"newSheet": True}}, {"border": {}}],
)
def test_other_charts_are_not_known_here(given: Json) -> None:
    with pytest.raises(NotKnown):
        meetings().batch({"addChart": {"chart": given}})


def test_a_series_of_its_own_kind_is_for_charts_of_several_kinds() -> None:
    sheet = meetings()
    sheet.batch(series("COMBO", type="LINE", targetAxis="RIGHT_AXIS"))
    assert chart(sheet)["spec"]["basicChart"]["series"][0]["type"] == "LINE"
