"""What a function in cells is: its name, its help, its arguments, and how it is answered.

One declaration serves Excel's own help, the documentation, the macros of a workbook and the functions themselves.

A mistake in the cells is answered with a sentence that stands in the cell as text. An exception would do on Excel on
the web alone: on a desktop, Excel would show the whole of Python's account of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from inspect import Parameter, Signature
from typing import Protocol

from pepsheets.faces.formulas.arguments import Answer, Refused, StillEmpty
from pepsheets.faces.formulas.days import FIRST_DAY
from pepsheets.faces.formulas.grids import given_for
from pepsheets.rules.apportionment import CannotApportion
from pepsheets.rules.calendar import DayOutOfReach, NoOpenDay

CATEGORY = "pepsheets"
"""Under which Excel lists the functions."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function, as Excel shows it to the person who types the formula."""

    name: str
    help: str
    is_range: bool = False
    optional: bool = False
    dates: type[date] = datetime


@dataclass(frozen=True, slots=True)
class Example:
    """A formula that anybody can type, and what its cell then shows."""

    formula: str
    shows: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function that people can type into a cell."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    examples: tuple[Example, ...]
    work: Callable[..., Answer]

    @property
    def usage(self) -> str:
        """How the function is typed, with square brackets round what may be left out."""
        names = (f"[{one.name}]" if one.optional else one.name for one in self.arguments)
        return f"{self.name}({', '.join(names)})"

    @property
    def signature(self) -> Signature:
        """The signature that Python and xlwings see."""
        kind = Parameter.POSITIONAL_OR_KEYWORD
        return Signature(
            [Parameter(one.name, kind, default=None if one.optional else Parameter.empty) for one in self.arguments]
        )


class InCells(Protocol):
    """A function as Excel calls it: with the cells of each argument."""

    __name__: str

    def __call__(self, *cells: object, **named: object) -> Answer:
        """What the cell shows."""


class Dressing(Protocol):
    """The part of xlwings that makes a Python function one of Excel's."""

    def func(self, *, category: str) -> Callable[[InCells], InCells]:
        """Makes it one."""

    def arg(
        self, name: str, /, convert: str | None, *, doc: str, ndim: int, err_to_str: bool, dates: type[date]
    ) -> Callable[[InCells], InCells]:
        """Says how an argument is handed over."""


def in_excel(function: Function, xlwings: Dressing | None) -> InCells:
    """The function as Excel calls it; without xlwings, as Python does."""
    signature = function.signature

    def called(*cells: object, **named: object) -> Answer:
        bound = signature.bind(*cells, **named)
        bound.apply_defaults()
        return answer(function, bound.args)

    called.__name__ = called.__qualname__ = function.name
    called.__doc__ = function.help
    # What xlwings hands over is said argument by argument below; it would take type hints for orders.
    called.__annotations__ = {}
    vars(called)["__signature__"] = signature
    return _dressed(called, function, xlwings) if xlwings else called


def _dressed(called: InCells, function: Function, xlwings: Dressing) -> InCells:
    for one in function.arguments:
        # xlwings would take a tenth of a millisecond over each cell of a range on the web: we read the cells ourselves.
        convert = "raw" if one.is_range else None
        called = xlwings.arg(one.name, convert, doc=one.help, ndim=2, err_to_str=True, dates=one.dates)(called)
    return xlwings.func(category=CATEGORY)(called)


def answer(function: Function, cells: Sequence[object]) -> Answer:
    """What the cell shows: the result, nothing where a needed cell is still empty, or a sentence."""
    given = [given_for(argument.name, each) for argument, each in zip(function.arguments, cells, strict=True)]
    try:
        return _that_excel_can_show(function.work(*given))
    except StillEmpty:
        return ""
    except Refused as refusal:
        return f"{function.name}, {refusal}"
    except (CannotApportion, DayOutOfReach, NoOpenDay) as refusal:
        return f"{function.name}: {refusal}"
    except Exception:
        logger.exception("%s could not be worked out", function.name)
        return f"{function.name} could not be worked out. Please report this, with the formula and what it refers to."


def _that_excel_can_show(result: Answer) -> Answer:
    if isinstance(result, date) and result < FIRST_DAY:
        raise Refused("the result lies before March 1900, where Excel's dates begin. Check the date and the days.")
    return result
