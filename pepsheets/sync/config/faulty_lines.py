"""What is wrong with a line that cannot be read, as far as its looks tell."""

from __future__ import annotations

import re
from collections.abc import Callable

from pepsheets.sync.config.mistakes import is_secret

_CURLY = "“”„‘’‚«»"  # noqa: RUF001  the very marks that are looked for
_SETTING = re.compile(r"\s*([^=\"'\[\]]*?)\s*=\s*(.*?)\s*(?:#.*)?$")
_BARE_KEY = re.compile(r"[\w.-]+")
_YES_OR_NO = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def sentence_about(line: str) -> str:
    """What is wrong, and what to do.

    >>> sentence_about("every = 15m")
    "the text after = needs quotation marks round it. Write every = '15m'."
    """
    return next(sentence for look in _LOOKS if (sentence := look(line)))


def _curly(line: str) -> str:
    found = any(mark in line for mark in _CURLY)
    return "there are curly quotation marks here. Type straight ones, as a plain text editor does." if found else ""


def _heading(line: str) -> str:
    if not line.lstrip().startswith("["):
        return ""
    return "this heading is not closed as it was opened. Write it like [[share]], or like [mail]."


def _no_setting(line: str) -> str:
    if "=" in line:
        return ""
    return "this line sets nothing. Write it like every = '15m', or begin it with # if it is a remark."


def _name(line: str) -> str:
    name = _parts(line)[0]
    if line.lstrip().startswith("="):
        return "no name stands before the =. Write it like every = '15m'."
    if not name or _BARE_KEY.fullmatch(name):
        return ""
    underscored = re.sub(r"\W+", "_", name).strip("_").casefold()
    return f"a name cannot hold spaces or other signs. Write {underscored} = and so on."


def _nothing_said(line: str) -> str:
    name, value = _parts(line)
    return "" if value else f"nothing stands after the =. Give a value, or take the line out if '{name}' is not needed."


def _yes_or_no(line: str) -> str:
    name, value = _parts(line)
    meant = _YES_OR_NO.get(value.casefold())
    return f"yes and no are written as true and false. Write {name} = {meant}." if meant else ""


def _backslash(line: str) -> str:
    if not re.search(r'"[^"]*\\', line):
        return ""
    return (
        "between double quotation marks a \\ has a meaning of its own. Put single ones round a path: "
        "'C:\\Partnership\\my.xlsx'."
    )


def _unquoted(line: str) -> str:
    name, value = _parts(line)
    if not value or value[0] in "\"'[{":
        return ""
    example = "…" if is_secret(name) else value.strip("\"'")
    return f"the text after = needs quotation marks round it. Write {name} = '{example}'."


def _bracket(line: str) -> str:
    if not _parts(line)[1].startswith("["):
        return ""
    return (
        "this list is not closed, or a comma or a quotation mark in it is missing. "
        "Write it like tabs = ['Schools', 'Meetings']."
    )


def _quotes(line: str) -> str:
    value = _parts(line)[1]
    if not value.startswith(("'", '"')):
        return ""
    return (
        "the quotation marks do not match. Put one of the same kind before and after the text, and nothing behind; "
        "round a text with an apostrophe put double ones."
    )


def _anything(_: str) -> str:
    return "this line could not be understood. Write it like every = '15m'."


_LOOKS: tuple[Callable[[str], str], ...] = (
    _curly,
    _heading,
    _no_setting,
    _name,
    _nothing_said,
    _yes_or_no,
    _backslash,
    _unquoted,
    _bracket,
    _quotes,
    _anything,
)


def _parts(line: str) -> tuple[str, str]:
    """The name and the value of a setting, as far as they can be told apart."""
    found = _SETTING.match(line)
    return (found[1], found[2]) if found else ("", line.partition("=")[2].strip())
