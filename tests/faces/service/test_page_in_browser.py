"""The status page as a browser shows it, on a wide and on a narrow screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from pepsheets.faces.service.page import page
from pepsheets.faces.service.server import Answer, StatusServer
from pepsheets.faces.service.standing import Standing
from pepsheets.sync.config import Service
from tests.faces.service.standings import ABOUT, fresh, in_step, overdue, standing, waiting

pytestmark = pytest.mark.needs("chromium")

WIDE, NARROW = ViewportSize(width=1180, height=700), ViewportSize(width=360, height=640)
EVERYTHING = standing(
    overdue(), waiting(), in_step("A share with a very long name" * 3), fresh(), troubles=["Look here."]
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])


@pytest.fixture
def shown() -> Iterator[tuple[StatusServer, list[Standing]]]:
    """The server, and what it shows at the moment."""
    now = [EVERYTHING]
    server = StatusServer(
        Service(port=0), {"/": lambda: Answer(page(now[-1], ABOUT), "text/html; charset=utf-8")}, print
    )
    yield server, now
    server.close()


@pytest.fixture
def tab(browser: Browser, shown: tuple[StatusServer, list[Standing]]) -> Iterator[Page]:
    tab = browser.new_page(viewport=WIDE)
    faults: list[str] = []
    tab.on("console", lambda line: faults.append(line.text))
    tab.on("pageerror", lambda fault: faults.append(str(fault)))
    tab.on("request", lambda asked: faults.extend([] if asked.url.startswith(shown[0].address) else [asked.url]))
    tab.goto(shown[0].address)
    yield tab
    tab.close()
    assert [fault for fault in faults if fault != "data:,"] == []


def test_a_manager_sees_how_the_shares_stand(tab: Page) -> None:
    expect(tab).to_have_title("1 of 4 sheets is overdue")
    expect(tab.get_by_role("heading", level=1)).to_have_text("1 of 4 sheets is overdue")
    alarm = tab.locator("section").filter(has_text="Finance office").get_by_role("alert")
    expect(alarm).to_contain_text("The alarm is on.")
    expect(tab.get_by_role("alert").first).to_have_text("Look here.")
    expect(tab.get_by_text("pepsheets approve 1a2b3c4d", exact=True)).to_be_visible()
    expect(tab.get_by_role("table").get_by_role("row")).to_have_count(13)


def test_the_page_has_the_colours_of_the_workbooks(tab: Page) -> None:
    """So it does only if the browser lets the style through that the server's own rules name."""
    expect(tab.locator("header")).to_have_css("background-color", "rgb(23, 73, 90)")
    expect(tab.locator(".badge.bad").first).to_have_css("background-color", "rgb(251, 227, 224)")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_sticks_out_at_the_side(tab: Page, size: ViewportSize) -> None:
    tab.set_viewport_size(size)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]
    sticking_out = "e => e.getBoundingClientRect().right > document.documentElement.clientWidth"
    assert tab.evaluate(f"[...document.querySelectorAll('main *')].filter({sticking_out}).length") == 0


def test_on_a_narrow_screen_the_table_becomes_a_list(tab: Page) -> None:
    tab.set_viewport_size(NARROW)
    expect(tab.locator("thead")).to_be_hidden()
    expect(tab.locator("td.said").first).to_be_visible()


def test_a_look_again_shows_what_is_so_by_then(tab: Page, shown: tuple[StatusServer, list[Standing]]) -> None:
    shown[1].append(standing(in_step()))
    tab.reload()
    expect(tab).to_have_title("Your sheet is in step")
