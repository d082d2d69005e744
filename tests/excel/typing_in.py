"""What Excel makes of something that is typed into a cell, or given to it as a value: the rules that matter to us.

Stricter than Excel where Excel guesses: what it would take for a formula, without an equals sign, is a failure here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
LONGEST_TEXT = 32_767
_NUMBER = re.compile(r"\s*[-+]?\(?[£$€]?\s*[-+]?(\d[\d,]*\.?\d*|\.\d+)([eE][-+]?\d+)?\s*%?\)?\s*")
_DAYS = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y", "%d/%m/%Y %H:%M", "%d %B %Y", "%d %b %Y", "%d %B",
    "%d %b", "%B %Y", "%b %Y", "%B %d", "%d-%b-%Y",
)  # fmt: skip
_TIMES = ("%H:%M", "%H:%M:%S")
_LINK = re.compile(r'=HYPERLINK\(((?:"(?:[^"]|"")*"&?)+),((?:"(?:[^"]|"")*"&?)+)\)')
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_NOUGHT = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Error:
    """An error that a cell shows."""

    text: str


Stored: TypeAlias = str | float | bool | Error | None
Given: TypeAlias = str | float | bool | datetime | None


@dataclass(frozen=True)
class Held:
    """What a cell holds: dates as numbers, as Excel keeps them."""

    value: Stored = None
    formula: str = ""
    number_format: str = "General"
    has_apostrophe: bool = False


def serial(day: date) -> float:
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    days = (moment - _NOUGHT) / timedelta(days=1)
    return days if days >= 61 else days - 1


def moment_of(number: float) -> datetime:
    """What other programs are told of a date: they know no 29 February 1900."""
    return _NOUGHT + timedelta(milliseconds=round(number * 86_400_000))


def shows_days(number_format: str) -> bool:
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).casefold()
    return plain != "general" and any(letter in plain for letter in "dyhs")


def typed(held: Held, given: Given, results: dict[str, Stored]) -> Held:
    """The cell once something was typed into it; ``results`` are those of formulas that Excel is known to work out."""
    bare = Held(number_format=held.number_format)
    if isinstance(given, datetime):
        return _day(bare, given)
    if given is None or given == "":
        return bare
    if not isinstance(given, str):
        return replace(bare, value=given if isinstance(given, bool) else float(given))
    if len(given.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT + given.startswith("'"):
        raise AssertionError("Excel takes no text of that length")
    if given.startswith("'"):
        return replace(bare, value=given[1:] or None, has_apostrophe=True)
    if given.startswith("="):
        return replace(bare, formula=given, value=_result(given, results))
    return replace(bare, value=given) if held.number_format == "@" else _guessed(bare, given)


def _guessed(bare: Held, text: str) -> Held:
    if text.strip().casefold() in ("true", "false"):
        return replace(bare, value=text.strip().casefold() == "true")
    if text in ERRORS:
        return replace(bare, value=Error(text))
    if _NUMBER.fullmatch(text):
        return replace(bare, value=_number(text))
    for pattern in (*_DAYS, *_TIMES):
        try:
            moment = datetime.strptime(text.strip(), pattern)
        except ValueError:
            continue
        return _day(bare, moment if pattern in _DAYS else datetime.combine(_NOUGHT, moment.time()))
    if text[0] in "+-@":
        raise AssertionError(f"Excel would take {text!r} for a formula")
    return replace(bare, value=text)


def _number(text: str) -> float:
    number = float(re.sub(r"[^\d.eE+-]", "", text))
    number = -number if text.strip().startswith("(") else number
    return number / 100 if "%" in text else number


def _day(bare: Held, moment: datetime) -> Held:
    number = (moment - _NOUGHT) / timedelta(days=1) if moment.date() == _NOUGHT.date() else serial(moment)
    if bare.number_format != "General":
        return replace(bare, value=number)
    has_time = moment.time() != time()
    return replace(bare, value=number, number_format="dd/mm/yyyy hh:mm" if has_time else "dd/mm/yyyy")


def _result(formula: str, results: dict[str, Stored]) -> Stored:
    if formula in results:
        return results[formula]
    link = _LINK.fullmatch(formula)
    if link is None:
        raise AssertionError(f"nobody said what Excel makes of {formula}")
    return "".join(piece.replace('""', '"') for piece in _LITERAL.findall(link[2]))
