"""People: those who have to do with the partnership. No private data beyond what it takes to write to them."""

from typing import Annotated, ClassVar

from pydantic import Field

from pepsheets.sheets import Stage
from pepsheets.tabs.declaration import Key, OnlyFor, Row, refers_to
from pepsheets.tabs.schools import School


class Person(Row):
    """A person whom other tabs name."""

    tab: ClassVar[str] = "People"
    description: ClassVar[str] = "The people whom other tabs name."
    stage: ClassVar[Stage] = "Before the next meeting"

    name: Annotated[str, Key(), Field(title="Person", description="First name and surname, as all other tabs use it.")]
    school: Annotated[
        str | None, refers_to(School), Field(title="School", description="The person's school; empty for others.")
    ] = None
    role: Annotated[str | None, Field(title="Role", description="For example Head teacher, or Local authority.")] = None
    email: Annotated[
        str | None, OnlyFor("office"), Field(title="Email", description="An address at work, for notices.")
    ] = None
