"""A class declares a tab: what its fields, its computed columns and its checks say of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

import pytest
from pydantic import Field, ValidationError

from pepsheets.sheets import Link
from pepsheets.tabs.book import Book, Rows
from pepsheets.tabs.declaration import (
    AcademicYear,
    Audience,
    Check,
    ComputedRow,
    Finding,
    Key,
    Money,
    OneOf,
    OnlyFor,
    Row,
    check,
    checks_of,
    column_of,
    columns_of,
    computed,
    is_computed,
    key_text,
    refers_to,
)
from pepsheets.tabs.kinds import Kind


class Club(Row):
    """A club."""

    tab: ClassVar[str] = "Clubs"
    audience: ClassVar[Audience] = "steering group"

    name: Annotated[str, Key(), Field(title="Club", description="The club's name.")]
    colour: Annotated[
        str | None, OneOf(("Red", "Blue")), OnlyFor("office"), Field(title="Colour", description="Its colour.")
    ] = None


class Match(Row):
    """A match of two clubs."""

    tab: ClassVar[str] = "Matches"

    home: Annotated[str, Key(), refers_to(Club), Field(title="Home", description="Who invited.")]
    played_on: Annotated[date, Key(), Field(title="Played on", description="When.")]
    starts_at: Annotated[datetime | None, Field(title="Starts", description="From when on.")] = None
    standing: Annotated[Literal["Won", "Lost"], Field(title="Standing", description="How it went.")] = "Won"
    goals: Annotated[int, Field(title="Goals", description="How many.", ge=0)] = 0
    share: Annotated[Decimal | None, Field(title="Share", description="Of all goals.")] = None
    fee: Annotated[Money | None, Field(title="Fee", description="What it cost.")] = None
    year: Annotated[AcademicYear | None, Field(title="Year", description="In which year.")] = None
    outdoors: Annotated[bool, Field(title="Outdoors", description="In the open air.")] = False
    guests: Annotated[tuple[str, ...], refers_to(Club), Field(title="Guests", description="Who came besides.")] = ()
    extra: Annotated[object, Kind.ANY, Field(title="Extra", description="Anything.")] = None

    @property
    def winner(self) -> str:
        return self.home

    @computed("Per head", help="The fee for each.", audience="office")
    def per_head(self, book: Book) -> Money | None:
        return self.fee

    @computed("Outcome", help="In one word.")
    def outcome(self, book: Book) -> Literal["Good", "Bad"]:
        return "Good" if self.standing == "Won" else "Bad"

    @computed("Go", help="Click to go there.")
    def go_to(self, book: Book) -> Link:
        return Link("there", "Clubs", "A2")

    @check("warning", "Before invoicing")
    def was_played_in_daylight(self, book: Book) -> Iterator[Finding]:
        yield Finding("starts_at", "it is too late. Play earlier.")

    @classmethod
    @check("error")
    def is_enough(cls, book: Book) -> Iterator[Finding]:
        yield Finding("home", "there are too few. Play more.")


class Friendly(Match):
    """A match that counts for nothing."""

    tab: ClassVar[str] = "Friendlies"

    @computed("Outcome", help="It never matters.")
    def outcome(self, book: Book) -> Literal["Good", "Bad"]:
        return "Good"


class Table(ComputedRow):
    """A club's place."""

    tab: ClassVar[str] = "Table"

    club: Annotated[str, Key(), Field(title="Club", description="Which.")]
    points: Annotated[int, Field(title="Points", description="How many.")] = 0

    @classmethod
    def rows(cls, book: Book) -> Iterable[Self]:
        return [cls(club=club.name) for club in book[Club]]


CUP = Match(home="Chess", played_on=date(2026, 9, 1))


def test_columns_stand_in_the_order_of_declaration_people_s_before_ours_and_the_row_id_last() -> None:
    headings = [column.heading for column in columns_of(Match)]
    assert headings == [
        "Home", "Played on", "Starts", "Standing", "Goals", "Share", "Fee", "Year", "Outdoors", "Guests", "Extra",
        "Per head", "Outcome", "Go", "Row ID",
    ]  # fmt: skip
    assert [column.name for column in columns_of(Match) if column.is_computed] == ["per_head", "outcome", "go_to"]
    assert [column.name for column in columns_of(Match) if column.is_row_id] == ["row_id"]


def test_the_type_of_a_field_says_its_kind() -> None:
    kinds = {column.heading: column.kind for column in columns_of(Match)}
    assert kinds == {
        "Home": Kind.TEXT, "Played on": Kind.DATE, "Starts": Kind.MOMENT, "Standing": Kind.CHOICE, "Goals": Kind.WHOLE,
        "Share": Kind.NUMBER, "Fee": Kind.MONEY, "Year": Kind.YEAR, "Outdoors": Kind.YES_NO, "Guests": Kind.LIST,
        "Extra": Kind.ANY, "Per head": Kind.MONEY, "Outcome": Kind.CHOICE, "Go": Kind.LINK, "Row ID": Kind.TEXT,
    }  # fmt: skip


def test_a_column_says_what_people_and_programs_must_know() -> None:
    home, standing, per_head = (column_of(Match, name) for name in ("home", "standing", "per_head"))
    assert (home.required, home.is_key, home.reference, home.help) == (True, True, Club, "Who invited.")
    assert (standing.required, standing.is_key, standing.choices) == (False, False, ("Won", "Lost"))
    assert (per_head.required, per_head.help, per_head.audience) == (False, "The fee for each.", "office")
    assert column_of(Match, "outcome").choices == ("Good", "Bad")
    assert column_of(Club, "colour").choices == ("Red", "Blue")
    assert column_of(Club, "colour").audience == "office"
    assert column_of(Club, "name").audience is None


def test_choices_that_are_known_only_when_the_program_runs_leave_the_kind_as_it_is() -> None:
    assert column_of(Club, "colour").kind is Kind.TEXT


def test_a_row_is_named_by_its_key_columns() -> None:
    assert Club.key_names() == ("name",) and Match.key_names() == ("home", "played_on")
    assert CUP.key == "Chess / 01/09/2026"
    assert key_text((datetime(2026, 9, 1, 9, 5), None, 7)) == "01/09/2026 09:05 / 7"


def test_a_row_cannot_be_changed_and_knows_no_other_columns() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        CUP.goals = 3  # type: ignore[misc]  # what the test tries
    with pytest.raises(ValidationError, match="colour"):
        Match.model_validate({"home": "Chess", "played_on": date(2026, 9, 1), "colour": "red"})


def test_a_check_says_how_grave_it_is_and_whether_it_is_of_the_whole_tab() -> None:
    assert checks_of(Match) == (
        Check("was_played_in_daylight", "warning", "Before invoicing", of_tab=False),
        Check("is_enough", "error", None, of_tab=True),
    )
    assert checks_of(Club) == ()


def test_a_tab_that_builds_on_another_keeps_its_columns_and_checks_and_may_replace_one() -> None:
    assert [column.heading for column in columns_of(Friendly)] == [column.heading for column in columns_of(Match)]
    assert column_of(Friendly, "outcome").help == "It never matters."
    assert checks_of(Friendly) == checks_of(Match)


def test_a_computed_tab_is_ours_from_its_first_column_to_its_last() -> None:
    assert is_computed(Table) and not is_computed(Match)
    assert [(column.heading, column.is_computed) for column in columns_of(Table)] == [("Club", True), ("Points", True)]
    book = Book({Club: Rows((Club(name="Chess"),))}, date(2026, 9, 1))
    assert [row.key for row in Table.rows(book)] == ["Chess"]


def test_a_computed_tab_must_say_which_rows_it_has() -> None:
    with pytest.raises(NotImplementedError):
        ComputedRow.rows(Book({}, date(2026, 9, 1)))
