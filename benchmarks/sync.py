"""How long the merge takes and how much memory as tabs grow, against plainly reading both sides.

    python benchmarks/sync.py [--rows 100000] [--columns 12] [--edits 0.01]

Each size is measured in processes of its own, with so many edits of cells on each side. Seconds are those of the
processor, the best of three, so that other work on the machine does not count.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import process_time
from typing import TypeVar

import xlsxwriter

from pepsheets.sheets import Cell
from pepsheets.sync.changes import Changes, Rows
from pepsheets.sync.decisions import Flow
from pepsheets.sync.merge import merge
from pepsheets.sync.terms import Terms

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Size:
    """How large the tab is, and what share of its cells is edited on each side."""

    rows: int
    columns: int
    edits: float


def keys(size: Size) -> list[str]:
    return [f"column_{number}" for number in range(size.columns)]


def value(row: int, column: int) -> Cell:
    """A text, a number, a date or a blank: what a tab of bookings holds. Made anew each time, as if read."""
    kinds = (f"Delegate {row}", float(row + column), date(2026, 9, 1) + timedelta(row % 300), None)
    return kinds[column % 4]


def rows_of(size: Size) -> dict[str, dict[str, Cell]]:
    named = list(enumerate(keys(size)))
    return {f"R{row:08}": {key: value(row, column) for column, key in named} for row in range(size.rows)}


def edited(size: Size, side: str) -> Rows:
    """The rows after a round's work on one side: mostly cells typed over, a few rows deleted, a few new."""
    chance, rows, columns = Random(side), rows_of(size), keys(size)
    ids = list(rows)
    for edit in range(round(size.rows * size.columns * size.edits)):
        row = chance.choice(ids)
        if edit % 100 == 0:
            rows.pop(row, None)
        elif edit % 100 == 1:
            rows[f"R{side.upper()}{edit:06}"] = {key: value(edit, column) for column, key in enumerate(columns)}
        elif row in rows:
            rows[row][chance.choice(columns)] = f"typed on {side} {edit}"
    return rows


def measured(size: Size, runs: int) -> tuple[float, float, str]:
    """The best seconds of some merges, the peak megabytes with the two sides and the base, and what was to do."""
    base, workbook, shared = rows_of(size), edited(size, "workbook"), edited(size, "shared")
    terms = Terms(dict.fromkeys(keys(size), Flow.TWO_WAY))
    seconds, what = [], ""
    for _ in range(runs):
        started = process_time()
        merged = merge(base, workbook, shared, terms)
        seconds.append(process_time() - started)
        changes = counted(merged.workbook) + counted(merged.shared)
        what = f"{changes:,} changes, {len(merged.conflicts):,} conflicts"
        del merged
    return min(seconds, default=0.0), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, what


def counted(changes: Changes) -> int:
    return len(changes.sets) + len(changes.adds) + len(changes.deletes)


def read_both(size: Size) -> float:
    """The seconds that merely reading two workbooks of this size takes."""
    from python_calamine import CalamineWorkbook

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "side.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
            sheet = book.add_worksheet("Bookings")
            for place, cells in enumerate(rows_of(size).values()):
                sheet.write_row(place, 0, list(cells.values()))
        started = process_time()
        for _ in range(2):
            CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Bookings").to_python(skip_empty_area=False)
        return process_time() - started


def apart(work: Callable[..., T], *what: object) -> T:
    """What the work gives in a process of its own, whose peak memory is no other's."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, what)


def report(size: Size) -> float:
    """Prints one size; gives the seconds that a row costs."""
    _, without, _ = apart(measured, size, 0)
    seconds, peak, what = apart(measured, size, 3)
    each = seconds / size.rows
    memory = f"peak {peak:5.0f} MB, {max(0.0, peak - without):4.0f} MB of it the merge's"
    print(f"{size.rows:9,} rows {seconds:7.3f} s {each * 1e6:6.2f} µs a row  {memory}  {what}", flush=True)
    return each


def main() -> None:
    """Measures each size and prints what a row costs, which stays the same where the cost is linear."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=12)
    parser.add_argument("--edits", type=float, default=0.01)
    asked = parser.parse_args()
    if asked.rows < 1_000:
        sys.exit("Ask for 1,000 rows or more: fewer take no time that could be measured.")
    counts = [*(count for count in (1_000, 3_000, 10_000, 30_000) if count < asked.rows), asked.rows]
    for edits, what in ((asked.edits, f"{asked.edits:.0%} of the cells edited on each side"), (0.0, "nothing to do")):
        print(f"Merge of {asked.columns} columns, {what}")
        costs = [report(Size(count, asked.columns, edits)) for count in counts]
        print(f"A row of {counts[-1]:,} costs {costs[-1] / costs[0]:.2f} x a row of {counts[0]:,}")
        if edits:
            reading = apart(read_both, Size(counts[-1], asked.columns, 0.0))
            ratio = costs[-1] * counts[-1] / reading
            print(f"Plainly reading both sides with python-calamine: {reading:.3f} s; the merge is {ratio:.2f} x that")
        print()


if __name__ == "__main__":
    main()
