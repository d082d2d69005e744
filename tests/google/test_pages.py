"""The pages of the stand-in, as a person at a browser uses them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.google.server import keys
from tests.google.server.stand_in import StandIn
from tests.google.small_sheet import small_sheet

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with StandIn() as google:
        yield google


@pytest.fixture
def sheet(stand_in: StandIn) -> str:
    return small_sheet(stand_in)


@pytest.fixture
def page(browser: Browser, stand_in: StandIn, sheet: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1180, "height": 560})
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("request", lambda asked: faults.extend([] if asked.url.startswith(stand_in.url) else [asked.url]))
    page.goto(f"{stand_in.url}/sheet/{sheet}")
    expect(page.locator("td").first).to_be_visible()
    yield page
    page.close()
    assert faults == []


def cell(page: Page, at: str) -> Locator:
    return page.locator(f'td[data-at="{at}"]')


def type_in(page: Page, at: str, text: str) -> None:
    cell(page, at).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_sheet_looks_as_google_shows_it(page: Page) -> None:
    expect(page).to_have_title("Bookings of the partnership")
    expect(cell(page, "D2")).to_have_text("09/02/2026")
    expect(cell(page, "F4")).to_have_text("£48.50")
    expect(cell(page, "H2")).to_have_text("£70.00")
    expect(cell(page, "A1")).to_have_css("background-color", "rgb(31, 79, 120)")
    expect(cell(page, "A1")).to_have_css("font-weight", "700")
    expect(cell(page, "E1")).to_have_attribute("title", "How many places this school has booked.")
    expect(cell(page, "G2").locator("input")).to_be_checked()
    expect(cell(page, "I2")).to_have_count(0)
    page.get_by_label("Show what is hidden").check()
    expect(cell(page, "I2")).to_have_text("r1")


def test_a_long_text_runs_on_over_empty_cells_as_far_as_they_are_empty(page: Page) -> None:
    type_in(page, "J7", "A remark that is a good deal longer than its cell is wide")
    expect(cell(page, "J7").locator("span")).to_have_css("max-width", "291px")
    type_in(page, "K7", "x")
    expect(cell(page, "J7").locator("span")).to_have_count(0)


def test_a_chart_is_drawn_over_its_cell_and_follows_the_figures(page: Page) -> None:
    chart = page.get_by_role("figure", name="Places by booking")
    expect(chart).to_contain_text("Places by booking")
    drawn = chart.locator("rect:has(title)")
    expect(drawn).to_have_count(4)
    expect(chart.locator("title").nth(3)).to_have_text("B-04, Places: 4")
    tall = [float(bar.get_attribute("height") or 0) for bar in drawn.all()]
    assert [round(each / tall[1], 3) for each in tall] == [2, 1, 3, 4]
    over, cell_ = chart.bounding_box(), cell(page, "C10").bounding_box()
    assert over and cell_ and (over["x"], over["y"]) == (cell_["x"], cell_["y"])
    type_in(page, "A6", "B-05")
    expect(drawn).to_have_count(5)


def test_what_is_typed_becomes_what_google_makes_of_it(page: Page, stand_in: StandIn, sheet: str) -> None:
    type_in(page, "E2", "5")
    expect(cell(page, "H2")).to_have_text("£175.00")
    expect(page.locator("#cell")).to_have_text("E3")
    type_in(page, "D3", "3/4/2026")
    expect(cell(page, "D3")).to_have_text("03/04/2026")
    assert stand_in.sheets.person(sheet).cell("Bookings", "E2") == 5


def test_the_line_above_shows_the_formula_and_takes_a_new_value(page: Page, stand_in: StandIn, sheet: str) -> None:
    cell(page, "H3").click()
    expect(page.locator("#entered")).to_have_value("=E3*F3")
    cell(page, "A3").click()
    page.locator("#entered").fill("B-20")
    page.locator("#entered").press("Enter")
    expect(cell(page, "A3")).to_have_text("B-20")


def test_escape_changes_nothing(page: Page) -> None:
    cell(page, "A2").dblclick()
    page.keyboard.type("something else")
    page.keyboard.press("Escape")
    expect(cell(page, "A2")).to_have_text("B-01")


def test_a_protected_cell_warns_and_can_be_edited_anyway(page: Page) -> None:
    type_in(page, "H2", "1")
    expect(page.get_by_text("should not be changed by accident")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(cell(page, "H2")).to_have_text("£70.00")
    type_in(page, "H2", "1")
    page.get_by_role("button", name="Edit anyway").click()
    expect(cell(page, "H2")).to_have_text("£1.00")


def test_a_drop_down_offers_its_list_and_takes_nothing_else(page: Page) -> None:
    cell(page, "B3").dblclick()
    choices = page.get_by_role("list", name="Choices").get_by_role("listitem")
    expect(choices).to_have_text(["Ashfield", "Birchwood", "Crossways", "Dale End"])
    choices.filter(has_text="Dale End").click()
    expect(cell(page, "B3")).to_have_text("Dale End")
    expect(choices).to_have_count(0)
    type_in(page, "B3", "Nowhere")
    expect(page.get_by_role("status")).to_contain_text("B3 must be one of: Ashfield, Birchwood, Crossways, Dale End.")
    expect(cell(page, "B3")).to_have_text("Dale End")


def test_a_box_can_be_ticked(page: Page, stand_in: StandIn, sheet: str) -> None:
    cell(page, "G3").locator("input").click()
    expect(cell(page, "G3").locator("input")).to_be_checked()
    assert stand_in.sheets.person(sheet).cell("Bookings", "G3") is True


def test_rows_are_sorted_inserted_and_deleted(page: Page, stand_in: StandIn, sheet: str) -> None:
    person = stand_in.sheets.person(sheet)
    cell(page, "D2").click()
    page.get_by_role("button", name="Sort A to Z by this column").click()
    expect(cell(page, "A2")).to_have_text("B-03")
    assert [row[8] for row in person.grid("Bookings")[1:5]] == ["r3", "r1", "r2", "r4"]
    cell(page, "A3").click()
    page.get_by_role("button", name="Insert row below").click()
    expect(cell(page, "A4")).to_have_text("")
    page.get_by_role("button", name="Insert row above").click()
    expect(cell(page, "A4")).to_have_text("B-01")
    cell(page, "A4").click()
    page.get_by_role("button", name="Delete row").click()
    expect(cell(page, "A5")).to_have_text("B-02")


def test_a_cell_is_cleared(page: Page) -> None:
    cell(page, "A2").click()
    page.keyboard.press("Delete")
    expect(cell(page, "A2")).to_have_text("")


def test_tabs_are_opened_and_what_others_change_shows_by_itself(page: Page, stand_in: StandIn, sheet: str) -> None:
    page.get_by_role("button", name="Schools", exact=True).click()
    expect(cell(page, "A2")).to_have_text("Ashfield")
    stand_in.sheets.person(sheet).type("Schools", "A2", "Ashfield Primary")
    expect(cell(page, "A2")).to_have_text("Ashfield Primary")


def test_a_page_that_has_seen_a_tab_is_not_sent_it_again(stand_in: StandIn, sheet: str) -> None:
    address = f"{stand_in.url}/sheet/{sheet}/grid?tab=Bookings"
    version = requests.get(address, timeout=5).json()["version"]
    assert requests.get(f"{address}&seen={version}", timeout=5).status_code == 204
    stand_in.sheets.person(sheet).type("Bookings", "A2", "B-77")
    assert requests.get(f"{address}&seen={version}", timeout=5).status_code == 200


def test_the_page_says_when_the_stand_in_has_stopped(browser: Browser) -> None:
    with StandIn() as google:
        page = browser.new_page()
        page.goto(f"{google.url}/sheet/{small_sheet(google)}")
        expect(page.locator("td").first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("The stand-in has stopped")
    page.close()


def test_the_list_shows_each_sheet_with_its_address_and_makes_new_ones(
    page: Page, stand_in: StandIn, sheet: str
) -> None:
    page.get_by_role("link", name="All sheets").click()
    row = page.get_by_role("row").filter(has_text="Bookings of the partnership")
    expect(row).to_contain_text(f"google:{sheet}")
    expect(row).to_contain_text(keys.SERVICE_EMAIL)
    page.get_by_label("Name of the new sheet").fill("Costs & shares <2026>")
    page.get_by_role("button", name="New sheet").click()
    expect(page).to_have_title("Costs & shares <2026>")
    page.get_by_role("link", name="All sheets").click()
    expect(page.get_by_role("link", name="Costs & shares <2026>")).to_be_visible()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 403),
        ({"Content-Type": "application/json", "Origin": "https://elsewhere.example"}, 403),
        ({"Content-Type": "application/json"}, 200),
    ],
)
def test_pages_of_other_sites_change_nothing(
    stand_in: StandIn, sheet: str, headers: dict[str, str], status: int
) -> None:
    wanted = '{"tab": "Bookings", "do": "type", "cell": "A2", "text": "theirs"}'
    reply = requests.post(f"{stand_in.url}/sheet/{sheet}/do", data=wanted, headers=headers, timeout=5)
    assert reply.status_code == status
    assert (stand_in.sheets.person(sheet).cell("Bookings", "A2") == "theirs") is (status == 200)


@pytest.mark.parametrize("path", ["/nothing", "/sheet/unknown", "/page/unknown.js", "/page/../conftest.py"])
def test_what_is_not_there_is_said(stand_in: StandIn, path: str) -> None:
    assert requests.get(f"{stand_in.url}{path}", timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ('{"tab": "Bookings", "do": "dance"}', "does not know how"),
        ('{"tab": "Bookings", "do": "tick", "cell": "A2"}', "is no checkbox"),
        ('{"tab": "Nowhere", "do": "clear", "cell": "A2"}', "There is no tab Nowhere"),
    ],
)
def test_what_cannot_be_done_is_said(stand_in: StandIn, sheet: str, wanted: str, words: str) -> None:
    headers = {"Content-Type": "application/json"}
    reply = requests.post(f"{stand_in.url}/sheet/{sheet}/do", data=wanted, headers=headers, timeout=5)
    assert reply.status_code == 400 and words in reply.json()["said"]
