"""Files made to hurt are refused, or read at no more than an honest price, in a process whose time and memory we watch.

The aim is 2 seconds and 200 MB beyond the size of the file. Slow computers get five times as long, and what counts is
the processor's time, so that a busy one fails no test.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.gateways.workbook_file.hostile import Builder, builders

SECONDS = 5 * 2
MEGABYTES = 200
ROOT = Path(__file__).parents[3]

OPEN_AND_WRITE = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from pepsheets.gateways.workbook_file import WorkbookFile, write_cells
from pepsheets.sheets import GatewayError

def peak():
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000

def said(do):
    begun = time.process_time()
    try:
        do()
    except GatewayError as refusal:
        return [str(refusal), time.process_time() - begun]
    return [None, time.process_time() - begun]

path, before = sys.argv[1], peak()
names, door = [], WorkbookFile(path)
look = said(lambda: names.extend(door.read([]).tab_names))
read = said(lambda: door.read(names))
write = said(lambda: write_cells(path, {("Costs", "C3"): date(2026, 3, 2), ("Costs", "B2"): 7}))
print(json.dumps({"look": look, "read": read, "write": write, "megabytes": peak() - before}))
"""


@dataclass(frozen=True)
class Seen:
    """What came of opening and writing a hostile file."""

    read: str | None
    write: str | None
    seconds: float
    megabytes: float
    said: str


def open_and_write(path: Path) -> Seen:
    words = [sys.executable, "-c", OPEN_AND_WRITE, str(path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    longest = max(seen[what][1] for what in ("look", "read", "write"))
    return Seen(seen["look"][0] or seen["read"][0], seen["write"][0], longest, seen["megabytes"], done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory otherwise")
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("build", [pytest.param(build, id=name) for name, build in builders()])
def test_a_hostile_file_costs_no_more_than_its_honest_share(build: Builder, tmp_path: Path) -> None:
    path = tmp_path / "costs.xlsx"
    build(path)
    before = path.read_bytes()
    seen = open_and_write(path)
    assert seen.seconds < SECONDS
    assert seen.megabytes < MEGABYTES + len(before) / 1_000_000
    assert seen.said == "", "no trace of a panic reaches the screen"
    assert all(refusal is None or refusal.endswith(".") for refusal in (seen.read, seen.write))
    if seen.write is not None:
        assert path.read_bytes() == before and [each.name for each in tmp_path.iterdir()] == ["costs.xlsx"]
