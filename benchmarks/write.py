"""How long it takes to write a few or many cells into a large workbook, side by side with openpyxl and excelize.

    python benchmarks/write.py [--rows 100000] [--runs 3] [--cells 100000 10000 10] [--keep FILE]

Each figure is the median of several runs, each on a fresh copy of the workbook and in a process of its own: wall
seconds from the start of Python to its end, and its peak memory. What was written is read back. excelize is no
dependency of ours: where it is not installed (`pip install excelize`), a line says so.
"""

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format

TAB = "Bookings"
HEADINGS = (
    *("Booking", "Course", "School", "Delegate", "Booked", "Confirmed"),
    *("Places", "Price", "VAT", "Paid on", "Method", "Note"),
)
NUMBERS, TEXTS, DATES = "H", "K", "J"
"""The columns that are written into: their values stay of one kind."""

# Working out what to write counts for each of the three alike.
PREPARE = """
import sys
sys.path.insert(0, {here!r})
from write import TAB, cells_of
path, cells = {path!r}, cells_of({count}, {rows})
"""
PROGRAMS = {
    "pepsheets": """
from pepsheets.gateways.workbook_file import write_cells
write_cells(path, {(TAB, cell): value for cell, value in cells})
""",
    "openpyxl": """
import openpyxl
book = openpyxl.load_workbook(path)
sheet = book[TAB]
for cell, value in cells:
    sheet[cell] = value
book.save(path)
""",
    "excelize": """
import excelize
book = excelize.open_file(path)
for cell, value in cells:
    book.set_cell_value(TAB, cell, value)
book.save()
book.close()
""",
}
PEAK = """
import resource
sys.stderr.write(f"PEAK {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
"""
READ_BACK = """
from python_calamine import CalamineWorkbook
found = CalamineWorkbook.from_path(path).get_sheet_by_name(TAB).to_python(skip_empty_area=False)
wrong = [cell for cell, value in cells if found[int(cell[1:]) - 1][ord(cell[0]) - ord("A")] != value]
if wrong:
    sys.exit(f"{len(wrong)} cells do not hold what was written, {wrong[0]} the first of them")
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one program took to write some cells."""

    seconds: float
    megabytes: float


def cells_of(count: int, rows: int) -> list[tuple[str, float | str | date]]:
    """Cells spread evenly over the rows, with numbers, texts and dates in turn, the same each time."""
    found: list[tuple[str, float | str | date]] = []
    for number in range(count):
        row = 2 + number * rows // count
        values = ((NUMBERS, 1000 + number / 4), (TEXTS, f"changed {number}"), (DATES, day(number)))
        column, value = values[number % 3]
        found.append((f"{column}{row}", value))
    return found


def day(number: int) -> date:
    """A day of 2027."""
    return date(2027, 1, 1) + timedelta(number % 365)


def row_of(number: int) -> tuple[object, ...]:
    """One booking, plausible and the same each time."""
    booked = datetime(2026, 9, 1, 8) + timedelta(minutes=number)
    who = (f"B{number:06}", f"C{number % 2000:04}", f"School {number * 13 % 400:03}", f"Delegate {number}")
    paid = (60 + number % 40, 12 + number % 8 / 4, date(2026, 11, 1) + timedelta(number % 90))
    words = (("Card", "Invoice")[number % 2], f"Note {number % 50}")
    return (*who, booked, date(2026, 10, 1), 1 + number % 4, *paid, *words)


def build(path: Path, rows: int) -> None:
    """The workbook that is written into: one tab, with its rows as a table."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(TAB)
        formats: dict[type, Format] = {date: book.add_format({"num_format": "dd/mm/yyyy"})}
        formats[datetime] = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for number in range(rows):
            for place, value in enumerate(row_of(number)):
                sheet.write(number + 1, place, value, formats.get(type(value)))
        columns = [{"header": heading} for heading in HEADINGS]
        sheet.add_table(0, 0, rows, len(HEADINGS) - 1, {"name": TAB, "columns": columns})


def in_another_process(path: Path, rows: int) -> None:
    """Builds the workbook. A process hands its own peak memory on to those that it starts, so this one stays small."""
    builder = multiprocessing.get_context("spawn").Process(target=build, args=(path, rows))
    builder.start()
    builder.join()
    if builder.exitcode != 0:
        sys.exit("The workbook could not be built.")


def run(what: str, code: str) -> str:
    """What a program, run by a Python of its own, says at its end."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{what} failed:\n{done.stderr}")
    return done.stderr


def measure(program: str, path: Path, count: int, rows: int) -> Figures:
    """What it takes to write some cells into the workbook once."""
    prepare = PREPARE.format(here=str(Path(__file__).parent), path=str(path), count=count, rows=rows)
    started = time.perf_counter()
    said = run(program, prepare + PROGRAMS[program] + PEAK)
    seconds = time.perf_counter() - started
    run(f"Reading what {program} wrote", prepare + READ_BACK)
    return Figures(seconds, int(said.rpartition("PEAK ")[2]) / 1024)


def medians(figures: Sequence[Figures]) -> Figures:
    """The middle ones of several runs."""
    return Figures(median(each.seconds for each in figures), median(each.megabytes for each in figures))


def compare(original: Path, programs: Sequence[str], count: int, asked: argparse.Namespace) -> None:
    """Writes so many cells with each program in turn, and prints the figures side by side."""
    taken: dict[str, list[Figures]] = {program: [] for program in programs}
    for _ in range(asked.runs):
        for program in programs:
            path = original.with_name("copy.xlsx")
            shutil.copyfile(original, path)
            taken[program].append(measure(program, path, count, asked.rows))
    print(f"\n{count:,} cells")
    ours = medians(taken["pepsheets"])
    for program in programs:
        figures = medians(taken[program])
        ratio = "" if program == "pepsheets" else f"  {figures.seconds / ours.seconds:5.1f} x as long as pepsheets"
        print(f"  {program:10} {figures.seconds:7.2f} s  {figures.megabytes:6.0f} MB{ratio}", flush=True)


def main() -> None:
    """Builds the workbook, and compares the programs that are installed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cells", type=int, nargs="+", default=[100_000, 10_000, 10])
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    installed = [program for program in PROGRAMS if find_spec(program)]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PEPSHEETS_BACKUPS"] = str(Path(folder) / "backups")
        original = Path(folder) / "large.xlsx"
        in_another_process(original, asked.rows)
        if asked.keep:
            shutil.copyfile(original, asked.keep)
        size = original.stat().st_size / 1e6
        print(f"{asked.rows:,} rows × {len(HEADINGS)} columns, {size:.1f} MB; medians of {asked.runs} runs")
        for program in PROGRAMS.keys() - installed:
            print(f"{program} is not installed here, so it is left out.")
        for count in asked.cells:
            compare(original, installed, count, asked)


if __name__ == "__main__":
    main()
