"""The behaviours of Google that the door relies on, each with a way to try it. The first carry everything else."""

from __future__ import annotations

from collections.abc import Mapping

from pepsheets.gateways.google_sheet.live_checks import REPLY, TAB, Look, Scratch, area, copied, named, write
from pepsheets.gateways.google_sheet.values import Json

_A, _B = "pepsheets_scratch_a", "pepsheets_scratch_b"


def _whole_or_not(scratch: Scratch) -> str | None:
    if not scratch.refuses(write(2, 2, [100]), {"deleteNamedRange": {"namedRangeId": _B}}):
        return "a request to delete a named range that is not there was accepted."
    return None if scratch.shown()[1] == ["Oak", 1] else f"cells were written all the same: {scratch.shown()[1]}"


def _in_order(scratch: Scratch) -> str | None:
    scratch.do(copied(area(2, 2, 2, 2), area(10, 1, 10, 1)), write(2, 2, [100]))
    seen = scratch.shown()
    return None if (seen[9], seen[1]) == ([1], ["Oak", 100]) else f"the copy holds {seen[9]}, the cell {seen[1]}"


def _fence(scratch: Scratch) -> str | None:
    scratch.do(named(_A))
    if not scratch.refuses(named(_A)):
        return "a second named range with the same identifier was accepted."
    scratch.do({"deleteNamedRange": {"namedRangeId": _A}}, named(_B))
    if not scratch.refuses({"deleteNamedRange": {"namedRangeId": _A}}, write(2, 2, [100])):
        return "a batch planned before another one was accepted."
    return None


def _same_tab_twice(scratch: Scratch) -> str | None:
    properties = {"sheetId": 20181102, "title": f"{TAB} again"}
    return None if scratch.refuses({"addSheet": {"properties": properties}}) else "a second tab of one number was made."


def _reply_shows_copies(scratch: Scratch) -> str | None:
    requests = [copied(area(2, 1, 4, 2), area(10, 1, 12, 2)), write(2, 2, [7], [8], [9])]
    reply = scratch.connection.batch_update(
        requests, fields=REPLY, response_ranges=[f"'{TAB}'!10:12"], include_grid_data=True
    )
    rows = reply.get("updatedSpreadsheet", {}).get("sheets", [{}])[0].get("data", [{}])[0].get("rowData", [])
    seen = [[data.get("effectiveValue") for data in row.get("values", [])[:2]] for row in rows]
    wanted: list[list[Json]] = [
        [{"stringValue": name}, {"numberValue": fee}] for name, fee in (("Oak", 1), ("Elm", 2), ("Ash", 3))
    ]
    return None if seen == wanted else f"the reply shows {seen}"


def _texts(scratch: Scratch) -> str | None:
    texts = ["==1+1", "007", "1e5", "TRUE", "31/12/2026", "+44 7700 900123", "£5", "trailing  "]
    scratch.do(write(2, 1, *([text] for text in texts)))
    seen = [row[0] for row in scratch.shown()[1 : len(texts) + 1]]
    wanted = [text.removeprefix("=") if text.startswith("==") else text for text in texts]
    return None if seen == wanted else f"the cells show {seen}"


def _long_texts(scratch: Scratch) -> str | None:
    scratch.do(write(2, 1, ["x" * 49_000]))
    return None if len(str(scratch.shown()[1][0])) == 49_000 else "a long text was cut."


def _dates(scratch: Scratch) -> str | None:
    shown = [{"userEnteredFormat": {"numberFormat": {"type": kind}}} for kind in ("DATE", "DATE_TIME", "TIME")]
    start = {"sheetId": 20181102, "rowIndex": 1, "columnIndex": 2}
    fields = "userEnteredFormat.numberFormat"
    scratch.do(
        write(2, 3, [46000, 46000.5, 0.5]),
        {"updateCells": {"start": start, "rows": [{"values": shown}], "fields": fields}},
    )
    cells = scratch.cells()[1][2:5]
    kinds = [cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type") for cell in cells]
    return None if kinds == ["DATE", "DATE_TIME", "TIME"] else f"the formats are {kinds}"


def _errors(scratch: Scratch) -> str | None:
    scratch.do(write(2, 3, ["=1/0"], ["=nosuchname(1)"]))
    seen = [row[2] for row in scratch.shown()[1:3]]
    return None if seen == ["DIVIDE_BY_ZERO", "NAME"] else f"the errors are {seen}"


def _filtered_rows(scratch: Scratch) -> str | None:
    """In the browser a copy of filtered rows leaves the hidden ones out."""
    criteria = {"0": {"hiddenValues": ["Elm"]}}
    scratch.do({"setBasicFilter": {"filter": {"range": area(1, 1, 4, 2), "criteria": criteria}}})
    scratch.do(copied(area(2, 1, 4, 1), area(10, 1, 12, 1)))
    seen = [row[:1] for row in scratch.shown()[9:12]]
    return None if seen == [["Oak"], ["Elm"], ["Ash"]] else f"the copy holds {seen}"


def _appended(scratch: Scratch) -> str | None:
    """Formats and drop-downs below the last row are no data."""
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Oak"}]}}
    scratch.do({"setDataValidation": {"range": area(2, 1, 15, 1), "rule": rule}})
    row = [{"values": [{"userEnteredValue": {"stringValue": "Yew"}}]}]
    scratch.do({"appendCells": {"sheetId": 20181102, "rows": row, "fields": "userEnteredValue"}})
    seen = [number for number, cells in enumerate(scratch.shown(), start=1) if cells[:1] == ["Yew"]]
    return None if seen == [5] else f"the new row stands in row {seen}"


def _formulas_come_back(scratch: Scratch) -> str | None:
    scratch.do(write(2, 3, ["=B2*2"]), copied(area(2, 3, 2, 3), area(10, 6, 10, 6)), write(2, 3, [0]))
    scratch.do(copied(area(10, 6, 10, 6), area(2, 3, 2, 3), "PASTE_FORMULA"))
    seen = scratch.cells()[1][2].get("userEnteredValue", {}).get("formulaValue")
    return None if seen == "=B2*2" else f"the formula is {seen}"


def _rows_on_top_and_cut(scratch: Scratch) -> str | None:
    span = {"sheetId": 20181102, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    cut = {"sheetId": 20181102, "gridProperties": {"rowCount": 5}}
    scratch.do(
        {"insertDimension": {"range": span, "inheritFromBefore": False}},
        {"updateSheetProperties": {"properties": cut, "fields": "gridProperties.rowCount"}},
    )
    seen = scratch.shown()
    return None if seen == [[], [], ["School", "Fee"], ["Oak", 1], ["Elm", 2]] else f"the tab shows {seen}"


def _links(scratch: Scratch) -> str | None:
    scratch.do(write(2, 3, ['=HYPERLINK("#gid=0&range=A1","Go")']))
    return None if scratch.shown()[1][2] == "Go" else f"the link shows {scratch.shown()[1][2]}"


BEHAVIOURS: Mapping[str, Look] = {
    "A batch is carried out whole or not at all.": _whole_or_not,
    "The requests of a batch are carried out in their order.": _in_order,
    "A named range fences off a batch that was planned before another.": _fence,
    "No second tab can have the number of one that is there.": _same_tab_twice,
    "The reply to a batch shows the copies that it made.": _reply_shows_copies,
    "A copy takes the rows that a filter hides along.": _filtered_rows,
    "A formula that was copied away comes back as it was.": _formulas_come_back,
    "Rows can be inserted on top and cut off below.": _rows_on_top_and_cut,
    "A row is added right below the last one that holds anything.": _appended,
    "A text stays the text that it is.": _texts,
    "A text may have 49,000 characters.": _long_texts,
    "Dates and moments are told by their format.": _dates,
    "Errors are told by their kind.": _errors,
    "A link to another tab shows its text.": _links,
}
"""What is assumed, in the words of the report."""
