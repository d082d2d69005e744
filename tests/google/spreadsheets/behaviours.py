"""What the stand-in's behaviour rests on: recorded replies, Google's documentation, or an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Basis: TypeAlias = Literal["recorded", "documented", "assumed"]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing that the stand-in does, and why we think that Google does it too."""

    name: str
    basis: Basis
    rests_on: str


REFERENCE = "the descriptions in the discovery document of Sheets v4, revision 20261019"
CELLS = f"CellData, ExtendedValue and NumberFormat in {REFERENCE}"
CHARTS = "what mmedum/google-sheets-mcp on GitHub keeps of its trials with Google, read in November 2026"
VALUES = "Sheets API guide, Read and write cell values, read in November 2026"
WORDS_SEEN = "Google's words as users reported them"


def recorded(name: str, rests_on: str = "replies in the cassettes") -> Behaviour:
    return Behaviour(name, "recorded", rests_on)


def documented(name: str, rests_on: str = REFERENCE) -> Behaviour:
    return Behaviour(name, "documented", rests_on)


def assumed(name: str, rests_on: str) -> Behaviour:
    return Behaviour(name, "assumed", rests_on)


KINDS_OF_REQUEST = (
    recorded("addSheet"),
    recorded("deleteSheet"),
    recorded("updateSheetProperties"),
    recorded("updateSpreadsheetProperties"),
    recorded("updateCells", "notes in the cassettes; values, formats and drop-downs as the reference has them"),
    recorded("repeatCell"),
    documented("appendCells"),
    documented("setDataValidation"),
    documented("appendDimension"),
    recorded("insertDimension"),
    recorded("deleteDimension"),
    documented("moveDimension"),
    documented("updateDimensionProperties"),
    recorded("addDimensionGroup", "one group in the cassettes; overlapping groups are not known here"),
    recorded("deleteDimensionGroup"),
    recorded("addNamedRange"),
    recorded("deleteNamedRange"),
    documented("updateNamedRange"),
    recorded("copyPaste", "PASTE_NORMAL in the cassettes; the other types as the reference has them"),
    recorded("cutPaste"),
    recorded("sortRange"),
    recorded("mergeCells"),
    documented("unmergeCells"),
    recorded("addProtectedRange"),
    documented("updateProtectedRange"),
    recorded("deleteProtectedRange"),
    documented("addConditionalFormatRule"),
    documented("updateConditionalFormatRule"),
    documented("deleteConditionalFormatRule"),
    documented("addFilterView"),
    documented("updateFilterView"),
    documented("deleteFilterView"),
    recorded("setBasicFilter"),
    recorded("clearBasicFilter"),
    documented("addChart", f"{REFERENCE}; basic charts over a grid, no other is known here"),
    documented("updateChartSpec"),
    documented("updateEmbeddedObjectPosition"),
    documented("deleteEmbeddedObject"),
    documented("createDeveloperMetadata"),
)

CALLS = (
    documented("create", "Sheets API reference, spreadsheets.create"),
    recorded("get"),
    recorded("batch_update"),
    recorded("values_get"),
    recorded("values_batch_get"),
    recorded("values_update"),
    recorded("values_append"),
    recorded("values_clear"),
    recorded("values_batch_update"),
    recorded("values_batch_clear"),
    recorded("files_create"),
    recorded("files_get"),
    recorded(
        "files_list", "lists of the recorder's files in the cassettes; only name, mimeType and trashed in queries"
    ),
    recorded("files_delete"),
    documented("files_copy", "Drive API reference, files.copy"),
    recorded("files_export", "text/csv in the cassettes; no other type is known here"),
)

MORE = (
    documented(
        "requests of a batch apply in order; if one is not valid, none is applied",
        "batchUpdate in the discovery document",
    ),
    documented(
        "includeSpreadsheetInResponse, responseRanges and responseIncludeGridData",
        "batchUpdate in the discovery document",
    ),
    documented("text written as stringValue stays text, whatever it looks like", CELLS),
    documented("updateCells clears the fields of the mask in cells of the range that its rows do not cover"),
    documented(
        "movement of sheets counts indexes as they were before the move", "SheetProperties in the discovery document"
    ),
    documented("a cell holds 50,000 characters and a spreadsheet 10 million cells", f"Drive help; {WORDS_SEEN}"),
    documented("values: RAW is stored as it is, USER_ENTERED as if typed, null leaves the cell alone", VALUES),
    documented("new rows and columns take the format of the neighbour they inherit from", "InsertDimensionRequest"),
    documented("the id of a named range that exists is refused", "AddNamedRangeRequest"),
    documented("the id of an embedded object that exists is refused", "AddChartRequest"),
    documented("a chart is 600 pixels wide and 371 high where nothing else is asked for", "OverlayPosition"),
    documented("a source of a chart is one row or one column, and domain and series have as many", "ChartSourceRange"),
    documented(
        "a series of a bar chart is measured along the bottom axis, of any other left or right", "BasicChartSeries"
    ),
    documented("effectiveFormat is left out where it is the default", CELLS),
    documented("a formula has a number format of its own; here only one that names another cell", CELLS),
    documented("a small paste area is overstepped, a multiple of the source is filled", "CopyPasteRequest"),
    documented("values: an append looks for the last table that the range meets", VALUES),
    recorded("a sheet with the id 0 and an empty note, a zero and a false are left out of replies"),
    recorded("a colour is answered with its style beside it", "repeatCell in WorksheetTest.test_format"),
    recorded("protected ranges name the account that made them among their editors, in a get and not in the reply"),
    recorded("titles are quoted in ranges where they hold spaces or look like a cell"),
    recorded("a range whose corners are exchanged is put right; an open range ends at the edge of the grid"),
    assumed("a named range that lost its cells is not listed, yet its name stays taken", "gspread issue 1530, in 2024"),
    assumed("the id of such a named range stays taken, and deleteNamedRange still finds it", "the same"),
    assumed("a name that is taken is refused: Cannot add named range with name: X, …", WORDS_SEEN),
    assumed("deleteNamedRange of an unknown id is refused: No named range with id: X", "the manner of its neighbours"),
    assumed(
        "No grid with id; A sheet with the name … already exists; Cannot delete a row that doesn't exist", WORDS_SEEN
    ),
    assumed("Range (…) exceeds grid limits; Attempting to write row …, beyond the last requested row", WORDS_SEEN),
    assumed("You can't remove all the sheets; it is not possible to delete all non-frozen rows", WORDS_SEEN),
    assumed("ChartSourceRange ranges require all rows or all columns to have length of 1", WORDS_SEEN),
    assumed("a chart of no kind or without a place is refused; No chart with id; No embedded object with id", CHARTS),
    assumed("a chart with neither domain nor series is answered with 500, Internal error encountered", CHARTS),
    assumed("a chart stays where a column that it shows is deleted, without that series and without a word", CHARTS),
    assumed("the words of all other refusals", "nothing: only that they are refusals, of status INVALID_ARGUMENT"),
    assumed("ranges that reach past the grid are refused by every kind of request", "updateCells as users reported it"),
    assumed("new rows and columns take the drop-down of that neighbour too", "how the browser does"),
    assumed("ranges of a get leave out other sheets and other cells, and nothing that hangs on the sheet", "nothing"),
    assumed("sorting moves formats, notes and drop-downs with the values; formulas read as if copied", "the browser"),
    assumed("cutting takes along formulas that look at the cells, and named ranges that lie within", "the browser"),
    assumed("copying and cutting leave merges, conditional formats and charts where they are", "nothing"),
    assumed("a chart moves with the cell that it hangs on, and grows with rows put into what it shows", "the browser"),
    assumed("formulas of conditional formats and drop-downs stay as written when rows and columns move", "nothing"),
    assumed("a chart is told as it was asked for, without the fonts that Google fills in", "nothing"),
    assumed(
        "drop-downs stop neither a program nor, here, a person", "documented for the API only as showing a warning"
    ),
    assumed("effectiveFormat is the default with what was entered over it, without conditional formats", CELLS),
    assumed("a type of number format without a pattern shows in the manner of the locale", CELLS),
    assumed(
        "typed dates, times, money, per cent, powers of ten, TRUE, a leading apostrophe, in en_GB and en_US", "the help"
    ),
    assumed("a number format that a cell has already outlasts what is typed into it", "the browser"),
    assumed("a formula that names an empty cell has no value", "the browser"),
    assumed("a function that the stand-in does not know gives #NAME?", "so that no test can rely on a wrong result"),
    assumed("a merge keeps the first value that it finds", "the browser's warning"),
    assumed("PASTE_VALUES of an error keeps the error", "nothing"),
    assumed("resizing a sheet to fewer rows deletes them like deleteDimension", "nothing"),
)

BEHAVIOURS = (*KINDS_OF_REQUEST, *CALLS, *MORE)
