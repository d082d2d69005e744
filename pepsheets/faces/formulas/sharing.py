"""The function that shares out an amount."""

from __future__ import annotations

from pepsheets.faces.formulas.arguments import Answer, Given, pence_in
from pepsheets.faces.formulas.declaration import Argument, Example, Function
from pepsheets.faces.formulas.weights import weights_in
from pepsheets.rules.apportionment import apportion


def _shares(total: Given, weights: Given) -> Answer:
    pence = pence_in(total, total.needed)
    shares = apportion(pence, weights_in(weights)).shares
    columns = len(weights.cells[0])
    if columns == 1:
        return [(share / 100,) for share in shares]
    return list(zip(*[iter([share / 100 for share in shares])] * columns, strict=True))


APPORTION = Function(
    "PEP_APPORTION",
    "Shares out an amount in proportion to figures, such as pupil numbers: whole pence that add up to the amount. "
    "Fills as many cells as there are figures.",
    (
        Argument("total", "The amount to share out, in pounds and pence. Below zero for a credit."),
        Argument("weights", "The range of figures to share by, zero or more each. An empty cell is zero.", True),
    ),
    (
        Example("=PEP_APPORTION(100, {1;1;1})", "33.34, 33.33, 33.33"),
        Example("=PEP_APPORTION(1250.5, {210,0,420})", "416.83, 0, 833.67"),
    ),
    _shares,
)
