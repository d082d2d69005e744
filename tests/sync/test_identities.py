"""Rows keep their identity through sorting, copying and clumsy hands."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sync.changes import Cells, Rows
from pepsheets.sync.identities import Identified, identify, is_row_id, joined_by_key

OAK, ELM = "R0000000OAK", "R0000000ELM"


@dataclass(frozen=True)
class Read:
    position: int
    row_id: str
    cells: Cells


def read(*rows: tuple[str, str]) -> list[Read]:
    return [Read(place, row_id, {"school": school, "year": 2026.0}) for place, (row_id, school) in enumerate(rows, 2)]


BASE: Rows = {OAK: {"school": "Oak", "year": 2026.0}, ELM: {"school": "Elm", "year": 2026.0}}


def places(found: Identified[Read]) -> tuple[dict[str, int], list[int]]:
    return {row_id: row.position for row_id, row in found.known.items()}, [row.position for row in found.unknown]


def test_a_row_is_known_by_its_id_wherever_it_stands() -> None:
    assert places(identify(read((ELM, "Elm"), (OAK, "Oak")), BASE)) == ({ELM: 2, OAK: 3}, [])


def test_a_row_without_an_id_needs_one() -> None:
    assert places(identify(read((OAK, "Oak"), ("", "Ash")), BASE)) == ({OAK: 2}, [3])


def test_of_two_copies_the_one_that_still_equals_the_base_keeps_the_id() -> None:
    assert places(identify(read((OAK, "Ash"), (OAK, "Oak")), BASE)) == ({OAK: 3}, [2])
    assert places(identify(read((OAK, "Oak"), (OAK, "Ash")), BASE)) == ({OAK: 2}, [3])


def test_of_copies_that_were_all_changed_the_one_changed_least_keeps_the_id() -> None:
    rows = [Read(2, OAK, {"school": "Ash", "year": 2027.0}), Read(3, OAK, {"school": "Ash", "year": 2026.0})]
    assert places(identify(rows, BASE)) == ({OAK: 3}, [2])


def test_of_equal_copies_the_uppermost_keeps_the_id() -> None:
    assert places(identify(read((OAK, "Oak"), (OAK, "Oak"), (OAK, "Oak")), BASE)) == ({OAK: 2}, [3, 4])
    assert places(identify(read((OAK, "Ash"), (OAK, "Elm")), {})) == ({OAK: 2}, [3])


@pytest.mark.parametrize(
    "text", ["", " ", "7", "see Jane", "R1", "r0000000oak", " R0000000OAK", "R0000000OAK\n", "=A1"]
)
def test_what_people_type_among_the_ids_is_no_id(text: str) -> None:
    assert not is_row_id(text)
    assert places(identify(read((text, "Oak")), BASE)) == ({}, [2])


@given(st.lists(st.tuples(st.sampled_from([OAK, ELM, "", "?"]), st.sampled_from(["Oak", "Elm", "Ash"])), max_size=8))
def test_every_row_is_known_once_or_needs_an_id(rows: list[tuple[str, str]]) -> None:
    found = identify(read(*rows), BASE)
    positions = [row.position for row in (*found.known.values(), *found.unknown)]
    assert sorted(positions) == list(range(2, len(rows) + 2))
    assert all(row.row_id == row_id for row_id, row in found.known.items())
    assert {OAK, ELM} & {row_id for row_id, _ in rows} == found.known.keys()


def joins(ours: list[Read], theirs: list[Read], known: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    pairs = joined_by_key(ours, theirs, ["school", "year"], known)
    return [(one.position, other.position) for one, other in pairs]


def test_a_first_round_joins_rows_by_their_key() -> None:
    assert joins(read((OAK, "Oak"), (ELM, "Elm")), read(("", "Elm"), ("", "Ash"))) == [(3, 2)]


def test_capitals_and_stray_spaces_do_not_part_what_is_one_row() -> None:
    assert joins(read((OAK, "Oak  Hill")), read(("", " oak hill "))) == [(2, 2)]


@pytest.mark.parametrize("twice", ["workbook", "shared"])
def test_a_key_that_stands_twice_joins_nothing(twice: str) -> None:
    one, two = read((OAK, "Oak")), read(("", "Oak"), ("", "oak"))
    assert joins(*((two, one) if twice == "workbook" else (one, two))) == []


def test_rows_that_are_joined_already_are_left_alone() -> None:
    assert joins(read((OAK, "Oak")), read((ELM, "Oak")), frozenset({OAK})) == []
    assert joins(read((OAK, "Oak")), read((ELM, "Oak")), frozenset({ELM})) == []


def test_rows_without_a_key_join_nothing() -> None:
    blank: list[Read] = [Read(2, "", {"school": " ", "year": None})]
    assert joins(blank, blank) == []
