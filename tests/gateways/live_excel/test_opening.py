"""``excel:`` and ``excel:NAME`` find the workbook that is open in Excel, or say in plain words why not."""

import sys
from collections.abc import Iterator, Sequence

import pytest
import xlwings
from xlwings.main import Engine

from pepsheets.gateways import open_gateway, open_results_copy
from pepsheets.sheets import AddressNotUnderstood, GatewayError
from tests.excel.desktop_engine import DesktopEngine
from tests.excel.model import Model
from tests.gateways.gateway_contract import NOTES, TRIPS

BOOKS = ("Partnership 2026.xlsm", "Budget.xlsx", "budget.xlsm")


class Excel:
    """Starts Excel with these workbooks open, the first in front."""

    def __init__(self) -> None:
        self.engines: list[Engine] = []

    def start(self, names: Sequence[str] = (), *, is_running: bool = True) -> None:
        models = [Model.of_sheets([TRIPS, NOTES] if number == 0 else [NOTES]) for number, _ in enumerate(names)]
        for model, name in zip(models, names, strict=True):
            model.name = name
        engine = Engine(impl=DesktopEngine(models, is_running=is_running))
        self.engines.append(engine)
        xlwings.engines.add(engine)

    def stop(self) -> None:
        for engine in self.engines:
            xlwings.engines.engines.remove(engine)


@pytest.fixture
def excel() -> Iterator[Excel]:
    running = Excel()
    yield running
    running.stop()


def refusal(address: str) -> GatewayError:
    with pytest.raises(GatewayError) as refused:
        open_gateway(address)
    assert refused.value.remedy.endswith((".", '"'))
    return refused.value


@pytest.mark.parametrize("address", ["excel:", "Excel: ", "excel:Partnership 2026.xlsm", "EXCEL: partnership 2026"])
def test_the_workbook_in_front_or_the_one_of_that_name_is_opened(excel: Excel, address: str) -> None:
    excel.start(BOOKS)
    door = open_gateway(address)
    assert door.read([]).tab_names == ("Trips", "Notes") and door.address == address


def test_an_ending_tells_two_of_one_name_apart(excel: Excel) -> None:
    excel.start(BOOKS)
    assert open_gateway("excel:Budget.xlsx").read([]).tab_names == ("Notes",)
    assert "Several workbooks called 'Budget' are open in Excel." in refusal("excel:Budget").message


def test_a_workbook_that_is_not_open_is_named_beside_those_that_are(excel: Excel) -> None:
    excel.start(BOOKS[:2])
    told = refusal("excel:Partnership").message
    assert told == (
        "No workbook called 'Partnership' is open in Excel. Open are: 'Budget.xlsx', 'Partnership 2026.xlsm'."
    )


def test_excel_without_any_workbook(excel: Excel) -> None:
    excel.start()
    assert refusal("excel:").message == "Excel is running, and no workbook is open in it."
    assert refusal("excel:Budget").message.endswith("is open in Excel. No workbook is open in it.")


def test_excel_that_does_not_run(excel: Excel) -> None:
    excel.start(is_running=False)
    assert refusal("excel:").message == "Excel is not running."


def test_a_system_without_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings.engines, "engines", [each for each in xlwings.engines if each.type != "desktop"])
    assert "on Windows and macOS only" in refusal("excel:").message


@pytest.mark.parametrize(
    ("system", "what"), [("win32", 'pip install "pepsheets[excel]"'), ("linux", "give the path of its file instead")]
)
def test_without_xlwings_the_person_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, system: str, what: str) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", None)
    monkeypatch.setattr(sys, "platform", system)
    assert what in refusal("excel:").remedy


def test_a_results_copy_is_made_of_files_alone() -> None:
    with pytest.raises(AddressNotUnderstood, match="is a workbook inside Excel"):
        open_results_copy("excel:Budget", "copy.xlsx")
