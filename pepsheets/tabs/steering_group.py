"""The steering group: who is in office, which facets they bring, who stands in for whom.

Rules P3 to P5, P7 and P8 of the PEP:mk constitution 2018/19.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pepsheets.rules import composition
from pepsheets.rules.composition import DeputyProblem, FacetCount, FacetRequirement, MemberFacets
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, per_book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Row, check, computed, refers_to
from pepsheets.tabs.elections import ELECTED, Serving, asks_for, holder_on, terms_of
from pepsheets.tabs.people import Person
from pepsheets.tabs.schools import is_member
from pepsheets.tabs.settings import FACETS_COUNTED_BY, MINIMUM_MEMBERS, in_force


class Facet(Row):
    """An expertise or experience that the steering group must include."""

    tab: ClassVar[str] = "Facets"
    description: ClassVar[str] = (
        "The expertise and experience that the steering group must include, and how far it does."
    )
    stage: ClassVar[Stage] = "Before the next meeting"

    name: Annotated[str, Key(), Field(title="Facet", description="The expertise or experience, in a few words.")]
    needed: Annotated[int, Field(title="Needed", description="How many members must bring it.", ge=1)]
    firm: Annotated[
        Literal["Required", "Where possible"],
        Field(title="Firmness", description="Whether the steering group must have it, or should where possible."),
    ]
    from_member_schools: Annotated[
        bool,
        Field(
            title="From member schools",
            description="Yes: those members of the group fill it whose school is a member school, and no others.",
        ),
    ] = False

    @computed("Filled", help="How many members in office bring it today, or how many schools, as the Rules tab counts.")
    def filled(self, book: Book) -> int:
        return _count_of(book, self.name).filled

    @computed("Short by", help="How many are missing today.")
    def short_by(self, book: Book) -> int:
        return _count_of(book, self.name).short

    @computed("Filled by", help="Who brings it today.")
    def filled_by(self, book: Book) -> str:
        members = facets_of_members(book, book.today)
        return "; ".join(sorted({member.person for member in members if self.name in member.facets}))

    @check("error")
    def is_filled_where_required(self, book: Book) -> Iterator[Finding]:
        if self.firm == "Required":
            yield from self._shortage(book)

    @check("warning")
    def is_filled_where_possible(self, book: Book) -> Iterator[Finding]:
        if self.firm == "Where possible":
            yield from self._shortage(book)

    def _shortage(self, book: Book) -> Iterator[Finding]:
        if self.short_by(book):
            count = f"'{self.name}' is filled {self.filled(book)} of {self.needed} times"
            wanted = "Find" if self.firm == "Required" else "Where possible, find"
            yield Finding(
                "name", f"{count}. {wanted} {self.short_by(book)} more who can bring it to the steering group."
            )


class SteeringMember(Serving):
    """One term on the steering group: as a member, or in one of its offices."""

    tab: ClassVar[str] = "Steering group"
    description: ClassVar[str] = (
        "Who serves on the steering group, in which role, from when until when, and who stands in."
    )
    stage: ClassVar[Stage] = "Before the next meeting"

    deputy: Annotated[
        str | None, refers_to(Person), Field(title="Deputy", description="Who attends when the member cannot.")
    ] = None
    facets: Annotated[
        tuple[str, ...],
        refers_to(Facet),
        Field(title="Facets", description="The facets that the member brings, with semicolons between them."),
    ] = ()

    @computed("In office today", help="Whether the term runs today; an office continues until its successor starts.")
    def in_office_today(self, book: Book) -> str:
        if self.person is None:
            return "Nobody yet"
        if self.covers(book.today):
            return "Yes"
        if self._continues(book):
            return "Continues"
        return "Not yet" if self.starts_on > book.today else "No"

    def _continues(self, book: Book) -> bool:
        """Whether this is the last term of an office, run out, whose successor has not started."""
        if self.role == "Member":
            return False
        standing = office_on(book, self.role, book.today)
        is_last = standing.holder == self.person and self.starts_on == _last_start(book, self.role)
        return standing.is_continuing and is_last

    @computed("Deputy standing", help="Whether a deputy is named who can stand in.")
    def deputy_standing(self, book: Book) -> str:
        if self.role != "Member" or self.person is None or not self.covers(book.today):
            return ""
        problem = composition.deputy_problem(self.person, self.deputy, members_in_office(book, book.today))
        return _DEPUTY_WORDS[problem]

    @check("error")
    def ends_after_it_starts(self, book: Book) -> Iterator[Finding]:
        for column, day in (("ends_on", self.ends_on), ("resigned_on", self.resigned_on)):
            if day is not None and day <= self.starts_on:
                yield Finding(
                    column, f"the term ends before it starts on {uk(self.starts_on)}. Correct one of the dates."
                )

    @check("error")
    def officers_are_members(self, book: Book) -> Iterator[Finding]:
        serves = self.role in ELECTED and self.in_office_today(book) in ("Yes", "Continues")
        if serves and self.person not in members_in_office(book, book.today):
            yield Finding(
                "person", f"{self.person} is {self.role} but not a member of the group. Add a row for them as Member."
            )

    @check("error")
    def has_a_deputy(self, book: Book) -> Iterator[Finding]:
        standing = self.deputy_standing(book)
        if standing in _DEPUTY_ADVICE:
            yield Finding("deputy", _DEPUTY_ADVICE[standing])

    @classmethod
    @check("error")
    def has_enough_members(cls, book: Book) -> Iterator[Finding]:
        minimum = in_force(book, MINIMUM_MEMBERS, book.today) or 0
        short = composition.members_short(terms_of(book, SteeringMember, "Member"), minimum, book.today)
        if short:
            yield Finding(
                "person", f"{minimum - short} of at least {minimum} members are in office. Agree {short} more."
            )

    @classmethod
    @check("error")
    def each_office_has_one_holder(cls, book: Book) -> Iterator[Finding]:
        for role in ELECTED:
            standing = office_on(book, role, book.today)
            if standing.is_vacant and not asks_for(book, cls, role):
                is_open = any(row.person is None for row in book.where(cls, role=role))
                advice = "type the name in the row that is open" if is_open else "add a row for them"
                yield Finding("role", f"nobody is {role}. Elect one, and {advice}.")
            elif standing.also:
                names = " and ".join((standing.holder or "", *standing.also))
                yield Finding("role", f"{names} are each {role} today. Type under 'Until' when the earlier term ended.")

    @classmethod
    @check("warning")
    def chair_and_vice_chair_are_two_people(cls, book: Book) -> Iterator[Finding]:
        chair, vice_chair = (office_on(book, role, book.today).holder for role in ELECTED)
        if chair is not None and chair == vice_chair:
            yield Finding(
                "role", f"{chair} is both Chair and Vice-Chair, so nobody can stand in. Elect another person."
            )


_DEPUTY_WORDS = {
    None: "Named",
    DeputyProblem.MISSING: "Missing",
    DeputyProblem.OWN_SELF: "Is the member",
    DeputyProblem.ATTENDING_AS_MEMBER: "Is a member too",
}
_DEPUTY_ADVICE = {
    "Missing": "no deputy is named. Ask the member whom they name to attend in their absence.",
    "Is the member": "the member is named as their own deputy. Name somebody else.",
    "Is a member too": "the deputy is a member too, and attends in their own right. Name somebody else.",
}


@per_book
def members_in_office(book: Book, on: date) -> tuple[str, ...]:
    """The members of the steering group on a day."""
    return composition.in_office(terms_of(book, SteeringMember, "Member"), on)


@per_book
def office_on(book: Book, role: str, on: date) -> composition.OfficeOn:
    """Who holds an office of the steering group on a day."""
    return holder_on(book, SteeringMember, role, on)


@per_book
def deputies_named(book: Book, on: date) -> dict[str, str]:
    """The deputy of each member who is in office on a day and has named one."""
    rows = [row for row in book.where(SteeringMember, role="Member") if row.covers(on)]
    return {row.person: row.deputy for row in sorted(rows, key=lambda row: row.starts_on) if row.person and row.deputy}


@per_book
def facets_of_members(book: Book, on: date) -> tuple[MemberFacets, ...]:
    """What each member in office brings on a day, with what comes of their school's membership."""
    rows = [row for row in book.where(SteeringMember, role="Member") if row.covers(on)]
    return tuple(_facets_of(book, row, row.person, on) for row in rows if row.person)


def _facets_of(book: Book, row: SteeringMember, person: str, on: date) -> MemberFacets:
    """A facet that comes of the school's membership is worked out, and never typed."""
    school = book.the(Person, person).school
    of_membership = {facet.name for facet in book[Facet] if facet.from_member_schools}
    typed = frozenset(row.facets) - of_membership
    belongs = school is not None and is_member(book, school, on)
    return MemberFacets(person, school, typed | of_membership if belongs else typed)


@per_book
def _count_of(book: Book, facet: str) -> FacetCount:
    row = book.the(Facet, facet)
    counted_by = in_force(book, FACETS_COUNTED_BY, book.today)
    requirement = FacetRequirement(row.name, row.needed, row.firm == "Required", counted_by)
    (count,) = composition.facet_counts([requirement], facets_of_members(book, book.today))
    return count


def _last_start(book: Book, role: str) -> date:
    terms = terms_of(book, SteeringMember, role)
    return max(term.starts_on for term in terms if term.starts_on <= book.today)
