"""How long the merge takes and how much memory, as tabs grow, with edits on both sides.

    python benchmarks/sync.py [--rows 100000] [--columns 12] [--edits 0.01]

Each size is measured in processes of its own: what the two sides and the base take alone, then with the merge.
"""

import argparse
import subprocess
import sys

SIDES = """
import resource
from random import Random
from time import perf_counter
from pepsheets.sync.decisions import Flow
from pepsheets.sync.merge import merge
from pepsheets.sync.terms import Terms

def edited(rows, columns, share, seed):
    # Most edits type over a cell; a few rows go and a few are new.
    chance, side = Random(seed), dict(rows)
    for row in chance.sample(list(rows), round(len(rows) * share)):
        fate = chance.random()
        if fate < 0.02:
            del side[row]
        elif fate < 0.05:
            side[f"{{row}}-{{seed}}"] = dict(rows[row])
        else:
            side[row] = {{**rows[row], chance.choice(columns): f"typed {{seed}}"}}
    return side

columns = [f"column_{{number}}" for number in range({columns})]
flows = dict.fromkeys(columns, Flow.TWO_WAY)
base = {{f"R{{row:06}}": {{column: f"{{row}} {{column}}" for column in columns}} for row in range({rows})}}
# Each side is read anew each round, so it shares no objects with the base.
ours, theirs = ({{row: {{key: str(value) + "" for key, value in cells.items()}} for row, cells in side.items()}}
                for side in (edited(base, columns, {edits}, 1), edited(base, columns, {edits}, 2)))
if {reads}:
    base = {{row: {{key: (value + " ")[:-1] for key, value in cells.items()}} for row, cells in base.items()}}
"""
MERGE = """
times, merged = [], None
for _ in range({runs}):
    merged = None
    started = perf_counter()
    merged = merge(base, ours, theirs, Terms(flows))
    times.append(perf_counter() - started)
changed = 0 if merged is None else sum(
    len(side.sets) + len(side.adds) + len(side.deletes) for side in (merged.workbook, merged.shared)
)
conflicts = 0 if merged is None else len(merged.conflicts)
print(min(times, default=0), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, changed, conflicts)
"""


def measure(rows: int, columns: int, edits: float, runs: int) -> tuple[float, float, int, int]:
    """The best seconds of some merges, the peak megabytes, the changes for both sides, and the conflicts."""
    code = (SIDES + MERGE).format(rows=rows, columns=columns, edits=edits, runs=runs, reads=True)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The merge of {rows:,} rows failed:\n{done.stderr}")
    seconds, peak, changed, conflicts = done.stdout.split()
    return float(seconds), float(peak), int(changed), int(conflicts)


def main() -> None:
    """Measures each size and prints what a row costs, which stays the same where the cost is linear."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=12)
    parser.add_argument("--edits", type=float, default=0.01)
    asked = parser.parse_args()
    sizes = [size for size in (1_000, 3_000, 10_000, 30_000) if size < asked.rows] + [asked.rows]
    print(f"Merge of {asked.columns} columns, {asked.edits:.0%} of the rows edited on each side")
    for edits, what in ((asked.edits, ""), (0.0, "nothing to do: ")):
        costs = [report(size, asked.columns, edits, what) for size in sizes]
        print(f"A row of {sizes[-1]:,} costs {costs[-1] / costs[0]:.2f} x a row of {sizes[0]:,}\n")


def report(rows: int, columns: int, edits: float, what: str) -> float:
    """Prints one size; gives the seconds that a row costs."""
    _, alone, *_ = measure(rows, columns, edits, runs=0)
    seconds, peak, changed, conflicts = measure(rows, columns, edits, runs=3)
    print(
        f"{what}{rows:>9,} rows {seconds:8.3f} s {seconds / rows * 1e6:6.2f} µs a row {peak:6.0f} MB, "
        f"{max(0.0, peak - alone):4.0f} MB of it the merge's; {changed:,} changes, {conflicts:,} conflicts",
        flush=True,
    )
    return seconds / rows


if __name__ == "__main__":
    main()
