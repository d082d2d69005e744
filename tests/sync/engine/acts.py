"""What people do on either side, drawn at random: each act is a few numbers that fit whatever stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from pepsheets.sheets import Cell
from pepsheets.sync.changes import OTHER, SIDES, Side
from tests.sync.engine.desks import Desk
from tests.sync.engine.typed import Typed

KINDS = (
    *("edit",) * 6,
    *("type differently",) * 2,
    *("insert", "insert", "insert", "delete", "delete", "sort", "sort"),
    *("copy", "paste", "copy across", "clear", "clear ID", "odd ID", "type over label", "remark"),
    *("insert column", "move column"),
)
TYPED = ("Name", "State", "Colour")
ROW_ID = "Row ID"


@dataclass(frozen=True)
class Act:
    """One thing that a person does: where, chosen by ``at`` and ``to`` from what there is."""

    kind: str
    side: Side
    at: int
    to: int
    heading: str
    flag: bool


acts = st.builds(
    Act,
    st.sampled_from(KINDS),
    st.sampled_from(SIDES),
    st.integers(0, 6),
    st.integers(0, 6),
    st.sampled_from(TYPED),
    st.booleans(),
)

Row = tuple[int, dict[str, Cell]]


class People:
    """The people on both sides."""

    def __init__(self, desks: Mapping[Side, Desk], typed: Typed) -> None:
        self.desks, self.typed = desks, typed
        self.columns_added = 0

    def do(self, act: Act) -> None:
        desk = self.desks[act.side]
        rows = desk.rows()
        if act.kind in ("insert", "paste"):
            self._insert(desk, act, 3 if act.kind == "paste" else 1)
        elif act.kind in ("insert column", "move column"):
            self._rearrange(desk, act)
        elif rows:
            self._do_with(desk, act, rows, rows[act.at % len(rows)])

    def _do_with(self, desk: Desk, act: Act, rows: Sequence[Row], chosen: Row) -> None:
        place = chosen[0]
        if act.kind == "edit":
            self._type(desk, chosen, act.heading, self.typed.new(fails=act.flag and act.heading == "State"))
        elif act.kind == "type differently":
            self._type_differently(row_id=chosen[1].get(ROW_ID), heading=act.heading)
        elif act.kind == "clear":
            self._type(desk, chosen, act.heading, None)
        elif act.kind == "remark":
            self._type(desk, chosen, "Remark", self.typed.new() if act.side == "workbook" else f"seen{place}")
        elif act.kind == "type over label":
            desk.edit(place, desk.place("Label"), "scribble")
        elif act.kind == "sort":
            desk.sort(desk.place(act.heading), descending=act.flag)
        else:
            self._do_with_row(desk, act, rows, chosen)

    def _do_with_row(self, desk: Desk, act: Act, rows: Sequence[Row], chosen: Row) -> None:
        place, row = chosen
        if act.kind == "delete":
            is_last = sum(each.get(ROW_ID) == row.get(ROW_ID) for _, each in rows) == 1
            self.typed.row_deleted(act.side, row, is_last=is_last)
            desk.delete(place)
            return
        self.typed.may_be_twice(row)
        if act.kind == "copy":
            desk.insert(self._row(desk, act.to), desk.cells(row))
        elif act.kind == "copy across":
            self._copy_across(self.desks[OTHER[act.side]], row, act.to)
        else:
            self.typed.ever_deleted.add(str(row.get(ROW_ID)))
            desk.edit(place, desk.place(ROW_ID), "see Jane" if act.kind == "odd ID" else None)

    def _type_differently(self, row_id: Cell, heading: str) -> None:
        """Two people type into one cell, each on their side."""
        for desk in self.desks.values():
            for row in [row for row in desk.rows() if row_id and row[1].get(ROW_ID) == row_id][:1]:
                self._type(desk, row, heading, self.typed.new())

    def _type(self, desk: Desk, chosen: Row, heading: str, text: str | None) -> None:
        place, row = chosen
        self.typed.typed_over(row.get(heading))
        desk.edit(place, desk.place(heading), text)

    def _copy_across(self, desk: Desk, row: Mapping[str, Cell], to: int) -> None:
        self.typed.may_be_twice(row)
        self.typed.brought_back.add(str(row.get(ROW_ID) or ""))
        desk.insert(self._row(desk, to), desk.cells({**row, "Remark": None}))

    def _row(self, desk: Desk, chosen: int) -> int:
        """A row among those that there are, or below them."""
        rows = desk.rows()
        last = rows[-1][0] if rows else 1
        return 2 + chosen % last

    def _insert(self, desk: Desk, act: Act, count: int) -> None:
        row = self._row(desk, act.to)
        for _ in range(count):
            state = self.typed.new(fails=act.flag and act.at == 0)
            cells = {"Name": self.typed.new(), "State": state, "Colour": self.typed.new() if act.flag else None}
            desk.insert(row, desk.cells(cells))

    def _rearrange(self, desk: Desk, act: Act) -> None:
        headings = desk.grid()[0]
        column, before = 1 + act.at % len(headings), 1 + act.to % len(headings)
        if act.kind == "move column":
            if column != before and before != column + 1 and None not in headings:
                desk.move_column(column, before)
        elif self.columns_added < 3:
            self.columns_added += 1
            is_blank = act.flag and act.side == "shared" and 1 < before <= headings.index(ROW_ID) + 1 < len(headings)
            desk.insert_column(before, None if is_blank and _is_whole(headings, before) else self._heading())

    def _heading(self) -> str:
        return f"Extra {self.columns_added}"


def _is_whole(headings: Sequence[Cell], before: int) -> bool:
    """Whether the column Colour still stands beside one of ours when an empty column comes in before this one."""
    colour = headings.index("Colour") + 1
    part = headings[: before - 1] if colour < before else headings[before - 1 :]
    return None not in headings and bool({"Name", "State", "Label", ROW_ID} & set(part))
