"""Workbooks damaged at random, and what must hold for each."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.sheets import (
    STALE,
    Cell,
    CellChange,
    CellError,
    GatewayError,
    Link,
    Plan,
    Resize,
    Sheet,
    Value,
    Workbook,
)
from tests.gateways.workbook_file.books import NOON, SHEET, altered, costs, plain
from tests.gateways.workbook_file.damage import DAMAGE, ZIP_DAMAGE, Parts

VALUES: tuple[Value, ...] = (
    5, -2.5, True, None, "", "text & <b>", "x" * 300, date(2026, 3, 2), NOON, NOON.time(), Decimal("12.30"),
    Link("here", "Notes", "A1"), float("nan"), 10**20, "\ud800", datetime(1899, 1, 1),
)  # fmt: skip


@cache
def bases() -> tuple[bytes, ...]:
    """Whole workbooks of several writers and spellings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.xlsx"
        return tuple(_base(make, path) for make in (costs, _dated_from_1904, plain, _prefixed, _without_references))


def _base(make: Callable[[Path], Path], path: Path) -> bytes:
    return make(path).read_bytes()


def _dated_from_1904(path: Path) -> Path:
    return costs(path, date_1904=True)


def _prefixed(path: Path) -> Path:
    def change(content: bytes) -> bytes:
        spelt = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content)
        return spelt.replace(b"xmlns=", b"xmlns:x=")

    return altered(plain(path), {SHEET: change})


def _without_references(path: Path) -> Path:
    return altered(plain(path), {SHEET: lambda content: re.sub(rb"(<(?:row|c))\s+r=\"\w+\"", rb"\1", content)})


def packed(parts: Parts, method: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in parts:
            item = zipfile.ZipInfo("x")
            item.filename = name
            item.compress_type = method
            archive.writestr(item, data)
    return content.getvalue()


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(item.filename, archive.read(item)) for item in archive.infolist()]


@dataclass(frozen=True)
class Case:
    """A damaged workbook, and what is to be written into it."""

    data: bytes = field(repr=False)
    cell: tuple[int, int]
    value: Value
    last_row: int


_PLACE = st.integers(0, 2**20)
_PLACES = st.tuples(_PLACE, _PLACE, _PLACE)


@st.composite
def cases(draw: st.DrawFn, wholes: Callable[[], Sequence[bytes]] = bases) -> Case:
    """Mostly a slip or two, so that the damage gets far before anybody notices. ``wholes`` tells what is damaged."""
    sources = wholes()
    parts = unpacked(sources[draw(st.integers(0, len(sources) - 1))])
    for damage, at in draw(st.lists(st.tuples(st.sampled_from(DAMAGE), _PLACES), max_size=4)):
        if parts:
            damage(parts, at)
    data = packed(parts, draw(st.sampled_from((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))))
    for spoil, at in draw(st.lists(st.tuples(st.sampled_from(ZIP_DAMAGE), _PLACES), max_size=1)):
        data = spoil(data, at)
    cell = draw(st.sampled_from([(2, 2), (3, 1), (1, 1), (2, 3), (9, 9), (5, 2), (99, 30)]))
    return Case(data, cell, draw(st.sampled_from(VALUES)), draw(st.sampled_from([0, 0, 2, 9])))


@contextmanager
def refusals_only() -> Iterator[list[GatewayError]]:
    """Whatever else than a ``GatewayError`` happens is a failure; each refusal is a sentence with a way out."""
    refused: list[GatewayError] = []
    try:
        yield refused
    except GatewayError as refusal:
        refused.append(refusal)
    assert all(sentence.endswith(".") for refusal in refused for sentence in (refusal.message, refusal.remedy))


def survive(case: Case, folder: Path) -> str:
    """What became of a case: it was refused, read only, or written; raises where anything else happened."""
    path = folder / "costs.xlsx"
    path.write_bytes(case.data)
    door = WorkbookFile(str(path), folder / "backups", lambda: NOON)
    with refusals_only() as refused:
        before = _whole(door)
    tab = "Costs" if refused or "Costs" in before.tab_names else "".join(before.tab_names[:1])
    _assert_as_it_was(case, folder)
    with refusals_only() as not_written:
        state = door.read([]).state
        door.write(_plan(case, tab), state)
    if not_written:
        _assert_as_it_was(case, folder)
        return "refused" if refused else "read, not written"
    assert not [each for each in folder.iterdir() if each.name not in {"costs.xlsx", "backups"}]
    if refused:
        return "written, not read"
    _assert_only_the_cell_changed(before, _whole(door), case, tab)
    return "written"


def _assert_only_the_cell_changed(before: Workbook, after: Workbook, case: Case, tab: str) -> None:
    assert after.tab_names == before.tab_names
    for old, new in zip(before.sheets, after.sheets, strict=True):
        shown, expected = _values(new), _values(old)
        told_old = {place for place, value in shown.items() if value == CellError(STALE)}
        for place in told_old | ({case.cell} if old.name == tab else set()):
            shown.pop(place, None)
            expected.pop(place, None)
        if not case.last_row:
            assert shown == expected, f"other cells of {old.name} than {case.cell} have changed"


def _values(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """What is seen of a tab; results of formulas may be told to be old after a write."""
    return {
        (row, column): value
        for row, line in enumerate(sheet.rows, start=1)
        for column, value in enumerate(line, start=1)
        if value is not None and (row, column) not in sheet.formulas
    }


def _plan(case: Case, tab: str) -> Plan:
    resizes = (Resize(tab, "Costs", case.last_row),) if case.last_row else ()
    return Plan((CellChange(tab, *case.cell, None, case.value),), resizes)


def _whole(door: WorkbookFile) -> Workbook:
    return door.read(door.read([]).tab_names)


def _assert_as_it_was(case: Case, folder: Path) -> None:
    assert (folder / "costs.xlsx").read_bytes() == case.data, "the file was changed though it was refused"
    left = {each.name for each in folder.iterdir()} - {"costs.xlsx", "backups"}
    assert not left, f"left behind: {left}"
