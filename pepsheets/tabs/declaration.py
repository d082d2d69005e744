"""The language in which tabs are declared: one file, for it is learnt as one.

One class declares one tab. Its fields are the columns that people fill; its ``@computed`` methods are the columns that
pepsheets fills; its ``@check`` methods say what may be wrong with a row. Templates, checks, the reference documentation
and the write-back all read the same declaration.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    Self,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
)
from typing import get_type_hints as hints_of

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from pepsheets.sheets import Link, Severity, Stage
from pepsheets.tabs.book import Book, WaitsFor
from pepsheets.tabs.kinds import Kind

Audience: TypeAlias = Literal["everyone", "steering group", "office"]
"""Who may see a tab or a column, from the widest circle to the narrowest."""

Money: TypeAlias = Annotated[Decimal, Kind.MONEY]
"""Pounds with two decimals."""

AcademicYear: TypeAlias = Annotated[str, Kind.YEAR]
"""A text such as 2026/27."""

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Key:
    """Marks a column whose value names the row; several together name it jointly."""


@dataclass(frozen=True, slots=True)
class RowId:
    """Marks the hidden column by which a row is known when two sheets are kept in step."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Marks a column that is needed, but that a row may wait for: it shows as needed, and a check asks for it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a column that holds the key of a row on another tab."""

    tab: "type[Row]"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Marks a column whose choices are known only when the program runs."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnlyFor:
    """Marks a column that a narrower audience than the tab's may see."""

    audience: Audience


def refers_to(tab: "type[Row]") -> Reference:
    """Marks a column that holds the key of a row on the other tab; the cell gets a drop-down of that tab's keys."""
    return Reference(tab)


class Finding(NamedTuple):
    """What a check found: the column's name in code, and a sentence on what is wrong and what to do.

    A check of a whole tab may name the row; a check of a row need not.
    """

    column: str
    sentence: str
    row: "Row | None" = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check of a row, or of a whole tab."""

    name: str
    severity: Severity
    stage: Stage | None
    of_tab: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tab: what people read of it, and what the program must know."""

    name: str
    heading: str
    help: str
    kind: Kind
    required: bool
    choices: tuple[str, ...]
    reference: "type[Row] | None"
    is_key: bool
    is_row_id: bool
    is_computed: bool
    audience: Audience | None
    is_awaited: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether people must fill it sooner or later."""
        return self.required or self.is_awaited


class Row(BaseModel):
    """A row of a tab. ``position`` is where it stands on its tab, counted from 1; 0 when it stands on none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tab: ClassVar[str]
    description: ClassVar[str]
    stage: ClassVar[Stage] = "Later"
    audience: ClassVar[Audience] = "everyone"
    is_optional: ClassVar[bool] = False
    """Whether a workbook does well without the tab, so that nothing waits for it."""

    position: int = 0
    row_id: Annotated[
        str | None,
        RowId(),
        Field(title="Row ID", description="Filled by pepsheets so that a row keeps its identity. Leave it alone."),
    ] = None

    @property
    def key(self) -> str:
        """The row's name, as people read it."""
        return key_text(tuple(getattr(self, name) for name in self.key_names()))

    @classmethod
    def half_read(cls, position: int, readable: Mapping[str, object]) -> Self:
        """A row with slips in it: asked for a column that could not be read, it waits for the row to be put right."""
        row = cls.__new__(cls)
        vars(row).update(position=position, **readable)
        object.__setattr__(row, "__pydantic_fields_set__", {"position", *readable})
        return row

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name in type(self).model_fields:
                raise WaitsFor(f"{self.tab} row {self.position}")
            return super().__getattr__(name)

    @classmethod
    def for_new_year(cls, book: Book, year: str) -> Iterable[Self]:
        """The rows that the tab gains for an academic year to come: once it was rolled into that year, no more."""
        return ()

    @classmethod
    def not_added(cls, book: Book, year: str) -> Iterable[str]:
        """The rows that the tab may lack for an academic year, left for a person to add or not, in sentences."""
        return ()

    @classmethod
    def to_fill(cls, book: Book, year: str) -> Iterable[str]:
        """What of an academic year a person has still to fill in or to decide, in sentences."""
        return ()

    @classmethod
    def key_names(cls) -> tuple[str, ...]:
        """The names of the columns that together name a row."""
        return _key_names(cls)


class ComputedRow(Row):
    """A row of a tab that pepsheets writes whole."""

    needs_problems: ClassVar[bool] = False

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        """The rows of the tab, in the order in which they are shown."""
        raise NotImplementedError  # each computed tab has its own; one that has none is a programmer's mistake


@dataclass(frozen=True, slots=True)
class _Computed:
    heading: str
    help: str
    audience: Audience | None


@dataclass(frozen=True, slots=True)
class _Checked:
    severity: Severity
    stage: Stage | None


def computed(heading: str, *, help: str, audience: Audience | None = None) -> Callable[[F], F]:  # noqa: A002 - the word people read
    """Declares a method ``(self, book)`` to be a column that pepsheets fills; its return type is the column's kind."""

    def mark(method: F) -> F:
        vars(method)["__computed__"] = _Computed(heading, help, audience)
        return method

    return mark


def check(severity: Severity, stage: Stage | None = None) -> Callable[[F], F]:
    """Declares a method ``(self, book)``, or a class method ``(cls, book)``, that yields what it finds wrong."""

    def mark(method: F) -> F:
        if isinstance(method, classmethod):
            raise TypeError("@classmethod stands above @check, or the check would never be found")
        vars(method)["__checked__"] = _Checked(severity, stage)
        return method

    return mark


def key_text(parts: tuple[object, ...]) -> str:
    """The name of a row from the values of its key columns."""
    return " / ".join(_as_text(part) for part in parts if part is not None)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


@cache
def columns_of(tab: type[Row]) -> tuple[Column, ...]:
    """The columns of a tab: those people fill, then those pepsheets fills, the hidden row ID last."""
    fields = tab.model_fields
    own = [_field_column(name, fields[name], tab) for name in fields if name not in ("position", "row_id")]
    filled = [_method_column(name, method) for name, method in _methods(tab) if "__computed__" in vars(method)]
    if is_computed(tab):
        return tuple(own)
    return (*own, *filled, _field_column("row_id", fields["row_id"], tab))


@cache
def column_of(tab: type[Row], name: str) -> Column:
    """The column of this name in code."""
    return next(column for column in columns_of(tab) if column.name == name)


@cache
def _key_names(tab: type[Row]) -> tuple[str, ...]:
    return tuple(column.name for column in columns_of(tab) if column.is_key)


@cache
def checks_of(tab: type[Row]) -> tuple[Check, ...]:
    """The checks of a tab, in the order in which they are declared."""
    found = []
    for name, method in _methods(tab):
        mark = vars(method).get("__checked__")
        if mark:
            of_tab = isinstance(_attribute(tab, name), classmethod)
            found.append(Check(name, mark.severity, mark.stage, of_tab))
    return tuple(found)


def is_computed(tab: type[Row]) -> bool:
    """Whether pepsheets writes the whole tab."""
    return issubclass(tab, ComputedRow)


def _attribute(tab: type[Row], name: str) -> object:
    return next(vars(base)[name] for base in tab.__mro__ if name in vars(base))


def _methods(tab: type[Row]) -> Iterator[tuple[str, Callable[..., object]]]:
    """The functions of a tab and of the classes it builds on, each name once, in the order of declaration."""
    names = dict.fromkeys(name for base in reversed(tab.__mro__) if issubclass(base, Row) for name in vars(base))
    for name in names:
        attribute = _attribute(tab, name)
        function = attribute.__func__ if isinstance(attribute, classmethod) else attribute
        if callable(function) and hasattr(function, "__dict__") and not isinstance(function, type):
            yield name, function


def _field_column(name: str, field: FieldInfo, tab: type[Row]) -> Column:
    kind, choices = _kind_of(field.annotation, field.metadata)
    marks = {type(mark): mark for mark in field.metadata}
    reference, only_for, one_of = marks.get(Reference), marks.get(OnlyFor), marks.get(OneOf)
    choices = one_of.choices if isinstance(one_of, OneOf) else choices
    return Column(
        name=name,
        heading=field.title or "",
        help=field.description or "",
        kind=kind,
        required=field.is_required(),
        choices=choices,
        reference=reference.tab if isinstance(reference, Reference) else None,
        is_key=Key in marks,
        is_row_id=RowId in marks,
        is_computed=is_computed(tab),
        audience=only_for.audience if isinstance(only_for, OnlyFor) else None,
        is_awaited=Awaited in marks,
    )


def _method_column(name: str, method: Callable[..., object]) -> Column:
    mark: _Computed = vars(method)["__computed__"]
    kind, choices = _kind_of(hints_of(method, include_extras=True)["return"], ())
    return Column(name, mark.heading, mark.help, kind, False, choices, None, False, False, True, mark.audience)


_KINDS: Mapping[object, Kind] = {
    str: Kind.TEXT,
    bool: Kind.YES_NO,
    int: Kind.WHOLE,
    Decimal: Kind.NUMBER,
    date: Kind.DATE,
    datetime: Kind.MOMENT,
    Link: Kind.LINK,
    tuple[str, ...]: Kind.LIST,
    object: Kind.ANY,
}


def _kind_of(annotation: object, marks: Iterable[object]) -> tuple[Kind, tuple[str, ...]]:
    """The kind of column that a type annotation asks for, and its choices."""
    for mark in marks:
        if isinstance(mark, Kind):
            return mark, ()
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *inner_marks = get_args(annotation)
        return _kind_of(inner, inner_marks)
    if origin in (Union, UnionType):
        return _kind_of(next(part for part in get_args(annotation) if part is not type(None)), ())
    if origin is Literal:
        return Kind.CHOICE, get_args(annotation)
    return _KINDS[annotation], ()
