"""``demo``: what pepsheets does, told on a workbook with sample data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

from pepsheets.faces.changes import changes_of, shown
from pepsheets.faces.demo_together import tell_together
from pepsheets.faces.recalculating import show_cells
from pepsheets.faces.running import DONE, Run, WatchedDoor
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import by_tab, counts, number
from pepsheets.faces.telling import results
from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.recalculation import Examined, Outcome, examine, recalculate
from pepsheets.sheets import STAGES, CellChange, FileCannotBeSaved, Gateway, Plan, Problem
from pepsheets.tabs.costs import Cost

PRESSING = 3
"""Of each stage so many problems are told."""
KIND = PARTNERSHIPS[0]


def tell(folder: str, today: date, run: Run) -> int:
    """The whole story, from an empty folder to a recalculated workbook."""
    from pepsheets.gateways.workbook_file import WorkbookFile
    from pepsheets.templates import write_template

    place = new_folder(Path(folder))
    path = place / "partnership.xlsx"
    door = WatchedDoor(WorkbookFile(str(path), backups=place / "earlier copies"), run)
    story = _Story(door, path, today, run.screen)
    story.step("A workbook for a partnership of schools")
    write_template(KIND, path, today, with_sample=True)
    run.screen.say(f"{path} is made: a worked example of the {KIND.name}, with mistakes as people make them.")
    story.check()
    examined = story.recalculate()
    story.correct(examined)
    story.again()
    story.end(tell_together(path, today, run.screen, story.step))
    return DONE


def new_folder(wanted: Path) -> Path:
    """The folder of this name, new or empty; where something stands there, the next with a number."""
    try:
        place = next(each for each in _numbered(wanted) if _is_free(each))
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise FileCannotBeSaved(f"The folder '{wanted}' could not be made: {reason}.") from error
    return place


def _numbered(wanted: Path) -> Iterator[Path]:
    yield wanted
    yield from (wanted.with_name(f"{wanted.name}-{n}") for n in count(2))


def _is_free(place: Path) -> bool:
    return not place.exists() or (place.is_dir() and not any(place.iterdir()))


@dataclass(frozen=True, slots=True)
class Slip:
    """An amount that was mistyped, and the one that was meant."""

    message: str
    change: CellChange


def find_slip(examined: Examined) -> Slip | None:
    """The first cost whose amount cannot be read, though there is a figure in it."""
    located = examined.validated.located.get(Cost)
    for problem in examined.problems if located else ():
        if located and problem.row and (problem.tab, problem.column) == (located.sheet.name, located.heading("net")):
            place = located.places["net"]
            typed = located.sheet.rows[problem.row - 1][place - 1]
            figure = _FIGURE.search(str(typed))
            if figure:
                return Slip(problem.message, CellChange(problem.tab, problem.row, place, typed, Decimal(figure[0])))
    return None


_FIGURE = re.compile(r"\d+(\.\d\d)?")


class _Story:
    """The steps of the demo, each with its heading."""

    def __init__(self, door: Gateway, path: Path, today: date, screen: Screen) -> None:
        self._door = door
        self._path = path
        self._today = today
        self._screen = screen
        self._steps = count(1)

    def step(self, heading: str) -> None:
        self._screen.heading(f"{next(self._steps)}  {heading}")

    def check(self) -> None:
        self.step("Checked: what is wrong, in plain words")
        with self._screen.progress() as progress:
            examined = examine(self._door, self._today, progress)
        self._screen.say(f"{number(examined.validated.rows, 'row')} checked. {counts(examined)}. The most pressing:")
        for stage in STAGES:
            self._pressing(stage, [each for each in examined.problems if each.stage == stage])

    def _pressing(self, stage: str, problems: Sequence[Problem]) -> None:
        errors = [each for each in problems if each.severity == "error"]
        if errors:
            self._screen.say(f"  {stage}")
        for problem in errors[:PRESSING]:
            self._screen.item(problem.message, depth=2)

    def recalculate(self) -> Examined:
        self.step("Recalculated: every result worked out and written")
        outcome = self._recalculated()
        total = sum(outcome.written.values())
        self._screen.say(f"{number(total, 'cell')} written, and nothing else in the workbook was touched:")
        self._screen.columns(by_tab(outcome.written.items()))
        for told in results(outcome.examined.validated.book):
            self._screen.say()
            self._screen.say(told.sentence)
            self._screen.columns(told.rows)
            if told.closing:
                self._screen.say(told.closing)
        return outcome.examined

    def _recalculated(self) -> Outcome:
        with self._screen.progress() as progress:
            return recalculate(self._door, self._today, progress)

    def correct(self, examined: Examined) -> None:
        """What a business manager does next: puts one thing right, and recalculates."""
        slip = find_slip(examined)
        if slip is None:
            return
        self.step("A mistake put right")
        self._screen.item(slip.message)
        self._door.write(Plan((slip.change,)), self._door.read([]).state)
        cell = f"{slip.change.tab}!{slip.change.cell}"
        self._screen.say(f"Somebody types {shown(slip.change.after)} into {cell}, and recalculates:")
        outcome = self._recalculated()
        show_cells(self._screen, [each for each in changes_of(outcome.examined) if each.tab == slip.change.tab])
        self._screen.heading("What depends on it, on other tabs")
        self._screen.columns(by_tab(each for each in outcome.written.items() if each[0] != slip.change.tab))
        self._screen.say(f"{counts(outcome.examined)}.")

    def again(self) -> None:
        self.step("Recalculated once more")
        before = self._path.read_bytes()
        written = sum(self._recalculated().written.values())
        same = "the file is the same to the last byte" if before == self._path.read_bytes() else "the file was saved"
        self._screen.say(f"{number(written, 'cell')} to write: {same}." if written else f"Nothing to write: {same}.")

    def end(self, shared: Path) -> None:
        self._screen.heading("Now open both", "green")
        self._screen.copyable(str(self._path.resolve()))
        self._screen.copyable(str(shared.resolve()))
        self._screen.say(
            "Begin with the Overview and Checks tabs of the first. Change what you like in either, save and"
        )
        self._screen.say("close it, go to their folder, and run")
        self._screen.copyable("pepsheets sync")
