"""Writes the pages of docs/ that come from the program itself: the tabs, the commands, the functions, the merge."""

from pathlib import Path

from pepsheets.faces.formulas.page import functions_page
from pepsheets.faces.reference import commands_page
from pepsheets.reference import tabs_page
from pepsheets.sync.explained import merge_page

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {
    "commands.md": commands_page,
    "excel-functions.md": functions_page,
    "merge.md": merge_page,
    "tabs.md": tabs_page,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
        print(f"docs/{name} is written.")


if __name__ == "__main__":
    main()
