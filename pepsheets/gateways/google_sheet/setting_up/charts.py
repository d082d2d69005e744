"""The charts of the Overview, from the same columns as in a workbook. They are drawn once, with the tab."""

from collections.abc import Iterator, Mapping, Sequence

from pepsheets.gateways.google_sheet.setting_up.looks import colour
from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.ranges import cells
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.tabs.charges import StatementThisYear
from pepsheets.tabs.courses import Course
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import Meeting
from pepsheets.templates.looks import CHART_BLUE, CHART_GREY, CHART_ORANGE, CHART_PLUM, FONT, TITLE

_WIDTH, _HEIGHT, _TALL, _GAP = 640, 300, 560, 20
_ROOM_FOR_FIGURES = 20
"""Rows kept free for the Overview's own table, above the charts."""


def chart_requests(overview: Placed, tabs: Mapping[type[Row], Placed]) -> Iterator[Json]:
    """Draws the charts for which the sheet has the tabs: two side by side, and a tall one below."""
    if not overview.is_new or not overview.places:
        return
    below = overview.heading_row + _ROOM_FOR_FIGURES
    if _shows(tabs, Meeting, "code", "present", "quorum"):
        yield _chart(_attendance(tabs[Meeting]), _at(overview, below, 0, 0, _HEIGHT))
    if _shows(tabs, Course, "code", "places", "confirmed", "waiting"):
        yield _chart(_places(tabs[Course]), _at(overview, below, _WIDTH + _GAP, 0, _HEIGHT))
    if _shows(tabs, StatementThisYear, "school", "subscription", "costs", "courses"):
        yield _chart(_statements(tabs[StatementThisYear]), _at(overview, below, 0, _HEIGHT + _GAP, _TALL))


def _shows(tabs: Mapping[type[Row], Placed], tab: type[Row], *names: str) -> bool:
    return tab in tabs and tabs[tab].layout.shows(*names)


def _chart(spec: Json, position: Json) -> Json:
    return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": position}}}}


def _at(overview: Placed, row: int, across: int, down: int, height: int) -> Json:
    return {
        "anchorCell": {"sheetId": overview.sheet_id, "rowIndex": row, "columnIndex": 0},
        "offsetXPixels": across,
        "offsetYPixels": down,
        "widthPixels": _WIDTH,
        "heightPixels": height,
    }


def _attendance(meetings: Placed) -> Json:
    present = {**_series(meetings, "present", CHART_BLUE), "type": "COLUMN"}
    quorum = {**_series(meetings, "quorum", CHART_ORANGE), "type": "LINE"}
    return _spec("Members present, and the quorum", "COMBO", "Members", meetings, "code", [present, quorum])


def _places(courses: Placed) -> Json:
    colours = {"places": CHART_GREY, "confirmed": CHART_BLUE, "waiting": CHART_ORANGE}
    series = [_series(courses, name, colour) for name, colour in colours.items()]
    return _spec("Places on each course", "COLUMN", "Places", courses, "code", series)


def _statements(statements: Placed) -> Json:
    colours = {"subscription": CHART_BLUE, "costs": CHART_ORANGE, "courses": CHART_PLUM}
    # The bars of a bar chart lie along the bottom.
    series = [_series(statements, name, colour, "BOTTOM_AXIS") for name, colour in colours.items()]
    spec = _spec("What each school is charged this year", "BAR", "Pounds", statements, "school", series)
    spec["basicChart"]["stackedType"] = "STACKED"
    spec["basicChart"]["axis"] = [{"position": "BOTTOM_AXIS", "title": "Pounds"}]
    return spec


def _series(tab: Placed, name: str, tone: str, axis: str = "LEFT_AXIS") -> Json:
    return {"series": _source(tab, name), "targetAxis": axis, "colorStyle": colour(tone)}


def _spec(title: str, kind: str, scale: str, tab: Placed, category: str, series: Sequence[Json]) -> Json:
    return {
        "title": title,
        "titleTextFormat": {"bold": True, "fontSize": 13, "foregroundColorStyle": colour(TITLE)},
        "fontName": FONT,
        "basicChart": {
            "chartType": kind,
            "legendPosition": "BOTTOM_LEGEND",
            "headerCount": 1,
            "axis": [{"position": "LEFT_AXIS", "title": scale}],
            "domains": [{"domain": _source(tab, category)}],
            "series": series,
        },
    }


def _source(tab: Placed, name: str) -> Json:
    """A column with its heading, as far down as the tab reaches: blank rows at the end show nothing."""
    place = tab.places[name]
    return {"sourceRange": {"sources": [cells(tab.sheet_id, (tab.heading_row, tab.row_count), (place, place + 1))]}}
