"""Membership, offices, who presides, facets and deputies, as PEP:mk's constitution has them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.rules.calendar import overdue_since
from pepsheets.rules.composition import (
    CountedBy,
    DeputyProblem,
    FacetRequirement,
    MemberFacets,
    Office,
    OfficeOn,
    PresidedBy,
    Presiding,
    TermOfOffice,
    counted_present,
    deputy_problem,
    facet_counts,
    in_office,
    members_short,
    office_on,
    who_presides,
)

SEPTEMBER = date(2026, 9, 1)
days = st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 12, 31))


def chair(person: str, starts_on: date, ends_on: date | None = None, gave_up_on: date | None = None) -> TermOfOffice:
    return TermOfOffice(person, starts_on, ends_on, Office.CHAIR, gave_up_on)


# Membership


def test_a_member_is_in_office_from_the_start_date_until_the_day_before_the_end_date() -> None:
    terms = [TermOfOffice("Ann", SEPTEMBER, date(2027, 9, 1))]
    assert in_office(terms, date(2026, 8, 31)) == ()
    assert in_office(terms, SEPTEMBER) == ("Ann",)
    assert in_office(terms, date(2027, 8, 31)) == ("Ann",)
    assert in_office(terms, date(2027, 9, 1)) == ()


@given(days)
def test_a_member_without_an_end_date_is_still_in_office(on: date) -> None:
    assert bool(in_office([TermOfOffice("Ann", date(2018, 1, 1))], on))


def test_a_member_who_resigned_is_out_of_office_from_that_day() -> None:
    terms = [TermOfOffice("Ann", SEPTEMBER, date(2027, 9, 1), gave_up_on=date(2027, 1, 4))]
    assert in_office(terms, date(2027, 1, 3)) == ("Ann",)
    assert in_office(terms, date(2027, 1, 4)) == ()


def test_a_person_with_two_terms_on_the_same_day_is_one_member() -> None:
    terms = [TermOfOffice("Ann", SEPTEMBER), TermOfOffice("Bob", SEPTEMBER), TermOfOffice("Ann", date(2026, 10, 1))]
    assert in_office(terms, date(2026, 11, 1)) == ("Ann", "Bob")


def test_a_term_of_an_office_is_no_membership() -> None:
    assert in_office([chair("Ann", SEPTEMBER)], SEPTEMBER) == ()


@pytest.mark.parametrize(("members", "short"), [(0, 7), (5, 2), (6, 1), (7, 0), (9, 0)])
def test_the_steering_group_is_short_of_its_minimum_by_those_missing(members: int, short: int) -> None:
    terms = [TermOfOffice(f"Member {number}", SEPTEMBER) for number in range(members)]
    assert members_short(terms, 7, SEPTEMBER) == short


# Offices


def test_an_office_nobody_ever_held_is_vacant() -> None:
    assert office_on([TermOfOffice("Ann", SEPTEMBER)], Office.CHAIR, SEPTEMBER).is_vacant


def test_an_office_is_vacant_before_its_first_holder_starts() -> None:
    assert office_on([chair("Ann", SEPTEMBER)], Office.CHAIR, date(2026, 8, 31)) == OfficeOn(None)


def test_the_chair_and_the_vice_chair_are_kept_apart() -> None:
    terms = [chair("Ann", SEPTEMBER), TermOfOffice("Bob", SEPTEMBER, office=Office.VICE_CHAIR)]
    assert office_on(terms, Office.CHAIR, SEPTEMBER) == OfficeOn("Ann")
    assert office_on(terms, Office.VICE_CHAIR, SEPTEMBER) == OfficeOn("Bob")


def test_an_office_whose_term_ran_out_continues_until_the_successor_starts() -> None:
    terms = [chair("Ann", SEPTEMBER, date(2027, 6, 10)), chair("Bob", date(2027, 9, 1))]
    assert office_on(terms, Office.CHAIR, date(2027, 6, 9)) == OfficeOn("Ann")
    assert office_on(terms, Office.CHAIR, date(2027, 8, 31)) == OfficeOn("Ann", is_continuing=True)
    assert office_on(terms, Office.CHAIR, date(2027, 9, 1)) == OfficeOn("Bob")


def test_an_office_given_up_is_vacant_until_the_successor_starts() -> None:
    terms = [chair("Ann", SEPTEMBER, gave_up_on=date(2027, 1, 4)), chair("Bob", date(2027, 2, 1))]
    assert office_on(terms, Office.CHAIR, date(2027, 1, 3)) == OfficeOn("Ann")
    assert office_on(terms, Office.CHAIR, date(2027, 1, 4)).is_vacant
    assert office_on(terms, Office.CHAIR, date(2027, 2, 1)) == OfficeOn("Bob")


def test_two_chairs_on_one_day_are_both_named_and_the_later_one_holds_the_office() -> None:
    terms = [chair("Ann", SEPTEMBER), chair("Bob", date(2027, 1, 4))]
    assert office_on(terms, Office.CHAIR, date(2027, 1, 4)) == OfficeOn("Bob", also=("Ann",))


def test_sorting_the_tab_does_not_change_which_of_two_chairs_holds_the_office() -> None:
    terms = [chair("Bob", SEPTEMBER), chair("Ann", SEPTEMBER)]
    assert office_on(terms, Office.CHAIR, SEPTEMBER) == OfficeOn("Ann", also=("Bob",))
    assert office_on(terms[::-1], Office.CHAIR, SEPTEMBER) == OfficeOn("Ann", also=("Bob",))


def test_a_chair_elected_again_before_the_old_term_ran_out_is_one_chair() -> None:
    terms = [chair("Ann", SEPTEMBER, date(2027, 9, 1)), chair("Ann", date(2027, 6, 15))]
    assert office_on(terms, Office.CHAIR, date(2027, 7, 1)) == OfficeOn("Ann")


@given(st.lists(st.builds(chair, st.sampled_from("ABC"), days, st.none() | days), min_size=1), days)
def test_an_office_never_given_up_is_held_from_the_first_start_on(terms: list[TermOfOffice], on: date) -> None:
    assert office_on(terms, Office.CHAIR, on).is_vacant == (on < min(term.starts_on for term in terms))


def test_a_yearly_election_not_held_in_june_leaves_the_chair_in_office_and_is_overdue_from_july() -> None:
    terms = [chair("Ann", date(2025, 6, 18), date(2026, 6, 30))]
    elections = [term.starts_on for term in terms]
    assert office_on(terms, Office.CHAIR, date(2026, 7, 1)) == OfficeOn("Ann", is_continuing=True)
    assert overdue_since(6, elections, date(2026, 6, 30)) is None
    assert overdue_since(6, elections, date(2026, 7, 1)) == date(2026, 7, 1)


# Who presides


@pytest.mark.parametrize(
    ("present", "presiding"),
    [
        ({"Ann", "Bob", "Cem"}, Presiding(PresidedBy.CHAIR, "Ann")),
        ({"Bob", "Cem"}, Presiding(PresidedBy.VICE_CHAIR, "Bob")),
        ({"Cem"}, Presiding(PresidedBy.MUST_ELECT)),
    ],
)
def test_the_vice_chair_presides_if_the_chair_is_absent_and_else_the_meeting_elects(
    present: set[str], presiding: Presiding
) -> None:
    assert who_presides("Ann", "Bob", present) == presiding


def test_a_meeting_without_a_chair_or_vice_chair_in_office_must_elect() -> None:
    assert who_presides(None, None, {"Cem"}).by is PresidedBy.MUST_ELECT


# Facets

HEAD = MemberFacets("Ann", "St Paul's", frozenset({"St Paul's", "Partner school"}))
COLLEAGUE = MemberFacets("Bob", "St Paul's", frozenset({"Partner school"}))
OUTSIDER = MemberFacets("Cem", None, frozenset({"Outside MK"}))


def test_one_person_may_cover_several_facets() -> None:
    counts = facet_counts([FacetRequirement("St Paul's"), FacetRequirement("Partner school", 5)], [HEAD])
    assert [(count.filled, count.short) for count in counts] == [(1, 0), (1, 4)]


def test_a_facet_counted_by_school_is_filled_once_by_two_people_of_one_school() -> None:
    by_school = FacetRequirement("Partner school", 2, counted_by=CountedBy.SCHOOL)
    by_person = FacetRequirement("Partner school", 2)
    assert [count.short for count in facet_counts([by_school, by_person], [HEAD, COLLEAGUE])] == [1, 0]


def test_a_person_of_no_school_fills_a_facet_counted_by_person_only() -> None:
    by_school = FacetRequirement("Outside MK", counted_by=CountedBy.SCHOOL)
    by_person = FacetRequirement("Outside MK", firm=False)
    assert [count.filled for count in facet_counts([by_school, by_person], [OUTSIDER])] == [0, 1]


def test_a_member_listed_twice_fills_a_facet_once() -> None:
    assert facet_counts([FacetRequirement("Partner school", 2)], [HEAD, HEAD])[0].filled == 1


def test_a_facet_says_whether_it_is_firm_or_only_where_possible() -> None:
    wanted = FacetRequirement("Outside MK", firm=False)
    assert facet_counts([wanted], [])[0].requirement is wanted


# Deputies


@pytest.mark.parametrize(
    ("deputy", "problem"),
    [
        (None, DeputyProblem.MISSING),
        ("", DeputyProblem.MISSING),
        ("Ann", DeputyProblem.OWN_SELF),
        ("Bob", DeputyProblem.ATTENDING_AS_MEMBER),
        ("Dee", None),
    ],
)
def test_a_member_needs_a_deputy_who_is_somebody_else_and_not_there_as_a_member(
    deputy: str | None, problem: DeputyProblem | None
) -> None:
    assert deputy_problem("Ann", deputy, {"Bob", "Cem"}) is problem


def test_deputies_do_not_count_unless_the_setting_says_so() -> None:
    deputies = {"Cem": "Dee"}
    assert counted_present(["Ann", "Bob"], deputies, deputies_count=False) == 2
    assert counted_present(["Ann", "Bob"], deputies, deputies_count=True) == 3


def test_a_deputy_for_two_members_counts_once() -> None:
    assert counted_present(["Ann"], {"Cem": "Dee", "Eve": "Dee"}, deputies_count=True) == 2


def test_a_deputy_present_as_a_member_or_beside_their_member_does_not_count_again() -> None:
    assert counted_present(["Ann", "Bob"], {"Ann": "Dee", "Cem": "Bob"}, deputies_count=True) == 2


@given(st.sets(st.sampled_from("ABCDEF")), st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEFXYZ")))
def test_counting_deputies_adds_at_most_one_for_each_absent_member(present: set[str], deputies: dict[str, str]) -> None:
    without = counted_present(present, deputies, deputies_count=False)
    together = counted_present(present, deputies, deputies_count=True)
    assert without <= together <= len(present | set(deputies))
