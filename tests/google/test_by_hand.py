"""The stand-in, started by hand."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests

from tests.google.by_hand import main
from tests.google.keeping import keep_in, kept_in
from tests.google.server.stand_in import StandIn
from tests.google.small_sheet import small_sheet

ROOT = Path(__file__).parents[2]
NO_TIME = ["--port", "0", "--hours", "0"]


def test_it_says_how_to_begin_and_stops_when_its_time_is_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(NO_TIME) == 0
    said = capsys.readouterr().out
    for words in ("export PEPSHEETS_GOOGLE_AT=http://127.0.0.1:", "pepsheets google login --key", "google:1"):
        assert words in said


def test_it_can_begin_with_an_empty_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NO_TIME, "--empty"]) == 0
    assert "pepsheets new pepmk google:1" in capsys.readouterr().out


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with StandIn() as other:
        port = other.url.rpartition(":")[2]
        assert main(["--port", port, "--hours", "0"]) == 2
    assert f"could not start on port {port}" in capsys.readouterr().out


def test_it_stops_when_it_is_asked_to() -> None:
    words = [sys.executable, "-m", "tests.google.by_hand", "--port", "0", "--empty"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        watch = threading.Timer(60, running.kill)
        watch.start()
        assert running.stdout is not None
        line = next(line for line in running.stdout if "http://" in line)
        url = re.findall(r"http://\S+", line)[0]
        assert requests.get(url, timeout=5).status_code == 200
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=20) == 0
        watch.cancel()


def test_sheets_are_kept_for_the_next_time_where_that_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with StandIn() as google:
        sheet = small_sheet(google)
        google.sheets.person(sheet).type("Bookings", "A2", "B-99")
        keep_in(tmp_path / "kept", google.sheets)
    again = kept_in(tmp_path / "kept")
    assert again.person(sheet).cell("Bookings", "A2") == "B-99"
    assert main([*NO_TIME, "--keep", str(tmp_path / "kept")]) == 0
    assert f"Bookings of the partnership:  google:{sheet}" in capsys.readouterr().out
    assert kept_in(tmp_path / "kept").person(sheet).cell("Bookings", "A2") == "B-99"
    assert (tmp_path / "kept" / "sheets.pickle").stat().st_mode & 0o077 == 0


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert not kept_in(tmp_path).books
