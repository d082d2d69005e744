"""What a reader in another language cries when it panics stays off the screen; everything else comes through."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pepsheets.gateways.workbook_file.panics import without_traces

TRACES = [
    b"\nthread '<unnamed>' (4711) panicked at src/xlsx/mod.rs:12:5:\nindex out of bounds: the len is 0\n"
    b"note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n",
    b"thread 'main' panicked at src/lib.rs:1:1:\nexplicit panic\n",
]


@pytest.mark.parametrize("trace", TRACES)
def test_a_trace_goes_nowhere_and_what_others_say_comes_through(
    trace: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with without_traces():
        os.write(2, b"before\n" + trace + b"after\n")
    os.write(2, b"later\n")
    assert capfd.readouterr().err == "before\nafter\nlater\n"


def test_standard_error_is_itself_again_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyError), without_traces():
        raise KeyError
    os.write(2, b"later\n")
    assert capfd.readouterr().err == "later\n"


def test_a_program_without_standard_error_can_read_too() -> None:
    program = (
        "import os; os.close(2)\n"
        "from pepsheets.gateways.workbook_file.panics import without_traces\n"
        "with without_traces(): print('read')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "read\n"
