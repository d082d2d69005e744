"""Texts as they must be typed so that Excel and Google Sheets keep them as the texts that they are."""

import re

_WORD = re.compile(r"[^\W\d_]{4,}")
# Beside numbers these make a date of them, in the languages of this country.
_OF_DATES = re.compile(
    r"jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?|(mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
_TRUTHS = frozenset({"true", "false"})


def as_typed(text: str) -> str:
    """The text with an apostrophe before it where it might be taken for something else: a number, a date, a formula.

    The apostrophe is not part of the text. A text that is plainly one goes without, so that nobody wonders about it.

    >>> as_typed("Hillside"), as_typed("007"), as_typed("=1+1"), as_typed("3 May"), as_typed("3 schools")
    ('Hillside', "'007", "'=1+1", "'3 May", "'3 schools")
    """
    return text if _is_plainly_text(text) else "'" + text


def _is_plainly_text(text: str) -> bool:
    """Whether no program could take it for anything else. What has a number in it needs a word that no date has."""
    if not text[:1].isalpha():
        return False
    if not any(char.isdigit() for char in text):
        return text.casefold().strip() not in _TRUTHS
    return any(not _OF_DATES.fullmatch(word) for word in _WORD.findall(text))
