"""How long check and recalculation of a large workbook take, against merely reading it, and against openpyxl.

    python benchmarks/recalc.py [--bookings 100000] [--schools 400] [--costs 2000] [--keep FILE]

Each figure is taken in a process of its own: wall seconds from its start to its end, and its peak memory.
"""

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

import xlsxwriter

from pepsheets.tabs import TABS
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.validation.locating import table_name

TODAY = date(2026, 11, 21)
YEAR = "2026/27"

PEAK = """
import resource, sys
sys.stderr.write(f"PEAK {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
"""
READ = "from python_calamine import CalamineWorkbook as W\nw = W.from_path({path!r})\n" + (
    "for n in w.sheet_names: w.get_sheet_by_name(n).to_python(skip_empty_area=False)\n"
)
OPENPYXL = "import openpyxl\nw = openpyxl.load_workbook({path!r})\nw.save({path!r} + '.saved.xlsx')\n"
PRODUCT = "from pepsheets.faces.cli import main\nmain({argv!r})\n"
PHASES = """
import gc, sys, time
from datetime import date
from pepsheets.gateways import open_gateway
from pepsheets.recalculation import recalculate
gc.set_threshold(200_000, 100, 1000)
begun = []
outcome = recalculate(open_gateway({path!r}), {today!r}, lambda phase: begun.append((phase, time.perf_counter())))
begun.append(("", time.perf_counter()))
for (phase, start), (_, end) in zip(begun, begun[1:]):
    print(f"  {{phase:38}} {{end - start:7.2f}} s")
print(f"  {{sum(outcome.written.values()):,}} cells written")
"""


def rows_of(bookings: int, schools: int, costs: int) -> dict[str, list[dict[str, object]]]:
    """Raw rows by tab name and heading: plausible, in order, the same each time."""
    names = [f"School {n:03}" for n in range(schools)]
    courses = max(1, bookings // 50)
    start = datetime(2026, 9, 1, 8)
    return {
        "Rules": [
            {"Setting": "Kind of workbook", "Value": "pepmk", "Applies from": date(2018, 9, 1)},
            {"Setting": "Costs: shared between schools", "Value": "Yes", "Applies from": date(2018, 9, 1)},
        ],
        "Schools": [{"School": name, "Kind": "Primary", "Area": "Inside"} for name in names],
        "Subscriptions": [{"School": name, "Year": YEAR, "Fee": 250} for name in names],
        "School figures": [
            {"School": name, "Year": YEAR, "Pupils": 60 + n * 7 % 500, "Census date": date(2026, 10, 1)}
            for n, name in enumerate(names)
        ],
        "Cancellation terms": [
            {"Terms": "Standard", "Days before": days, "Which days": "calendar days", "Share charged": share}
            for days, share in ((0, 1), (8, 0.5), (15, 0))
        ],
        "Courses": [
            {"Course": f"C{n:04}", "Title": f"Course {n}", "Date": date(2026, 12, 1) + timedelta(n % 200)}
            | {"Standing": "Open", "Places": 45, "Member price": 60, "Outside price": 95, "Terms": "Standard"}
            for n in range(courses)
        ],
        "Bookings": [
            {"Booking": f"B{n:06}", "Course": f"C{n % courses:04}", "School": names[n * 13 % schools]}
            | {"Delegate": f"Delegate {n}", "Booked": start + timedelta(minutes=n)}
            | {"Confirmed": date(2026, 10, 1) if n // courses < 40 else None}
            | {"Cancelled": date(2026, 11, 20) if n % 25 == 0 else None}
            for n in range(bookings)
        ],
        "Costs": [
            {"Cost": f"K{n:04}", "What": f"Cost {n}", "Date": date(2026, 10, 5), "Year": YEAR, "Net": 100 + n}
            | {"VAT treatment": "Exempt", "VAT": 0, "VAT reclaimed": "No", "Basis": "Pupils"}
            | {"Schools": "; ".join(sorted({names[(n + k * 17) % schools] for k in range(10)}))}
            for n in range(costs)
        ],
    }


def write_tab(book: xlsxwriter.Workbook, tab: type[Row], rows: Sequence[dict[str, object]]) -> None:
    """One tab with its headings in row 1 and its rows as a table."""
    headings = [column.heading for column in columns_of(tab)]
    sheet = book.add_worksheet(tab.tab)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(0, 0, headings)
    for number, row in enumerate(rows, start=1):
        for place, heading in enumerate(headings):
            value = row.get(heading)
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value, moment)
            elif isinstance(value, date):
                sheet.write_datetime(number, place, datetime.combine(value, time()), day)
            elif value is not None:
                sheet.write(number, place, value)
    columns = [{"header": heading} for heading in headings]
    sheet.add_table(0, 0, max(1, len(rows)), len(headings) - 1, {"name": table_name(tab.tab), "columns": columns})


def build(path: Path, bookings: int, schools: int, costs: int) -> None:
    """The workbook that is measured."""
    content = rows_of(bookings, schools, costs)
    with xlsxwriter.Workbook(str(path), {"constant_memory": False}) as book:
        for tab in TABS:
            write_tab(book, tab, content.get(tab.tab, []))


def in_another_process(path: Path, *counts: int) -> None:
    """Builds the workbook. A process hands its own peak memory on to those that it starts, so this one stays small."""
    builder = multiprocessing.get_context("spawn").Process(target=build, args=(path, *counts))
    builder.start()
    builder.join()
    if builder.exitcode != 0:
        sys.exit("The workbook could not be built.")


def measure(what: str, code: str) -> tuple[float, float]:
    """The wall seconds and the peak megabytes of a program run by a Python of its own."""
    started = perf_counter()
    environment = os.environ | {"NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code + PEAK], capture_output=True, text=True, check=False, env=environment
    )
    seconds = perf_counter() - started
    peak = done.stderr.rpartition("PEAK ")[2]
    if not peak.isdigit():
        sys.exit(f"{what} failed:\n{done.stderr}")
    return seconds, int(peak) / 1024


def main() -> None:
    """Builds the workbook, takes each figure once, and prints them side by side."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bookings", type=int, default=100_000)
    parser.add_argument("--schools", type=int, default=400)
    parser.add_argument("--costs", type=int, default=2_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PEPSHEETS_BACKUPS"] = folder
        path = Path(folder) / "large.xlsx"
        in_another_process(path, asked.bookings, asked.schools, asked.costs)
        size = f"{path.stat().st_size / 1e6:.1f} MB"
        print(f"{asked.bookings:,} bookings, {asked.schools} schools, {asked.costs:,} costs: {size}")
        report(path)
        if asked.keep:
            shutil.copy(path, asked.keep)


def report(path: Path) -> None:
    """Each figure, and its ratio to merely reading the same file."""
    today = ["--today", TODAY.isoformat(), "--json"]
    steps = (
        ("read by python-calamine, as it comes", READ.format(path=str(path))),
        ("check, nothing worked out yet", PRODUCT.format(argv=["check", str(path), *today])),
        ("recalc, the first time", PRODUCT.format(argv=["recalc", str(path), *today])),
        ("read by python-calamine, worked out", READ.format(path=str(path))),
        ("check", PRODUCT.format(argv=["check", str(path), *today])),
        ("recalc, nothing to change", PRODUCT.format(argv=["recalc", str(path), *today])),
        ("openpyxl load and save", OPENPYXL.format(path=str(path))),
    )
    phases = PHASES.format(path=str(path.with_name("phases.xlsx")), today=TODAY).replace("datetime.date", "date")
    shutil.copyfile(path, path.with_name("phases.xlsx"))
    read = 1.0
    for what, code in steps:
        seconds, peak = measure(what, code)
        if what.startswith("read"):
            read = seconds
        print(f"{what:40} {seconds:7.2f} s  {seconds / read:5.2f} x the read  {peak:6.0f} MB")
    for what in ("the first time", "nothing to change"):
        print(f"\nWhere the time of recalc goes, {what}", flush=True)
        subprocess.run([sys.executable, "-c", phases], check=True)


if __name__ == "__main__":
    main()
