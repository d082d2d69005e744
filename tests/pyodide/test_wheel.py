"""The wheel itself: pure Python, and light enough for a browser."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

PC = {"sys_platform": "linux", "platform_system": "Linux", "python_version": "3.14", "extra": ""}
BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "python_version": "3.14", "extra": ""}
COMPILED = (".so", ".pyd", ".dll", ".dylib", ".a", ".wasm", ".pyc")


def requirements(wheel: Path) -> Iterator[Requirement]:
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(files.read(name).decode("utf-8"))
    return map(Requirement, metadata.get_all("Requires-Dist", []))


def needed(wheel: Path, system: dict[str, str]) -> list[Requirement]:
    return [each for each in requirements(wheel) if each.marker is None or each.marker.evaluate(system)]


def names(wanted: Iterable[Requirement]) -> set[str]:
    return {canonicalize_name(each.name) for each in wanted}


def test_the_wheel_is_for_any_python_on_any_system(wheel: Path) -> None:
    _, _, _, tags = parse_wheel_filename(wheel.name)
    assert [str(tag) for tag in tags] == ["py3-none-any"]


def test_nothing_in_the_wheel_is_compiled(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as files:
        assert [name for name in files.namelist() if name.endswith(COMPILED)] == []


def test_on_a_computer_it_needs_six_packages(wheel: Path) -> None:
    assert names(needed(wheel, PC)) == {"holidays", "pydantic", "python-calamine", "rich", "typer", "xlsxwriter"}


def test_in_a_browser_it_needs_two(wheel: Path) -> None:
    assert names(needed(wheel, BROWSER)) == {"holidays", "pydantic"}


def test_what_it_rests_on_in_a_browser_is_here_whole_and_nothing_else(wheel: Path, browser_wheels: list[Path]) -> None:
    versions = {parse_wheel_filename(each.name)[0]: parse_wheel_filename(each.name)[1] for each in browser_wheels}
    wanted = [each for any_wheel in (wheel, *browser_wheels) for each in needed(any_wheel, BROWSER)]
    assert names(wanted) == set(versions)
    assert [str(each) for each in wanted if not each.specifier.contains(versions[canonicalize_name(each.name)])] == []
