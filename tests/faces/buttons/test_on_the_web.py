"""Each button over the sample workbook in JSON, with the real xlwings; what it queued, carried out as clients do."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
import xlwings as xw

from pepsheets.faces import buttons
from pepsheets.faces.failures import log_file
from pepsheets.recalculation import pipeline
from pepsheets.tabs.checks import CheckRow
from tests.excel.clients import works_on
from tests.excel.interpreter import Interpreter
from tests.excel.json_book import actions_of, opened
from tests.excel.model import EXCEL, GOOGLE, Model, Tab
from tests.excel.typing_in import Stored
from tests.faces.asking import ask
from tests.faces.buttons.moment import TODAY

Button = Callable[[xw.Book], None]


def pressed(button: Button, model: Model, client: str = EXCEL) -> str:
    """What is said at the end; all else that was queued is in the model."""
    book = opened(model, client)
    button(book)
    actions = actions_of(book)
    assert {action["func"] for action in actions} <= works_on(client)
    model.messages.clear()
    Interpreter(model, client).carry_out(actions)
    [message] = model.messages
    return message


def refused(button: Button, model: Model) -> str:
    """Why nothing was done; that nothing was queued."""
    book = opened(model)
    with pytest.raises(xw.XlwingsError) as refusal:
        button(book)
    assert type(refusal.value) is xw.XlwingsError and actions_of(book) == []
    return str(refusal.value)


def shown(model: Model) -> dict[str, dict[tuple[int, int], Stored]]:
    """What every cell of every tab shows."""
    return {tab.name: _shown(tab) for tab in model.tabs}


def _shown(tab: Tab) -> dict[tuple[int, int], Stored]:
    return {at: held.value for at, held in tab.cells.items() if held.value is not None}


def ends(model: Model) -> list[object]:
    return [(table.name, table.area) for tab in model.tabs for table in tab.tables]


def test_recalculate_leaves_cell_for_cell_what_recalc_leaves_in_the_file(model: Model, sample: Path) -> None:
    message = pressed(buttons.recalculate, model)
    assert ask("recalc", sample, "--today", TODAY).status == 1
    by_command = Model.of_file(sample)
    assert shown(model) == shown(by_command) and ends(model) == ends(by_command)
    assert message.startswith("Recalculated: ") and message.endswith("The Checks tab lists them.")

    assert pressed(buttons.recalculate, model).startswith("All results are up to date: nothing was written.")
    assert shown(model) == shown(by_command)


def test_check_writes_the_checks_tab_alone_and_finds_what_check_finds(model: Model, sample: Path) -> None:
    before = shown(deepcopy(model))
    message = pressed(buttons.check, model)
    after = shown(model)
    assert {tab for tab in after if after[tab] != before[tab]} == {CheckRow.tab}
    found = ask("check", sample, "--json", "--today", TODAY).json["problems"]
    assert isinstance(found, list)
    sentences = sorted(each["message"].partition(": ")[2].casefold() for each in found)
    assert sorted(str(sentence).casefold() for sentence in checks(model)) == sentences
    assert "rows checked." in message and "Recalculate writes them" in message


def checks(model: Model) -> list[Stored]:
    """What the Checks tab tells to do."""
    tab = model.tab(CheckRow.tab)
    [(row, column)] = [at for at, held in tab.cells.items() if held.value == "What to do"]
    told = [held.value for at, held in sorted(tab.cells.items()) if at[1] == column and at[0] > row]
    return [sentence for sentence in told if sentence]


def test_new_year_leaves_what_the_command_leaves(model: Model, sample: Path) -> None:
    message = pressed(buttons.new_year, model)
    assert ask("new-year", sample, "--today", TODAY).status == 1
    by_command = Model.of_file(sample)
    assert shown(model) == shown(by_command) and ends(model) == ends(by_command)
    assert "2026/27 is the year that runs today. For the next one wait until 1 May" in message
    assert "things to put right" in message and "The Checks tab lists them." in message


def test_a_google_sheet_gets_the_same_results_by_what_its_client_can_do(model: Model, sample: Path) -> None:
    pressed(buttons.recalculate, model, GOOGLE)
    ask("recalc", sample, "--today", TODAY)
    assert shown(model) == shown(Model.of_file(sample))


def test_on_the_web_sync_now_says_where_it_works(model: Model) -> None:
    sentence = refused(buttons.sync_now, model)
    assert "Excel does not tell where this workbook is kept" in sentence and "'pepsheets sync'" in sentence


def test_a_name_that_comes_over_the_web_is_never_taken_for_a_file_of_this_computer(model: Model, sample: Path) -> None:
    model.name = str(sample)
    (sample.parent / "pepsheets.toml").write_text(f'workbook = "{sample.name}"\n', encoding="utf-8")
    assert "Excel does not tell where" in refused(buttons.sync_now, model)


@pytest.mark.parametrize("button", [buttons.recalculate, buttons.check, buttons.new_year])
def test_another_workbook_is_refused_in_words(button: Button) -> None:
    sentence = refused(button, Model([Tab("Sheet1")]))
    assert "does not hold a partnership" in sentence


def test_what_nobody_foresaw_is_a_refusal_too_and_shows_no_place_of_the_server(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Ann Archer"

    def stumbles(*_: object) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr(pipeline, "validate", stumbles)
    sentence = refused(buttons.recalculate, model)
    assert sentence.startswith("Something happened that pepsheets did not foresee, and nothing was written.")
    assert name not in sentence + log_file().read_text(encoding="utf-8")
    assert str(log_file().parent) not in sentence
