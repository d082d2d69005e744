"""Our wheel, built once, and what it answers inside Pyodide, asked once: starting Pyodide takes some seconds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / ".venv" / "pyodide"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="session")
def browser_wheels() -> list[Path]:
    if not (PYODIDE / "made-from").exists():
        pytest.skip("Pyodide is not set up here (scripts/test does it, with npm and pip)")
    return sorted((PYODIDE / "wheels").iterdir())


@dataclass(frozen=True, slots=True)
class Browser:
    """What Pyodide answered, by the name of the function in figures.py that was asked."""

    replies: Mapping[str, Mapping[str, object]]

    def answer(self, name: str) -> object:
        reply = self.replies[name]
        assert "failure" not in reply, reply["failure"]
        return reply["answer"]


ASKED = ("place", "modules", "shares", "notice", "holidays", "workbook", "functions", "packages")


@pytest.fixture(scope="session")
def browser(wheel: Path, browser_wheels: list[Path]) -> Browser:
    node = shutil.which("node")
    assert node is not None
    script, core = ROOT / "tests" / "pyodide" / "answer.mjs", PYODIDE / "node_modules" / "pyodide"
    given = [str(script), str(core), str(ROOT / "tests"), ",".join(ASKED), *map(str, browser_wheels), str(wheel)]
    done = subprocess.run(
        [node, *given],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Browser(json.loads(done.stdout))
