"""A whole partnership, as its good rows tell it: immutable, and asked by tab, by key, or by the value of a column.

What a row that could not be read may change is not guessed: asking for it raises ``WaitsFor``, and the cell that
wanted it stays as it was until the row is put right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
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
    """A row with an error: where it stands, and those of its columns that could be read.

    One that repeats the key of another row may not be meant to be there at all.
    """

    position: int
    readable: Mapping[str, object]
    repeats_a_key: bool = False

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
        """All rows of a tab; none where the partnership does not keep it. Waits for a row that may not be meant."""
        return self.where(tab)

    def good(self, tab: type[R]) -> tuple[R, ...]:
        """The rows of a tab that are in order, whatever the others say: for listing, never for adding up."""
        return self._rows(tab).good

    def bad(self, tab: type[Row]) -> tuple[BadRow, ...]:
        """The rows of a tab that have an error."""
        return self._rows(tab).bad

    def where(self, tab: type[R], **wanted: object) -> tuple[R, ...]:
        """The rows whose columns hold these values. Waits where it cannot be known whether a bad row is one of them.

        A bad row that is one of them is there as far as it could be read: asking it for a column with a slip waits.
        """
        rows = self._rows(tab)
        for bad in rows.bad:
            if bad.may_hold(wanted) and (bad.repeats_a_key or not wanted.keys() <= bad.readable.keys()):
                raise WaitsFor(f"{tab.tab} row {bad.position}")
        index = self._index(tab, tuple(wanted))
        return index.get(tuple(wanted.values()), ())

    def get(self, tab: type[R], key: object) -> R | None:
        """The row of this key, or none. Waits for a bad row that may be the one."""
        keyed = self._keyed.get(tab)
        if keyed is None:
            keyed = self._keyed[tab] = _Keyed(self._by_key(tab), bool(self._bad_keys(tab)))
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

    def _as_read(self, tab: type[R]) -> tuple[R, ...]:
        """The good rows, and the others as far as they could be read, in the order of the tab."""
        rows = self._rows(tab)
        if not rows.bad:
            return rows.good
        half_read = [tab.half_read(bad.position, bad.readable) for bad in rows.bad if not bad.repeats_a_key]
        return tuple(sorted((*rows.good, *half_read), key=lambda row: row.position))

    def _index(self, tab: type[R], names: tuple[str, ...]) -> Mapping[object, tuple[R, ...]]:
        def build() -> Mapping[object, tuple[R, ...]]:
            groups: dict[object, list[R]] = {}
            for row in self.remember((tab, "as read"), lambda: self._as_read(tab)):
                with suppress(WaitsFor):
                    groups.setdefault(tuple([getattr(row, name) for name in names]), []).append(row)
            return {key: tuple(group) for key, group in groups.items()}

        return self.remember((tab, names), build)

    def _by_key(self, tab: type[Row]) -> dict[object, Row]:
        (name,) = tab.key_names()
        return {getattr(rows[0], name): rows[0] for rows in self._index(tab, (name,)).values()}

    def _wait_for_bad_key(self, tab: type[Row], key: object, *, any_key: bool) -> None:
        """Waits if a bad row has this key; or may have ``any_key``, which it cannot where a good row has this one."""
        bad_keys = self.remember((tab, "bad keys"), lambda: self._bad_keys(tab))
        position = bad_keys.get(key, bad_keys.get(_ANY_KEY) if any_key else None)
        if position is not None:
            raise WaitsFor(f"{tab.tab} row {position}")

    def _bad_keys(self, tab: type[Row]) -> Mapping[object, int]:
        """Keys that cannot be relied on: those that stand twice, and any, where a row's own cannot be read."""
        (name,) = tab.key_names()
        doubtful = (bad for bad in reversed(self._rows(tab).bad) if bad.repeats_a_key or name not in bad.readable)
        return {bad.readable.get(name, _ANY_KEY): bad.position for bad in doubtful}


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
