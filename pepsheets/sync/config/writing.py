"""A share written into a pepsheets.toml, or taken out of it, with every other byte left as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pepsheets.sync.config.declared import Direction
from pepsheets.sync.config.document import headed_lines

_OF_A_SHARE = re.compile(r"\[\s*[\"']?share[\"']?\s*\.")
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


def without_share(text: str, line: int) -> tuple[str, str]:
    """The text of the file without the share whose heading stands in this line, and what was taken out of it.

    Remarks above the heading stay: whether they are about this share alone, only people can tell.
    """
    lines, taken = text.split("\n"), _lines_of_share(text, line - 1)
    before, after = lines[: taken.start], lines[taken.stop :]
    if before and after and not before[-1].strip() and not after[0].strip():
        before.pop()
    return "\n".join([*before, *after]), "\n".join(lines[taken.start : taken.stop])


def _lines_of_share(text: str, start: int) -> range:
    """The lines of the share that begins here, and of the headings below it that are about it."""
    end = start
    for heading, lines in headed_lines(text):
        if lines.start == start or (end > start and _OF_A_SHARE.match(heading)):
            end = lines.stop
        elif end > start:
            break
    return range(start, end)


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
