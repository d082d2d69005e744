"""A share as it is written into a pepsheets.toml: added at its end, with every other byte left as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pepsheets.sync.config.declared import Direction

_HEAD = "# What pepsheets keeps in step. docs/pepsheets-toml.md explains every word.\n"
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class NewShare:
    """A share as a person asks for it."""

    name: str
    address: str
    tabs: tuple[str, ...]
    audience: str
    direction: Direction
    every: str


def with_share(text: str, share: NewShare, workbook: str | None = None) -> str:
    """The text of the file with one share more; with the workbook named at its top, where one is given."""
    top = f"workbook = {quoted(workbook)}\n" if workbook else ""
    if not text.strip():
        return f"{_HEAD}{top}\n{_block(share)}"
    line_end = "\r\n" if "\r\n" in text else "\n"
    above = f"{top}\n".replace("\n", line_end) if top else ""
    below = text if text.endswith("\n") else text + line_end
    return above + below + f"\n{_block(share)}".replace("\n", line_end)


def _block(share: NewShare) -> str:
    return "".join(f"{line}\n" for line in _lines(share))


def _lines(share: NewShare) -> Iterator[str]:
    yield "[[share]]"
    yield f"name = {quoted(share.name)}"
    yield f"address = {quoted(share.address)}"
    yield f"tabs = [{', '.join(quoted(tab) for tab in share.tabs)}]"
    yield f"audience = {quoted(share.audience)}"
    yield f"direction = {quoted(share.direction)}"
    yield f"every = {quoted(share.every)}"


def quoted(text: str) -> str:
    r"""A text as TOML writes it; one with a \ in it, such as a path of Windows, so that people can read it.

    >>> quoted("Steering group"), quoted(r"C:\my.xlsx")
    ('"Steering group"', "'C:\\my.xlsx'")
    """
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return '"' + "".join(_SHORT.get(each) or _escaped(each) for each in text) + '"'


def _escaped(character: str) -> str:
    is_control = character < " " or character == "\x7f"
    return f"\\u{ord(character):04x}" if is_control else character
