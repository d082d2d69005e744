"""Actions: what a meeting asked of whom, by when (rule T5)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Row, check, computed, refers_to
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.people import Person


class Action(Row):
    """One action point of a meeting."""

    tab: ClassVar[str] = "Actions"
    description: ClassVar[str] = "What meetings asked of whom, by when, and what is done."
    stage: ClassVar[Stage] = "Before the next meeting"

    code: Annotated[str, Key(), Field(title="Action", description="A short name of its own, for example A12.")]
    meeting: Annotated[str, refers_to(Meeting), Field(title="Meeting", description="The meeting that agreed it.")]
    what: Annotated[str, Field(title="What", description="What is to be done.")]
    owner: Annotated[str | None, refers_to(Person), Field(title="Owner", description="Who does it.")] = None
    due_on: Annotated[date | None, Field(title="Due", description="The day by which it is to be done.")] = None
    done_on: Annotated[date | None, Field(title="Done", description="The day on which it was done.")] = None

    @computed("Standing", help="Done, to do, or overdue.")
    def standing(self, book: Book) -> str:
        if self.done_on is not None:
            return "Done"
        if self.due_on is None or self.due_on >= book.today:
            return "To do"
        days = (book.today - self.due_on).days
        return f"Overdue by {days} day{'' if days == 1 else 's'}"

    @check("warning")
    def is_done_in_time(self, book: Book) -> Iterator[Finding]:
        if self.done_on is None and self.due_on is not None and self.due_on < book.today:
            ask = f"Ask {self.owner}" if self.owner else "See to it"
            sentence = f"this was due on {uk(self.due_on)} and is not done. {ask}, and type the day once it is done."
            yield Finding("done_on", sentence)

    @check("warning")
    def someone_does_it_by_a_day(self, book: Book) -> Iterator[Finding]:
        if self.done_on is not None:
            return
        if self.owner is None:
            yield Finding("owner", "nobody is named to do this. Choose a person.")
        if self.due_on is None:
            yield Finding("due_on", "this has no day by which it is to be done. Type one.")

    @check("error")
    def is_not_done_before_its_time(self, book: Book) -> Iterator[Finding]:
        if self.done_on is not None and self.done_on > book.today:
            yield Finding("done_on", f"{uk(self.done_on)} is still to come. Type the day on which it was done.")
