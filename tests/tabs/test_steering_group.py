from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.tabs.book import WaitsFor
from pepsheets.tabs.people import Person
from pepsheets.tabs.schools import School, Subscription
from pepsheets.tabs.settings import ELECTION_MONTH, FACETS_COUNTED_BY, MINIMUM_MEMBERS
from pepsheets.tabs.steering_group import Facet, SteeringMember, deputies_named, facets_of_members, members_in_office
from tests.tabs.books import TODAY, bad_row, book, problems, setting, wrong_on
from tests.tabs.groups import GROUP, JUNE, MEMBERS, OFFICERS, PEOPLE, RULES, member, officer, school_of

SEPTEMBER = date(2026, 9, 1)
CHRISTMAS = date(2026, 12, 25)
ELECTIONS = setting(ELECTION_MONTH, 6)


def test_a_group_in_which_everything_is_in_order_is_not_complained_about() -> None:
    assert problems(book(*RULES, *PEOPLE, *GROUP)) == []


# Members (rule P3)


def test_members_count_from_the_first_day_of_their_term_until_the_day_before_it_ends() -> None:
    group = book(member("Ann", SEPTEMBER, CHRISTMAS))
    on = [date(2026, 8, 31), SEPTEMBER, date(2026, 12, 24), CHRISTMAS]
    assert [members_in_office(group, day) for day in on] == [(), ("Ann",), ("Ann",), ()]


def test_a_member_without_an_end_or_a_resignation_is_still_in_office() -> None:
    group = book(member("Ann"), member("Bob", resigned_on=SEPTEMBER))
    assert members_in_office(group, TODAY) == ("Ann",)


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (5, "5 of at least 7 members are in office. Agree 2 more."),
        (6, "6 of at least 7 members are in office. Agree 1 more."),
    ],
)
def test_a_group_of_too_few_is_told_how_many_are_missing(members: int, sentence: str) -> None:
    group = book(setting(MINIMUM_MEMBERS, 7), *map(member, MEMBERS[:members]), *OFFICERS)
    assert wrong_on(SteeringMember, group) == [("person", sentence)]


def test_without_a_minimum_on_the_rules_tab_no_group_is_too_small() -> None:
    assert wrong_on(SteeringMember, book(*map(member, MEMBERS[:2]), *OFFICERS)) == []


def test_the_number_of_members_waits_for_a_row_that_may_be_a_member() -> None:
    group = book(bad={SteeringMember: [bad_row(person="Ann", starts_on=JUNE)]})
    with pytest.raises(WaitsFor, match="Steering group row 9"):
        members_in_office(group, TODAY)


def test_a_term_that_ends_on_its_first_day_is_no_term() -> None:
    group = book(*GROUP, member("Hal", SEPTEMBER, SEPTEMBER), member("Ivy", SEPTEMBER, resigned_on=JUNE))
    sentence = "the term ends before it starts on 01/09/2026. Correct one of the dates."
    assert wrong_on(SteeringMember, group) == [("ends_on", sentence), ("resigned_on", sentence)]


# Offices (rule P5)


def test_a_vacant_office_is_told_once_and_not_as_an_overdue_election_too() -> None:
    group = book(ELECTIONS, *map(member, MEMBERS), officer("Bob", "Vice-Chair"))
    assert wrong_on(SteeringMember, group) == [("role", "nobody is Chair. Elect one, and add a row for them.")]


def test_two_chairs_at_a_time_are_both_named() -> None:
    group = book(*GROUP, officer("Cem", "Chair", SEPTEMBER))
    sentence = "Cem and Ann are each Chair today. Type under 'Until' when the earlier term ended."
    assert wrong_on(SteeringMember, group) == [("role", sentence)]


def test_two_note_takers_at_a_time_take_turns_and_are_no_mistake() -> None:
    notes = [officer("Cem", "Note-taker"), officer("Dee", "Note-taker")]
    assert wrong_on(SteeringMember, book(*GROUP, *notes)) == []


def test_an_office_continues_until_its_successor_starts() -> None:
    old, new = officer("Ann", "Chair", ends_on=SEPTEMBER), officer("Bob", "Chair", CHRISTMAS)
    before, after = book(old, new), book(old, new, today=CHRISTMAS)
    assert [row.in_office_today(before) for row in (old, new)] == ["Continues", "Not yet"]
    assert [row.in_office_today(after) for row in (old, new)] == ["No", "Yes"]


def test_an_office_given_up_does_not_continue() -> None:
    resigned = officer("Ann", "Chair", resigned_on=SEPTEMBER)
    assert resigned.in_office_today(book(resigned)) == "No"


def test_of_several_terms_that_have_run_out_only_the_last_continues() -> None:
    first, last = officer("Ann", "Chair", date(2025, 6, 10), JUNE), officer("Ann", "Chair", JUNE, SEPTEMBER)
    other = officer("Bob", "Chair", JUNE, SEPTEMBER)
    terms = book(first, last, other)
    assert [row.in_office_today(terms) for row in (first, last, other)] == ["No", "Continues", "No"]


def test_a_membership_does_not_continue() -> None:
    past = member("Ann", ends_on=SEPTEMBER)
    assert past.in_office_today(book(past)) == "No"


@pytest.mark.parametrize("ends_on", [None, SEPTEMBER])
def test_a_chair_who_is_no_member_is_told_even_while_the_office_only_continues(ends_on: date | None) -> None:
    group = book(*map(member, MEMBERS), officer("Zoe", "Chair", ends_on=ends_on), OFFICERS[1])
    sentence = "Zoe is Chair but not a member of the group. Add a row for them as Member."
    assert wrong_on(SteeringMember, group) == [("person", sentence)]


def test_a_clerk_need_not_be_a_member() -> None:
    assert wrong_on(SteeringMember, book(*GROUP, officer("Zoe", "Clerk"))) == []


def test_one_person_in_both_offices_cannot_stand_in_for_themselves() -> None:
    group = book(*map(member, MEMBERS), officer("Ann", "Chair"), officer("Ann", "Vice-Chair"))
    sentence = "Ann is both Chair and Vice-Chair, so nobody can stand in. Elect another person."
    assert wrong_on(SteeringMember, group) == [("role", sentence)]


# Deputies (rule P8)


@pytest.mark.parametrize(
    ("deputy", "standing", "sentence"),
    [
        (None, "Missing", "no deputy is named. Ask the member whom they name to attend in their absence."),
        ("Ann", "Is the member", "the member is named as their own deputy. Name somebody else."),
        (
            "Bob",
            "Is a member too",
            "the deputy is a member too, and attends in their own right. Name somebody else.",
        ),
    ],
)
def test_every_member_names_a_deputy_who_can_stand_in(deputy: str | None, standing: str, sentence: str) -> None:
    ann = member("Ann", deputy=deputy)
    group = book(ann, *GROUP[1:])
    assert ann.deputy_standing(group) == standing
    assert wrong_on(SteeringMember, group) == [("deputy", sentence)]


def test_a_deputy_who_was_a_member_until_last_year_can_stand_in() -> None:
    ann = member("Ann", deputy="Zoe")
    assert ann.deputy_standing(book(ann, member("Zoe", date(2024, 6, 10), JUNE))) == "Named"


def test_neither_officers_nor_past_members_need_a_deputy() -> None:
    past, chair = member("Ann", ends_on=SEPTEMBER, deputy=None), officer("Bob", "Chair")
    group = book(past, chair)
    assert [row.deputy_standing(group) for row in (past, chair)] == ["", ""]


def test_the_deputies_of_members_in_office_are_known_by_member() -> None:
    group = book(member("Ann", deputy="Zoe"), member("Bob", deputy=None), member("Cem", ends_on=SEPTEMBER))
    assert deputies_named(group, TODAY) == {"Ann": "Zoe"}


# Facets (rule P7)

PARTNERS = Facet(name="Partner school", needed=2, firm="Required", from_member_schools=True)
OUTSIDE = Facet(name="Outside MK", needed=1, firm="Where possible")
ST_PAULS = Facet(name="St Paul's", needed=1, firm="Required")


def figures_of(facet: Facet, *rows: School | Subscription | Person | SteeringMember | Facet) -> tuple[int, int, str]:
    group = book(facet, *rows)
    return facet.filled(group), facet.short_by(group), facet.filled_by(group)


def test_one_member_may_bring_several_facets() -> None:
    ann = member("Ann", facets=("Outside MK", "St Paul's"))
    assert figures_of(OUTSIDE, ann, Person(name="Ann"), ST_PAULS) == (1, 0, "Ann")
    assert figures_of(ST_PAULS, ann, Person(name="Ann"), OUTSIDE) == (1, 0, "Ann")


def test_a_facet_that_is_required_and_short_is_an_error_that_says_how_many_to_find() -> None:
    sentence = "'St Paul's' is filled 0 of 1 times. Find 1 more who can bring it to the steering group."
    assert wrong_on(Facet, book(ST_PAULS)) == [("name", sentence)]
    assert list(ST_PAULS.is_filled_where_possible(book(ST_PAULS))) == []


def test_a_facet_that_is_wanted_where_possible_only_warns() -> None:
    sentence = (
        "'Outside MK' is filled 0 of 1 times. Where possible, find 1 more who can bring it to the steering group."
    )
    assert wrong_on(Facet, book(OUTSIDE)) == [("name", sentence)]
    assert list(OUTSIDE.is_filled_where_required(book(OUTSIDE))) == []


def test_a_facet_that_is_filled_is_not_complained_about() -> None:
    rows = (Person(name="Ann"), member("Ann", facets=("Outside MK", "St Paul's")))
    assert wrong_on(Facet, book(OUTSIDE, ST_PAULS, *rows)) == []


def test_members_of_subscribing_schools_are_partner_school_representatives_and_nobody_else_is() -> None:
    typed = member("Bob", facets=("Partner school",))
    group = book(
        PARTNERS, *school_of("Ann"), *school_of("Bob", subscribes=False), Person(name="Cem"),
        member("Ann"), typed, member("Cem", facets=("Partner school",)),
    )  # fmt: skip
    assert (PARTNERS.filled(group), PARTNERS.short_by(group), PARTNERS.filled_by(group)) == (1, 1, "Ann")


def test_a_representative_stops_to_count_on_the_day_the_subscription_ends() -> None:
    subscription = Subscription(school="Oak", year="2026/27", ends_on=CHRISTMAS, fee=Decimal(250))
    rows = (School(name="Oak", kind="Primary"), subscription, Person(name="Ann", school="Oak"), member("Ann"))
    days = [date(2026, 12, 24), CHRISTMAS]
    assert [PARTNERS.filled(book(PARTNERS, *rows, today=day)) for day in days] == [1, 0]


@pytest.mark.parametrize(("counted_by", "filled"), [("person", 2), ("school", 1)])
def test_two_members_of_one_school_count_as_the_rules_tab_says(counted_by: str, filled: int) -> None:
    rows = (*school_of("Ann"), Person(name="Bob", school="Ann's school"), member("Ann"), member("Bob"))
    assert PARTNERS.filled(book(setting(FACETS_COUNTED_BY, counted_by), PARTNERS, *rows)) == filled


def test_a_member_with_two_rows_is_listed_once() -> None:
    rows = (member("Ann", facets=("St Paul's",)), member("Ann", SEPTEMBER, facets=("St Paul's",)))
    assert figures_of(ST_PAULS, *rows, Person(name="Ann")) == (1, 0, "Ann")


def test_facets_wait_for_a_member_whose_row_on_the_people_tab_must_be_put_right() -> None:
    group = book(member("Ann"), bad={Person: [bad_row(4, name="Ann")]})
    with pytest.raises(WaitsFor, match="People row 4"):
        facets_of_members(group, TODAY)


@given(st.lists(st.sampled_from(MEMBERS), unique=True))
def test_a_facet_is_never_short_and_overfilled_at_once(present: list[str]) -> None:
    needed = Facet(name="Partner school", needed=4, firm="Required", from_member_schools=True)
    group = book(needed, *PEOPLE, *map(member, present))
    assert needed.filled(group) == len(present)
    assert needed.short_by(group) == max(4 - len(present), 0)
