"""The worked sample, recalculated inside Excel, is the same as recalculated in its file, cell for cell."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.gateways.workbook_file import WorkbookFile
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import recalculate
from pepsheets.sheets import Gateway
from pepsheets.templates.workbook import template_bytes
from tests.excel.desktop_engine import desktop_book
from tests.excel.interpreter import Interpreter
from tests.excel.json_book import actions_of, opened
from tests.excel.model import EXCEL, GOOGLE, Model
from tests.gateways.gateway_contract import Seen, seen

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    path.write_bytes(template_bytes(PEPMK, PEPMK.sample(TODAY), TODAY))
    return path


@pytest.fixture(scope="module")
def as_opened(sample: Path) -> Model:
    return Model.of_file(sample)


@pytest.fixture
def model(as_opened: Model) -> Model:
    return deepcopy(as_opened)


@pytest.fixture(scope="module")
def in_the_file(sample: Path) -> Seen:
    """The sample as a recalculation of the file leaves it."""
    copy = sample.with_name("recalculated.xlsx")
    copy.write_bytes(sample.read_bytes())
    door = WorkbookFile(str(copy), sample.parent / "backups")
    assert recalculate(door, TODAY).written
    return everything(door)


def everything(door: Gateway) -> Seen:
    return seen(door.read(door.read([]).tab_names))


@pytest.mark.parametrize("client", [EXCEL, GOOGLE])
def test_by_way_of_a_server(model: Model, in_the_file: Seen, client: str) -> None:
    model.selection, model.active_tab = "D4", 3
    book = opened(model, client)
    outcome = recalculate(LiveExcel(book), TODAY)
    assert len(actions_of(book)) * 20 < sum(outcome.written.values())
    Interpreter(model, client).carry_out(actions_of(book))
    live = everything(LiveExcel(opened(model, client)))
    assert live.cells == in_the_file.cells
    assert client == GOOGLE or live.tables == in_the_file.tables
    assert (model.selection, model.active_tab) == ("D4", 3)
    again = opened(model, client)
    assert not recalculate(LiveExcel(again), TODAY).written and actions_of(again) == []


def test_on_this_pc(model: Model, in_the_file: Seen) -> None:
    book, calls = desktop_book(model)
    door = LiveExcel(book)
    before = everything(door)
    outcome = recalculate(door, TODAY)
    assert everything(door) == in_the_file and len(calls.made) * 20 < sum(outcome.written.values())
    made = len(calls.made)
    assert not recalculate(door, TODAY).written and len(calls.made) == made
    door.put_back()
    assert everything(door) == before
