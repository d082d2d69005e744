"""What a formula gives: a small evaluator, for the formulas that tests and people of tests write."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tests.google.spreadsheets.formatting import ERROR_TEXTS, general
from tests.google.spreadsheets.formula_tokens import Token
from tests.google.spreadsheets.json_shapes import Json
from tests.google.spreadsheets.references import Reference

if TYPE_CHECKING:
    from tests.google.spreadsheets.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as the value of a formula."""

    kind: str
    message: str

    @property
    def json(self) -> Json:
        return {"errorValue": {"type": self.kind, "message": self.message}}


Scalar: TypeAlias = float | str | bool | Failure | None
Values: TypeAlias = list[Scalar]
Rank: TypeAlias = tuple[int, float, str]
Result: TypeAlias = Scalar | Values


class Stop(Exception):
    """The formula gives an error."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.failure = Failure(kind, message)


COMPARE: dict[str, Callable[[Rank, Rank], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
LEVELS = (tuple(COMPARE), ("&",), ("+", "-"), ("*", "/"))


class Parser:
    """Reads a formula from left to right and works it out on the way."""

    def __init__(self, tokens: list[Token], cells: Evaluation, sheet: int) -> None:
        self.tokens = tokens
        self.cells = cells
        self.sheet = sheet
        self.at = 0

    def next_is(self, *texts: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "sign" and self.tokens[self.at].text in texts:
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def whole(self) -> Result:
        value = self.level(0)
        if self.at < len(self.tokens):
            raise Stop("ERROR", "Formula parse error.")
        return value

    def level(self, depth: int) -> Result:
        if depth == len(LEVELS):
            return self.unary()
        value = self.level(depth + 1)
        while sign := self.next_is(*LEVELS[depth]):
            value = combined(sign, scalar(value), scalar(self.level(depth + 1)))
        return value

    def unary(self) -> Result:
        if self.next_is("-"):
            return -number(scalar(self.unary()))
        if self.next_is("+"):
            return self.unary()
        value = self.primary()
        while self.next_is("%"):
            value = number(scalar(value)) / 100
        return value

    def primary(self) -> Result:
        if self.at >= len(self.tokens):
            raise Stop("ERROR", "Formula parse error.")
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "number":
            return float(token.text)
        if token.kind == "text":
            return token.text
        if token.kind == "reference":
            return self.cells.values_of(Reference.read(token.text), self.sheet)
        if token.kind == "error":
            raise Stop(
                next(kind for kind, text in ERROR_TEXTS.items() if text == token.text), "Reference does not exist."
            )
        return self.bracket() if token.text == "(" else self.named(token)

    def bracket(self) -> Result:
        value = self.level(0)
        if not self.next_is(")"):
            raise Stop("ERROR", "Formula parse error.")
        return value

    def named(self, token: Token) -> Result:
        if token.kind != "name":
            raise Stop("ERROR", "Formula parse error.")
        if self.next_is("("):
            return self.called(token.text.upper())
        if token.text.upper() in {"TRUE", "FALSE"}:
            return token.text.upper() == "TRUE"
        return self.cells.named_values(token.text)

    def called(self, name: str) -> Result:
        arguments: list[Callable[[], Result]] = []
        while not self.next_is(")"):
            arguments.append(self.held())
            if not self.next_is(",") and not (self.at < len(self.tokens) and self.tokens[self.at].text == ")"):
                raise Stop("ERROR", "Formula parse error.")
        if name not in FUNCTIONS:
            raise Stop("NAME", f"Unknown function: '{name}'.")
        return FUNCTIONS[name](arguments)

    def held(self) -> Callable[[], Result]:
        """An argument that fails only where its function looks at it."""
        try:
            value = self.level(0)
        except Stop as stop:
            failure = stop.failure
            self.skip_argument()
            return lambda: raising(failure)
        return lambda: value

    def skip_argument(self) -> None:
        depth = 0
        while self.at < len(self.tokens):
            text = self.tokens[self.at].text if self.tokens[self.at].kind == "sign" else ""
            if depth == 0 and text in {",", ")"}:
                return
            depth += (text == "(") - (text == ")")
            self.at += 1


def raising(failure: Failure) -> Result:
    raise Stop(failure.kind, failure.message)


def scalar(value: Result) -> Scalar:
    one = (value[0] if value else None) if isinstance(value, list) else value
    if isinstance(one, Failure):
        raise Stop(one.kind, one.message)
    return one


def number(value: Scalar) -> float:
    if value is None or isinstance(value, bool | float | int):
        return float(value or 0)
    try:
        return float(value) if isinstance(value, str) else 0.0
    except ValueError:
        raise Stop("VALUE", f"The value '{value}' is a text and cannot be coerced to a number.") from None


def text(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return general(value) if isinstance(value, float | int) else str(value)


def rank(value: Scalar) -> Rank:
    """Numbers stand before texts, texts before truth values; capitals do not matter."""
    if isinstance(value, bool):
        return 2, float(value), ""
    return (1, 0.0, value.lower()) if isinstance(value, str) else (0, number(value), "")


def combined(sign: str, left: Scalar, right: Scalar) -> Scalar:
    if sign in COMPARE:
        if left is None or right is None:
            other = right if left is None else left
            blank: Scalar = "" if isinstance(other, str) else 0.0
            left, right = (blank, right) if left is None else (left, blank)
        return COMPARE[sign](rank(left), rank(right))
    if sign == "&":
        return text(left) + text(right)
    first, second = number(left), number(right)
    if sign == "/" and second == 0:
        raise Stop("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return ARITHMETIC[sign](first, second)


def flat(arguments: list[Callable[[], Result]]) -> Iterator[Scalar]:
    for argument in arguments:
        value = argument()
        for one in value if isinstance(value, list) else [value]:
            yield scalar(one)


def total(arguments: list[Callable[[], Result]]) -> Result:
    return sum(float(one) for one in flat(arguments) if isinstance(one, float | int) and not isinstance(one, bool))


def if_(arguments: list[Callable[[], Result]]) -> Result:
    if not 2 <= len(arguments) <= 3:
        raise Stop("N_A", "Wrong number of arguments to IF.")
    if number(scalar(arguments[0]())):
        return scalar(arguments[1]())
    return scalar(arguments[2]()) if len(arguments) == 3 else False


def hyperlink(arguments: list[Callable[[], Result]]) -> Result:
    return scalar(arguments[-1]())


FUNCTIONS: dict[str, Callable[[list[Callable[[], Result]]], Result]] = {
    "SUM": total,
    "IF": if_,
    "HYPERLINK": hyperlink,
}
