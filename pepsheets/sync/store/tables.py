"""The tables of the store. A change here needs a revision in migrations/versions; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
)

METADATA = MetaData()

# SQLite counts up by itself only in a column of the type INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: clocks go back every October, and a lease must not."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment in the store needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _text_or_none(name: str) -> Column[str | None]:
    return Column(name, Text)


def _number(name: str) -> Column[int]:
    return Column(name, Number, nullable=False)


def _moment(name: str) -> Column[datetime]:
    return Column(name, Moment, nullable=False)


def _moment_or_none(name: str) -> Column[datetime | None]:
    return Column(name, Moment)


def _counted() -> Column[int]:
    return Column("number", Number, primary_key=True, autoincrement=True)


SHARES = Table(
    "shares",
    METADATA,
    Column("share", Text, primary_key=True),
    _text("workbook"),
    _text("shared"),
    _text("home"),
    _text("home_name"),
)

LEASES = Table(
    "leases",
    METADATA,
    Column("share", Text, primary_key=True),
    _number("epoch"),
    _text_or_none("holder"),
    _text("host"),
    _number("process"),
    _moment("expires"),
)

HEADINGS = Table(
    "headings",
    METADATA,
    _text("share"),
    _text("tab"),
    _text("side"),
    _text("column_key"),
    _text("heading"),
    PrimaryKeyConstraint("share", "tab", "side", "column_key"),
)

# One record for each row, its cells as one JSON text: a hundred thousand rows are read and written within seconds.
BASE_ROWS = Table(
    "base_rows",
    METADATA,
    _text("share"),
    _text("tab"),
    _text("row_id"),
    _text("cells"),
    PrimaryKeyConstraint("share", "tab", "row_id"),
)

TOMBSTONES = Table(
    "tombstones",
    METADATA,
    _text("share"),
    _text("tab"),
    _text("row_id"),
    _moment("deleted"),
    PrimaryKeyConstraint("share", "tab", "row_id"),
)

ROUNDS = Table(
    "rounds",
    METADATA,
    _counted(),
    _text("share"),
    _moment("started"),
    _moment_or_none("ended"),
    _text_or_none("outcome"),
    _text("sentence"),
    _text("counts"),
    Index("rounds_of_share", "share", "number"),
    sqlite_autoincrement=True,
)

INTENTS = Table(
    "intents",
    METADATA,
    _counted(),
    _text("share"),
    _number("round"),
    _text("content"),
    _moment("made"),
    _moment_or_none("workbook_confirmed"),
    _moment_or_none("shared_confirmed"),
    _moment_or_none("closed"),
    Index("intents_of_share", "share", "closed"),
    sqlite_autoincrement=True,
)

REPAIRS = Table(
    "repairs",
    METADATA,
    Column("share", Text, primary_key=True),
    _text("content"),
)

RESTS = Table(
    "rests",
    METADATA,
    Column("share", Text, primary_key=True),
    _text("mark"),
)

HISTORY = Table(
    "history",
    METADATA,
    _counted(),
    _text("share"),
    _number("round"),
    _moment("at"),
    _text("kind"),
    _text("tab"),
    _text("row_id"),
    _text("row_key"),
    _text("column_key"),
    _text("side"),
    _text("before"),
    _text("after"),
    Index("history_of_row", "share", "tab", "row_id", "number"),
    Index("history_of_round", "share", "round"),
    Index("history_by_time", "share", "at"),
    sqlite_autoincrement=True,
)

CONFLICTS = Table(
    "conflicts",
    METADATA,
    _text("share"),
    _text("tab"),
    _text("row_id"),
    _text("row_key"),
    _text("column_key"),
    _text("base"),
    _text("workbook"),
    _text("shared"),
    Column("workbook_after", Number),
    _number("workbook_by"),
    Column("shared_after", Number),
    _number("shared_by"),
    _text_or_none("chosen"),
    PrimaryKeyConstraint("share", "tab", "row_id", "column_key"),
)

HELD = Table(
    "held",
    METADATA,
    _text("share"),
    _text("tab"),
    _text("side"),
    _text("row_id"),
    _text("row_key"),
    _text("column_key"),
    _text("value"),
    _text("reason"),
    PrimaryKeyConstraint("share", "tab", "row_id", "column_key", "side"),
)

PLANS = Table(
    "plans",
    METADATA,
    _text("share"),
    _text("tab"),
    _text("name"),
    _text("sentence"),
    _text("preview"),
    _text("digest"),
    _moment("made"),
    _moment_or_none("approved"),
    _moment_or_none("used"),
    PrimaryKeyConstraint("share", "tab"),
)
