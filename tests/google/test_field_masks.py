"""Masks: what a reply keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.server.fields import Mask, MaskIsUnclear, apply_mask, names, parse_mask, paths

REPLY = {
    "properties": {"title": "Costs", "locale": "en_GB"},
    "sheets": [{"properties": {"title": "A", "sheetId": 0}, "data": [{"rowData": [{"values": [{"note": "n"}, {}]}]}]}],
}


@pytest.mark.parametrize("fields", ["sheets(properties/title)", "sheets.properties.title", "sheets/properties/title"])
def test_each_way_of_writing_a_mask_keeps_the_same(fields: str) -> None:
    assert apply_mask(REPLY, fields) == {"sheets": [{"properties": {"title": "A"}}]}


def test_an_item_of_which_nothing_is_kept_stays_in_its_list() -> None:
    kept = apply_mask(REPLY, "sheets.data.rowData.values.note")
    assert kept == {"sheets": [{"data": [{"rowData": [{"values": [{"note": "n"}, {}]}]}]}]}


def test_a_star_keeps_everything_at_its_level() -> None:
    assert apply_mask(REPLY, "*") == REPLY
    assert apply_mask(REPLY, "sheets(*)")["sheets"] == REPLY["sheets"]
    assert apply_mask(REPLY, "*/title") == {"properties": {"title": "Costs"}, "sheets": [{}]}


def test_of_two_words_on_one_field_the_wider_wins() -> None:
    assert apply_mask(REPLY, "properties.title,properties") == {"properties": REPLY["properties"]}
    assert apply_mask(REPLY, "properties,properties.title") == {"properties": REPLY["properties"]}
    assert parse_mask("a.b,a.c") == {"a": {"b": None, "c": None}}


@pytest.mark.parametrize(
    "fields", ["", "a(", "a(b", "a)", "a,,b", ",", "a.", "(a)", "a b", "a, b", " a", "a;b", "a(b)c"]
)
def test_a_mask_that_cannot_be_read_is_said(fields: str) -> None:
    with pytest.raises(MaskIsUnclear):
        parse_mask(fields)


def test_whether_a_mask_asks_for_cells() -> None:
    assert names(parse_mask("sheets"), "sheets", "data")
    assert names(parse_mask("*"), "sheets", "data")
    assert names(parse_mask("sheets(properties,data/rowData)"), "sheets", "data")
    assert not names(parse_mask("sheets.properties"), "sheets", "data")


word = st.from_regex(r"[a-z][a-zA-Z]{0,5}", fullmatch=True)
masks: st.SearchStrategy[Mask] = st.recursive(
    st.dictionaries(word, st.none(), min_size=1, max_size=3),
    lambda below: st.dictionaries(word, st.none() | below, min_size=1, max_size=3),
    max_leaves=8,
)


@given(masks)
def test_a_mask_written_out_path_by_path_is_the_same_mask(mask: Mask) -> None:
    assert parse_mask(",".join(".".join(path) for path in paths(mask))) == mask


@given(masks, masks)
def test_what_is_kept_once_is_kept_again(reply: Mask, mask: Mask) -> None:
    written = ",".join("/".join(path) for path in paths(mask))
    once = apply_mask(dict(reply), written)
    assert apply_mask(once, written) == once
