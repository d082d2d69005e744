"""The text of a pepsheets.toml as a tree in which every setting knows its line.

The parser of the standard library gives no lines, and stops at the first mistake. So the text is taken apart first: a
statement is the shortest run of lines that can be read by itself, for in TOML a line that can end a statement does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pepsheets.sync.config.faulty_lines import sentence_about
from pepsheets.sync.config.mistakes import Mistake

REPEATED = ("share",)
"""The headings that stand between two brackets, once for each of several."""

MOST_MISTAKES = 50
"""After so many the rest is not read: it is no pepsheets.toml."""

LONGEST_STATEMENT = 300
"""Lines; beyond them the end of a list is not looked for."""

_KEY = re.compile(r"\s*[\"']?([\w -]*\w)[\"']?\s*=")
_HEADING = re.compile(r"\s*\[[\[\s]*[\"']?([\w -]*\w)")
_BEGINS_A_STATEMENT = re.compile(r"\s*(\[|[\w.\"' -]+=)")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for the value of a setting whose line could not be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting: its value (a text, a number, a list, a section…), the line it begins in, and its text."""

    value: object
    line: int
    text: str = ""

    def line_of(self, word: str) -> int:
        """The line in which a word of the value stands: a list may go over many."""
        lines = self.text.split("\n")
        return self.line + next((place for place, line in enumerate(lines) if word in line), 0)


@dataclass(frozen=True, slots=True)
class Section:
    """The settings below a heading, and the line of the heading."""

    line: int
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Statement:
    line: int
    text: str
    parsed: Mapping[str, object] | None

    @property
    def is_heading(self) -> bool:
        return self.text.lstrip().startswith("[")


def read_document(text: str) -> tuple[Section, list[Mistake]]:
    """The tree, and what cannot be read; nothing else is lost through a line that cannot."""
    tree = _Tree()
    for statement in _statements(text.replace("\r\n", "\n").split("\n")):
        tree.take(statement)
        if len(tree.mistakes) >= MOST_MISTAKES:
            break
    return tree.root, tree.mistakes


def headed_lines(text: str) -> list[tuple[str, range]]:
    """What stands below each heading, first to last: the heading as it is typed, and the lines from it to its end.

    Lines count from 0. Remarks and empty lines after the last setting belong to what follows.
    """
    found: list[tuple[str, range]] = []
    for each in _statements(text.replace("\r\n", "\n").split("\n")):
        begin, end = each.line - 1, each.line + each.text.count("\n")
        if each.is_heading:
            found.append((each.text.strip(), range(begin, end)))
        elif found:
            found[-1] = (found[-1][0], range(found[-1][1].start, end))
    return found


def _statements(lines: Sequence[str]) -> Iterator[_Statement]:
    start = 0
    while start < len(lines):
        if not lines[start].strip() or lines[start].lstrip().startswith("#"):
            start += 1
            continue
        statement, end = _statement(lines, start)
        yield statement
        start = end


def _statement(lines: Sequence[str], start: int) -> tuple[_Statement, int]:
    for end in range(start + 1, min(len(lines), start + LONGEST_STATEMENT) + 1):
        text = "\n".join(lines[start:end])
        parsed = _parsed(text)
        if parsed is not None:
            return _Statement(start + 1, text, parsed), end
    return _Statement(start + 1, lines[start], None), _next_statement(lines, start + 1)


def _next_statement(lines: Sequence[str], start: int) -> int:
    """Where reading goes on after a line that cannot be read: the rest of a broken list is no mistake of its own."""
    return next((place for place in range(start, len(lines)) if _BEGINS_A_STATEMENT.match(lines[place])), len(lines))


def _parsed(text: str) -> Mapping[str, object] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


class _Tree:
    """The tree as it grows, statement by statement."""

    def __init__(self) -> None:
        self.root = Section(1)
        self.mistakes: list[Mistake] = []
        self._current = self.root

    def take(self, statement: _Statement) -> None:
        if statement.parsed is None:
            self._take_faulty(statement)
        elif statement.is_heading:
            self._open(statement, _path(statement.parsed))
        else:
            self._fill(self._current, statement.parsed, statement)

    def _take_faulty(self, statement: _Statement) -> None:
        self._mistaken(statement, sentence_about(statement.text))
        heading, key = _HEADING.match(statement.text), _KEY.match(statement.text)
        if heading:
            self._current = self._inner(self.root, heading[1], statement, is_last=True)
        elif key:
            self._current.entries.setdefault(key[1], Entry(Unreadable(), statement.line))

    def _open(self, statement: _Statement, path: Sequence[str]) -> None:
        self._refuse_other_brackets(statement, path)
        here = self.root
        for place, name in enumerate(path, start=1):
            here = self._inner(here, name, statement, is_last=place == len(path))
        self._current = here

    def _refuse_other_brackets(self, statement: _Statement, path: Sequence[str]) -> None:
        name, is_double = ".".join(path), statement.text.lstrip().startswith("[[")
        if name in REPEATED and not is_double:
            self._mistaken(statement, f"the heading of a {name} needs two brackets on each side. Write [[{name}]].")
        if name not in REPEATED and is_double:
            self._mistaken(statement, f"this heading needs one bracket on each side. Write [{name}].")

    def _inner(self, here: Section, name: str, statement: _Statement, *, is_last: bool) -> Section:
        entry = here.entries.get(name)
        if is_last and here is self.root and name in REPEATED:
            return self._one_more(entry, name, statement)
        found = _last(entry.value) if entry else None
        if isinstance(found, Section) and not (is_last and found.entries):
            return found
        section = Section(statement.line)
        if entry is None:
            here.entries[name] = Entry(section, statement.line, statement.text)
        else:
            self._repeated(statement, name, entry.line)
        return section

    def _one_more(self, entry: Entry | None, name: str, statement: _Statement) -> Section:
        section = Section(statement.line)
        if entry is None:
            entry = self.root.entries[name] = Entry([], statement.line, statement.text)
        if isinstance(entry.value, list) and entry.text.lstrip().startswith("["):
            entry.value.append(section)
        else:
            self._repeated(statement, name, entry.line)
        return section

    def _fill(self, section: Section, parsed: Mapping[str, object], statement: _Statement) -> None:
        for name, value in parsed.items():
            known = section.entries.get(name)
            if known is not None and isinstance(known.value, Section) and isinstance(value, dict):
                self._fill(known.value, value, statement)
            elif known is not None:
                self._repeated(statement, name, known.line)
            else:
                section.entries[name] = Entry(self._grown(value, statement), statement.line, statement.text)

    def _grown(self, value: object, statement: _Statement) -> object:
        if isinstance(value, dict):
            section = Section(statement.line)
            self._fill(section, value, statement)
            return section
        return [self._grown(each, statement) for each in value] if isinstance(value, list) else value

    def _repeated(self, statement: _Statement, name: str, line: int) -> None:
        self._mistaken(statement, f"'{name}' stands in line {line} already. Keep one of the two.")

    def _mistaken(self, statement: _Statement, sentence: str) -> None:
        self.mistakes.append(Mistake(statement.line, sentence))


def _path(parsed: Mapping[str, object]) -> tuple[str, ...]:
    """The names in a heading, from the outermost."""
    ((name, inner),) = parsed.items()
    inner = _last(inner)
    return (name, *_path(inner)) if isinstance(inner, dict) and inner else (name,)


def _last(value: object) -> object:
    """The last of several sections; a single one itself."""
    return value[-1] if isinstance(value, list) and value else value
