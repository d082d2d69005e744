from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from pepsheets.faces import pressing
from pepsheets.faces.pressing import in_step
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.templates import write_template
from tests.excel.model import Model
from tests.faces.asking import keep_everything_in
from tests.faces.books import partnership
from tests.faces.buttons.excel import Excel
from tests.faces.buttons.in_step import Place, synced
from tests.faces.buttons.moment import MOMENT
from tests.faces.shares import MINE, config, with_conflicts_tab


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example of PEP:mk, not recalculated yet, with a mistake or two in it."""
    path = tmp_path_factory.mktemp("made") / "my.xlsx"
    write_template(PEPMK, path, MOMENT.date(), with_sample=True)
    return path


@pytest.fixture(scope="session")
def made_model(made: Path) -> Model:
    return Model.of_file(made)


@pytest.fixture
def sample(tmp_path: Path, made: Path) -> Path:
    """The worked example as a file of this test's own."""
    path = tmp_path / "my.xlsx"
    path.write_bytes(made.read_bytes())
    return path


@pytest.fixture
def model(made_model: Model) -> Model:
    """The worked example as Excel holds it."""
    return deepcopy(made_model)


@pytest.fixture(scope="session")
def made_new(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Model]:
    """A ready workbook of PEP:mk with its rules and no rows yet, and as Excel holds it."""
    path = tmp_path_factory.mktemp("made") / "my.xlsx"
    write_template(PEPMK, path, MOMENT.date(), with_sample=False)
    return path, Model.of_file(path)


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment at which every button is pressed."""
    monkeypatch.setattr(pressing, "now", lambda: MOMENT)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = tmp_path_factory.mktemp("made")
    folder = made / "place"
    folder.mkdir()
    workbook = with_conflicts_tab(partnership(folder / MINE)).read_bytes()
    config(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_everything_in(folder, monkeypatch)
        synced(folder)
    copytree(folder, made / "kept")
    return Place(folder, made / "kept", workbook, Model.of_file(folder / MINE))


@pytest.fixture
def folder(place: Place, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place as it was after its first round; nobody waits for a disk."""
    rmtree(place.folder)
    copytree(place.as_it_was, place.folder)
    keep_everything_in(place.folder, monkeypatch)
    monkeypatch.setattr(in_step, "sleep", lambda _: None)
    return place.folder


@pytest.fixture
def in_excel(place: Place, folder: Path) -> Excel:
    """Excel with the manager's workbook open in it."""
    return Excel(folder / MINE, deepcopy(place.model))
