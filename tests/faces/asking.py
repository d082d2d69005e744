"""Asking the command line, as a person or a program would, without starting another Python."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from pepsheets.faces.cli import main


@dataclass(frozen=True)
class Answer:
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer


class Terminal(StringIO):
    """A stream that says that somebody looks at it."""

    def isatty(self) -> bool:
        return True


def ask(*words: str | Path, terminal: bool = False) -> Answer:
    out, err = (Terminal(), Terminal()) if terminal else (StringIO(), StringIO())
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in words])
    return Answer(status, out.getvalue(), err.getvalue())


def keep_everything_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of workbooks and details of failures stay in this folder."""
    monkeypatch.setenv("PEPSHEETS_HOME", str(folder / "home"))
    monkeypatch.setenv("PEPSHEETS_BACKUPS", str(folder / "backups"))
