"""The VBA of the functions is what xlwings's own generator writes. It needs Windows; stand-ins take its place here."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType, SimpleNamespace

import pytest

from pepsheets.faces.formulas import FUNCTIONS, in_excel
from pepsheets.templates.macros.wording import FUNCTIONS as PYTHON
from tests.templates.macros.projects import KINDS, code_of, modules


class Com:
    """What the parts of Windows that xlwings imports are asked for while it is only imported."""

    @staticmethod
    def nothing(*_: object) -> None:
        """Takes anything, does nothing."""


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    stand_ins: dict[str, dict[str, object]] = {
        "pythoncom": {"CoInitialize": Com.nothing},
        "pywintypes": {"com_error": OSError},
        "win32com": {},
        "win32com.client": {"Dispatch": Com.nothing},
    }
    for name, holds in stand_ins.items():
        module = ModuleType(name)
        vars(module).update(holds)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    yield import_module("xlwings.udfs")
    sys.modules.pop("xlwings.udfs", None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_functions_are_those_that_xlwings_would_write(kind: str, generator: ModuleType) -> None:
    dressing = SimpleNamespace(func=generator.xlfunc, arg=generator.xlarg)
    module = SimpleNamespace(**{each.name: in_excel(each, dressing) for each in FUNCTIONS})
    written = io.StringIO()
    generator.generate_vba_wrapper(PYTHON, module, written, SimpleNamespace(Name="my.xlsm"))
    ours = code_of(modules(kind)["pepsheets_functions"])
    start = next(number for number, line in enumerate(ours) if line.startswith("#Const")) + 1
    assert "\n".join(ours[start:]).strip() == written.getvalue().strip()
    assert written.getvalue().count("End Function") == len(FUNCTIONS)
