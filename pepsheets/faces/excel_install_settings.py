"""The settings file of xlwings, in which other programs may have settings too: lines of a name and a value in quotes.

The macros read it in the letters of the computer's own alphabet, so it is written in those.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pepsheets.sheets import FileCannotBeSaved, GatewayError

_LINE = re.compile(r'\s*"(?P<name>[^"]*)"\s*,\s*"(?P<value>[^"]*)"\s*')


class NameCannotBeWritten(GatewayError):
    """The name of a folder has letters that the macros could not read."""

    remedy = "Nothing was changed. Install pepsheets in a folder whose name has plain letters only, and try again."


def value_of(text: str, name: str) -> str | None:
    """What a setting is, whatever its capitals.

    >>> value_of('"SHOW CONSOLE","False"', "Show console")
    'False'
    """
    return next((value for each, value, _ in _settings(text) if each.casefold() == name.casefold()), None)


def with_values(text: str, values: Mapping[str, str | None], line_end: str) -> str:
    """The file with these settings, those that are nothing taken out; all other lines as they were.

    >>> with_values('"A","1"', {"B": "2", "A": None}, "; ")
    '"B","2"; '
    """
    wanted = {name.casefold() for name in values}
    kept = [line for name, _, line in _settings(text) if name.casefold() not in wanted]
    added = [f'"{name}","{value}"' for name, value in values.items() if value is not None]
    return "".join(f"{line}{line_end}" for line in [*kept, *added])


def _settings(text: str) -> Iterator[tuple[str, str, str]]:
    """Each line with the name and the value in it, which are empty where it has none."""
    for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else ():
        found = _LINE.fullmatch(line)
        yield (found["name"], found["value"], line) if found else ("", "", line)


def read_settings(file: Path, encoding: str) -> str | None:
    """The text of the file, where there is one; bytes that mean nothing in this alphabet are kept as they are."""
    try:
        return file.read_bytes().decode(encoding, "surrogateescape")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileCannotBeSaved(f"'{file}' could not be read.") from error


def write_settings(file: Path, text: str, encoding: str) -> None:
    """Put the text in place whole, or leave the file as it was."""
    try:
        content = text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError as error:
        letters = text[error.start : error.end]
        raise NameCannotBeWritten(f"Excel's macros could not read '{letters}' in the name of a folder.") from error
    replace_file(file, content)


def replace_file(file: Path, content: bytes) -> None:
    """Put a file in place in one step."""
    draft = file.with_name(f"{file.name}.pepsheets")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        raise FileCannotBeSaved(f"'{file}' could not be written.") from error


@dataclass(frozen=True, slots=True)
class Record:
    """What there was before us, so that it can be put back; and what we wrote."""

    had_settings: bool
    before: Mapping[str, str | None]
    ours: Mapping[str, str]
    placed_script: bool

    def as_bytes(self) -> bytes:
        said = {
            "had_settings": self.had_settings,
            "before": dict(self.before),
            "ours": dict(self.ours),
            "placed_script": self.placed_script,
        }
        return json.dumps(said, indent=2).encode()


def read_record(file: Path) -> Record | None:
    """What we did on this computer; nothing where we did nothing."""
    try:
        said = json.loads(file.read_bytes())
        return Record(said["had_settings"], said["before"], said["ours"], said["placed_script"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileCannotBeSaved(f"'{file}' could not be read.", "Delete it, and try again.") from error
