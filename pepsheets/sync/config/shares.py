"""One ``[[share]]`` as it is read: which tabs and columns, for whom, and whether they may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import get_args

from pepsheets.partnerships import Partnership
from pepsheets.sync.config import addresses
from pepsheets.sync.config.audiences import AUDIENCES, audience_of, may_see, visible_columns
from pepsheets.sync.config.declared import ALARM_AFTER, EVERY, Direction, Share
from pepsheets.sync.config.document import Section
from pepsheets.sync.config.durations import in_words
from pepsheets.sync.config.mistakes import did_you_mean, nearest, shown
from pepsheets.sync.config.settings import Settings
from pepsheets.tabs import TABS
from pepsheets.tabs.declaration import Audience, Column, Row, columns_of
from pepsheets.tabs.kinds import folded

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True, slots=True)
class Around:
    """What a share is read against: the file's folder, the kind of the workbook where it is known, the alarm."""

    folder: Path
    kind: Partnership | None = None
    alarm_after: timedelta | None = None

    @property
    def tabs(self) -> tuple[type[Row], ...]:
        return self.kind.tabs if self.kind else TABS


def read_share(settings: Settings, around: Around) -> Share | None:
    """The share; nothing where its name, its address or its tabs are amiss."""
    name = settings.text("name")
    address = read_address(settings, "address", around.folder)
    direction = settings.choice("direction", DIRECTIONS) or "two-way"
    every = settings.duration("every") or EVERY
    alarm_after = _alarm_after(settings, every, around)
    audience = settings.choice("audience", AUDIENCES) or AUDIENCES[0]
    extra = _extra_columns(settings)
    tabs = _tabs(settings, around)
    columns = _Columns(settings, audience, tabs).read()
    if name is None or address is None or not tabs:
        return None
    return Share(name, address, tabs, columns, audience, direction, every, extra, alarm_after, settings.line)


def read_address(settings: Settings, key: str, folder: Path) -> str | None:
    """An absolute address."""
    typed = settings.text(key)
    if typed is None:
        return None
    sentence = addresses.refused(typed)
    if sentence:
        settings.mistaken(key, sentence)
        return None
    return addresses.absolute(typed, folder)


def _alarm_after(settings: Settings, every: timedelta, around: Around) -> timedelta:
    if around.alarm_after is None:
        return max(ALARM_AFTER, 2 * every)
    if around.alarm_after <= every:
        sentence = f"the alarm is raised after {in_words(around.alarm_after)}, before the next round is even due. "
        settings.mistaken("every", f"{sentence}Make alarm_after longer, or rounds more frequent.")
    return around.alarm_after


def _extra_columns(settings: Settings) -> bool | tuple[str, ...]:
    entry = settings.entry("extra_columns")
    if entry is None or isinstance(entry.value, bool):
        return entry is not None and entry.value is True
    return settings.texts("extra_columns") or False


def _tabs(settings: Settings, around: Around) -> tuple[type[Row], ...]:
    """The tabs of these names, in the order of the workbook."""
    by_name = {folded(tab.tab): tab for tab in around.tabs}
    wanted = set()
    for name in settings.texts("tabs") or ():
        tab = by_name.get(folded(name))
        if tab is None:
            settings.mistaken("tabs", _no_tab(name, around), name)
        else:
            wanted.add(tab)
    return tuple(tab for tab in around.tabs if tab in wanted)


def _no_tab(name: str, around: Around) -> str:
    of = f"of a workbook of {around.kind.name}" if around.kind else "that pepsheets knows"
    names = [tab.tab for tab in around.tabs]
    return f"{shown(name)} is no tab {of}. {did_you_mean(name, names, 'docs/tabs.md lists them.')}"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that a share names, read against its tabs and its audience."""

    settings: Settings
    audience: Audience
    tabs: Sequence[type[Row]]

    def read(self) -> Mapping[type[Row], tuple[Column, ...]]:
        self._refuse_hidden_tabs()
        named = dict(self._named())
        return {tab: self._columns(tab, named.get(tab)) for tab in self.tabs}

    def _refuse_hidden_tabs(self) -> None:
        for tab in self.tabs:
            if not may_see(self.audience, tab):
                self.settings.mistaken("tabs", self._not_for_them(f"the {tab.tab} tab", audience_of(tab)), tab.tab)

    def _not_for_them(self, what: str, needed: Audience) -> str:
        return (
            f"{what} is for the {needed} only, and this share is for {_circle(self.audience)}. Leave it out; or, if "
            f"nobody else can open the shared sheet, give the share the audience '{needed}'."
        )

    def _named(self) -> Iterator[tuple[type[Row], tuple[str, ...]]]:
        """The headings that are named for each tab."""
        entry = self.settings.entry("columns")
        if entry is None:
            return
        if isinstance(entry.value, Section):
            yield from self._by_tab(entry.value)
        elif len(self.tabs) == 1:
            yield self.tabs[0], self.settings.texts("columns") or ()
        elif self.tabs:
            sentence = f"there are several tabs. Say which columns are of which: columns = {{ {self._example()} }}."
            self.settings.mistaken("columns", sentence)

    def _example(self) -> str:
        tab = self.tabs[0]
        name = tab.tab if tab.tab.isalnum() else f"'{tab.tab}'"
        return f"{name} = ['{visible_columns('office', tab)[0].heading}']"

    def _by_tab(self, section: Section) -> Iterator[tuple[type[Row], tuple[str, ...]]]:
        by_name = {folded(tab.tab): tab for tab in self.tabs}
        for name, entry in section.entries.items():
            tab = by_name.get(folded(name))
            if tab is not None:
                yield tab, self.settings.texts_in("columns", entry) or ()
            elif self.tabs:
                offer = did_you_mean(name, (each.tab for each in self.tabs), "Add it to tabs, or take it out here.")
                sentence = f"{shown(name)} is none of the share's tabs. {offer}"
                self.settings.mistaken("columns", sentence, entry=entry)

    def _columns(self, tab: type[Row], headings: Sequence[str] | None) -> tuple[Column, ...]:
        seen = visible_columns(self.audience, tab)
        if not headings:
            return seen
        wanted = {folded(heading) for heading in headings}
        for heading in headings:
            self._refuse_column(tab, heading)
        self._refuse_without_key(tab, wanted)
        return tuple(column for column in seen if folded(column.heading) in wanted)

    def _refuse_column(self, tab: type[Row], heading: str) -> None:
        column = next((each for each in columns_of(tab) if folded(each.heading) == folded(heading)), None)
        if column is None:
            close = nearest(heading, (each.heading for each in columns_of(tab)))
            offer = f"Did you mean '{close}'?" if close else "A column of your own goes under extra_columns."
            self._mistaken(tab, f"{shown(heading)} is no column of the {tab.tab} tab. {offer}", heading)
        elif may_see(self.audience, tab) and not may_see(self.audience, tab, column):
            what = f"'{column.heading}' on the {tab.tab} tab"
            self._mistaken(tab, self._not_for_them(what, audience_of(tab, column)), heading)

    def _refuse_without_key(self, tab: type[Row], wanted: set[str]) -> None:
        for column in visible_columns(self.audience, tab):
            if column.is_key and folded(column.heading) not in wanted:
                sentence = f"'{column.heading}' is missing: it tells the rows of the {tab.tab} tab apart. Add it."
                self._mistaken(tab, sentence)

    def _mistaken(self, tab: type[Row], sentence: str, word: str = "") -> None:
        entry = self.settings.entry("columns")
        inner = entry.value.entries if entry and isinstance(entry.value, Section) else {}
        of_tab = next((each for name, each in inner.items() if folded(name) == folded(tab.tab)), None)
        self.settings.mistaken("columns", sentence, word, of_tab)


def _circle(audience: Audience) -> str:
    return audience if audience == "everyone" else f"the {audience}"
