"""Keeps the reader's own cries off the screen.

python-calamine is a library in another language: on some damaged files it panics, which reaches us as an ordinary
refusal, but not before it has written a trace of several lines to the process's standard error, past Python's own. What
other threads say meanwhile is held back for that moment, and then passed on.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STANDARD_ERROR = 2
_TRACE = re.compile(
    rb"(?:(?:(?<=\n)|\A)\n)?^thread '[^\n]*panicked at [^\n]*\n(?:[^\n]*\n)?(?:note: [^\n]*\n)?", re.MULTILINE
)
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def without_traces() -> Iterator[None]:
    """While this lasts, traces of panics go nowhere, and whatever else is said comes a moment later."""
    with _ONE_AT_A_TIME:
        try:
            kept = os.dup(_STANDARD_ERROR)
        except OSError:
            # A program without a window, or a web page: there is no standard error.
            yield
            return
        with tempfile.TemporaryFile() as said:
            os.dup2(said.fileno(), _STANDARD_ERROR)
            try:
                yield
            finally:
                os.dup2(kept, _STANDARD_ERROR)
                os.close(kept)
                said.seek(0)
                _pass_on(said.read())


def _pass_on(said: bytes) -> None:
    rest = _TRACE.sub(b"", said)
    with suppress(OSError):
        while rest:
            rest = rest[os.write(_STANDARD_ERROR, rest) :]
