"""The first tables of the store."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Spelled out, not taken from tables.py: what this revision made must stay what it made.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make every table."""
    _make_shares()
    _make_rows()
    _make_rounds()
    _make_history()
    _make_waiting()


def _make_shares() -> None:
    op.create_table("shares", _key("share"), *_texts("workbook", "shared", "home", "home_name"))
    lease = (_number("epoch"), _text("holder", True), _text("host"), _number("process"), _moment("expires"))
    op.create_table("leases", _key("share"), *lease)
    key = ("share", "tab", "side", "column_key")
    op.create_table("headings", *_texts(*key, "heading"), sa.PrimaryKeyConstraint(*key))
    op.create_table("repairs", _key("share"), _text("content"))
    op.create_table("rests", _key("share"), _text("mark"))


def _make_rows() -> None:
    key = ("share", "tab", "row_id")
    op.create_table("base_rows", *_texts(*key, "cells"), sa.PrimaryKeyConstraint(*key))
    op.create_table("tombstones", *_texts(*key), _moment("deleted"), sa.PrimaryKeyConstraint(*key))


def _make_rounds() -> None:
    times = (_moment("started"), _moment("ended", True))
    told = (_text("outcome", True), _text("sentence"), _text("counts"))
    op.create_table("rounds", _counted(), _text("share"), *times, *told, sqlite_autoincrement=True)
    op.create_index("rounds_of_share", "rounds", ["share", "number"])
    steps = (_moment("workbook_confirmed", True), _moment("shared_confirmed", True), _moment("closed", True))
    content = (_text("share"), _number("round"), _text("content"), _moment("made"))
    op.create_table("intents", _counted(), *content, *steps, sqlite_autoincrement=True)
    op.create_index("intents_of_share", "intents", ["share", "closed"])


def _make_history() -> None:
    place = _texts("kind", "tab", "row_id", "row_key", "column_key", "side", "before", "after")
    when = (_text("share"), _number("round"), _moment("at"))
    op.create_table("history", _counted(), *when, *place, sqlite_autoincrement=True)
    op.create_index("history_of_row", "history", ["share", "tab", "row_id", "number"])
    op.create_index("history_of_round", "history", ["share", "round"])
    op.create_index("history_by_time", "history", ["share", "at"])


def _make_waiting() -> None:
    cell = ("share", "tab", "row_id", "column_key")
    values = _texts("row_key", "base", "workbook", "shared")
    rounds = (_number("workbook_after", True), _number("workbook_by"), _number("shared_after", True))
    chosen = (_number("shared_by"), _text("chosen", True))
    op.create_table("conflicts", *_texts(*cell), *values, *rounds, *chosen, sa.PrimaryKeyConstraint(*cell))
    held = ("row_key", "value", "reason")
    cell_of_side = (*cell, "side")
    op.create_table("held", *_texts(*cell_of_side, *held), sa.PrimaryKeyConstraint(*cell_of_side))
    plan = _texts("share", "tab", "name", "sentence", "preview", "digest")
    moments = (_moment("made"), _moment("approved", True), _moment("used", True))
    op.create_table("plans", *plan, *moments, sa.PrimaryKeyConstraint("share", "tab"))


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _counted() -> sa.Column[int]:
    return sa.Column("number", _NUMBER, primary_key=True, autoincrement=True)


def _text(name: str, may_be_absent: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=may_be_absent)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [_text(name) for name in names]


def _number(name: str, may_be_absent: bool = False) -> sa.Column[int]:
    return sa.Column(name, _NUMBER, nullable=may_be_absent)


def _moment(name: str, may_be_absent: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(), nullable=may_be_absent)
