"""What travels between pepsheets and Google, and how long our own part of a reading and a writing takes.

    python benchmarks/google_sheet.py [--rows 5000] [--cells 10000] [--tabs 12]

Everything runs against the stand-in for Google Sheets on loopback, so the sizes are those of what the stand-in sends:
Google's replies hold the same fields. Seconds are those of the processor, the best of three, without the stand-in's.
"""

import gc
import gzip
import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from pepsheets.gateways.google_sheet.connection import connect
from pepsheets.gateways.google_sheet.credentials import keep_service_account
from pepsheets.gateways.google_sheet.door import GoogleSheet
from pepsheets.gateways.google_sheet.reading import FIELDS, Reading, reading_of
from pepsheets.gateways.google_sheet.setting_up import Json, Wanted, set_up
from pepsheets.gateways.google_sheet.values import extended_value, number_format
from pepsheets.gateways.google_sheet.writing import batch_of
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import examine_workbook
from pepsheets.sheets import CellChange, Plan, Value
from tests.google.server.stand_in import StandIn

TODAY = date(2026, 11, 21)
COLUMNS = 12
WITHOUT_FORMATS = FIELDS.replace(",effectiveFormat(numberFormat(type))", "")
T = TypeVar("T")
Row = Sequence[str | int | Decimal | date | datetime | None]


def replied(*bodies: Json) -> str:
    """The size of some replies in kB: as we ask for them, indented as Google writes them unless asked, and packed."""
    plain = [json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode() for body in bodies]
    indented = [json.dumps(body, indent=2, ensure_ascii=False).encode() for body in bodies]
    sizes = [plain, indented, [gzip.compress(one, 6) for one in plain]]
    return "  ".join(f"{sum(map(len, one)) / 1000:9,.1f}" for one in sizes)


def asked_for(*bodies: Json) -> str:
    """The size of some requests in kB, as they are sent."""
    return f"{sum(len(json.dumps(body)) for body in bodies) / 1000:9,.1f}"


def seconds(do: Callable[[], T]) -> tuple[float, T]:
    """The best of three, and what came of it."""

    gc.freeze()  # what the stand-in holds in this process is not ours to look through

    def once() -> tuple[float, T]:
        begun = process_time()
        made = do()
        return process_time() - begun, made

    return min((once() for _ in range(3)), key=lambda one: one[0])


def line(row: int) -> Row:
    """What a tab of bookings holds: codes, names, money, days, moments, whole numbers, blanks."""
    day = date(2026, 9, 1) + timedelta(row % 300)
    booked = datetime(2026, 9, 1, 8) + timedelta(minutes=row)
    texts = (f"B{row:05}", f"C{row % 90:03}", f"School {row % 140:03}", f"Delegate {row}")
    return (*texts, booked, day, row % 4 + 1, Decimal(row % 900) / 4, Decimal(0), None, "Invoice", None)


def written(sheet_id: int, rows: Sequence[Row]) -> Json:
    def cell(value: Value) -> Json:
        shown = number_format(value)
        looks = {"userEnteredFormat": {"numberFormat": shown}} if shown else {}
        return looks | ({"userEnteredValue": extended_value(value, {})} if value is not None else {})

    data = [{"values": [cell(value) for value in row]} for row in rows]
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": data, "fields": "userEnteredValue,userEnteredFormat"}}


def sheet_of(google: StandIn, tabs: int, rows: int) -> str:
    """A spreadsheet of so many tabs with so many rows each, below their headings."""
    spreadsheet = google.new_sheet()
    grid = {"rowCount": rows + 1, "columnCount": COLUMNS}
    content = [[f"Heading {place}" for place in range(COLUMNS)], *(line(row) for row in range(rows))]
    for number in range(1, tabs + 1):
        properties = {"sheetId": number, "title": f"Tab {number}", "gridProperties": grid}
        requests = [{"addSheet": {"properties": properties}}, written(number, content)]
        google.sheets.batch_update(spreadsheet, {"requests": requests})
    google.sheets.batch_update(spreadsheet, {"requests": [{"deleteSheet": {"sheetId": 0}}]})
    return spreadsheet


def values_of(google: StandIn, spreadsheet: str) -> list[Json]:
    """The two readings that would be needed instead: one of values, one of formulas. Neither tells dates from sums."""
    titles = [sheet["properties"]["title"] for sheet in google.sheets.get(spreadsheet)["sheets"]]
    given = {"ranges": [f"'{title}'" for title in titles], "dateTimeRenderOption": "SERIAL_NUMBER"}
    kinds = ("UNFORMATTED_VALUE", "FORMULA")
    return [google.sheets.values_batch_get(spreadsheet, {**given, "valueRenderOption": kind}) for kind in kinds]


def show_reading(google: StandIn, what: str, spreadsheet: str) -> Reading:
    """What one reading costs, beside two readings of values."""
    connect(spreadsheet).get(FIELDS)
    reply = one_body(google.log[-1].reply)
    text = json.dumps(reply)
    print(f"{what + ', our one reading':48} {replied(reply)}")
    connect(spreadsheet).get(WITHOUT_FORMATS)
    print(f"{'    the same without number formats':48} {replied(one_body(google.log[-1].reply))}")
    print(f"{what + ', two readings of values':48} {replied(*values_of(google, spreadsheet))}")
    unpacking, loaded = seconds(lambda: json.loads(text))
    making, reading = seconds(lambda: reading_of(loaded))
    print(f"{'':4}our time: JSON {unpacking:.3f} s, tabs {making:.3f} s")
    return reading


def set_up_sample(google: StandIn) -> str:
    spreadsheet = google.new_sheet()
    wanted = Wanted(PEPMK, PEPMK.sample(TODAY), PEPMK.mistakes(TODAY), TODAY)
    set_up(connect(spreadsheet), wanted)
    return spreadsheet


def scattered(tabs: int, cells: int, height: int, spread: str) -> Iterator[CellChange]:
    """Changes of so many cells: results in neighbouring columns, or single cells in every other row and column."""
    each = -(-cells // tabs)
    for number in range(cells):
        tab, place = divmod(number, each)
        if spread == "columns":
            row, column = place // 5, (2, 5, 6, 7, 8)[place % 5]
        else:
            row, column = place % (height // 2) * 2, (1, 3, 6, 8)[place // (height // 2)]
        after: Value = line(place + 7)[column - 1]
        yield CellChange(f"Tab {tab + 1}", row + 2, column, line(row)[column - 1], after)


def show_writing(google: StandIn, tabs: int, cells: int, height: int) -> None:
    """What the write of many cells costs, from the plan to Google's reply."""
    for spread in ("columns", "single cells"):
        spreadsheet = sheet_of(google, tabs, height)
        door = GoogleSheet(f"google:{spreadsheet}", connect(spreadsheet))
        state = door.read([]).state
        plan = Plan(tuple(scattered(tabs, cells, height, spread)))
        assert len({(one.tab, one.cell) for one in plan.cells}) == cells
        before = len(google.log)
        door.write(plan, state)
        sent = [each for each in google.log[before:] if each.kind == "write"]
        print(f"{cells:,} cells in {tabs} tabs, {spread:25} {asked_for(*(one_body(each.body) for each in sent))}")
        print(f"{'':4}in {len(sent)} writing, {sum(len(each.requests) for each in sent):,} requests in it")
        reading = reading_of(connect(spreadsheet).get(FIELDS))
        building, batch = seconds(lambda plan=plan, reading=reading: batch_of(plan, reading, "x"))  # type: ignore[misc]
        packing, _ = seconds(lambda batch=batch: json.dumps(batch.requests))  # type: ignore[misc]
        print(f"{'':4}our time: batch {building:.3f} s, JSON {packing:.3f} s")


def one_body(body: object) -> Json:
    assert isinstance(body, dict)
    return body


def main() -> None:
    """Prints each figure."""
    parser = ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--cells", type=int, default=10_000)
    parser.add_argument("--tabs", type=int, default=12)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, StandIn() as google:
        os.environ |= {"PEPSHEETS_GOOGLE_AT": google.url, "PEPSHEETS_HOME": str(Path(folder) / "home")}
        keep_service_account(google.key.write(Path(folder) / "key.json"), lambda account, credentials: None)
        gc.set_threshold(200_000, 100, 1000)
        print(f"{'kB':48} {'plain':>9}  {'indented':>9}  {'packed':>9}")
        sample = set_up_sample(google)
        [setting_up] = [each for each in google.log if each.kind == "write"]
        print(f"{'setting up the sample of PEP:mk, one writing':48} {asked_for(one_body(setting_up.body))}")
        reading = show_reading(google, "sample of PEP:mk", sample)
        workbook = reading.workbook([tab.tab for tab in PEPMK.tabs])
        working_out, _ = seconds(lambda: examine_workbook(workbook, PEPMK, TODAY))
        print(f"{'':4}and to check it and plan what changes {working_out:.3f} s")
        show_reading(google, f"{asked.rows:,} rows of {COLUMNS} columns", sheet_of(google, 1, asked.rows))
        show_writing(google, asked.tabs, asked.cells, 800)
        if told := google.unexpected():
            sys.exit("\n".join(told))


if __name__ == "__main__":
    main()
