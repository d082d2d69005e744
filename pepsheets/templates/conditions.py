"""Colours that follow the figures: what is wrong, what wants care, what is well, what is off."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pepsheets.tabs.declaration import is_computed
from pepsheets.tabs.kinds import Kind
from pepsheets.tabs.settings import RuleSetting
from pepsheets.templates.layout import Layout
from pepsheets.templates.looks import Tone


class Condition(NamedTuple):
    """A formula that holds for a cell of these columns when it is to have a tone."""

    first_column: int
    last_column: int
    formula: str
    tone: Tone


_WORDS: Mapping[Tone, tuple[str, ...]] = {
    Tone.BAD: (
        "Inquorate", "Item ", "Short by", "Overdue", "To put right", "Not recorded", "Missing", "Is the member",
        "Nobody",
    ),
    Tone.CARE: (
        "Worth a look", "Wait", "To be ", "To confirm", "Not invoiced", "Not complete", "Is a member", "Offered",
    ),
    Tone.GOOD: ("Quorate", "In time", "Paid", "Done", "Named"),
}  # fmt: skip
"""How the words begin that pepsheets writes, by what they say."""

_TELLING = frozenset({"severity", "note", "working", "figure"})

_COUNTS: Mapping[str, Tone] = {"short_by": Tone.BAD, "waiting": Tone.CARE, "to_confirm": Tone.CARE}
"""Counts that are well when they are 0."""


def conditions_of(layout: Layout) -> Iterator[Condition]:
    """The conditions of a tab, the most telling first."""
    if layout.tab is RuleSetting and layout.shows("setting", "value", "in_force_today"):
        yield _rules_that_are_off(layout)
    for place, planned in enumerate(layout.columns):
        column, cell = planned.column, layout.at_first_row(place)
        if column.is_computed and column.kind in (Kind.TEXT, Kind.CHOICE) and _is_told_by_words(layout, column.name):
            for tone, words in _WORDS.items():
                yield Condition(place, place, _begins_with(cell, words), tone)
        elif column.is_computed and column.name in _COUNTS:
            yield Condition(place, place, f"=AND(ISNUMBER({cell}),{cell}>0)", _COUNTS[column.name])
        if column.kind is Kind.MONEY:
            yield Condition(place, place, f"=AND(ISNUMBER({cell}),{cell}<0)", Tone.BAD)
        if column.is_needed and not column.is_computed:
            yield Condition(place, place, _is_missing(layout, cell), Tone.MISSING)


def _is_told_by_words(layout: Layout, name: str) -> bool:
    """On the tabs that pepsheets writes whole, most texts repeat what people typed: how they begin tells nothing."""
    return not is_computed(layout.tab) or name in _TELLING


def _begins_with(cell: str, words: tuple[str, ...]) -> str:
    tests = [f'LEFT({cell},{len(word)})="{word}"' for word in words]
    return f"=OR({','.join(tests)})"


def _is_missing(layout: Layout, cell: str) -> str:
    """A needed cell is empty in a row that somebody has begun."""
    own = [place for place, planned in enumerate(layout.columns) if not planned.column.is_computed]
    typed = [place for place in own if not layout.columns[place].column.is_row_id]
    return f'=AND({cell}="",COUNTA({layout.at_first_row(typed[0])}:{layout.at_first_row(typed[-1])})>0)'


def _rules_that_are_off(layout: Layout) -> Condition:
    setting, value, standing = (
        layout.at_first_row(layout.place(name)) for name in ("setting", "value", "in_force_today")
    )
    formula = f'=OR(AND({setting}<>"",{value}=""),{standing}="Replaced",{standing}="Not yet")'
    return Condition(0, layout.last_column, formula, Tone.OFF)
