"""A whole partnership, as its good rows tell it: immutable, and asked by tab, by key, or by the value of a column.

What a row that could not be read may change is not guessed: asking for it raises ``WaitsFor``, and the cell that
wanted it stays as it was until the row is put right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from pepsheets.sheets import Problem
    from pepsheets.tabs.declaration import Row

R = TypeVar("R", bound="Row")
T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row with an error: where it stands, and those of its columns that could be read."""

    position: int
    readable: Mapping[str, object]

    def may_hold(self, wanted: Mapping[str, object]) -> bool:
        """Whether the row, once put right, may hold these values. A column left blank holds none."""
        return all(name not in self.readable or self.readable[name] == value for name, value in wanted.items())


@dataclass(frozen=True, slots=True)
class Rows(Generic[R]):
    """One tab: its good rows, its bad ones, or why it could not be read at all."""

    good: tuple[R, ...] = ()
    bad: tuple[BadRow, ...] = ()
    unreadable: str | None = None


@dataclass(frozen=True, slots=True)
class _Keyed:
    """The rows of a tab by their key, and whether there are bad ones besides."""

    rows: Mapping[object, Row]
    has_bad: bool


class WaitsFor(Exception):
    """A figure that cannot be worked out until a row, or a whole tab, is put right."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Book:
    """The rows of a workbook's tabs on one day. Nothing in it changes, so each answer is worked out once."""

    def __init__(
        self, tabs: Mapping[type[Row], Rows[Row]], today: date, problems: tuple[Problem, ...] = (), kind: str = ""
    ) -> None:
        self._tabs = tabs
        self.today = today
        self.problems = problems
        self.kind = kind
        self._answers: dict[object, object] = {}
        self._keyed: dict[type[Row], _Keyed] = {}

    def with_problems(self, problems: tuple[Problem, ...]) -> Book:
        """The same book, with what is wrong with it."""
        other = Book(self._tabs, self.today, problems, self.kind)
        other._answers, other._keyed = self._answers, self._keyed
        return other

    def has(self, tab: type[Row]) -> bool:
        """Whether the partnership keeps this tab."""
        return tab in self._tabs

    def __getitem__(self, tab: type[R]) -> tuple[R, ...]:
        """All rows of a tab; none where the partnership does not keep it. Waits for any bad row."""
        rows = self._rows(tab)
        if rows.bad:
            raise WaitsFor(f"{tab.tab} row {rows.bad[0].position}")
        return rows.good

    def good(self, tab: type[R]) -> tuple[R, ...]:
        """The rows of a tab that are in order, whatever the others say: for listing, never for adding up."""
        return self._rows(tab).good

    def where(self, tab: type[R], **wanted: object) -> tuple[R, ...]:
        """The rows whose columns hold these values. Waits for a bad row that may be one of them."""
        rows = self._rows(tab)
        for bad in rows.bad:
            if bad.may_hold(wanted):
                raise WaitsFor(f"{tab.tab} row {bad.position}")
        index = self._index(rows, tab, tuple(wanted))
        return index.get(tuple(wanted.values()), ())

    def get(self, tab: type[R], key: object) -> R | None:
        """The row of this key, or none. Waits for a bad row that may be the one."""
        keyed = self._keyed.get(tab)
        if keyed is None:
            keyed = self._keyed[tab] = _Keyed(self._by_key(tab), bool(self._rows(tab).bad))
        row = keyed.rows.get(key)
        if row is None or keyed.has_bad:
            self._wait_for_bad_key(tab, key, any_key=row is None)
        return row  # type: ignore[return-value]  # the index of a tab holds rows of that tab

    def the(self, tab: type[R], key: object) -> R:
        """The row of this key. Waits until there is one."""
        row = self.get(tab, key)
        if row is None:
            raise WaitsFor(f"'{key}' on the {tab.tab} tab")
        return row

    def remember(self, question: object, work_out: Callable[[], T]) -> T:
        """The answer to a question about this book, worked out once; that it must wait is an answer too."""
        answer = self._answers.get(question, _NOT_ASKED)
        if answer is _NOT_ASKED:
            try:
                answer = work_out()
            except WaitsFor as waits:
                answer = waits
            self._answers[question] = answer
        if type(answer) is WaitsFor:
            raise WaitsFor(answer.what)
        return answer  # type: ignore[return-value]  # what the question's own work_out gave

    def _rows(self, tab: type[R]) -> Rows[R]:
        rows = cast("Rows[R]", self._tabs.get(tab, _NO_ROWS))
        if rows.unreadable:
            raise WaitsFor(rows.unreadable)
        return rows

    def _index(self, rows: Rows[R], tab: type[R], names: tuple[str, ...]) -> Mapping[object, tuple[R, ...]]:
        def build() -> Mapping[object, tuple[R, ...]]:
            groups: dict[object, list[R]] = {}
            for row in rows.good:
                groups.setdefault(tuple([getattr(row, name) for name in names]), []).append(row)
            return {key: tuple(group) for key, group in groups.items()}

        return self.remember((tab, names), build)

    def _by_key(self, tab: type[Row]) -> dict[object, Row]:
        (name,) = tab.key_names()
        return {getattr(row, name): row for row in self._rows(tab).good}

    def _wait_for_bad_key(self, tab: type[Row], key: object, *, any_key: bool) -> None:
        """Waits if a bad row has this key; or may have ``any_key``, which it cannot where a good row has this one."""
        (name,) = tab.key_names()
        bad_keys = self.remember((tab, "bad keys"), lambda: self._bad_keys(tab, name))
        position = bad_keys.get(key, bad_keys.get(_ANY_KEY) if any_key else None)
        if position is not None:
            raise WaitsFor(f"{tab.tab} row {position}")

    def _bad_keys(self, tab: type[Row], name: str) -> Mapping[object, int]:
        return {bad.readable.get(name, _ANY_KEY): bad.position for bad in reversed(self._rows(tab).bad)}


_NO_ROWS: Rows[Row] = Rows()
_ANY_KEY = object()
_NOT_ASKED = object()


def per_book(function: Callable[Concatenate[Book, P], T]) -> Callable[Concatenate[Book, P], T]:
    """A question about a book, answered once for each book and each set of arguments."""

    @wraps(function)
    def remembered(book: Book, /, *args: P.args, **kwargs: P.kwargs) -> T:
        question = (function, args, *kwargs.items()) if kwargs else (function, args)
        answer = book._answers.get(question, _NOT_ASKED)
        if answer is _NOT_ASKED or type(answer) is WaitsFor:
            return book.remember(question, lambda: function(book, *args, **kwargs))
        return cast("T", answer)

    return remembered
