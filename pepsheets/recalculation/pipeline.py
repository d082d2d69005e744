"""Read, validate, compute, plan, write; the same for every door."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pepsheets.partnerships import Partnership
from pepsheets.recalculation.planning import Planner
from pepsheets.sheets import FileChangedMeanwhile, Gateway, Plan, Problem, Workbook
from pepsheets.tabs.declaration import ComputedRow, is_computed
from pepsheets.validation import Validated, check_book, in_reading_order, recognise, validate
from pepsheets.validation.recognising import read

T = TypeVar("T")

_FRESH_STARTS = 2

Progress = Callable[[str], None]
"""Told what is being done now, in words for a person."""


def in_silence(_: str) -> None:
    """For those who want no word of progress."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a workbook holds, what is wrong with it, and what a recalculation would change."""

    kind: Partnership
    validated: Validated
    problems: tuple[Problem, ...]
    plan: Plan
    unchanged: int
    state: str

    def count(self, severity: str) -> int:
        return sum(problem.severity == severity for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a recalculation did."""

    examined: Examined
    backup: str | None

    @property
    def written(self) -> Mapping[str, int]:
        """The number of cells written on each tab, tabs without any left out."""
        counts: dict[str, int] = {}
        for change in self.examined.plan.cells:
            counts[change.tab] = counts.get(change.tab, 0) + 1
        return counts


def examine(gateway: Gateway, today: date, progress: Progress = in_silence) -> Examined:
    """Everything that is wrong with a workbook, and everything a recalculation would write. Nothing is written."""
    progress("Reading the workbook")
    workbook = read(gateway)
    return examine_workbook(workbook, recognise(workbook), today, progress)


def examine_workbook(workbook: Workbook, kind: Partnership, today: date, progress: Progress = in_silence) -> Examined:
    """The same of a workbook that has been read, or of one as it will be."""
    progress("Checking every row")
    validated = validate(workbook, kind, today)
    problems = (*validated.problems, *check_book(validated))
    progress("Working out the results")
    planner = Planner(validated.located)
    _plan_before_problems(kind, validated, planner)
    order = [validated.located[tab].sheet.name if tab in validated.located else tab.tab for tab in kind.tabs]
    problems = in_reading_order((*problems, *planner.problems()), order)
    _plan_after_problems(kind, validated, planner, problems)
    problems = in_reading_order((*problems, *planner.problems()), order)
    return Examined(kind, validated, problems, planner.plan(), planner.unchanged, workbook.state)


def _plan_before_problems(kind: Partnership, validated: Validated, planner: Planner) -> None:
    for tab in kind.tabs:
        if tab not in validated.located:
            continue
        if not is_computed(tab):
            planner.fill_columns(tab, validated.book, validated.blank.get(tab, ()))
        elif issubclass(tab, ComputedRow) and not tab.needs_problems:
            planner.fill_tab(tab, validated.book)


def _plan_after_problems(
    kind: Partnership, validated: Validated, planner: Planner, problems: tuple[Problem, ...]
) -> None:
    """The tabs that show what is wrong come last, when everything that is wrong is known."""
    book = validated.book.with_problems(problems)
    for tab in kind.tabs:
        if tab in validated.located and issubclass(tab, ComputedRow) and tab.needs_problems:
            planner.fill_tab(tab, book)


def recalculate(gateway: Gateway, today: date, progress: Progress = in_silence) -> Outcome:
    """Write what a recalculation changes; nothing at all where everything is as it should be.

    Where somebody saves the workbook while we work on it, everything starts again from what they saved.
    """
    return starting_again(lambda: _recalculate(gateway, today, progress))


def starting_again(attempt: Callable[[], T]) -> T:
    """What an attempt gives; it is made afresh, a few times, where the workbook changes while it is under way."""
    for _ in range(_FRESH_STARTS):
        with suppress(FileChangedMeanwhile):
            return attempt()
    return attempt()


def _recalculate(gateway: Gateway, today: date, progress: Progress) -> Outcome:
    examined = examine(gateway, today, progress)
    if not examined.plan:
        return Outcome(examined, None)
    progress("Saving")
    receipt = gateway.write(examined.plan, examined.state)
    return Outcome(examined, receipt.backup)
