"""Several programs use one store at once, and any of them may be killed at any moment."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing

import pytest

from pepsheets.sync.store import Store, open_store
from tests.sync.store.moments import MINUTE, NOON, SHARE, WORKER, taken

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX kills them")

WORDS = """
import os, signal, sys
from pepsheets.sync.refusals import AnotherRoundRuns
from pepsheets.sync.store import Holder, open_store
from tests.sync.store.moments import NOON, SHARE, flowed, taken

def ready():
    print("ready", flush=True)
    sys.stdin.readline()
"""

OPEN = (
    WORDS
    + """
ready()
open_store(sys.argv[1], patience=60).close()
print("opened")
"""
)

ACQUIRE = (
    WORDS
    + """
with open_store(sys.argv[1], patience=60) as store:
    ready()
    try:
        taken(store, holder=Holder("pepsheets sync", "pc", os.getpid()))
        print("has it")
    except AnotherRoundRuns:
        print("waits")
"""
)

DIE_IN_A_STEP = (
    WORDS
    + """
store = open_store(sys.argv[1])
lease = taken(store)
with store.step(lease, NOON) as step:
    number = step.start_round()
    step.advance("Courses", {f"R{row}": {"title": "x" * 200} for row in range(5000)})
    step.intend(number, "{}")
    if sys.argv[2] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""
)

WRITE_ON = (
    WORDS
    + """
store = open_store(sys.argv[1])
lease = taken(store)
ready()
for row in range(100000):
    with store.step(lease, NOON) as step:
        step.advance("Courses", {f"R{row}": {"title": "x" * 2000}})
        step.record(1, [flowed(f"R{row}")])
"""
)


def start(script: str, *words: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script, *words], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def at_once(script: str, address: str, count: int) -> list[str]:
    """What each of several programs says that do the same thing at the same moment."""
    programs = [start(script, address) for _ in range(count)]
    for program in programs:
        wait_until_ready(program)
    for program in programs:
        tell(program)
    return [answer(program) for program in programs]


def wait_until_ready(program: subprocess.Popen[str]) -> None:
    assert program.stdout is not None
    line = program.stdout.readline()
    assert line == "ready\n", program.communicate()[1]


def tell(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("go\n")
    program.stdin.flush()


def answer(program: subprocess.Popen[str]) -> str:
    out, err = program.communicate(timeout=120)
    assert program.returncode == 0, err
    return out.strip()


def is_sound(address: str) -> bool:
    if "://" in address:
        return True
    with closing(sqlite3.connect(address)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def rows_of(store: Store) -> Sequence[str]:
    return sorted(store.base(SHARE, "Courses"))


def test_programs_that_open_a_new_store_at_once_make_it_once(address: str) -> None:
    assert at_once(OPEN, address, 3) == ["opened"] * 3
    with open_store(address) as store:
        assert store.shares() == ()


def test_of_programs_that_want_a_share_at_once_one_has_it(kept_at: str) -> None:
    assert sorted(at_once(ACQUIRE, kept_at, 3)) == ["has it", "waits", "waits"]


@pytest.mark.parametrize(("when", "rows", "intents"), [("before", 0, 0), ("after", 5000, 1)])
def test_a_program_killed_at_the_end_of_a_step_leaves_all_of_it_or_nothing(
    kept_at: str, when: str, rows: int, intents: int
) -> None:
    program = start(DIE_IN_A_STEP, kept_at, when)
    program.communicate(timeout=120)
    assert program.returncode == -signal.SIGKILL
    with open_store(kept_at) as store:
        assert store.base_count(SHARE, "Courses") == rows
        assert len(store.open_intents(SHARE)) == len(store.last_rounds(SHARE)) == intents
        store.acquire(SHARE, WORKER, NOON, NOON + MINUTE, instead=store.lease(SHARE))
    assert is_sound(kept_at)


@pytest.mark.parametrize("steps", [1, 7, 20])
def test_a_program_killed_somewhere_among_its_steps_leaves_whole_steps(kept_at: str, steps: int) -> None:
    program = start(WRITE_ON, kept_at)
    wait_until_ready(program)
    tell(program)
    with open_store(kept_at) as store:
        while store.base_count(SHARE, "Courses") < steps:
            assert program.poll() is None, program.communicate()[1]
        program.kill()
        program.communicate(timeout=120)
        assert rows_of(store) == sorted(past.change.row for past in store.history(SHARE))
        taken(store, now=NOON + 20 * MINUTE)
    assert is_sound(kept_at)
