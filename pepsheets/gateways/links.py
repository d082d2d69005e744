"""A link of ours as spreadsheet programs know it: a formula of constants, which needs nothing else and moves along."""

from pepsheets.sheets import Link

_LONGEST_LITERAL = 255
_BEGINS = 'HYPERLINK("#'


def link_formula(link: Link) -> str:
    """The formula that shows a link's text and leads to its cell, without the sign that begins a formula.

    >>> print(link_formula(Link("Go", "Ann's", "B2")))
    HYPERLINK("#'Ann''s'!B2","Go")
    """
    tab = link.tab.replace("'", "''")
    place = f"#'{tab}'!{link.cell}"
    return f"HYPERLINK({_literal(place)},{_literal(link.text)})"


def is_own_link(formula: str) -> bool:
    """Whether a formula, with or without its sign, is a link that we wrote."""
    return formula.lstrip("= ").startswith(_BEGINS)


def _literal(text: str) -> str:
    """A text inside a formula, which takes at most 255 characters at a time."""
    pieces = [text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
