"""The log: one JSON object a line, into a file and to standard error; on a terminal people read plain words instead.

It holds names of shares, names of refusals, and counts: never a sentence, since that may name a person or quote a cell.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO, TypeAlias

from pepsheets.faces.service.log_words import in_words

Fact: TypeAlias = str | int | float

LARGEST = 1_000_000
OLD_ONES = 5


class Log:
    """Where the service says what it does."""

    def __init__(self, file: Path, clock: Callable[[], datetime], stream: TextIO | None = None) -> None:
        self._clock = clock
        # Not one of logging's own register: nobody else writes here, and two services do not share it.
        self._logger = logging.Logger("pepsheets.service")
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._add(_SilentFile(file, maxBytes=LARGEST, backupCount=OLD_ONES, encoding="utf-8"), logging.Formatter())
        stream = sys.stderr if stream is None else stream
        self._add(_SilentStream(stream), _Words() if stream.isatty() else logging.Formatter())

    def _add(self, handler: logging.Handler, formatter: logging.Formatter) -> None:
        handler.setFormatter(formatter)
        self._logger.addHandler(handler)

    def write(self, event: str, **facts: Fact) -> None:
        """One line."""
        line = {"at": self._clock().isoformat(timespec="seconds"), "event": event, **facts}
        self._logger.info("%s", json.dumps(line, ensure_ascii=False))

    def close(self) -> None:
        for handler in tuple(self._logger.handlers):
            self._logger.removeHandler(handler)
            handler.close()


class _Words(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        return in_words(record.getMessage())


class _SilentFile(RotatingFileHandler):
    """A full disk must not stop a round, nor fill standard error with the words of the failure."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass


class _SilentStream(logging.StreamHandler[TextIO]):
    def emit(self, record: logging.LogRecord) -> None:
        if self.format(record):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass
