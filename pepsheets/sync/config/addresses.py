"""The addresses in a pepsheets.toml: where they lead from its folder, and when two of them are the same."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pepsheets.sync.config.mistakes import shown

ENDINGS = (".xlsx", ".xlsm")
_SCHEMES = ("google", "excel")
_SPREADSHEET = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([\w-]+)", re.ASCII)
_ID = re.compile(r"[\w-]+", re.ASCII)
_SHORTEST_ID = 20
_COPY = "Copy the sheet's whole web address behind google:."


def scheme_of(address: str) -> str:
    """What stands before the colon of an address that is no path; nothing for a path."""
    scheme = address.partition(":")[0].strip().casefold()
    return scheme if scheme in _SCHEMES else ""


def refused(address: str) -> str:
    """What is wrong with an address that nothing can stand at; nothing where it will do."""
    if re.match(r"\s*https?://", address):
        return _refused_web_address(address)
    if scheme_of(address) == "google":
        return _refused_sheet(address)
    if not scheme_of(address) and Path(address).suffix.casefold() not in ENDINGS:
        return f"{shown(address)} is no name of a workbook. Give one that ends in .xlsx, or google: and a web address."
    return ""


def _refused_sheet(address: str) -> str:
    """What is wrong with an address that begins with google:."""
    found = _google_id(address)
    if not found:
        return f"{shown(address)} names no Google Sheet. {_COPY}"
    if len(found) < _SHORTEST_ID:
        return f"{shown(address)} is too short for a Google Sheet, whose ID has about 44 letters and digits. {_COPY}"
    return ""


def _refused_web_address(address: str) -> str:
    if _SPREADSHEET.search(address):
        return f"{shown(address)} is a Google Sheet. Write google: before it."
    return f"{shown(address)} is a web address, but no Google Sheet's. Copy that of the sheet, with google: before it."


def absolute(address: str, folder: Path) -> str:
    """The address as it leads from anywhere: a path is taken from the folder."""
    if scheme_of(address):
        return address.strip()
    # Unlike Path.resolve this takes ".." out and follows no link: people know their files by the names they gave.
    return os.path.abspath(folder / _at_home(address))  # noqa: PTH100  Path.resolve would follow links


def _at_home(address: str) -> Path:
    """A path in which ~ stands for the user's own folder."""
    try:
        return Path(address).expanduser()
    except RuntimeError:
        return Path(address)


def identity(address: str) -> str:
    """The same for two addresses of one place, however they are written; the addresses must be absolute ones.

    >>> identity("google:https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0") == identity("google:1AbC")
    True
    """
    scheme = scheme_of(address)
    if scheme == "google":
        return f"google:{_google_id(address)}"
    return f"{scheme}:{address.partition(':')[2].strip().casefold()}" if scheme else _real_path(address)


def _real_path(address: str) -> str:
    try:
        return os.path.normcase(Path(address).resolve())
    except (OSError, RuntimeError, ValueError):
        return os.path.normcase(address)


def _google_id(address: str) -> str:
    rest = address.partition(":")[2].strip()
    found = _SPREADSHEET.search(rest)
    if found:
        return found[1]
    return rest if _ID.fullmatch(rest) else ""
