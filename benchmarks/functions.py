"""How long the functions in cells take, against the rules below them, over ranges of 1, 1,000 and 100,000 cells.

    python benchmarks/functions.py [--cells 1 1000 100000] [--runs 7]

PEP_APPORTION gets floats by rows, as Excel hands them over, and gives floats by rows; the rule alone gets the same
figures exactly and gives whole pence. Seconds are those of the processor, the best of several runs, taken in turns.
Beside them stands the whole call on the web: with xlwings' own reading of the request and writing of the reply.
"""

import argparse
import asyncio
import gc
import os
import random
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import process_time
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")

import xlwings
import xlwings.server

from pepsheets.faces.formulas import FUNCTIONS, in_excel
from pepsheets.faces.functions import PEP_APPORTION, PEP_NOTICE_BY, PEP_TERM, PEP_WORKING_DAYS
from pepsheets.rules.apportionment import apportion

TARGET = 0.30
PENCE = 123_456_789
FIGURES: dict[str, Callable[[random.Random], Decimal]] = {
    "pupils (whole numbers)": lambda dice: Decimal(dice.randint(1, 1500)),
    "budgets (pence)": lambda dice: Decimal(dice.randint(1, 10**9)) / 100,
    "ratios (4 places)": lambda dice: Decimal(dice.randint(1, 10**4)) / 10**4,
    "ratios (15 places)": lambda dice: Decimal(dice.randint(1, 10**15)) / 10**15,
}

web = SimpleNamespace(**{one.name: in_excel(one, xlwings.server) for one in FUNCTIONS})
call: Callable[..., Awaitable[object]] = xlwings.server.custom_functions_call


def exactly(figure: Decimal) -> int | Decimal:
    return int(figure) if figure == int(figure) else figure


def best(runs: int, *programs: Callable[[], object]) -> list[float]:
    """The best of several runs of each, taken in turns, so that a busy machine hurts them alike."""

    def once(program: Callable[[], object]) -> float:
        gc.collect()
        begun = process_time()
        program()
        return process_time() - begun

    taken = [[once(program) for program in programs] for _ in range(runs)]
    return [min(column) for column in zip(*taken, strict=True)]


def many(program: Callable[[], object], times: int) -> Callable[[], None]:
    def repeated() -> None:
        for _ in range(times):
            program()

    return repeated


def on_the_web(cells: list[list[float]]) -> object:
    request = {"func_name": "PEP_APPORTION", "args": [[[PENCE / 100]], cells]}
    return asyncio.run(answered({**request, "version": xlwings.__version__, "runtime": "1.4"}))


async def answered(request: object) -> object:
    return await call(request, web)


def sharing(cells: int, runs: int) -> Iterator[tuple[str, float]]:
    """Prints a line for each kind of figures, and gives what the function adds to the rule."""
    times = max(1, 2000 // cells)
    for kind, figure in FIGURES.items():
        dice = random.Random(cells)
        figures = [figure(dice) for _ in range(cells)]
        exact, rows = [exactly(one) for one in figures], [[float(one)] for one in figures]
        programs = (
            partial(apportion, PENCE, exact),
            partial(PEP_APPORTION, PENCE / 100, rows),
            partial(on_the_web, rows),
        )
        rule, function, web_call = (one / times for one in best(runs, *(many(program, times) for program in programs)))
        added = function / rule - 1
        print(f"{cells:>9,}  {kind:24} {rule * 1e3:11.3f} {function * 1e3:11.3f} {added:+9.0%} {web_call * 1e3:12.3f}")
        yield kind, added


def looking_up(cells: int, runs: int) -> None:
    """Prints what the functions that only look into a range take for it."""
    first, monday = 42_000.0, date(2026, 9, 7)
    closed = [[first + row % 2000 * 7 + 5] for row in range(cells)]
    terms: list[list[object]] = [[f"Term {row}", first + row % 3000, first + row % 3000] for row in range(cells)]
    programs = {
        "PEP_NOTICE_BY, closed days": partial(PEP_NOTICE_BY, monday, 7, "clear working days", closed),
        "PEP_WORKING_DAYS, closed days": partial(PEP_WORKING_DAYS, monday, date(2027, 7, 21), closed),
        "PEP_TERM, rows of terms": partial(PEP_TERM, monday, terms),
    }
    times = max(1, 2000 // cells)
    taken = best(min(runs, 3), *(many(program, times) for program in programs.values()))
    for name, seconds in zip(programs, taken, strict=True):
        print(f"{cells:>9,}  {name:36} {seconds / times * 1e3:11.3f}")


def main() -> None:
    """Prints each figure, and whether the target is met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cells", type=int, nargs="+", default=[1, 1_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print(f"{'cells':>9}  {'PEP_APPORTION by':24} {'rule, ms':>11} {'function':>11} {'added':>9} {'on the web':>12}")
    added = {cells: dict(sharing(cells, asked.runs)) for cells in asked.cells}
    print(f"\n{'cells':>9}  {'a range to look into':36} {'ms':>11}")
    for cells in asked.cells:
        looking_up(cells, asked.runs)
    largest = max(asked.cells)
    met = "met" if max(added[largest].values()) <= TARGET else "NOT met"
    print(f"\nAt most {TARGET:.0%} above the rule for {largest:,} cells: {met}.")


if __name__ == "__main__":
    main()
