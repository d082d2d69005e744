"""The functions that place a date in the school year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from pepsheets.faces.formulas.arguments import Answer, Given, is_empty, is_error, not_of_its_kind
from pepsheets.faces.formulas.days import day_in, is_bank_holiday
from pepsheets.faces.formulas.declaration import Argument, Example, Function
from pepsheets.rules.calendar import Term, academic_year, term_of

_ON = Argument("on_date", "The date.", dates=date)


def _academic_year(on_date: Given) -> Answer:
    return academic_year(day_in(on_date, on_date.needed))


ACADEMIC_YEAR = Function(
    "PEP_ACADEMIC_YEAR",
    "The academic year of a date, 1 September to 31 August, such as 2026/27.",
    (_ON,),
    (Example("=PEP_ACADEMIC_YEAR(DATE(2026,9,1))", "2026/27"), Example("=PEP_ACADEMIC_YEAR(46265)", "2025/26")),
    _academic_year,
)


def _term(on_date: Given, terms: Given) -> Answer:
    day = day_in(on_date, on_date.needed)
    found = term_of(day, _one_at_a_time(terms))
    return found.name if found else ""


def _one_at_a_time(terms: Given) -> Sequence[Term]:
    """The terms in the order of their days, of which none may begin before the one before it has ended."""
    ordered = sorted(_terms(terms), key=lambda term: term.starts_on)
    for one, other in pairwise(ordered):
        if other.starts_on <= one.ends_on:
            raise terms.refused(f"the terms '{one.name}' and '{other.name}' overlap. Put one of their dates right.")
    return ordered


def _terms(terms: Given) -> Iterator[Term]:
    for place, (name, first, last) in terms.table((3,), "three columns: the term, its first day, its last day"):
        if not isinstance(name, str) or is_empty(name) or is_error(name):
            raise terms.refused(not_of_its_kind(name, "a name", "Type the name of the term."), place)
        term = Term("", name, day_in(terms, first, f"{place}, first day"), day_in(terms, last, f"{place}, last day"))
        if term.ends_on < term.starts_on:
            raise terms.refused(f"the term '{name}' ends before it starts. Put one of its dates right.", place)
        yield term


TERM = Function(
    "PEP_TERM",
    "The name of the term in which a date lies; nothing in the holidays.",
    (
        _ON,
        Argument(
            "terms",
            "A range of three columns: the term, its first day, its last day. Leave out the headings. "
            "Empty rows are passed over.",
            is_range=True,
            dates=date,
        ),
    ),
    (Example('=PEP_TERM(DATE(2026,10,1), {"Autumn",46266,46374;"Spring",46391,46472})', "Autumn"),),
    _term,
)


def _bank_holiday(on_date: Given) -> Answer:
    return is_bank_holiday(day_in(on_date, on_date.needed))


BANK_HOLIDAY = Function(
    "PEP_BANK_HOLIDAY",
    "TRUE where a date is a bank holiday in England.",
    (_ON,),
    (
        Example("=PEP_BANK_HOLIDAY(DATE(2027,12,28))", "TRUE"),
        Example("=PEP_BANK_HOLIDAY(DATE(2027,12,25))", "FALSE"),
    ),
    _bank_holiday,
)
