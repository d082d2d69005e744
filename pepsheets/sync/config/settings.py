"""One section of the file as it is read: each setting by its kind, each mistake noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from pepsheets.sync.config.document import Entry, Section, Unreadable
from pepsheets.sync.config.durations import duration
from pepsheets.sync.config.keys import NEEDED, SECTIONS, TOP, Key
from pepsheets.sync.config.mistakes import Mistake, did_you_mean, is_secret, listed, nearest, shown
from pepsheets.tabs.kinds import folded

C = TypeVar("C", bound=str)


class Settings:
    """The settings of one section. What cannot be read is noted, and answered with nothing."""

    def __init__(self, section: Section, name: str, mistakes: list[Mistake]) -> None:
        self._section = section
        self._keys: Mapping[str, Key] = SECTIONS[name]
        self._name = name
        self._mistakes = mistakes
        self._refuse_unknown()
        self._refuse_missing()

    @property
    def line(self) -> int:
        return self._section.line

    def entry(self, key: str) -> Entry | None:
        """The setting as it stands in the file, where it can be read."""
        found = self._section.entries.get(self._keys[key].name)
        return None if found is None or isinstance(found.value, Unreadable) else found

    def has(self, key: str) -> bool:
        """Whether the setting stands in the file, readable or not."""
        return key in self._section.entries

    def mistaken(self, key: str, sentence: str, word: str = "", entry: Entry | None = None) -> None:
        """Note a mistake in a setting, or in an entry below it; on the line of the word, where it goes over many."""
        entry = entry or self._section.entries.get(key)
        line = entry.line_of(word) if entry else self.line
        self._mistakes.append(Mistake(line, f"{key}: {sentence}"))

    def text(self, key: str) -> str | None:
        entry = self.entry(key)
        if entry is None:
            return None
        if isinstance(entry.value, str):
            return self._good_text(key, entry.value, entry)
        self._of_other_kind(key, "a text between quotation marks")
        return None

    def _good_text(self, key: str, value: str, entry: Entry) -> str | None:
        if not value.strip():
            sentence = f"nothing stands between the quotation marks. Write it like {self._keys[key].line}."
            self.mistaken(key, sentence, entry=entry)
            return None
        if not value.isprintable():
            path = "A path with a \\ needs single quotation marks round it: 'C:\\Partnership\\my.xlsx'."
            sentence = f"there is a tab, a new line or another hidden character in the text. {path}"
            self.mistaken(key, sentence, entry=entry)
            return None
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...] | None:
        """The texts of a list, each once."""
        entry = self.entry(key)
        return None if entry is None else self.texts_in(key, entry)

    def texts_in(self, key: str, entry: Entry) -> tuple[str, ...] | None:
        """The texts of a list that stands below a setting."""
        if not isinstance(entry.value, list) or not all(isinstance(each, str) for each in entry.value):
            self._of_other_kind(key, "a list of texts", entry)
            return None
        if not entry.value:
            self.mistaken(key, "the list is empty. Name at least one, or take the line out.", entry=entry)
            return None
        texts = [self._good_text(key, each, entry) for each in entry.value]
        return None if None in texts else self._each_once(key, [text for text in texts if text], entry)

    def _each_once(self, key: str, texts: Sequence[str], entry: Entry) -> tuple[str, ...]:
        seen: set[str] = set()
        for text in texts:
            if folded(text) in seen:
                self.mistaken(key, f"{shown(text)} stands in the list twice. Keep one.", text, entry)
            seen.add(folded(text))
        return tuple(texts)

    def whole(self, key: str, allowed: range) -> int | None:
        entry = self.entry(key)
        if entry is None:
            return None
        if isinstance(entry.value, bool) or not isinstance(entry.value, int):
            self._of_other_kind(key, "a whole number without quotation marks")
            return None
        if entry.value not in allowed:
            self.mistaken(key, f"'{entry.value}' is not between {allowed[0]} and {allowed[-1]}. Give one that is.")
            return None
        return entry.value

    def choice(self, key: str, choices: Sequence[C]) -> C | None:
        text = self.text(key)
        found = next((choice for choice in choices if text is not None and folded(choice) == folded(text)), None)
        if text is not None and found is None:
            offer = did_you_mean(text, choices, f"Choose {listed(choices)}.")
            self.mistaken(key, f"{shown(text)} is not one that pepsheets knows. {offer}")
        return found

    def duration(self, key: str) -> timedelta | None:
        text = self.text(key)
        if text is None:
            return None
        length = duration(text)
        if isinstance(length, timedelta):
            return length
        self.mistaken(key, length)
        return None

    def _of_other_kind(self, key: str, kind: str, entry: Entry | None = None) -> None:
        self.mistaken(key, f"this wants {kind}. Write it like {self._keys[key].line}.", entry=entry)

    def _refuse_unknown(self) -> None:
        for word, entry in self._section.entries.items():
            if not self._knows(word) and not isinstance(entry.value, Unreadable):
                self._mistakes.append(Mistake(entry.line, f"{self._unknown(word, entry)} {self._offer(word)}"))

    def _knows(self, word: str) -> bool:
        return word in self._keys or (self._name == TOP and word in SECTIONS)

    def _unknown(self, word: str, entry: Entry) -> str:
        if isinstance(_first(entry.value), Section):
            return f"{shown(word)} is no heading that pepsheets knows."
        return f"{shown(word)} is no word that pepsheets knows {_place(self._name)}."

    def _offer(self, word: str) -> str:
        elsewhere = next((name for name, keys in SECTIONS.items() if word in keys), None)
        if elsewhere is not None:
            return f"It belongs {_place(elsewhere)}."
        if is_secret(word):
            return "No password ever stands in this file: below [mail], password_file names the file that holds it."
        close = self._nearest(word)
        return f"Did you mean '{close}'?" if close else f"It knows {listed(self._keys, 'and')}."

    def _nearest(self, word: str) -> str | None:
        return nearest(word, (*self._keys, *(name for name in SECTIONS if name and self._name == TOP)))

    def _refuse_missing(self) -> None:
        meant = {self._nearest(word) for word in self._section.entries if not self._knows(word)}
        for name, key in self._keys.items():
            if key.left_out == NEEDED and name not in self._section.entries and name not in meant:
                sentence = f"'{name}' is missing {_place(self._name)}. Add a line like {key.line}."
                self._mistakes.append(Mistake(self.line, sentence))


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _place(section: str) -> str:
    if section == TOP:
        return "above the first heading"
    return f"below [[{section}]]" if section == "share" else f"below [{section}]"
