"""A share is added at the end of the file, or taken out of it, and nothing else of the file is touched."""

from __future__ import annotations

import tomllib
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sync.config.writing import NewShare, quoted, with_share, without_share
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


TWO = """\
# ours
workbook = 'my.xlsx'

# about the first
[[share]]  # here
name = 'First'
tabs = [
  'Schools',  # all of them
]
[share.columns]
Schools = ['School']

# about the second
[[share]]
name = 'Second'
[service]
port = 9000
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_share_is_taken_out_with_all_its_lines_and_everything_else_stays(line_end: str) -> None:
    text = TWO.replace("\n", line_end)
    kept, taken = without_share(text, 5)
    assert taken.startswith("[[share]]  # here") and taken.rstrip().endswith("Schools = ['School']")
    assert kept.replace(line_end, "\n") == TWO[: TWO.index("[[share]]")] + TWO[TWO.index("\n# about the second") :]
    kept, taken = without_share(text, 14)
    assert taken.split() == ["[[share]]", "name", "=", "'Second'"]
    assert kept.endswith(f"# about the second{line_end}[service]{line_end}port = 9000{line_end}")


@pytest.mark.parametrize("old", [TOP + SHARE, "# ours\n" + TOP + "\n\n", TWO])
def test_a_share_added_and_taken_out_again_leaves_the_file_as_it_was(old: str) -> None:
    text = with_share(old, NEW)
    assert without_share(text, text.split("\n").index("[[share]]", old.count("\n")) + 1)[0] == old


def test_a_share_that_stands_below_no_heading_is_left_alone() -> None:
    assert without_share("share = [{name = 'A'}]\n", 1) == ("share = [{name = 'A'}]\n", "")


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_whatever_it_is_called_it_is_read_back_as_it_was(name: str, address: str, tabs: list[str]) -> None:
    share = NewShare(name, address, tuple(tabs), "everyone", "two-way", "15m")
    expected = {**asdict(share), "tabs": tabs}
    assert tomllib.loads(with_share("a = 1\n", share, "x"))["share"] == [expected]


@given(st.text())
def test_a_quoted_text_is_read_back_as_it_was(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}
