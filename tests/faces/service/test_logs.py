"""The log says what happened without saying anything about anyone."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from pepsheets.faces.service.logs import LARGEST, Log
from tests.faces.service.clocks import Clock


def test_every_line_is_one_object_in_the_file_and_on_standard_error(tmp_path: Path) -> None:
    stream = StringIO()
    log = Log(tmp_path / "kept" / "service.log", Clock(), stream)
    log.write("round", share='Heads "of" £\nall', outcome="good", seconds=0.25, shared=3)
    log.close()
    file = (tmp_path / "kept" / "service.log").read_text(encoding="utf-8")
    assert file == stream.getvalue() and file.count("\n") == 1
    told = {"share": 'Heads "of" £\nall', "outcome": "good", "seconds": 0.25, "shared": 3}
    assert json.loads(file) == {"at": "2026-11-21T14:21:05+00:00", "event": "round", **told}


def test_a_name_with_a_percent_sign_is_only_a_name(tmp_path: Path) -> None:
    stream = StringIO()
    log = Log(tmp_path / "service.log", Clock(), stream)
    log.write("round", share="100%s %d")
    log.close()
    assert json.loads(stream.getvalue())["share"] == "100%s %d"


def test_the_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = Log(tmp_path / "service.log", Clock(), StringIO())
    for _ in range(8):
        log.write("round", share="x" * (LARGEST // 2 + 1))
    log.close()
    assert len(list(tmp_path.iterdir())) == 6


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    class Full(StringIO):
        def write(self, text: str) -> int:
            raise OSError("no room")

    log = Log(tmp_path / "service.log", Clock(), Full())
    (tmp_path / "service.log").unlink()
    log.write("round", share="Heads")
    log.close()
