from __future__ import annotations

from pathlib import Path

import pytest

from tests.faces.asking import keep_everything_in


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    keep_everything_in(home, monkeypatch)
    return home
