"""Ranges as the Google Sheets API writes them: counted from 0, the end left out, no end where there is none."""

from collections.abc import Iterable, Iterator

from pepsheets.gateways.google_sheet.values import Json

_ENDLESS = 1 << 31


def cells(sheet_id: int, rows: tuple[int, int | None], columns: tuple[int, int | None]) -> Json:
    """The cells from the first row and column up to, and without, the second; to the edge of the tab for ``None``.

    >>> cells(7, (4, None), (0, 2))
    {'sheetId': 7, 'startRowIndex': 4, 'startColumnIndex': 0, 'endColumnIndex': 2}
    """
    bounds = {
        "startRowIndex": rows[0],
        "endRowIndex": rows[1],
        "startColumnIndex": columns[0],
        "endColumnIndex": columns[1],
    }
    return {"sheetId": sheet_id} | {name: bound for name, bound in bounds.items() if bound is not None}


def columns(sheet_id: int, first: int, end: int) -> Json:
    """Whole columns, as their widths are set."""
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": first, "endIndex": end}


def rows(sheet_id: int, first: int, end: int) -> Json:
    """Whole rows, as their heights are set."""
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": end}


def covers(there: Json, wanted: Json, row_count: int) -> bool:
    """Whether a range that stands on the tab holds all of another. Google may tell the last row where we gave none."""
    begins = all(there.get(name, 0) <= wanted.get(name, 0) for name in ("startRowIndex", "startColumnIndex"))
    last_row = min(wanted.get("endRowIndex", _ENDLESS), row_count)
    last_column = wanted.get("endColumnIndex", _ENDLESS)
    return (
        begins
        and there.get("endRowIndex", _ENDLESS) >= last_row
        and there.get("endColumnIndex", _ENDLESS) >= last_column
    )


def runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Places that stand next to each other, as first and end.

    >>> list(runs([4, 1, 2]))
    [(1, 3), (4, 5)]
    """
    first = end = None
    for place in sorted(places):
        if first is not None and end is not None and place != end:
            yield first, end
            first = place
        first, end = place if first is None else first, place + 1
    if first is not None and end is not None:
        yield first, end
