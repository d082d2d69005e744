"""The words of a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.google.spreadsheets.references import REFERENCE, TEXT

WORDS = re.compile(
    rf"(?P<space>\s+)|(?P<text>{TEXT})|(?P<error>#(?:REF!|N/A|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|ERROR!))"
    rf"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_:]))|(?P<reference>{REFERENCE})"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)|(?P<sign><>|<=|>=|[-+*/&=<>%(),])|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula and what kind of word it is."""

    kind: str
    text: str


def tokens_of(formula: str) -> list[Token]:
    """The words after the equals sign.

    >>> [token.text for token in tokens_of('=SUM(A1:B2)+"x"')]
    ['SUM', '(', 'A1:B2', ')', '+', 'x']
    """
    found = []
    for match in WORDS.finditer(formula[1:]):
        kind = str(match.lastgroup)
        if kind == "text":
            found.append(Token(kind, match[0][1:-1].replace('""', '"')))
        elif kind != "space":
            found.append(Token(kind, match[0]))
    return found
