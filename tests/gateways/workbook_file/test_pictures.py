"""Rich workbooks as LibreOffice draws them: after one cell changed, every pixel outside it is as it was."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pepsheets.gateways.workbook_file import write_cells

CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus"

pytestmark = [
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real workbooks is not beside the project"),
    pytest.mark.needs("soffice", "pdftoppm"),
    pytest.mark.xdist_group("soffice"),
]


@dataclass(frozen=True)
class Rich:
    """A workbook that is worth a look, a cell of it that no chart or formula shows, and another one beside it."""

    name: str
    tab: str
    cell: str
    shown: str
    """What the cell shows before; nothing where it is empty."""
    other: str


RICH = (
    # charts in three dimensions, chart sheets, macros, conditional formats
    Rich(
        "Open-XML-SDK__IntegratedMarketingCampaign_DataAnalysis_TP10186504_a63efc.xltm",
        *("Summary", "A13", "Results", "A14"),
    ),
    # a chart with labels of its own
    Rich("XlsxWriter__chart_data_labels19_50d338.xlsx", "Sheet1", "E1", "", "E2"),
    # five pivot tables and a chart sheet
    Rich("poi__WithChartSheet_8defbd.xlsx", "Sheet1", "F3", "", "F4"),
    # pictures of five kinds and a text box
    Rich("poi__WithDrawing_862cd3.xlsx", "Sheet1", "C30", "", "C31"),
    # icon sets of Excel 2010
    Rich("ClosedXML__complex_icon_set_32f1e5.xlsx", "custom", "F2", "", "F3"),
    # sparklines
    Rich("ClosedXML__inputfile_46cc44.xlsx", "Dark", "A2", "Dark 2", "A3"),
    # pivot tables, notes, and slicers, which LibreOffice leaves out
    Rich("openxlsx-data__pivot_notes_e14205.xlsx", "Sheet3", "A8", "", "A9"),
    # twelve tables, conditional formats, 244 formulas
    Rich("Open-XML-SDK__PersonalBudget_TP10188514_8ab552.xltx", "Personal budget", "A9", "Miscellaneous", "A13"),
    # form controls
    Rich("ClosedXML__sheet-with-form-controls-input_7bdad3.xlsx", "Sheet1", "F2", "", "F3"),
    # text boxes
    Rich("XlsxWriter__textbox18_553b31.xlsx", "Sheet1", "B3", "", "B4"),
)
NEW = "Changed"
MARGIN = 3
"""Letters may reach this many pixels beyond the box that they are set in."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points; at 72 dots per inch, a pixel is a point."""


@dataclass(frozen=True)
class Word:
    page: int
    text: str
    box: Box


@dataclass(frozen=True)
class Page:
    width: int
    pixels: bytes

    def without(self, boxes: Sequence[Box]) -> bytes:
        """The pixels with these boxes blackened."""
        left = bytearray(self.pixels)
        for x_min, y_min, x_max, y_max in boxes:
            start, end = max(0, int(x_min) - MARGIN), min(self.width, int(x_max) + 1 + MARGIN)
            for row in range(max(0, int(y_min) - MARGIN), int(y_max) + 1 + MARGIN):
                first = 3 * (row * self.width + start)
                left[first : first + 3 * (end - start)] = bytes(3 * (end - start))
        return bytes(left)


@dataclass(frozen=True)
class Print:
    """A workbook as it is printed: its pages, and where its words are."""

    pages: Sequence[Page]
    words: Counter[Word]

    @classmethod
    def of(cls, pdf: Path) -> Print:
        subprocess.run(["pdftoppm", "-r", "72", pdf, pdf.with_suffix("")], check=True, timeout=60)
        pages = [page_of(path.read_bytes()) for path in sorted(pdf.parent.glob(f"{pdf.stem}-*.ppm"))]
        text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, timeout=60).stdout
        return cls(pages, Counter(words_of(text.decode())))


def page_of(ppm: bytes) -> Page:
    kind, width, height, most, pixels = re.split(rb"\s", ppm, maxsplit=4)
    assert (kind, most, len(pixels)) == (b"P6", b"255", 3 * int(width) * int(height))
    return Page(int(width), pixels)


def words_of(listing: str) -> list[Word]:
    return [
        Word(number, html.unescape(text), (float(x_min), float(y_min), float(x_max), float(y_max)))
        for number, page in enumerate(listing.split("<page ")[1:])
        for x_min, y_min, x_max, y_max, text in re.findall(
            r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page
        )
    ]


def pages_that_differ(before: Print, after: Print, words: Sequence[Word]) -> list[int]:
    """The pages with a difference anywhere but where these words are."""
    assert len(before.pages) == len(after.pages)
    found = []
    for number, (one, two) in enumerate(zip(before.pages, after.pages, strict=True)):
        boxes = [word.box for word in words if word.page == number]
        if one != two and (one.width != two.width or one.without(boxes) != two.without(boxes)):
            found.append(number)
    return found


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Print]:
    """Each workbook as it was, changed, and changed in one cell too many. In one go: LibreOffice starts slowly."""
    folder = tmp_path_factory.mktemp("pictures")
    books = {(rich.name, state): book_in(folder, rich, state) for rich in RICH for state in ("before", "after", "more")}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, books.values()),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {key: Print.of(path.with_suffix(".pdf")) for key, path in books.items()}


def book_in(folder: Path, rich: Rich, state: str) -> Path:
    path = folder / f"{RICH.index(rich)}-{state}{Path(rich.name).suffix}"
    shutil.copyfile(CORPUS / rich.name, path)
    changes = {"before": (), "after": (rich.cell,), "more": (rich.cell, rich.other)}[state]
    if changes:
        write_cells(path, {(rich.tab, cell): NEW for cell in changes})
    return path


def words_of_the_change(before: Print, after: Print) -> tuple[list[Word], list[Word]]:
    """The words that went and those that came."""
    return list((before.words - after.words).elements()), list((after.words - before.words).elements())


@pytest.mark.parametrize("rich", RICH, ids=lambda rich: rich.name)
def test_only_the_changed_cell_looks_different(rich: Rich, prints: Mapping[tuple[str, str], Print]) -> None:
    before, after = prints[rich.name, "before"], prints[rich.name, "after"]
    gone, come = words_of_the_change(before, after)
    assert [word.text for word in gone] == rich.shown.split()
    assert [word.text for word in come] == [NEW]
    assert pages_that_differ(before, after, [*gone, *come]) == []


@pytest.mark.parametrize("rich", RICH, ids=lambda rich: rich.name)
def test_a_second_changed_cell_would_be_seen(rich: Rich, prints: Mapping[tuple[str, str], Print]) -> None:
    before, after, more = (prints[rich.name, state] for state in ("before", "after", "more"))
    gone, come = words_of_the_change(before, after)
    assert pages_that_differ(before, more, [*gone, *come]) == [come[0].page]
