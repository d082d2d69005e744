"""The figures to share by, exactly, from a range that may be long."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from types import NoneType
from typing import cast

from pepsheets.faces.formulas.arguments import LARGEST, Cell, Given, exact, is_empty, number_in, plainly

_SAMPLE = 50  # figures whose decimal places are looked at


def weights_in(given: Given) -> Sequence[int | Decimal]:
    """The figures to share by, exactly or all multiplied by one number; an empty cell is zero."""
    return _at_once(given) or [_weight(given, place, cell) for place, cell in given.places()]


def _weight(given: Given, place: str, cell: Cell) -> int | Decimal:
    number = 0 if is_empty(cell) else number_in(given, cell, place)
    if number < 0:
        raise given.refused(f"{plainly(number)} is below zero. Share by figures of zero or more.", place)
    return number


def _at_once(given: Given) -> Sequence[int | Decimal] | None:
    """Figures of which none need be refused."""
    if not given.kinds or not given.kinds <= {float, int, Decimal, NoneType}:
        return None
    figures = cast(Sequence[float], [cell or 0 for cell in given.flat] if NoneType in given.kinds else given.flat)
    if not 0 <= min(figures) <= max(figures) < LARGEST:
        return None
    if Decimal not in given.kinds:
        return _whole(figures) or list(map(Decimal, map("{:.15g}".format, figures)))
    mixed = cast(Sequence[float | Decimal], figures)
    return [exact(figure) if isinstance(figure, float) else figure for figure in mixed]


def _whole(figures: Sequence[float]) -> list[int] | None:
    """The figures, all multiplied by one power of ten, where that makes them whole: they are shared by much faster."""
    whole = list(map(int, figures))
    if whole == figures:
        return whole
    scale = 10 ** max(2, *map(_places, figures[:_SAMPLE]))
    if max(figures) * scale >= LARGEST:
        return None
    scaled = [round(figure * scale) for figure in figures]
    return scaled if [figure / scale for figure in scaled] == figures else None


def _places(figure: float) -> int:
    exponent = Decimal(f"{figure:.15g}").as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
