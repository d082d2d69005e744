"""The long run of the fuzzer: damaged workbooks by the thousand, and a count of what became of them.

    python scripts/fuzz_workbooks.py [--cases 20000] [--seed 1] [--corpus FOLDER]

Damaged are workbooks made here and, where a folder of real ones is named, those of them that are small.

Each batch has its own seed, so that one that fails can be run again alone. Ends with status 1 at the first failure.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hypothesis import HealthCheck, given, seed, settings

from tests.gateways.workbook_file.fuzzing import Case, bases, cases, survive, unpacked

BATCH = 500
SMALL = 40_000
LONGEST = 60
"""Seconds that one case may take before the run is broken off with a trace of where it hangs."""


def main() -> None:
    """Run all batches."""
    options = _options()
    warnings.filterwarnings("ignore", "Duplicate name")
    wholes = (*bases(), *corpus(options.corpus))
    ends: Counter[str] = Counter()
    slowest = 0.0
    for batch in range(-(-options.cases // BATCH)):
        slowest = max(slowest, run_batch(options.seed + batch, min(BATCH, options.cases - batch * BATCH), wholes, ends))
        print(
            f"{ends.total():6} cases, last seed {options.seed + batch}, slowest {slowest:.2f} s: {dict(ends)}",
            flush=True,
        )


def corpus(folder: Path | None) -> list[bytes]:
    """The small workbooks of a folder that are packed files."""
    found: list[bytes] = []
    for file in sorted(folder.glob("*.xls[xm]")) if folder else []:
        with suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError):
            data = file.read_bytes()
            found += [data] if len(data) <= SMALL and unpacked(data) else []
    return found


def run_batch(number: int, many: int, wholes: Sequence[bytes], ends: Counter[str]) -> float:
    """One batch; the seconds that its slowest case took."""
    slowest = [0.0]

    @seed(number)
    @settings(max_examples=many, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases(lambda: wholes))
    def batch(case: Case) -> None:
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            ends[survive(case, Path(folder))] += 1
        slowest.append(time.perf_counter() - begun)

    batch()
    faulthandler.cancel_dump_traceback_later()
    return max(slowest)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
