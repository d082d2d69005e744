"""The Checks tab: every problem in plain words, with a link to its cell, the most pressing first."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Self

from pydantic import ConfigDict, Field

from pepsheets.sheets import STAGES, Link, Problem
from pepsheets.tabs.book import Book
from pepsheets.tabs.declaration import ComputedRow

WORDS = {"error": "To put right", "warning": "Worth a look"}


class CheckRow(ComputedRow):
    """One problem."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    tab: ClassVar[str] = "Checks"
    description: ClassVar[str] = (
        "Everything that someone should see to, the most pressing first. Click 'Go to' to reach the cell."
    )
    needs_problems: ClassVar[bool] = True

    stage_name: Annotated[str, Field(title="When", description="By when it should be seen to.")]
    severity: Annotated[str, Field(title="How grave", description="To put right, or only worth a look.")]
    on_tab: Annotated[str, Field(title="Tab", description="The tab it is on.")]
    row: Annotated[int | None, Field(title="Row", description="The row on that tab.")] = None
    heading: Annotated[str, Field(title="Column", description="The heading of the column.")] = ""
    message: Annotated[str, Field(title="What to do", description="What is wrong, and what to do about it.")]
    go_to: Annotated[Link | None, Field(title="Go to", description="Click to go to the cell.")] = None

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        order = {(stage, severity): place for place, (stage, severity) in enumerate(_GROUPS)}
        ordered = sorted(book.problems, key=lambda problem: order[problem.stage, problem.severity])
        return [cls._of(problem) for problem in ordered] or [cls._all_well()]

    @classmethod
    def _of(cls, problem: Problem) -> Self:
        link = Link(f"{problem.tab}!{problem.cell}", problem.tab, problem.cell) if problem.cell else None
        return cls(
            stage_name=problem.stage,
            severity=WORDS[problem.severity],
            on_tab=problem.tab,
            row=problem.row,
            heading=problem.column or "",
            message=_without_address(problem),
            go_to=link,
        )

    @classmethod
    def _all_well(cls) -> Self:
        return cls(stage_name="", severity="", on_tab="", message="Nothing is wrong: every row is in order.")


_GROUPS = [(stage, severity) for stage in STAGES for severity in ("error", "warning")]


def _without_address(problem: Problem) -> str:
    """The sentence alone: tab, row and column stand in columns of their own."""
    _, colon, sentence = problem.message.partition(": ")
    told = sentence if colon else problem.message
    return told[:1].upper() + told[1:]
