"""The fields of requests that the stand-in knows: any other stops it, so that none is ignored in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tests.google.spreadsheets.json_shapes import ApiError, Json, NotKnown, refuse

INTEGER, NUMBER, TRUTH, WORDS = (int,), (int, float), (bool,), (str,)


@dataclass(frozen=True, slots=True)
class Each:
    """A list, and what each of its members looks like."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class ByName:
    """Names that the request chooses (the criteria of a filter, by column)."""

    shape: Shape


Fields: TypeAlias = "dict[str, Shape]"
Shape: TypeAlias = "Fields | Each | ByName | tuple[type, ...]"


def understood(given: object, shape: Shape, path: str) -> object:
    """The same without fields that are null, which Google takes as absent; raises where a field is not known."""
    if isinstance(shape, tuple):
        if not isinstance(given, shape) or (given.__class__ is bool and bool not in shape):
            raise wrong_type(path, given)
        return given
    if isinstance(shape, Each):
        if not isinstance(given, list):
            raise wrong_type(path, given)
        inner = shape.shape
        return [understood(one, inner, path) for one in given]
    if not isinstance(given, dict):
        raise wrong_type(path, given)
    if isinstance(shape, ByName):
        return {name: understood(one, shape.shape, path) for name, one in given.items()}
    return understood_fields(given, shape, path)


def understood_fields(given: Json, shape: Fields, path: str) -> Json:
    if not given.keys() <= shape.keys():
        raise NotKnown(f"{path}: {', '.join(sorted(given.keys() - shape.keys()))}")
    return {name: understood(value, shape[name], path) for name, value in given.items() if value is not None}


def wrong_type(path: str, given: object) -> ApiError:
    return refuse(f"Invalid value in '{path}': {given!r:.60}")


COLOUR: Fields = {"red": NUMBER, "green": NUMBER, "blue": NUMBER, "alpha": NUMBER}
COLOUR_STYLE: Fields = {"rgbColor": COLOUR, "themeColor": WORDS}
TEXT_FORMAT: Fields = {
    "foregroundColor": COLOUR,
    "foregroundColorStyle": COLOUR_STYLE,
    "fontFamily": WORDS,
    "fontSize": INTEGER,
    "bold": TRUTH,
    "italic": TRUTH,
    "strikethrough": TRUTH,
    "underline": TRUTH,
    "link": {"uri": WORDS},
}
BORDER: Fields = {"style": WORDS, "width": INTEGER, "color": COLOUR, "colorStyle": COLOUR_STYLE}
CELL_FORMAT: Fields = {
    "numberFormat": {"type": WORDS, "pattern": WORDS},
    "backgroundColor": COLOUR,
    "backgroundColorStyle": COLOUR_STYLE,
    "borders": dict.fromkeys(("top", "bottom", "left", "right"), BORDER),
    "padding": dict.fromkeys(("top", "bottom", "left", "right"), INTEGER),
    "horizontalAlignment": WORDS,
    "verticalAlignment": WORDS,
    "wrapStrategy": WORDS,
    "textDirection": WORDS,
    "textFormat": TEXT_FORMAT,
    "hyperlinkDisplayType": WORDS,
    "textRotation": {"angle": INTEGER, "vertical": TRUTH},
}
CONDITION: Fields = {"type": WORDS, "values": Each({"userEnteredValue": WORDS, "relativeDate": WORDS})}
VALIDATION: Fields = {"condition": CONDITION, "inputMessage": WORDS, "strict": TRUTH, "showCustomUi": TRUTH}
VALUE: Fields = {
    "stringValue": WORDS,
    "numberValue": NUMBER,
    "boolValue": TRUTH,
    "formulaValue": WORDS,
    "errorValue": {"type": WORDS, "message": WORDS},
}
CELL: Fields = {
    "userEnteredValue": VALUE,
    "userEnteredFormat": CELL_FORMAT,
    "note": WORDS,
    "dataValidation": VALIDATION,
    "textFormatRuns": Each({"startIndex": INTEGER, "format": TEXT_FORMAT}),
}
ROWS_OF_CELLS = Each({"values": Each(CELL)})
RANGE: Fields = {
    "sheetId": INTEGER,
    "startRowIndex": INTEGER,
    "endRowIndex": INTEGER,
    "startColumnIndex": INTEGER,
    "endColumnIndex": INTEGER,
}
PLACE: Fields = {"sheetId": INTEGER, "rowIndex": INTEGER, "columnIndex": INTEGER}
SPAN: Fields = {"sheetId": INTEGER, "dimension": WORDS, "startIndex": INTEGER, "endIndex": INTEGER}
SORT = Each({"dimensionIndex": INTEGER, "sortOrder": WORDS})
CRITERIA: Fields = {"hiddenValues": Each(WORDS), "condition": CONDITION}
FILTER: Fields = {
    "range": RANGE,
    "sortSpecs": SORT,
    "criteria": ByName(CRITERIA),
    "filterSpecs": Each({"columnIndex": INTEGER, "filterCriteria": CRITERIA}),
}
FILTER_VIEW: Fields = {**FILTER, "filterViewId": INTEGER, "title": WORDS, "namedRangeId": WORDS}
PROTECTED: Fields = {
    "protectedRangeId": INTEGER,
    "range": RANGE,
    "namedRangeId": WORDS,
    "description": WORDS,
    "warningOnly": TRUTH,
    "requestingUserCanEdit": TRUTH,
    "unprotectedRanges": Each(RANGE),
    "editors": {"users": Each(WORDS), "groups": Each(WORDS), "domainUsersCanEdit": TRUTH},
}
NAMED: Fields = {"namedRangeId": WORDS, "name": WORDS, "range": RANGE}
POINT: Fields = {"color": COLOUR, "colorStyle": COLOUR_STYLE, "type": WORDS, "value": WORDS}
RULE: Fields = {
    "ranges": Each(RANGE),
    "booleanRule": {"condition": CONDITION, "format": CELL_FORMAT},
    "gradientRule": {"minpoint": POINT, "midpoint": POINT, "maxpoint": POINT},
}
SOURCE: Fields = {"sourceRange": {"sources": Each(RANGE)}}
SERIES: Fields = {"series": SOURCE, "targetAxis": WORDS, "type": WORDS, "color": COLOUR, "colorStyle": COLOUR_STYLE}
BASIC_CHART: Fields = {
    "chartType": WORDS,
    "legendPosition": WORDS,
    "headerCount": INTEGER,
    "stackedType": WORDS,
    "axis": Each({"position": WORDS, "title": WORDS}),
    "domains": Each({"domain": SOURCE}),
    "series": Each(SERIES),
}
CHART_SPEC: Fields = {
    "title": WORDS,
    "altText": WORDS,
    "titleTextFormat": TEXT_FORMAT,
    "subtitle": WORDS,
    "subtitleTextFormat": TEXT_FORMAT,
    "fontName": WORDS,
    "backgroundColor": COLOUR,
    "backgroundColorStyle": COLOUR_STYLE,
    "hiddenDimensionStrategy": WORDS,
    "basicChart": BASIC_CHART,
}
OVERLAY: Fields = {
    "anchorCell": PLACE,
    "offsetXPixels": INTEGER,
    "offsetYPixels": INTEGER,
    "widthPixels": INTEGER,
    "heightPixels": INTEGER,
}
CHART: Fields = {
    "chartId": INTEGER,
    "spec": CHART_SPEC,
    "position": {"overlayPosition": OVERLAY},
}
METADATA: Fields = {
    "metadataId": INTEGER,
    "metadataKey": WORDS,
    "metadataValue": WORDS,
    "visibility": WORDS,
    "location": {"locationType": WORDS, "spreadsheet": TRUTH, "sheetId": INTEGER, "dimensionRange": SPAN},
}
SHEET_PROPERTIES: Fields = {
    "sheetId": INTEGER,
    "title": WORDS,
    "index": INTEGER,
    "sheetType": WORDS,
    "hidden": TRUTH,
    "rightToLeft": TRUTH,
    "tabColor": COLOUR,
    "tabColorStyle": COLOUR_STYLE,
    "gridProperties": {
        "rowCount": INTEGER,
        "columnCount": INTEGER,
        "frozenRowCount": INTEGER,
        "frozenColumnCount": INTEGER,
        "hideGridlines": TRUTH,
        "rowGroupControlAfter": TRUTH,
        "columnGroupControlAfter": TRUTH,
    },
}
BOOK_PROPERTIES: Fields = {"title": WORDS, "locale": WORDS, "timeZone": WORDS, "autoRecalc": WORDS}
