"""How a value is shown: number formats, as far as schools use them, in British and American ways."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from tests.google.spreadsheets.json_shapes import Json

EPOCH = datetime(1899, 12, 30)
DATE_TOKENS = re.compile(
    r'"[^"]*"|\\.|am/pm|a/p|\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|h+|s+(?:\.0+)?|.', re.IGNORECASE | re.DOTALL
)
NUMBER_CORE = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(?:E[+-]0+)?|\.[#0?]+", re.IGNORECASE)
ERROR_TEXTS = {
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "VALUE": "#VALUE!",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "NULL_VALUE": "#NULL!",
    "ERROR": "#ERROR!",
}
PATTERNS = {
    "en_GB": {"DATE": "dd/mm/yyyy", "DATE_TIME": "dd/mm/yyyy hh:mm:ss", "CURRENCY": "£#,##0.00"},
    "en_US": {"DATE": "m/d/yyyy", "DATE_TIME": "m/d/yyyy h:mm:ss", "CURRENCY": '"$"#,##0.00'},
}
COMMON = {"NUMBER": "#,##0.00", "PERCENT": "0.00%", "TIME": "hh:mm:ss", "SCIENTIFIC": "0.00E+00", "TEXT": "@"}


def pattern_of(number_format: Json | None, locale: str) -> str:
    """The pattern that a number format means; a type alone means the pattern of the locale."""
    if not number_format:
        return ""
    own = PATTERNS.get(locale, PATTERNS["en_US"])
    kind = number_format["type"]
    return str(number_format.get("pattern") or own.get(kind) or COMMON.get(kind, ""))


def general(number: float) -> str:
    """A number without a format: ten significant digits, and none that say nothing.

    >>> general(1.0), general(0.1 + 0.2), general(1e20), general(12345678901.0)
    ('1', '0.3', '1E+20', '12345678901')
    """
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    if abs(number) >= 1e15 or abs(number) < 1e-5:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].zfill(2)}"
    digits = max(10 - len(str(int(abs(number)))), 0)
    return f"{number:.{digits}f}".rstrip("0").rstrip(".")


def shown(value: Json | None, number_format: Json | None, locale: str) -> str:
    """What the cell shows.

    >>> shown({"numberValue": 46387}, {"type": "DATE", "pattern": "dd/mm/yyyy"}, "en_GB")
    '31/12/2026'
    >>> shown({"numberValue": 1234.5}, {"type": "CURRENCY"}, "en_GB")
    '£1,234.50'
    """
    if not value:
        return ""
    if "numberValue" in value:
        return shown_number(float(value["numberValue"]), number_format, locale)
    if "boolValue" in value:
        return "TRUE" if value["boolValue"] else "FALSE"
    if "errorValue" in value:
        return ERROR_TEXTS[value["errorValue"]["type"]]
    return str(value.get("stringValue", ""))


def shown_number(number: float, number_format: Json | None, locale: str) -> str:
    pattern = pattern_of(number_format, locale)
    if pattern in {"", "General", "@"}:
        return general(number)
    kind = number_format["type"] if number_format else ""
    if kind in {"DATE", "TIME", "DATE_TIME"}:
        return shown_date(number, pattern)
    return shown_amount(number, pattern)


def section(number: float, pattern: str) -> tuple[str, bool]:
    """The part of a pattern that is for this number, and whether it still needs a minus sign."""
    parts = pattern.split(";")
    if number < 0 and len(parts) > 1:
        return parts[1], False
    if number == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], number < 0


def shown_amount(number: float, pattern: str) -> str:
    part, minus = section(number, pattern)
    plain = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r'"\1"', part)
    plain = re.sub(r"\[[^\]]*\]|_.|\*.", "", plain)
    core = NUMBER_CORE.search(re.sub(r'"[^"]*"', lambda quoted: "\0" * len(quoted[0]), plain))
    scaled = abs(number) * (100 if "%" in plain else 1)
    if core is None:
        return unquoted(plain)
    shown_core = in_core(scaled, plain[core.start() : core.end()])
    return "-" * minus + unquoted(plain[: core.start()]) + shown_core + unquoted(plain[core.end() :])


def unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.replace('"', ""))


def in_core(number: float, core: str) -> str:
    if "E" in core.upper():
        places = len(core.upper().partition("E")[0].partition(".")[2])
        mantissa, _, exponent = f"{number:.{places}E}".partition("E")
        return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
    whole, _, fraction = core.partition(".")
    places, needed = len(fraction), fraction.count("0")
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}" if "," in whole else f"{rounded:.{places}f}"
    left, _, right = text.partition(".")
    right = right[:needed] + right[needed:].rstrip("0")
    left = left.zfill(whole.count("0")) if "," not in whole else left
    left = "" if left == "0" and "0" not in whole else left
    return left + (f".{right}" if right or (fraction and not left) else "")


@lru_cache(maxsize=512)
def date_tokens(pattern: str) -> tuple[str, ...]:
    return tuple(DATE_TOKENS.findall(pattern))


def shown_date(number: float, pattern: str) -> str:
    """A serial number as a date or a time."""
    moment = EPOCH + timedelta(seconds=round(number * 86400))
    tokens = date_tokens(pattern)
    twelve = any(token.lower() in {"am/pm", "a/p"} for token in tokens)
    return "".join(date_part(token, tokens[:at], tokens[at + 1 :], moment, twelve) for at, token in enumerate(tokens))


def date_part(token: str, before: tuple[str, ...], after: tuple[str, ...], moment: datetime, twelve: bool) -> str:
    lower = token.lower()
    if lower[0] == "m" and is_minute(before, after):
        return f"{moment.minute:0{len(token)}d}"
    if lower[0] == "h":
        return f"{(moment.hour - 1) % 12 + 1 if twelve else moment.hour:0{len(token)}d}"
    if lower[0] == "s":
        return f"{moment.second:0{min(len(token), 2)}d}"
    if lower == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    if lower[0] in "ymd":
        return day_part(lower, moment)
    return unquoted(token)


def day_part(token: str, moment: datetime) -> str:
    if token[0] == "y":
        return f"{moment.year:04d}" if len(token) > 2 else f"{moment.year % 100:02d}"
    number = moment.month if token[0] == "m" else moment.day
    names = {"m": ("%b", "%B"), "d": ("%a", "%A")}[token[0]]
    if len(token) > 2:
        return moment.strftime(names[len(token) > 3])
    return f"{number:0{len(token)}d}"


def is_minute(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether an m stands next to hours or seconds, where it means minutes."""
    last = next((token for token in reversed(before) if token[0].lower() in "yhdsm["), "")
    following = next((token for token in after if token[0].lower() in "yhdsm["), "")
    return last[:1].lower() == "h" or last[:2].lower() == "[h" or following[:1].lower() == "s"
