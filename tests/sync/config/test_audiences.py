"""A wide circle sees nothing that is meant for a narrow one."""

from __future__ import annotations

import pytest

from pepsheets.sync.config import AUDIENCES, audience_of, hidden_columns, may_see, visible_columns
from pepsheets.tabs import TABS
from pepsheets.tabs.checks import CheckRow
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.schools import School

each_tab = pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.tab)


def test_the_circles_go_from_the_widest_to_the_narrowest() -> None:
    assert AUDIENCES == ("everyone", "steering group", "office")


@each_tab
def test_the_office_sees_everything(tab: type[Row]) -> None:
    assert hidden_columns("office", tab) == ()


@each_tab
def test_a_narrower_circle_sees_all_that_a_wider_one_sees(tab: type[Row]) -> None:
    seen = [set(visible_columns(audience, tab)) for audience in AUDIENCES]
    assert seen[0] <= seen[1] <= seen[2]


@each_tab
def test_a_column_is_seen_or_hidden_or_the_row_id(tab: type[Row]) -> None:
    for audience in AUDIENCES:
        seen, hidden = visible_columns(audience, tab), hidden_columns(audience, tab)
        assert not set(seen) & set(hidden)
        assert {column for column in columns_of(tab) if not column.is_row_id} <= {*seen, *hidden}


@each_tab
def test_no_column_of_a_tab_is_for_a_wider_circle_than_the_tab(tab: type[Row]) -> None:
    for column in columns_of(tab):
        assert AUDIENCES.index(audience_of(tab, column)) >= AUDIENCES.index(audience_of(tab))


@pytest.mark.parametrize("tab", [CheckRow, OverviewRow], ids=lambda tab: tab.tab)
def test_tabs_that_quote_every_other_tab_are_for_the_office(tab: type[Row]) -> None:
    assert [may_see(audience, tab) for audience in AUDIENCES] == [False, False, True]


def test_schools_are_for_everyone() -> None:
    assert may_see("everyone", School)
