"""``pepsheets serve`` as a person or an operating system starts it, on two workbooks on a drive."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from pepsheets.faces.failures import home as home_folder
from pepsheets.sync.store import open_store
from tests.faces.asking import ask
from tests.faces.books import IN_ORDER, PEOPLE, SCHOOLS, partnership

ROOT = Path(__file__).parents[3]
NAME = "Steering group"
TEXT = """\
workbook = 'my.xlsx'
[[share]]
name = 'Steering group'
address = 'group.xlsx'
tabs = ['Schools', 'People']
audience = 'office'
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    partnership(tmp_path / "my.xlsx", lines=IN_ORDER)
    (tmp_path / "pepsheets.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "pepsheets.toml"


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
    return port


@dataclass
class Served:
    """A service in a process of its own."""

    process: subprocess.Popen[str]
    port: int

    def asked(self, path: str) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def soon(self, path: str, is_so: Callable[[str], bool]) -> str:
        """The first answer that is so."""
        latest = monotonic() + 60
        while monotonic() < latest and self.process.poll() is None:
            try:
                if is_so(answer := self.asked(path)):
                    return answer
            except OSError:
                pass
            sleep(0.02)
        raise AssertionError(f"{path} never came to be so; the service said: {self.process.communicate(timeout=10)}")

    def stopped(self) -> tuple[int, list[dict[str, object]]]:
        """The status after a polite signal, and what was logged."""
        self.process.send_signal(signal.SIGTERM)
        _, logged = self.process.communicate(timeout=30)
        return self.process.returncode, [json.loads(line) for line in logged.splitlines()]


@pytest.fixture
def served(file: Path) -> Iterator[Served]:
    port = free_port()
    file.write_text(f"{TEXT}[service]\nport = {port}\n", encoding="utf-8")
    words = [sys.executable, "-m", "pepsheets", "serve", str(file)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    yield Served(process, port)
    process.kill()
    process.communicate()


def test_it_makes_its_rounds_tells_of_them_and_stops_when_it_is_asked(served: Served, file: Path) -> None:
    health = json.loads(served.soon("/healthz", lambda answer: '"last_outcome": "good"' in answer))
    assert health["status"] == "ok" and health["shares"][0]["overdue"] is False
    assert (file.parent / "group.xlsx").is_file()
    served.soon("/metrics", lambda answer: f'pepsheets_rounds_total{{share="{NAME}",outcome="good"}} 1\n' in answer)
    assert "<title>Your sheet is in step</title>" in served.asked("/")
    status, logged = served.stopped()
    assert (status, [line["event"] for line in logged]) == (0, ["started", "round", "stopping", "stopped"])
    assert logged[1]["share"] == NAME and logged[1]["outcome"] == "good"
    assert_says_nothing_of_anyone(json.dumps(logged), file)


def assert_says_nothing_of_anyone(logged: str, file: Path) -> None:
    assert not [name for name in (*PEOPLE, *SCHOOLS, str(file.parent)) if name in logged]
    (kept,) = (home_folder() / "service").glob("*.log")
    assert [json.loads(line)["event"] for line in kept.read_text(encoding="utf-8").splitlines()][-1] == "stopped"


def test_a_round_that_runs_is_finished_before_it_stops(served: Served, file: Path) -> None:
    served.soon("/", lambda answer: "running now" in answer or "is in step" in answer)
    status, logged = served.stopped()
    assert status == 0 and [line["outcome"] for line in logged if line["event"] == "round"] == ["good"]
    with open_store(str(home_folder() / "store.sqlite")) as store:
        last, *_ = store.last_rounds(NAME)
        assert store.lease(NAME) is None and last.ending is not None and last.ending.outcome == "good"


def test_once_makes_one_round_and_ends(file: Path) -> None:
    first = ask("serve", file, "--once")
    assert first.status == 0 and first.out.startswith(f"{NAME}: ") and "written to the shared sheet" in first.out
    assert ask("serve", file, "--once").out == f"{NAME}: Both sides were in step already.\n"


def test_once_ends_with_2_where_no_round_could_be_made(file: Path) -> None:
    (file.parent / "my.xlsx").unlink()
    answer = ask("serve", file, "--once")
    assert answer.status == 2 and "my.xlsx" in answer.out


def test_once_ends_with_1_where_one_of_two_could_not_be_made(file: Path) -> None:
    (file.parent / "broken.xlsx").write_text("This is no workbook.", encoding="utf-8")
    another = "[[share]]\nname = 'Broken'\naddress = 'broken.xlsx'\ntabs = ['Schools']\n"
    file.write_text(TEXT + another, encoding="utf-8")
    assert ask("serve", file, "--once").status == 1


def test_a_port_that_is_taken_stops_it_before_it_begins(file: Path) -> None:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
        file.write_text(f"{TEXT}[service]\nport = {line.getsockname()[1]}\n", encoding="utf-8")
        answer = ask("serve", file)
    assert answer.status == 2 and "something else may be listening there" in answer.err
    assert not (file.parent / "group.xlsx").exists()


def test_a_file_without_shares_is_nothing_to_serve(file: Path) -> None:
    file.write_text("workbook = 'my.xlsx'\n", encoding="utf-8")
    answer = ask("serve", file)
    assert answer.status == 2 and "names no sheet to keep in step" in answer.err and "share add" in answer.err


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    answer = ask("serve", tmp_path / "none.toml")
    assert answer.status == 2 and "There is no file" in answer.err


def test_a_log_that_cannot_be_written_stops_it_with_a_sentence(file: Path, home: Path) -> None:
    (home / "home").mkdir()
    (home / "home" / "service").touch()
    answer = ask("serve", file)
    assert answer.status == 2 and "cannot be written" in answer.err


@pytest.mark.needs("sh")
def test_it_runs_where_nobody_reads_what_it_says(file: Path) -> None:
    """As on Windows without a window, where Python has no standard output at all."""
    words = 'exec "$1" -m pepsheets.faces.service serve "$2" --once >&- 2>&- <&-'
    done = subprocess.run(["sh", "-c", words, "sh", sys.executable, str(file)], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 0 and (file.parent / "group.xlsx").is_file()
