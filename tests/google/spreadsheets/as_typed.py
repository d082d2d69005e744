"""What Google makes of a text that a person types into a cell."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.google.spreadsheets.cells import Cell, entered_value
from tests.google.spreadsheets.evaluation import plain_number
from tests.google.spreadsheets.json_shapes import Json
from tests.google.spreadsheets.typed_dates import typed_moment

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:(?<=[0-9])\.|\.(?=[0-9]))?[0-9]*"
NUMBER = re.compile(rf"[+-]?(?=[0-9.]){DIGITS}(?:[eE][+-]?[0-9]+)?")
MONEY_SIGN = re.compile(r"[£$€]")
HOME = {"en_GB": "£", "en_US": "$"}


def amount(text: str) -> float | None:
    """The number that a text means, or None where it is no number.

    >>> amount("1,234.50"), amount("1e5"), amount("12 March"), amount(".")
    (1234.5, 100000.0, None, None)
    """
    if not NUMBER.fullmatch(text) or not any(character.isdigit() for character in text):
        return None
    return float(text.replace(",", ""))


def typed_number(text: str, locale: str) -> tuple[float, Json | None] | None:
    """A number with the format that typing it so gives: per cent, money, powers of ten."""
    body, sign = text, 1
    if bracketed := re.fullmatch(r"\((.+)\)", text):
        body, sign = bracketed[1], -1
    if body.endswith("%"):
        value = amount(body[:-1].strip())
        pattern = "0.00%" if "." in body else "0%"
        return None if value is None else (sign * value / 100, {"type": "PERCENT", "pattern": pattern})
    if MONEY_SIGN.search(body):
        return typed_money(body, sign, locale)
    value = amount(body)
    if value is None:
        return None
    if "e" in body.lower():
        return sign * value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    thousands = {"type": "NUMBER", "pattern": "#,##0.00" if "." in body else "#,##0"}
    return sign * value, thousands if "," in body else None


def typed_money(text: str, sign: int, locale: str) -> tuple[float, Json | None] | None:
    match = re.fullmatch(r"([+-]?)\s*([£$€])\s*([+-]?)(.+)", text)
    value = amount(match[4].strip()) if match and not (match[1] and match[3]) else None
    if match is None or value is None:
        return None
    minus = -1 if "-" in match[1] + match[3] else 1
    places = "#,##0.00" if "." in match[4] else "#,##0"
    mark = match[2] if match[2] == HOME.get(locale) else f"[${match[2]}]"
    return sign * minus * value, {"type": "CURRENCY", "pattern": mark + places}


def parsed(text: str, locale: str, year: int) -> tuple[Json | None, Json | None]:
    """The value that a text becomes, and the number format that comes with it.

    >>> parsed("31/12/2026", "en_GB", 2026)
    ({'numberValue': 46387}, {'type': 'DATE', 'pattern': 'dd/mm/yyyy'})
    >>> parsed("'007", "en_GB", 2026), parsed("true", "en_GB", 2026)
    (({'stringValue': '007'}, None), ({'boolValue': True}, None))
    """
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    trimmed = text.strip()
    if trimmed.upper() in {"TRUE", "FALSE"}:
        return {"boolValue": trimmed.upper() == "TRUE"}, None
    found = typed_number(trimmed, locale) or typed_moment(trimmed, locale, year)
    if found is not None:
        return {"numberValue": plain_number(found[0])}, found[1]
    return {"stringValue": text}, None


def typed(cell: Cell, text: str, locale: str, year: int) -> Cell:
    """The cell after a person typed the text: what was formatted as text stays text, a format that is there stays."""
    style = cell.format.get("numberFormat") if cell.format else None
    if style and style["type"] == "TEXT":
        return replace(cell, entered=entered_value({"stringValue": text.removeprefix("'")}), runs=())
    value, number_format = parsed(text, locale, year) if text else (None, None)
    new = replace(cell, entered=entered_value(value), runs=())
    if number_format and not style:
        return replace(new, format={**(cell.format or {}), "numberFormat": number_format})
    return new
