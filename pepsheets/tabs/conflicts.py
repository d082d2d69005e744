"""The Conflicts tab: what waits for a person where sheets are kept in step. Synchronising fills it, people choose."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.tabs.book import Book
from pepsheets.tabs.declaration import Finding, Row, check


class ConflictRow(Row):
    """One cell about which the two sides do not agree, or one that fails its check and so stays where it was typed."""

    tab: ClassVar[str] = "Conflicts"
    description: ClassVar[str] = (
        "Cells that wait while sheets are kept in step. Where both sides typed something, choose in the last column."
    )

    is_optional: ClassVar[bool] = True

    share: Annotated[str | None, Field(title="Share", description="With which shared sheet it happened.")] = None
    on_tab: Annotated[str | None, Field(title="Tab", description="The tab it is on.")] = None
    row_name: Annotated[str | None, Field(title="Row", description="The row, by its name on that tab.")] = None
    heading: Annotated[str | None, Field(title="Column", description="The heading of the column.")] = None
    in_workbook: Annotated[str | None, Field(title="In the workbook", description="What the workbook has.")] = None
    on_shared: Annotated[str | None, Field(title="On the shared sheet", description="What the shared sheet has.")] = (
        None
    )
    since: Annotated[str | None, Field(title="Since", description="Between which rounds each value appeared.")] = None
    what_to_do: Annotated[str | None, Field(title="What to do", description="How it is put right.")] = None
    choice: Annotated[
        Literal["Workbook", "Shared sheet"] | None,
        Field(title="Choose", description="Whose value is to stand on both sides. It does after the next round."),
    ] = None

    @check("warning")
    def waits_for_a_person(self, _: Book) -> Iterator[Finding]:
        where = ", ".join(part for part in (self.on_tab, self.row_name, self.heading) if part)
        if where and self.choice is None:
            sentence = f"{where} waits, in step with '{self.share}'. {self.what_to_do or ''}".strip()
            yield Finding("what_to_do", sentence)
