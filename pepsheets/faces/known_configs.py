"""The pepsheets.toml files by which this computer ever made a round: a workbook finds its own among them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pepsheets.faces.failures import home
from pepsheets.sync.config import Config, ConfigMistakes, ConfigNotFound, read_config
from pepsheets.sync.config.addresses import identity
from pepsheets.sync.config.reading import FILE_NAME

_LIST = "configs"


def remember(config: Path) -> None:
    """Know this file from now on. Where that cannot be kept, a round is none the worse."""
    path = os.path.abspath(config)  # noqa: PTH100 - unlike Path.resolve it follows no link
    if path in _known():
        return
    with suppress(OSError):
        home().mkdir(parents=True, exist_ok=True, mode=0o700)
        with (home() / _LIST).open("a", encoding="utf-8", errors="surrogateescape") as file:
            file.write(f"{path}\n")


def _known() -> list[str]:
    try:
        return (home() / _LIST).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []


def configs_of(workbook: Path) -> list[Config]:
    """The files that are about this workbook: the one beside it, and those by which rounds were made.

    Raises what is wrong with the one beside it; one elsewhere that cannot be read is about something else.
    """
    wanted = identity(str(workbook))
    return [config for config in _readable(workbook.parent / FILE_NAME) if identity(config.workbook) == wanted]


def sharing(workbook: Path) -> Config | None:
    """A file for which this workbook is a shared one: somebody else's is kept in step with it."""
    wanted = identity(str(workbook))
    for config in _readable(workbook.parent / FILE_NAME):
        if any(identity(share.address) == wanted for share in config.shares):
            return config
    return None


def _readable(beside: Path) -> Iterator[Config]:
    """The file beside a workbook, and those elsewhere that can be read."""
    if beside.is_file():
        yield read_config(beside)
    for path in _known():
        if identity(path) != identity(str(beside)):
            with suppress(ConfigMistakes, ConfigNotFound):
                yield read_config(path)
