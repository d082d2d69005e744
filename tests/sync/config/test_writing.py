"""A share that is added stands at the end of the file, and nothing else of the file is touched."""

from __future__ import annotations

import tomllib
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sync.config.writing import NewShare, quoted, with_share
from tests.sync.config.files import SHARE, TOP, read

NEW = NewShare("Heads", "heads.xlsx", ("Schools", "Steering group"), "everyone", "read-only", "1h")


def test_a_new_file_is_made_with_a_word_on_where_to_read_more() -> None:
    text = with_share("", NEW, "my.xlsx")
    assert text.startswith("# What pepsheets keeps in step. docs/pepsheets-toml.md")
    (share,) = read(text).shares
    assert (share.name, share.direction, read(text).workbook) == ("Heads", "read-only", "/partnership/my.xlsx")


@pytest.mark.parametrize("old", [TOP + SHARE, TOP + SHARE + "# the end", TOP + "# only a remark\n\n\n"])
def test_what_stood_there_stands_there_still(old: str) -> None:
    text = with_share(old, NEW)
    assert text.startswith(old) and read(text).shares[-1].name == "Heads"


def test_the_workbook_is_named_above_everything_where_the_file_did_not_name_it() -> None:
    text = with_share("# ours\n[service]\nport = 1\n", NEW, "my.xlsx")
    assert text.startswith('workbook = "my.xlsx"\n\n# ours\n') and read(text).service.port == 1


def test_line_ends_of_windows_stay() -> None:
    text = with_share((TOP + SHARE).replace("\n", "\r\n"), NEW, None)
    assert text.count("\n") == text.count("\r\n")


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_whatever_it_is_called_it_is_read_back_as_it_was(name: str, address: str, tabs: list[str]) -> None:
    share = NewShare(name, address, tuple(tabs), "everyone", "two-way", "15m")
    expected = {**asdict(share), "tabs": tabs}
    assert tomllib.loads(with_share("a = 1\n", share, "x"))["share"] == [expected]


@given(st.text())
def test_a_quoted_text_is_read_back_as_it_was(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}
