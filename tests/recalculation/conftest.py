"""The small partnership of clubs is the only kind here."""

from collections.abc import Iterator

import pytest

from pepsheets.validation import recognising
from tests.validation.outings import OUTINGS


@pytest.fixture(scope="module", autouse=True)
def _only_outings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recognising, "PARTNERSHIPS", (OUTINGS,))
        yield
