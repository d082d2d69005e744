"""The kinds of request that a batch may hold: what each does, and the fields that it may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.google.spreadsheets import known
from tests.google.spreadsheets.books import Book
from tests.google.spreadsheets.json_shapes import ApiError, Json, NotKnown, Refused, refuse
from tests.google.spreadsheets.known import Fields
from tests.google.spreadsheets.requests import (
    attachments,
    cells,
    charts,
    dimensions,
    named_ranges,
    pasting,
    protection,
    sheets,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request."""

    do: Callable[[Book, Json], Json]
    fields: Fields


INTEGER, WORDS, TRUTH = known.INTEGER, known.WORDS, known.TRUTH
SHEET: Fields = {"sheetId": INTEGER}
KINDS: dict[str, Kind] = {
    "addSheet": Kind(sheets.add_sheet, {"properties": known.SHEET_PROPERTIES}),
    "deleteSheet": Kind(sheets.delete_sheet, SHEET),
    "updateSheetProperties": Kind(
        sheets.update_sheet_properties, {"properties": known.SHEET_PROPERTIES, "fields": WORDS}
    ),
    "updateSpreadsheetProperties": Kind(
        sheets.update_spreadsheet_properties, {"properties": known.BOOK_PROPERTIES, "fields": WORDS}
    ),
    "updateCells": Kind(
        cells.update_cells,
        {"rows": known.ROWS_OF_CELLS, "fields": WORDS, "start": known.PLACE, "range": known.RANGE},
    ),
    "repeatCell": Kind(cells.repeat_cell, {"range": known.RANGE, "cell": known.CELL, "fields": WORDS}),
    "appendCells": Kind(cells.append_cells, {**SHEET, "rows": known.ROWS_OF_CELLS, "fields": WORDS}),
    "setDataValidation": Kind(
        cells.set_data_validation, {"range": known.RANGE, "rule": known.VALIDATION, "filteredRowsIncluded": TRUTH}
    ),
    "appendDimension": Kind(dimensions.append_dimension, {**SHEET, "dimension": WORDS, "length": INTEGER}),
    "insertDimension": Kind(dimensions.insert_dimension, {"range": known.SPAN, "inheritFromBefore": TRUTH}),
    "deleteDimension": Kind(dimensions.delete_dimension, {"range": known.SPAN}),
    "moveDimension": Kind(dimensions.move_dimension, {"source": known.SPAN, "destinationIndex": INTEGER}),
    "updateDimensionProperties": Kind(
        dimensions.update_dimension_properties,
        {"range": known.SPAN, "properties": {"hiddenByUser": TRUTH, "pixelSize": INTEGER}, "fields": WORDS},
    ),
    "addDimensionGroup": Kind(dimensions.add_dimension_group, {"range": known.SPAN}),
    "deleteDimensionGroup": Kind(dimensions.delete_dimension_group, {"range": known.SPAN}),
    "addNamedRange": Kind(named_ranges.add_named_range, {"namedRange": known.NAMED}),
    "deleteNamedRange": Kind(named_ranges.delete_named_range, {"namedRangeId": WORDS}),
    "updateNamedRange": Kind(named_ranges.update_named_range, {"namedRange": known.NAMED, "fields": WORDS}),
    "copyPaste": Kind(
        pasting.copy_paste,
        {"source": known.RANGE, "destination": known.RANGE, "pasteType": WORDS, "pasteOrientation": WORDS},
    ),
    "cutPaste": Kind(pasting.cut_paste, {"source": known.RANGE, "destination": known.PLACE, "pasteType": WORDS}),
    "sortRange": Kind(pasting.sort_range, {"range": known.RANGE, "sortSpecs": known.SORT}),
    "mergeCells": Kind(attachments.merge_cells, {"range": known.RANGE, "mergeType": WORDS}),
    "unmergeCells": Kind(attachments.unmerge_cells, {"range": known.RANGE}),
    "addProtectedRange": Kind(protection.add_protected_range, {"protectedRange": known.PROTECTED}),
    "updateProtectedRange": Kind(
        protection.update_protected_range, {"protectedRange": known.PROTECTED, "fields": WORDS}
    ),
    "deleteProtectedRange": Kind(protection.delete_protected_range, {"protectedRangeId": INTEGER}),
    "addConditionalFormatRule": Kind(attachments.add_conditional_format_rule, {"rule": known.RULE, "index": INTEGER}),
    "updateConditionalFormatRule": Kind(
        attachments.update_conditional_format_rule,
        {**SHEET, "rule": known.RULE, "index": INTEGER, "newIndex": INTEGER},
    ),
    "deleteConditionalFormatRule": Kind(attachments.delete_conditional_format_rule, {**SHEET, "index": INTEGER}),
    "addFilterView": Kind(protection.add_filter_view, {"filter": known.FILTER_VIEW}),
    "updateFilterView": Kind(protection.update_filter_view, {"filter": known.FILTER_VIEW, "fields": WORDS}),
    "deleteFilterView": Kind(protection.delete_filter_view, {"filterId": INTEGER}),
    "setBasicFilter": Kind(attachments.set_basic_filter, {"filter": known.FILTER}),
    "clearBasicFilter": Kind(attachments.clear_basic_filter, SHEET),
    "addChart": Kind(charts.add_chart, {"chart": known.CHART}),
    "updateChartSpec": Kind(charts.update_chart_spec, {"chartId": INTEGER, "spec": known.CHART_SPEC}),
    "updateEmbeddedObjectPosition": Kind(
        charts.update_embedded_object_position,
        {"objectId": INTEGER, "newPosition": {"overlayPosition": known.OVERLAY}, "fields": WORDS},
    ),
    "deleteEmbeddedObject": Kind(charts.delete_embedded_object, {"objectId": INTEGER}),
    "createDeveloperMetadata": Kind(attachments.create_developer_metadata, {"developerMetadata": known.METADATA}),
}


def carry_out(book: Book, requests: list[Json]) -> list[Json]:
    """Do the requests in order; the first that cannot be done ends it, in Google's words."""
    return [carried_out(book, at, request) for at, request in enumerate(requests)]


def carried_out(book: Book, at: int, request: Json) -> Json:
    given = [name for name, body in request.items() if body is not None]
    if len(given) != 1:
        raise refuse(f"Invalid requests[{at}]: Must set exactly one kind of request.")
    (name,) = given
    if name not in KINDS:
        raise NotKnown(f"requests[{at}].{name}")
    kind = KINDS[name]
    body = known.understood_fields(request[name], kind.fields, f"requests[{at}].{name}")
    try:
        return kind.do(book, body)
    except Refused as reason:
        raise words_of(at, name, reason) from None
    finally:
        book.results.clear()


def words_of(at: int, name: str, reason: Refused) -> ApiError:
    return refuse(f"Invalid requests[{at}].{name}: {reason}")
