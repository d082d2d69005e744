"""The Rules tab: each rule of the partnership as a setting, with its value and the date from which it applies.

A constitution belongs to a year (rule P2), so a rule has a value on a date. A setting without a value is off: a rule
that a partnership's own paper does not contain does not apply until it is adopted.

One file, however long: it is the register of all settings.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Generic, TypeVar, cast

from pydantic import Field

from pepsheets.rules.apportionment import PartOfYear
from pepsheets.rules.composition import CountedBy
from pepsheets.rules.notice import DayKind, Method
from pepsheets.rules.quorum import Base, Rounding
from pepsheets.sheets import Stage
from pepsheets.tabs.book import Book, WaitsFor, per_book
from pepsheets.tabs.declaration import Finding, Key, OneOf, Row, check, computed
from pepsheets.tabs.kinds import Kind, Misread, folded, read, shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """A setting: its name, what it means, how its value is read, and what holds while it is off."""

    name: str
    meaning: str
    kind: Kind
    off: T
    made_of: Callable[[object], T]
    choices: tuple[str, ...] = ()
    rule: str = ""

    def read(self, cell: object) -> T | Misread:
        """The setting's value from what stands in the cell; what is off where it is empty."""
        value = read(self.kind, cell)  # type: ignore[arg-type]  # the Value column takes whatever a cell may hold
        if value is None or isinstance(value, Misread):
            return self.off if value is None else value
        if self.choices:
            match = next((choice for choice in self.choices if folded(choice) == folded(str(value))), None)
            if match is None:
                return Misread(f"{shown(str(value))} is not one of the choices: {', '.join(self.choices)}.")
            value = match
        try:
            return self.made_of(value)
        except ValueError as problem:
            return Misread(f"{shown(cast(str, cell))} {problem}.")


MOST = 3650  # ten years of days, and more people than any partnership has


def _count(value: object) -> int:
    if not 0 <= cast(int, value) <= MOST:
        raise ValueError(f"is not from 0 to {MOST}. Type a number between them")
    return cast(int, value)


def _share(value: object) -> Fraction:
    if not 0 <= cast(Decimal, value) <= 1:
        raise ValueError("is not a share of the whole. Type a percentage from 0% to 100%")
    return Fraction(cast(Decimal, value)).limit_denominator(1000)


def _whole(name: str, meaning: str, rule: str, off: int | None = None) -> Setting[int | None]:
    return Setting(name, meaning, Kind.WHOLE, off, _count, (), rule)


def _month_of_the_year(value: object) -> int:
    if not 1 <= cast(int, value) <= 12:
        raise ValueError("is not a month. Type 1 for January to 12 for December")
    return cast(int, value)


def _month(name: str, meaning: str, rule: str) -> Setting[int | None]:
    return Setting(name, meaning, Kind.WHOLE, None, _month_of_the_year, (), rule)


def _yes_no(name: str, meaning: str, rule: str) -> Setting[bool]:
    return Setting(name, meaning, Kind.YES_NO, False, bool, (), rule)


def _chosen(name: str, meaning: str, rule: str, choices: Mapping[str, T], off: T) -> Setting[T]:
    return Setting(name, meaning, Kind.CHOICE, off, lambda value: choices[str(value)], tuple(choices), rule)


KIND_SETTING = Setting("Kind of workbook", "Which template the workbook was made from.", Kind.TEXT, "", str)

MINIMUM_MEMBERS = _whole(
    "Steering group: minimum of members", "The steering group has at least this many members.", "P3"
)
GROUP_PLACES = _whole("Steering group: places", "How many places the steering group has, filled or not.", "P3")
QUORUM_NUMBER = _whole("Quorum: number", "A meeting is quorate with this many members present.", "P4", 0)
QUORUM_SHARE: Setting[Fraction | None] = Setting(
    "Quorum: share",
    "A meeting is quorate with this share of the base present; where a number is set too, the greater counts.",
    Kind.NUMBER,
    None,
    _share,
    (),
    "P4",
)
QUORUM_BASE = _chosen(
    "Quorum: base", "What the share is a share of.", "P4",
    {base.value: base for base in (Base.PLACES, Base.IN_OFFICE)}, Base.IN_OFFICE,
)  # fmt: skip
QUORUM_ROUNDING = _chosen(
    "Quorum: rounding", "How the share becomes a number of people.", "P4", {way.value: way for way in Rounding},
    Rounding.UP,
)  # fmt: skip
DEPUTIES_COUNT = _yes_no(
    "Quorum: deputies count", "Whether a deputy who attends for an absent member counts towards the quorum.", "P4"
)
RECONVENE_WITHIN = _whole(
    "Meetings: reconvene within days", "An inquorate meeting is held again within this many days.", "P4"
)
ELECTION_MONTH = _month(
    "Elections: month", "The month in which members are agreed and the Chair and Vice-Chair elected (6 for June).", "P5"
)
FACETS_COUNTED_BY = _chosen(
    "Facets: counted by",
    "Whether two members of one school fill a facet once or twice.",
    "P7",
    {way.value: way for way in CountedBy},
    CountedBy.PERSON,
)
DEPUTY_EXCUSES = _yes_no(
    "Papers: a deputy excuses", "Whether a deputy's attendance stands for the absent member's comments.", "P9"
)
EVENT_MONTH = _month(
    "Partnership event: month", "The month in which the yearly partnership event is held (2 for February).", "P10"
)
NOTICE_DAYS = _whole("Notice: days", "How many days' notice of a meeting is given.", "T2")
NOTICE_KIND = _chosen(
    "Notice: kind of days",
    "Which days count. Calendar days and working days count the day of the meeting; the others leave it out.",
    "T2",
    {kind.value: kind for kind in DayKind},
    DayKind.CLEAR_CALENDAR,
)
NOTICE_DEEMED = _chosen(
    "Notice: deemed given",
    "When a notice that was sent counts as given.",
    "T2",
    {"the same day": "same", "days after sending": "after", "as court papers (CPR 6.26)": "cpr"},
    "same",
)
NOTICE_DEEMED_AFTER = _whole("Notice: days after sending", "For 'days after sending': how many days after.", "T2", 0)
NOTICE_METHOD = _chosen(
    "Notice: sent by",
    "How notices are usually sent.",
    "T2",
    {method.value: method for method in Method},
    Method.EMAIL,
)
AGENDA_DAYS = _whole(
    "Agenda: sent days before", "The agenda and its papers are agreed and sent this many days before the meeting.", "T3"
)
MEETINGS_A_YEAR = _whole(
    "Meetings: minimum a year", "At least this many strategic meetings are held in an academic year.", "T1"
)
NOTES_TO_LA = _yes_no(
    "Notes: shared with the LA", "Whether the notes of a meeting go to the local authority before it is closed.", "T5"
)
ARREARS_END = _yes_no(
    "Subscriptions: arrears end membership",
    "Whether a school whose subscription is overdue stops being a member.",
    "P1",
)
DAYS_TO_PAY = _whole("Subscriptions: days to pay", "After this many days an unpaid invoice is overdue.", "P1", 30)
PART_YEAR = _chosen(
    "Costs: part years by",
    "How a school that was a member for part of the year counts.",
    "T8",
    {"the whole year": None, **{way.value: way for way in PartOfYear}},
    PartOfYear.DAYS,
)
SHORTFALL_TO_FUND = _chosen(
    "Costs: shortfall of part years", "Who bears what a member for part of the year only does not pay.", "T8",
    {"the other schools": False, "the partnership's fund": True}, False,
)  # fmt: skip
BUDGETS_MAY_DIFFER = _yes_no(
    "Costs: budgets may differ",
    "Whether the partnership has agreed to share costs by budgets that do not mean the same at every school.",
    "T8",
)
COSTS_SHARED = _yes_no(
    "Costs: shared between schools", "Whether the partnership shares costs between its schools at all.", "T8"
)
MEMBERS_FIRST = _yes_no(
    "Bookings: members first",
    "Whether unconfirmed bookings of member schools come before those of other schools.",
    "P11",
)
INCLUDED_PLACES = _whole(
    "Bookings: places included", "How many places a year a member school has within its subscription.", "P11", 0
)
NO_SHOW_SHARE: Setting[Fraction] = Setting(
    "Bookings: no-show share",
    "The share of the price that is charged for a delegate who does not come.",
    Kind.NUMBER,
    Fraction(1),
    _share,
    (),
    "P11",
)
CHARGE_REFILLED = _yes_no(
    "Bookings: charge refilled places", "Whether a cancelled place that was taken by another is charged.", "P11"
)
CHARGE_CLOSED = _yes_no(
    "Bookings: charge when the school is closed",
    "Whether a cancellation because the school had to close is charged.",
    "P11",
)
CHARGE_INSPECTED = _yes_no(
    "Bookings: charge when inspected", "Whether a cancellation because of an inspection is charged.", "P11"
)

SETTINGS: Mapping[str, Setting[object]] = {
    setting.name: setting for setting in list(vars().values()) if isinstance(setting, Setting)
}
"""Every setting by its name, in the order in which the Rules tab shows them."""


class RuleSetting(Row):
    """One rule of the partnership: a setting, its value, and the date from which it applies."""

    tab: ClassVar[str] = "Rules"
    stage: ClassVar[Stage] = "Before the next meeting"
    description: ClassVar[str] = (
        "The partnership's rules: what is set, to what value, from which date, and where it was agreed."
    )

    setting: Annotated[
        str, Key(), OneOf(tuple(SETTINGS)), Field(title="Setting", description="What is set. Choose it from the list.")
    ]
    value: Annotated[
        object, Kind.ANY, Field(title="Value", description="The value. Leave it empty to switch the rule off.")
    ] = None
    applies_from: Annotated[
        date,
        Key(),
        Field(title="Applies from", description="The first day of this value. Add a row to change it later."),
    ]
    adopted_on: Annotated[
        date | None, Field(title="Adopted on", description="The day on which the partnership agreed this.")
    ] = None
    source: Annotated[
        str | None, Field(title="Source", description="Where the rule stands: the constitution, a minute, a paper.")
    ] = None

    @computed("Meaning", help="What the setting means.")
    def meaning(self, book: Book) -> str:
        return SETTINGS[self.setting].meaning

    @computed("In force today", help="Whether this row is the one that applies today.")
    def in_force_today(self, book: Book) -> str:
        if self.applies_from > book.today:
            return "Not yet"
        if _row_in_force(book, self.setting, book.today) is not self:
            return "Replaced"
        return "Off" if self.value is None else "Yes"

    @check("error")
    def value_can_be_read(self, book: Book) -> Iterator[Finding]:
        value = SETTINGS[self.setting].read(self.value)
        if isinstance(value, Misread):
            yield Finding("value", value.sentence)


@per_book
def _row_in_force(book: Book, setting: str, on: date) -> RuleSetting | None:
    rows = [row for row in book.where(RuleSetting, setting=setting) if row.applies_from <= on]
    return max(rows, key=lambda row: row.applies_from, default=None)


def in_force(book: Book, setting: Setting[T], on: date) -> T:
    """The value of a setting on a date. Waits where the value that applies cannot be read."""
    return cast(T, _value_in_force(book, setting.name, on))


@per_book
def is_ever_in_force(book: Book, setting: str) -> bool:
    """Whether the setting of this name has a value at any time. Off by default, most are never looked at again."""
    return any(row.value is not None for row in book.where(RuleSetting, setting=setting))


@per_book
def _value_in_force(book: Book, name: str, on: date) -> object:
    row = _row_in_force(book, name, on)
    if row is None:
        return SETTINGS[name].off
    value = SETTINGS[name].read(row.value)
    if isinstance(value, Misread):
        raise WaitsFor(f"Rules row {row.position}")
    return value
