"""The worked example of PEP:mk shows each thing that the workbook can tell, on whichever day it is made."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import cast

from pepsheets.tabs.actions import Action
from pepsheets.tabs.charges import Charge, Statement
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.days import TermDates
from pepsheets.tabs.meetings import AgendaItem, Attendance, Meeting
from pepsheets.tabs.schools import School, Subscription
from pepsheets.tabs.settings import RuleSetting
from pepsheets.tabs.steering_group import Facet, SteeringMember
from tests.partnerships.pepmk_samples import Sample, money, text
from tests.support.workbooks import table

# Meetings


def test_one_meeting_is_inquorate_and_would_not_be_if_its_deputy_counted(sample: Sample) -> None:
    (problem,) = sample.told(Meeting, "the meeting was not quorate")
    (meeting,) = sample.rows(Meeting, Quorate="Inquorate, short by 1")
    assert (meeting["Present"], meeting["With deputies"], problem.key) == (4, 5, meeting["Meeting"])


def test_the_vice_chair_presides_at_the_inquorate_meeting(sample: Sample) -> None:
    (meeting,) = sample.rows(Meeting, Quorate="Inquorate, short by 1")
    assert text(meeting["Presiding"]).endswith("(Vice-Chair)")


def test_the_inquorate_meeting_is_held_again_in_time(sample: Sample) -> None:
    (meeting,) = sample.rows(Meeting, Quorate="Inquorate, short by 1")
    (again,) = sample.rows(Meeting, Meeting=f"{meeting['Meeting']} again")
    assert again["Quorate"] == "Quorate"
    assert cast(date, again["Date"]) <= cast(date, meeting["Reconvene by"])


def test_two_notices_are_short_and_the_one_without_the_chairs_reason_is_told(sample: Sample) -> None:
    short = [row for row in table(sample.workbook, Meeting) if text(row["Notice"]).startswith("Short")]
    without = [row["Meeting"] for row in short if row["Why short notice"] is None]
    assert len(short) == 2
    assert [problem.key for problem in sample.told(Meeting, "notice was short")] == without


def test_a_meeting_is_quorate_at_opening_but_not_for_the_item_from_which_two_withdrew(sample: Sample) -> None:
    (meeting,) = sample.rows(Meeting, Items_inquorate="item 4 short by 1")
    (item,) = sample.rows(AgendaItem, Meeting=meeting["Meeting"], Item=4)
    assert meeting["Quorate"] == "Quorate"
    assert item["Withdrew"] == "Dev Marlow; Femi Ridge"
    assert len(sample.told(AgendaItem, "the item was not quorate")) == 1


def test_an_absent_member_sent_no_comments(sample: Sample) -> None:
    (problem,) = sample.told(Attendance, "sent no comments")
    assert "Hugo Penhall" in problem.message


def test_the_last_event_was_held_in_february_and_serves_its_three_purposes(sample: Sample) -> None:
    held = sample.rows(Meeting, Kind="Partnership event", Standing="Held")
    latest = max(held, key=lambda row: cast(date, row["Date"]))
    purposes = {row["Purpose"] for row in sample.rows(AgendaItem, Meeting=latest["Meeting"])}
    assert cast(date, latest["Date"]).month == 2
    assert purposes == {"Thanks to schools", "Next year's programme", "Successes of the year"}


def test_the_next_meeting_is_planned_and_its_notice_not_overdue(sample: Sample) -> None:
    planned = sample.rows(Meeting, Standing="Planned", Kind="Steering group")
    assert planned
    assert {row["Notice"] for row in planned} <= {"To be sent", "In time"}


def test_an_action_is_overdue(sample: Sample) -> None:
    overdue = [row for row in table(sample.workbook, Action) if text(row["Standing"]).startswith("Overdue")]
    assert len(overdue) == len(sample.told(Action, "is not done")) == 1


# The steering group


def test_the_members_and_officers_were_elected_in_june(sample: Sample) -> None:
    in_office = sample.rows(SteeringMember, In_office_today="Yes")
    agreed = {cast(date, row["Agreed on"]).month for row in in_office}
    assert agreed == {6}
    assert Counter(text(row["Role"]) for row in in_office) >= Counter({"Member": 8, "Chair": 1, "Vice-Chair": 1})


def test_the_terms_of_the_officers_before_are_kept(sample: Sample) -> None:
    assert {row["Role"] for row in sample.rows(SteeringMember, In_office_today="No")} >= {"Chair", "Vice-Chair"}


def test_a_facet_is_short(sample: Sample) -> None:
    assert [row["Facet"] for row in sample.rows(Facet, Short_by=1)] == ["Representative from outside MK"]
    assert len(sample.told(Facet, "Where possible")) == 1


def test_a_deputy_is_missing_and_another_is_a_member(sample: Sample) -> None:
    assert len(sample.rows(SteeringMember, Deputy_standing="Missing")) == 1
    assert len(sample.rows(SteeringMember, Deputy_standing="Is a member too")) == 1
    assert [problem.column for problem in sample.told(SteeringMember, "deputy")] == ["Deputy", "Deputy"]


# Schools and money


def test_fourteen_schools_subscribe_of_which_one_joins_in_january_and_one_leaves(sample: Sample) -> None:
    last, this = sorted({text(row["Year"]) for row in table(sample.workbook, Subscription)})
    before, now = ({row["School"] for row in sample.rows(Subscription, Year=year)} for year in (last, this))
    joined = [row["From"] for row in sample.rows(Subscription, Year=last) if row["From"]]
    assert (len(before), before - now) == (14, {"Mill Lock Primary School"})
    assert [cast(date, day).month for day in joined] == [1]


def test_three_schools_are_outside_and_st_pauls_is_no_subscriber(sample: Sample) -> None:
    assert len(sample.rows(School, Area="Outside")) == 3
    assert [row["Member today"] for row in sample.rows(School, School="St Paul's")] == ["No"]


def test_a_subscription_is_overdue(sample: Sample) -> None:
    assert len(sample.rows(Subscription, Standing="Overdue")) == len(sample.told(Subscription, "overdue")) == 1


def test_one_shared_cost_has_a_tie_and_says_who_got_the_odd_penny(sample: Sample) -> None:
    (tied,) = [row for row in table(sample.workbook, Cost) if "Equal remainders" in text(row["Working"])]
    shares = [row["Amount"] for row in sample.rows(Charge, Reference=tied["Cost"])]
    assert shares == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


def test_costs_are_shared_on_every_basis_with_each_treatment_of_vat_and_a_credit(sample: Sample) -> None:
    costs = [row for row in table(sample.workbook, Cost) if row["To share"] is not None]
    taxed = {row["VAT reclaimed"] for row in costs if row["VAT treatment"] == "Standard rate"}
    assert {row["Basis"] for row in costs} == {"Pupils", "Budget", "Equal"}
    assert taxed == {True, False}
    assert sum(cast(Decimal, row["Net"]) < 0 for row in costs) == 1
    assert any(row["Schools"] for row in costs)


def test_all_costs_but_the_mistyped_one_are_shared_to_the_penny(sample: Sample) -> None:
    unshared = [row["Cost"] for row in table(sample.workbook, Cost) if row["Shared by"] is None]
    shared = [row for row in table(sample.workbook, Cost) if row["Shared by"] is not None]
    assert unshared == ["K9"]
    for row in shared:
        assert money(sample.rows(Charge, Reference=row["Cost"], For="Shared cost"), "Amount") == row["To share"]


def test_the_statements_add_up_to_the_charges(sample: Sample) -> None:
    assert money(table(sample.workbook, Statement), "Total") == money(table(sample.workbook, Charge), "Amount")
    for row in table(sample.workbook, Statement):
        charges = sample.rows(Charge, School=row["School"], Year=row["Year"])
        assert row["Total"] == money(charges, "Amount")
        assert cast(Decimal, row["Total"]) - cast(Decimal, row["Paid"]) == row["Owed"]


# Courses


def test_one_open_course_is_oversubscribed_and_none_is_oversold(sample: Sample) -> None:
    (course,) = [row for row in table(sample.workbook, Course) if row["Waiting"]]
    seats = [text(row["Place"]) for row in sample.rows(Booking, Course=course["Course"])]
    assert (course["Standing"], course["Places left"], course["Waiting"]) == ("Open", 0, 3)
    assert seats[-5:] == ["Offered", "To confirm", "Waiting 1", "Waiting 2", "Waiting 3"]


def test_cancellations_are_charged_by_the_bands_of_their_terms(sample: Sample) -> None:
    cancelled = [row for row in sample.rows(Booking, Reason="cancelled") if row["Waived on"] is None]
    terms = {row["Course"]: row["Terms"] for row in table(sample.workbook, Course)}
    shares = {(terms[row["Course"]], cast(Decimal, row["Charge"]) / cast(Decimal, row["Price"])) for row in cancelled}
    assert shares == {("Short notice", Decimal("0.25")), ("Standard", Decimal("0.5")), ("Standard", Decimal(0))}


def test_a_no_show_pays_a_substitute_keeps_the_place_and_a_waiver_names_who_gave_it(sample: Sample) -> None:
    (no_show,) = sample.rows(Booking, Reason="no-show")
    (substitute,) = sample.rows(Booking, Reason="substitute")
    (waived,) = [row for row in table(sample.workbook, Booking) if row["Waived on"]]
    assert no_show["Charge"] == no_show["Price"]
    assert text(substitute["Place"]).startswith("Place")
    assert (waived["Waived by"], waived["Charge"]) == ("Ada Quill", Decimal("0.00"))


def test_some_places_are_included_and_outside_schools_pay_the_outside_price(sample: Sample) -> None:
    outside = {row["School"] for row in sample.rows(School, Area="Outside")}
    prices = {row["Course"]: row["Outside price"] for row in table(sample.workbook, Course)}
    theirs = [row for row in table(sample.workbook, Booking) if row["School"] in outside]
    assert any("Included" in text(row["How charged"]) for row in table(sample.workbook, Booking))
    assert theirs
    assert all(row["Price"] == prices[row["Course"]] for row in theirs)


def test_all_courses_but_one_are_worked_out(sample: Sample) -> None:
    assert [row["Course"] for row in table(sample.workbook, Course) if row["Confirmed"] is None] == ["C105"]


def test_no_course_is_held_in_the_holidays(sample: Sample) -> None:
    terms = [(cast(date, row["First day"]), cast(date, row["Last day"])) for row in table(sample.workbook, TermDates)]
    for row in table(sample.workbook, Course):
        day = cast(date, row["Date"])
        assert any(first <= day <= last for first, last in terms)
        assert (row["Standing"] == "Open") == (day > sample.today)


# Rules


def test_a_rule_has_an_old_value_a_new_one_and_one_that_is_still_to_come(sample: Sample) -> None:
    notice = sample.rows(RuleSetting, Setting="Notice: days")
    assert [row["In force today"] for row in notice] == ["Replaced", "Yes"]
    assert "Not yet" in {row["In force today"] for row in table(sample.workbook, RuleSetting)}


def test_what_the_paper_does_not_contain_was_adopted_in_a_minute(sample: Sample) -> None:
    (shared,) = sample.rows(RuleSetting, Setting="Costs: shared between schools")
    assert text(shared["Source"]).startswith("Steering group minute of")
    assert cast(date, shared["Adopted on"]) < cast(date, shared["Applies from"])
