"""Workbooks with buttons, and their macros as oletools reads them: a reader that has nothing to do with our writer."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from functools import cache

from pepsheets.partnerships import PARTNERSHIPS, Partnership
from pepsheets.templates import template_bytes
from tests.templates.opened import TODAY

KINDS = [kind.code for kind in PARTNERSHIPS]


def kind_of(code: str) -> Partnership:
    return next(kind for kind in PARTNERSHIPS if kind.code == code)


@cache
def made(code: str, *, with_sample: bool = False) -> bytes:
    """A workbook with buttons."""
    kind = kind_of(code)
    content = kind.sample(TODAY) if with_sample else kind.start(TODAY)
    return template_bytes(kind, content, TODAY, kind.mistakes(TODAY) if with_sample else (), has_buttons=True)


def part(workbook: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return package.read(name)


def parts(workbook: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def modules(code: str) -> Mapping[str, str]:
    """The text of each module of the macros in a workbook, by its name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses names that pyparsing is about to drop
        from oletools.olevba import VBA_Parser  # type: ignore[import-untyped]  # it has no annotations

        found = list(VBA_Parser(f"{code}.xlsm", data=made(code)).extract_macros())
    return {name.rpartition(".")[0]: text.replace("\r\n", "\n") for _, _, name, text in found}


def code_of(module: str) -> list[str]:
    """The lines of a module that Excel shows: without the attributes that stand among them."""
    return [line for line in module.split("\n") if not re.match(r"Attribute [\w.]+ = ", line)]
