"""What a batch does to the shared sheet, one operation at a time, each with what it expects to find.

Operations are written to the store before the batch is sent, so that after a crash it is still known what was meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from pepsheets.sheets import Cell
from pepsheets.sync.engine.reading import ROW_ID
from pepsheets.sync.values import decode, encode


@dataclass(frozen=True, slots=True)
class SetOp:
    """A cell gets a value. ``row_id`` and ``heading`` are those that the cell's row and column had when it was read.

    ``agrees`` says whether both sides hold the value once it is written.
    """

    tab: str
    row: int
    place: int
    row_id: str
    key: str
    heading: str
    before: Cell
    after: Cell
    agrees: bool


@dataclass(frozen=True, slots=True)
class IdOp:
    """A row gets an ID, its first or another."""

    tab: str
    row: int
    place: int
    before: str
    after: str

    @property
    def key(self) -> str:
        """The key of the column that it is meant for."""
        return ROW_ID


@dataclass(frozen=True, slots=True)
class DeleteOp:
    """A row goes. ``is_stray`` where it is one that only a write of ours had made, by mistake."""

    tab: str
    row: int
    row_id: str
    before: Mapping[str, Cell]
    is_stray: bool = False


@dataclass(frozen=True, slots=True)
class AddOp:
    """A row is added below the others. ``cells`` are by column key; those of ``agrees`` both sides then hold.

    ``restores`` is the ID of the repair that it carries out, where it brings back a row.
    """

    tab: str
    row_id: str
    cells: Mapping[str, Cell]
    agrees: tuple[str, ...]
    restores: str = ""


Operation: TypeAlias = SetOp | IdOp | DeleteOp | AddOp

_KINDS: Mapping[str, type[Operation]] = {"set": SetOp, "id": IdOp, "delete": DeleteOp, "add": AddOp}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_VALUES = frozenset({"before", "after", "cells"})


def in_json(operations: Iterable[Operation]) -> str:
    """Operations as text for the store."""
    return json.dumps([[_NAMES[type(each)], _packed(each)] for each in operations], ensure_ascii=False)


def from_json(text: str) -> tuple[Operation, ...]:
    """The operations that `in_json` wrote."""
    return tuple(_KINDS[name](**_unpacked(_KINDS[name], packed)) for name, packed in json.loads(text))


def _packed(operation: Operation) -> dict[str, object]:
    values = {each.name: getattr(operation, each.name) for each in fields(operation)}
    if isinstance(operation, IdOp):
        return values
    return {name: _pack(value) if name in _VALUES else value for name, value in values.items()}


def _pack(value: Cell | Mapping[str, Cell]) -> object:
    return {key: encode(cell) for key, cell in value.items()} if isinstance(value, Mapping) else encode(value)


def _unpacked(kind: type[Operation], packed: Mapping[str, Any]) -> dict[str, Any]:
    if kind is IdOp:
        return dict(packed)
    return {name: _unpack(value) if name in _VALUES else _plain(value) for name, value in packed.items()}


def _unpack(value: object) -> Cell | Mapping[str, Cell]:
    if isinstance(value, dict):
        return {key: decode(cell) for key, cell in value.items()}
    return decode(str(value))


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
