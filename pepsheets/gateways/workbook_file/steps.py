"""The steps of a save in their order, announced as each is done, so that a test can stop the process behind any."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, auto
from typing import TypeAlias


class Step(IntEnum):
    """What is done when a step is announced."""

    WORKED_OUT = auto()
    COPY_BEGUN = auto()
    COPY_HALF_WRITTEN = auto()
    COPY_ON_DISK = auto()
    COPY_KEPT = auto()
    NEW_BEGUN = auto()
    NEW_HALF_WRITTEN = auto()
    NEW_ON_DISK = auto()
    NEW_VERIFIED = auto()
    MODE_GIVEN = auto()
    LAST_LOOK = auto()
    REPLACED = auto()
    FOLDER_SYNCED = auto()
    OLDEST_COPIES_GONE = auto()


Watch: TypeAlias = Callable[[Step], None]
"""Told of each step."""


def unwatched(_: Step) -> None:
    """For those who want no word of the steps."""
