"""How all tests run: the same examples each time, and loudly where a check cannot run."""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

# xlwings looks at it when it is imported. The licence is the user's to choose, so the code itself never sets it.
os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"

# Workbooks are very many small things that live long: looking through them often would take a fifth of the time.
gc.set_threshold(100_000, 20, 20)

# Steady: a failure is the same failure for everybody. `pytest --hypothesis-profile searching` looks further.
settings.register_profile("steady", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("searching", deadline=None, database=None, print_blob=True, max_examples=5000)
settings.load_profile("steady")


def pytest_runtest_setup(item: pytest.Item) -> None:
    absent = os.environ.get("PEPSHEETS_WITHOUT", "").split()
    for program in (program for mark in item.iter_markers("needs") for program in mark.args):
        if program in absent or shutil.which(program) is None:
            pytest.skip(f"{program} is not installed here")


def reason_of(report: pytest.TestReport) -> str:
    """Why a test was skipped, in its author's words."""
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counted = Counter(map(reason_of, terminalreporter.stats.get("skipped", [])))
    lines = [f"  {count} × {reason}" for reason, count in sorted(counted.items())]
    if lines:
        terminalreporter.section("NOT RUN", red=True, bold=True)
        terminalreporter.write_line("\n".join(lines))
    if note := os.environ.get("PEPSHEETS_NOT_RUN"):
        with Path(note).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
