import json
from datetime import date
from pathlib import Path

import pytest

from pepsheets.rules.calendar import bank_holidays

PUBLISHED = json.loads(
    (Path(__file__).parents[1] / "cases" / "bank_holidays_england_wales_govuk.json").read_text("utf-8")
)
YEARS: dict[str, list[dict[str, str]]] = PUBLISHED["expected"]


def test_every_year_the_government_published_is_here() -> None:
    assert list(map(int, YEARS)) == PUBLISHED["inputs"]["years"] == list(range(2012, 2029))


@pytest.mark.parametrize("year", YEARS, ids=[f"{year} from {PUBLISHED['source_by_year'][year]}" for year in YEARS])
def test_bank_holidays_are_exactly_those_on_gov_uk(year: str) -> None:
    assert bank_holidays([int(year)]) == {date.fromisoformat(day["date"]) for day in YEARS[year]}
