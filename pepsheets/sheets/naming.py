"""Cells by the names that people give them."""

from functools import lru_cache


@lru_cache(maxsize=16384)
def column_letters(column: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell as people write it.

    >>> cell_name(14, 3)
    'C14'
    """
    return f"{column_letters(column)}{row}"
