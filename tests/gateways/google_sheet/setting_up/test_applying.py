"""Setting up where the connection breaks or others come between: done once, told truly, nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pepsheets.gateways.google_sheet.refusals import AnswerLost, BatchRefused
from pepsheets.gateways.google_sheet.setting_up import set_up
from pepsheets.gateways.google_sheet.setting_up.placing import TabHoldsSomethingElse
from pepsheets.partnerships.pepmk import PEPMK
from tests.gateways.google_sheet.setting_up.on_google import EMPTY, Direct
from tests.google.spreadsheets import ApiError, Json


class Troubled(Direct):
    """A connection on which something happens at each of the first writes."""

    def __init__(self, *troubles: Trouble) -> None:
        super().__init__()
        self.troubles = list(troubles)

    def batch_update(self, requests: Sequence[Json], *, fields: str) -> Json:
        def write() -> Json:
            try:
                return super(Troubled, self).batch_update(requests, fields=fields)
            except ApiError as error:
                raise BatchRefused(error.message) from error

        return self.troubles.pop(0)(self, write) if self.troubles else write()


Trouble = Callable[[Troubled, Callable[[], Json]], Json]


def lost_after(_: Troubled, write: Callable[[], Json]) -> Json:
    write()
    raise AnswerLost


def lost_before(_: Troubled, write: Callable[[], Json]) -> Json:
    raise AnswerLost


def refused(_: Troubled, write: Callable[[], Json]) -> Json:
    raise BatchRefused("no")


def somebody_sets_it_up(direct: Troubled, write: Callable[[], Json]) -> Json:
    other = Direct(direct.book)
    set_up(other, EMPTY)
    direct.sheets.keep(other.book)
    return write()


def somebody_makes_a_tab(direct: Troubled, write: Callable[[], Json]) -> Json:
    direct.does({"addSheet": {"properties": {"title": "Schools", "sheetId": 7}}})
    direct.sheets.person(direct.spreadsheet_id).type("Schools", "A1", "ours")
    return write()


def test_a_lost_answer_is_not_sent_again_and_what_was_done_is_told() -> None:
    direct = Troubled(lost_after)
    done = set_up(direct, EMPTY)
    assert done.told[0].startswith(f"{len(PEPMK.tabs)} tabs are made") and done.is_new
    assert direct.writes == 1 and direct.reads == 3


@pytest.mark.parametrize("troubles", [(lost_before,), (lost_before, lost_before), (refused, lost_before)])
def test_what_was_not_done_is_planned_anew(troubles: tuple[Trouble, ...]) -> None:
    direct = Troubled(*troubles)
    assert set_up(direct, EMPTY).told[0].startswith(f"{len(PEPMK.tabs)} tabs are made")
    assert direct.writes == 1 and direct.titles() == [tab.tab for tab in PEPMK.tabs]


def test_of_two_who_set_a_sheet_up_at_once_the_second_changes_nothing() -> None:
    direct = Troubled(somebody_sets_it_up)
    assert not set_up(direct, EMPTY)
    assert direct.titles() == [tab.tab for tab in PEPMK.tabs]


def test_a_tab_that_somebody_makes_meanwhile_is_not_overwritten() -> None:
    direct = Troubled(somebody_makes_a_tab)
    with pytest.raises(TabHoldsSomethingElse, match="'Schools'"):
        set_up(direct, EMPTY)
    assert direct.titles() == ["Sheet1", "Schools"]
    assert direct.cell("Schools", 1, 1)["formattedValue"] == "ours"


def test_what_google_refuses_for_good_is_told_as_it_is() -> None:
    direct = Troubled(refused, refused, refused)
    with pytest.raises(BatchRefused):
        set_up(direct, EMPTY)
    assert direct.titles() == ["Sheet1"]


def test_a_connection_that_stays_broken_is_told_as_it_is() -> None:
    with pytest.raises(AnswerLost):
        set_up(Troubled(lost_before, lost_before, lost_before), EMPTY)
