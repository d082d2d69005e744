"""docs/pepsheets-toml.md explains every word that the program reads, and no other; its examples can be read."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from pepsheets.sync.config.keys import NEEDED, SECTIONS, TOP
from tests.sync.config.files import MAIL, SHARE, read
from tests.sync.config.files import TOP as WORKBOOK

PAGE = (Path(__file__).parents[3] / "docs" / "pepsheets-toml.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
KEYS = [(section, key) for section, keys in SECTIONS.items() for key in keys.values()]
NEEDED_THERE = {TOP: "", "share": WORKBOOK + SHARE, "mail": WORKBOOK + MAIL}


def part(section: str) -> str:
    """What the page says below one heading."""
    heading = {TOP: "Above the first heading", "share": "[[share]]"}.get(section, f"[{section}]")
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section or "top")
def test_each_word_stands_on_the_page_with_its_meaning_and_no_other_does(section: str) -> None:
    rows = [line for line in part(section).splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{key.name}` | `{key.example}` | {key.left_out} | {key.meaning} |" for key in SECTIONS[section].values()
    ]


def test_the_page_has_an_example_of_every_word_but_few() -> None:
    shown = {name for example in EXAMPLES for name in re.findall(r"^(\w+) =", example, re.MULTILINE)}
    assert {"workbook", "name", "address", "tabs", "audience", "direction", "every", "from", "to"} <= shown


@pytest.mark.parametrize("text", EXAMPLES, ids=[f"example {place}" for place in range(1, len(EXAMPLES) + 1)])
def test_an_example_on_the_page_is_read_without_a_mistake(text: str) -> None:
    assert read(text).shares


@pytest.mark.parametrize(("section", "key"), KEYS, ids=lambda each: getattr(each, "name", each) or "top")
def test_the_example_of_each_word_can_be_read(section: str, key: object) -> None:
    name, line = getattr(key, "name", ""), getattr(key, "line", "")
    needed = NEEDED_THERE.get(section, f"{WORKBOOK}[{section}]\n")
    text = re.sub(rf"^{name} = .*\n", "", needed, flags=re.MULTILINE) + f"{line}\n"
    text += "user = 'us'\n" if name.startswith("password") else ""
    assert read(text if "workbook" in text else WORKBOOK + text).workbook


def test_what_goes_when_a_word_is_left_out_is_what_the_page_says() -> None:
    config = read(WORKBOOK + SHARE + MAIL)
    (share,), mail = config.shares, config.mail
    assert mail is not None
    found = {
        "alarm_after": (share.alarm_after == timedelta(hours=2), "2h, "),
        "audience": (share.audience == "everyone", "everyone"),
        "direction": (share.direction == "two-way", "two-way"),
        "every": (share.every == timedelta(minutes=15), "15m"),
        "extra_columns": (share.extra_columns is False, "false"),
        "tls": (mail.tls == "starttls", "starttls"),
        "host": (config.service.host == "127.0.0.1", "127.0.0.1, "),
        "url": (config.store is None, "a file in your own data folder"),
    }
    said = {key.name: key.left_out for _, key in KEYS if key.left_out != NEEDED}
    assert [name for name, (is_so, words) in found.items() if not is_so or not said[name].startswith(words)] == []
    assert said["port"] == str(config.service.port)
