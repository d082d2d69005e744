"""Calling a meeting: when and where it is, on what notice, with what agenda.

Notice: rule T2 (draft terms of reference of schools partnerships), in the readings of the School Governance (Roles,
Procedures and Allowances) (England) Regulations 2013 reg. 13(4). Agenda: rule T3.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from pepsheets.rules.notice import Method
from pepsheets.tabs.book import Book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Row, check, computed
from pepsheets.tabs.notices import OTHER_READING, NoticeRule, notice_rule
from pepsheets.tabs.settings import AGENDA_DAYS, in_force


class Convened(Row):
    """A meeting as it is called."""

    code: Annotated[str, Key(), Field(title="Meeting", description="A short name of its own, for example Autumn 2026.")]
    kind: Annotated[
        Literal["Steering group", "Partnership event", "Other"],
        Field(title="Kind", description="The quorum counts for the steering group only."),
    ]
    held_on: Annotated[date, Field(title="Date", description="The day of the meeting.")]
    standing: Annotated[
        Literal["Planned", "Held", "Cancelled"], Field(title="Standing", description="Whether it has been held yet.")
    ]
    place: Annotated[str | None, Field(title="Place", description="Where it is held.")] = None
    notice_sent: Annotated[
        datetime | None,
        Field(title="Notice sent", description="When the notice went out; with the time, if it matters."),
    ] = None
    sent_by: Annotated[
        Literal["hand", "email", "post"] | None, Field(title="Sent by", description="Empty: as the Rules tab says.")
    ] = None
    short_reason: Annotated[
        str | None, Field(title="Why short notice", description="The chair's reason where notice had to be short.")
    ] = None
    agenda_agreed: Annotated[
        date | None, Field(title="Agenda agreed", description="When agenda, activity and resources were agreed.")
    ] = None
    agenda_sent: Annotated[
        date | None, Field(title="Agenda sent", description="When the agenda and papers went out.")
    ] = None

    @computed("Send notice by", help="The last day on which notice can be sent, as the Rules tab counts days.")
    def notice_deadline(self, book: Book) -> date | None:
        rule = self._notice_rule(book)
        return rule.send_by(self.held_on, method=self._method) if rule else None

    @computed(
        "By other reading", help="The last day for those who count ordinary days as clear, or the other way round."
    )
    def other_deadline(self, book: Book) -> date | None:
        rule = self._notice_rule(book)
        return rule.send_by(self.held_on, OTHER_READING[rule.kind], self._method) if rule else None

    @computed("Days' notice", help="How many days of notice the meeting had, as the Rules tab counts them.")
    def days_given(self, book: Book) -> int | None:
        rule = self._notice_rule(book)
        given = self._given_on(rule)
        return rule.days_given(given, self.held_on) if rule and given else None

    @computed("Notice", help="Whether notice was sent in time.")
    def notice_met(self, book: Book) -> str:
        rule, days = self._notice_rule(book), self.days_given(book)
        if rule is None:
            return ""
        if days is not None:
            return "In time" if days >= rule.days else f"Short by {rule.days - days}"
        if self.standing == "Held":
            return "Not recorded"
        return "To be sent" if book.today <= rule.send_by(self.held_on, method=self._method) else "Overdue"

    @check("error")
    def notice_was_given(self, book: Book) -> Iterator[Finding]:
        standing, rule = self.notice_met(book), self._notice_rule(book)
        if rule is None or self.short_reason:
            return
        by = uk(rule.send_by(self.held_on, method=self._method))
        if standing.startswith("Short"):
            advice = "Give the chair's reason under 'Why short notice', or move the meeting."
            yield Finding(
                "notice_sent", f"notice had to be sent by {by}: {self.days_given(book)} days of {rule.days}. {advice}"
            )
        if standing == "Overdue":
            yield Finding(
                "notice_sent",
                f"notice had to be sent by {by}. Send it now with the chair's reason, or move the meeting.",
            )
        if standing == "Not recorded":
            yield Finding("notice_sent", f"the meeting was held, and no notice is recorded. It was due by {by}.")

    @check("warning")
    def notice_holds_by_either_reading(self, book: Book) -> Iterator[Finding]:
        rule = self._notice_rule(book)
        given = self._given_on(rule)
        if rule is None or given is None or self.notice_met(book) != "In time":
            return
        other = OTHER_READING[rule.kind]
        if rule.days_given(given, self.held_on, other) < rule.days:
            yield Finding("notice_sent", f"notice is in time as the Rules tab counts, but late in {other.value}.")
        if rule.is_in_holidays(given, self.held_on):
            yield Finding(
                "notice_sent", "the whole time of the notice lies in school holidays. Remind members in term."
            )

    @check("warning")
    def standing_fits_the_date(self, book: Book) -> Iterator[Finding]:
        if self.standing == "Planned" and self.held_on < book.today:
            yield Finding("standing", f"{uk(self.held_on)} has passed. Was it held? Choose Held or Cancelled.")
        if self.standing == "Held" and self.held_on > book.today:
            yield Finding("standing", f"{uk(self.held_on)} is still to come. Choose Planned, or correct the date.")

    @check("warning")
    def agenda_went_out(self, book: Book) -> Iterator[Finding]:
        days = in_force(book, AGENDA_DAYS, self.held_on)
        if days is None or self.standing == "Cancelled":
            return
        late = self.agenda_sent and (self.held_on - self.agenda_sent).days < days
        missing = self.agenda_sent is None and (self.held_on - book.today).days < days
        if late or missing:
            yield Finding(
                "agenda_sent", f"agenda and papers go out {days} days before the meeting. Send them, and note the day."
            )

    @property
    def _method(self) -> Method | None:
        return Method(self.sent_by) if self.sent_by else None

    def _notice_rule(self, book: Book) -> NoticeRule | None:
        return None if self.standing == "Cancelled" else notice_rule(book, self.held_on)

    def _given_on(self, rule: NoticeRule | None) -> date | None:
        return rule.given_on(self.notice_sent, self._method) if rule and self.notice_sent else None
