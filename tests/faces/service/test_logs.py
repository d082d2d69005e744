"""The log says what happened without saying anything about anyone."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from pepsheets.faces.service.logs import LARGEST, Log
from tests.faces.asking import Terminal
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


def on_a_terminal(tmp_path: Path) -> tuple[Log, StringIO]:
    stream = Terminal()
    return Log(tmp_path / "service.log", Clock(), stream), stream


def test_on_a_terminal_people_read_words_and_the_file_has_the_objects(tmp_path: Path) -> None:
    log, stream = on_a_terminal(tmp_path)
    log.write("started", version="1", shares=1)
    log.write("round", share="Heads", outcome="good", seconds=0.2, shared=3, workbook=1, conflicts=1, held=2, passes=2)
    log.write("round", share="{share}", outcome="failed", seconds=0.2, refusal="file is open")
    log.write("round", share="Heads", outcome="good", seconds=0.2)
    log.write("alarm on", share="Heads")
    log.write("no answer", fault="OSError")
    log.write("stopped")
    log.close()
    assert stream.getvalue().splitlines() == [
        "14:21:05  'Heads': in step; 3 cells to the shared sheet; 1 cell to the workbook; 1 conflict; 2 cells that "
        "fail their check.",
        "14:21:05  '{share}': not done; the status page says why.",
        "14:21:05  'Heads': in step.",
        "14:21:05  'Heads': ALARM, it has not been in step for too long. The status page says what stands in the way.",
        "14:21:05  no answer: see the log.",
    ]
    kept = (tmp_path / "service.log").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in kept][-1] == "stopped" and len(kept) == 7


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
