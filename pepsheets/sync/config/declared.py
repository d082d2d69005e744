"""What a pepsheets.toml declares, once it is read and nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeAlias

from pepsheets.tabs.declaration import Audience, Column, Row
from pepsheets.tabs.kinds import folded

Direction: TypeAlias = Literal["two-way", "read-only"]
Encryption: TypeAlias = Literal["starttls", "from the start", "none"]

EVERY = timedelta(minutes=15)
ALARM_AFTER = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Share:
    """One shared sheet, and what of the workbook is kept in step with it.

    ``columns`` are in the order of declaration, for each of ``tabs``; the hidden row ID goes with every share and is
    not among them. ``extra_columns`` are the owner's own: True for all, else their headings. ``alarm_after`` is the
    share's own: as it is set for the whole file, or as it follows from ``every``.
    """

    name: str
    address: str
    tabs: tuple[type[Row], ...]
    columns: Mapping[type[Row], tuple[Column, ...]]
    audience: Audience = "everyone"
    direction: Direction = "two-way"
    every: timedelta = EVERY
    extra_columns: bool | tuple[str, ...] = False
    alarm_after: timedelta = ALARM_AFTER
    line: int = 0


@dataclass(frozen=True, slots=True)
class Mail:
    """How the alarm is mailed. The password itself is never here: only where it is found."""

    host: str
    port: int
    tls: Encryption
    user: str | None
    password_setting: str | None
    password_file: Path | None
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """Where the status page is shown."""

    host: str = "127.0.0.1"
    port: int = 8765


@dataclass(frozen=True, slots=True)
class Config:
    """A whole file. Addresses are absolute: a path in the file is taken from the file's folder.

    ``store`` is the path of a file, or the address of a server; the usual place where it is nothing.
    """

    path: Path
    workbook: str
    shares: tuple[Share, ...] = ()
    store: str | None = None
    mail: Mail | None = None
    service: Service = Service()

    def share(self, name: str) -> Share | None:
        """The share of this name, capitals and spaces forgiven."""
        return next((share for share in self.shares if folded(share.name) == folded(name)), None)
