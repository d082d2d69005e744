"""A pepsheets.toml as a ``Config``; or every mistake in it, with its line, at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pepsheets.partnerships import Partnership
from pepsheets.sync.config.addresses import identity
from pepsheets.sync.config.declared import Config, Share
from pepsheets.sync.config.document import Entry, Section, Unreadable, read_document
from pepsheets.sync.config.keys import TOP
from pepsheets.sync.config.mistakes import ConfigMistakes, ConfigNotFound, Mistake
from pepsheets.sync.config.settings import Settings
from pepsheets.sync.config.shares import Around, read_address, read_share
from pepsheets.sync.config.surroundings import read_mail, read_service, read_store, section
from pepsheets.tabs.kinds import folded

FILE_NAME = "pepsheets.toml"
LARGEST_FILE = 100_000


def read_config(path: str | Path, kind: Partnership | None = None) -> Config:
    """What the file declares. With the kind of the workbook, tabs that this kind does not keep are mistakes too.

    Raises ``ConfigNotFound``, or ``ConfigMistakes`` with every mistake.
    """
    return config_of(text_of(Path(path)), Path(path), kind)


def text_of(path: Path) -> str:
    """The text of the file."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ConfigNotFound(f"'{path}' is too large to be a {FILE_NAME}.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigNotFound(f"There is no file '{path}'.") from error
    except (OSError, ValueError) as error:
        raise ConfigNotFound(f"'{path}' could not be read.", "Check the name, and that you may open it.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sentence = "the file is not kept as UTF-8. In the editor choose Save As, and UTF-8 for the encoding."
        raise ConfigMistakes(path, [Mistake(line, sentence)]) from error


def config_of(text: str, path: Path, kind: Partnership | None = None) -> Config:
    """What a text declares that stands, or is to stand, at the path."""
    root, mistakes = read_document(text)
    config = _read(root, path, kind, mistakes)
    if mistakes or config is None:
        raise ConfigMistakes(path, mistakes)
    return config


def _read(root: Section, path: Path, kind: Partnership | None, mistakes: list[Mistake]) -> Config | None:
    folder = path.absolute().parent
    top = Settings(root, TOP, mistakes)
    workbook = read_address(top, "workbook", folder)
    around = Around(folder, kind, top.duration("alarm_after"))
    shares = [share for each in _share_settings(root, mistakes) if (share := read_share(each, around))]
    _refuse_doubles(shares, mistakes)
    _refuse_workbook_itself(shares, workbook, mistakes)
    store = read_store(section(root, "store", mistakes), folder)
    mail = read_mail(section(root, "mail", mistakes), folder)
    service = read_service(section(root, "service", mistakes))
    return None if workbook is None else Config(path, workbook, tuple(shares), store, mail, service)


def _share_settings(root: Section, mistakes: list[Mistake]) -> Iterable[Settings]:
    entry = root.entries.get("share")
    sections = _sections(entry)
    if entry is not None and sections is None:
        sentence = "'share' is a heading. Write [[share]] on a line of its own, and what belongs to it below."
        mistakes.append(Mistake(entry.line, sentence))
    return [Settings(each, "share", mistakes) for each in sections or ()]


def _sections(entry: Entry | None) -> Sequence[Section] | None:
    """The sections that an entry holds; none where it holds something else."""
    if entry is None or isinstance(entry.value, Unreadable):
        return ()
    value = entry.value if isinstance(entry.value, list) else [entry.value]
    sections = [each for each in value if isinstance(each, Section)]
    return sections if len(sections) == len(value) else None


def _refuse_doubles(shares: Sequence[Share], mistakes: list[Mistake]) -> None:
    names: dict[str, Share] = {}
    places: dict[str, Share] = {}
    for share in shares:
        first = names.setdefault(folded(share.name), share)
        if first is not share:
            sentence = f"the share of line {first.line} is called '{first.name}' too. Give each a name of its own."
            mistakes.append(Mistake(share.line, sentence))
        first = places.setdefault(identity(share.address), share)
        if first is not share:
            sentence = f"'{share.name}' leads to the same sheet as '{first.name}' of line {first.line}. "
            mistakes.append(Mistake(share.line, f"{sentence}Put the tabs of both into one share."))


def _refuse_workbook_itself(shares: Sequence[Share], workbook: str | None, mistakes: list[Mistake]) -> None:
    for share in shares:
        if workbook is not None and identity(share.address) == identity(workbook):
            sentence = f"the address of '{share.name}' is the workbook itself. Give that of the shared sheet."
            mistakes.append(Mistake(share.line, sentence))
