"""The long run of the machine: thousands of histories over all pairings, and a count of what became of them.

    scripts/soak 20000 [--seed 1] [--pairing file/google]

Histories are run in batches, each with a seed of its own, so that a batch that fails can be run again alone:
`scripts/soak 25 --seed SEED --pairing PAIRING`. Ends with status 1 at the first failure. The result
of a long run over all pairings takes the place of the last one in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from traceback import format_exc

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.sync.engine.histories import PAIRINGS, live_through, somewhere

PAGE = Path(__file__).parents[1] / "docs" / "reliability.md"
KEPT = re.compile(r"(?<=<!-- soak: the last result -->\n).*?(?=<!-- soak: end -->)", re.DOTALL)
BATCH = 25
LONG = 1000
WEIGHTS = {"memory/memory": 4, "memory/open": 8, "memory/google": 4, "file/file": 2, "file/google": 2}
"""How many of twenty histories are lived through on each pairing: those on disks and over HTTP take their time."""


@dataclass(frozen=True)
class Batch:
    """Some histories on one pairing, all from one seed."""

    pairing: str
    seed: int
    histories: int

    @property
    def again(self) -> str:
        """How it is run again, alone."""
        return f"scripts/soak {self.histories} --seed {self.seed} --pairing {self.pairing}"


def batches(histories: int, first_seed: int, only: str | None) -> Iterator[Batch]:
    """So many histories, spread over the pairings."""
    turns = [only] if only else [name for name, weight in WEIGHTS.items() for _ in range(weight)]
    for number, start in enumerate(range(0, histories, BATCH)):
        yield Batch(turns[number * 7 % len(turns)], first_seed + number, min(BATCH, histories - start))


def live(batch: Batch) -> str:
    """One batch, in a process of its own; what failed in it, or nothing."""
    try:
        with somewhere(batch.pairing) as pairing:
            live_through(pairing, batch.histories, batch.seed)
    except Exception:  # noqa: BLE001  whatever it is, it is told with its seed
        return format_exc()
    return ""


def main() -> int:
    """Run all batches."""
    asked = _options()
    began, counts = time.monotonic(), Counter[str]()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(asked.processes, context) as pool:
        planned = batches(asked.histories, asked.seed, asked.pairing)
        under_way = {pool.submit(live, batch): batch for batch in planned}
        for done in as_completed(under_way):
            if failure := done.result():
                return _failed(under_way, under_way[done], failure)
            counts[under_way[done].pairing] += under_way[done].histories
            print(f"{counts.total():6} of {asked.histories}: {dict(counts)}", flush=True)
    result = _result(asked.histories, asked.seed, counts, time.monotonic() - began)
    print(result)
    if asked.histories >= LONG and asked.pairing is None:
        keep(result)
    return 0


def _failed(under_way: Iterable[Future[str]], batch: Batch, failure: str) -> int:
    for future in under_way:
        future.cancel()
    print(f"{failure}\nFAILED. Again: {batch.again}", file=sys.stderr)
    return 1


def _result(histories: int, seed: int, counts: Counter[str], seconds: float) -> str:
    last = seed + -(-histories // BATCH) - 1
    lines = [f"| {name} | {counts[name]:,} | 0 |" for name in PAIRINGS if counts[name]]
    on = f"{date.today():%-d %B %Y}"  # noqa: DTZ011  the day on which it was measured
    return "\n".join(
        [
            f"On {on}: `scripts/soak {histories} --seed {seed}`, seeds {seed} to {last}, "
            f"{seconds / 3600:.1f} hours on {os.cpu_count()} cores.",
            "",
            "| workbook and shared sheet | histories | in which something did not hold |",
            "| --- | --- | --- |",
            *lines,
            "",
        ]
    )


def keep(result: str) -> None:
    """Puts the result in the place of the last one."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(KEPT.sub(lambda _: f"\n{result}\n", page), encoding="utf-8")


def _options() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("histories", type=int)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--pairing", choices=PAIRINGS)
    words.add_argument("--processes", type=int, default=os.cpu_count())
    return words.parse_args()


if __name__ == "__main__":
    sys.exit(main())
