"""Calling a meeting: when and where it is, on what notice, with what agenda.

Notice: rule T2 (draft terms of reference of schools partnerships), in the readings of the School Governance (Roles,
Procedures and Allowances) (England) Regulations 2013 reg. 13(4). Agenda: rule T3.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from pepsheets.rules import calendar
from pepsheets.rules.notice import Method
from pepsheets.tabs.book import Book
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Finding, Key, Row, check, computed
from pepsheets.tabs.notices import OTHER_READING, NoticeRule, counted, notice_rule
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
        str | None, Field(title="Why short notice", description="The Chair's reason where notice had to be short.")
    ] = None
    agenda_agreed: Annotated[
        date | None, Field(title="Agenda agreed", description="When agenda, activity and resources were agreed.")
    ] = None
    agenda_sent: Annotated[
        date | None, Field(title="Agenda sent", description="When the agenda and papers went out.")
    ] = None

    @property
    def has_quorum(self) -> bool:
        """Whether it is a meeting of the steering group, held or to come: the quorum is for those."""
        return self.kind == "Steering group" and self.standing != "Cancelled"

    @property
    def was_held(self) -> bool:
        """Whether it is a meeting of the steering group that has been held, so that its quorum can be told."""
        return self.kind == "Steering group" and self.standing == "Held"

    @computed(
        "Send notice by",
        help="The last day to send notice, as the Rules tab counts; where CPR 6.26 counts, before 16:30 on that day.",
    )
    def notice_deadline(self, book: Book) -> date | None:
        rule = self._notice_rule(book)
        return self._send_by(rule) if rule else None

    @computed(
        "By other reading", help="The last day for those who count ordinary days as clear, or the other way round."
    )
    def other_deadline(self, book: Book) -> date | None:
        rule = self._notice_rule(book)
        return rule.send_by(self.held_on, OTHER_READING[rule.kind], self._method) if rule else None

    @computed("Notice rule", help="Which days 'Send notice by' counts, and which the other reading counts.")
    def notice_readings(self, book: Book) -> str:
        rule = self._notice_rule(book)
        return rule.readings if rule else ""

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
        return "To be sent" if book.today <= self._send_by(rule) else "Overdue"

    @check("error")
    def notice_was_given(self, book: Book) -> Iterator[Finding]:
        rule = self._notice_rule(book)
        if rule is None or self.notice_sent is not None:
            return
        had_to_go = f"no notice is noted, and it had to go out by {uk(self._send_by(rule))}."
        standing = self.notice_met(book)
        if standing == "Not recorded":
            yield Finding("notice_sent", f"{had_to_go} Type when it went out.")
        if standing == "Overdue":
            yield Finding("notice_sent", f"{had_to_go} Send it now with the Chair's reason, or move the meeting.")

    @check("error")
    def short_notice_has_a_reason(self, book: Book) -> Iterator[Finding]:
        rule, days = self._notice_rule(book), self.days_given(book)
        if rule is None or days is None or days >= rule.days or self.short_reason:
            return
        short = f"notice was short by {counted(rule.days - days, rule.kind)}: it had to go out by"
        move = "" if self.standing == "Held" else ", or move the meeting"
        advice = f"Type the Chair's reason under 'Why short notice'{move}."
        yield Finding("notice_sent", f"{short} {uk(self._send_by(rule))}. {advice}")

    @check("warning")
    def notice_holds_by_either_reading(self, book: Book) -> Iterator[Finding]:
        rule = self._notice_rule(book)
        given = self._given_on(rule)
        if rule is None or given is None or self.notice_met(book) != "In time":
            return
        other = OTHER_READING[rule.kind]
        late = rule.days - rule.days_given(given, self.held_on, other)
        if late > 0:
            yield Finding(
                "notice_sent",
                f"notice is in time as the Rules tab counts, but short by {counted(late, other)} for those who count "
                "these. Next time send it by the day under 'By other reading'.",
            )

    @check("warning")
    def notice_runs_in_term(self, book: Book) -> Iterator[Finding]:
        rule = self._notice_rule(book)
        given = self._given_on(rule)
        if rule and given and rule.is_in_holidays(given, self.held_on):
            yield Finding(
                "notice_sent", "the whole time of the notice lies in school holidays. Remind members in term."
            )

    @check("error")
    def terms_are_known(self, book: Book) -> Iterator[Finding]:
        rule = self._notice_rule(book)
        if rule and rule.lacks_terms(self.held_on):
            year = calendar.academic_year(self.held_on)
            yield Finding("held_on", f"notice counts school days, and the Term dates tab has none of {year}. Add them.")

    @check("warning")
    def standing_fits_the_date(self, book: Book) -> Iterator[Finding]:
        if self.standing == "Planned" and self.held_on < book.today:
            yield Finding("standing", f"{uk(self.held_on)} has passed. Was it held? Choose Held or Cancelled.")
        if self.standing == "Held" and self.held_on > book.today:
            yield Finding("standing", f"{uk(self.held_on)} is still to come. Choose Planned, or correct the date.")

    @check("error")
    def agenda_was_agreed_and_sent(self, book: Book) -> Iterator[Finding]:
        by = self._agenda_due(book)
        if by is None:
            return
        for column, done_on, duty, advice in (
            ("agenda_agreed", self.agenda_agreed, "agenda, activity and resources had to be agreed", "Agree them"),
            ("agenda_sent", self.agenda_sent, "the agenda and papers had to go out", "Send them"),
        ):
            if done_on is None and book.today > by:
                yield Finding(column, f"{duty} by {uk(by)}, and no day is noted. {advice}, and type the day.")
            if done_on is not None and done_on > by:
                yield Finding(column, f"{duty} by {uk(by)}. Correct the day, or move the meeting.")

    @check("warning")
    def agenda_was_agreed_before_it_went_out(self, book: Book) -> Iterator[Finding]:
        if self._agenda_due(book) and self.agenda_agreed and self.agenda_sent and self.agenda_sent < self.agenda_agreed:
            yield Finding(
                "agenda_sent", f"the agenda went out before it was agreed on {uk(self.agenda_agreed)}. Check both days."
            )

    @property
    def _method(self) -> Method | None:
        return Method(self.sent_by) if self.sent_by else None

    def _notice_rule(self, book: Book) -> NoticeRule | None:
        return None if self.standing == "Cancelled" else notice_rule(book, self.held_on)

    def _send_by(self, rule: NoticeRule) -> date:
        return rule.send_by(self.held_on, method=self._method)

    def _given_on(self, rule: NoticeRule | None) -> date | None:
        return rule.given_on(self.notice_sent, self._method) if rule and self.notice_sent else None

    def _agenda_due(self, book: Book) -> date | None:
        """The last day for agreeing and sending the agenda; none where the Rules tab asks for none."""
        days = in_force(book, AGENDA_DAYS, self.held_on)
        return None if days is None or self.standing == "Cancelled" else calendar.days_after(self.held_on, -days)
