"""Makes the macros of the workbooks with buttons: one project for each kind of partnership, checked in."""

from collections.abc import Mapping
from pathlib import Path

from pepsheets.faces.formulas import FUNCTIONS
from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.templates.macros import Argument, WorksheetFunction
from pepsheets.templates.macros.building import project_for

FOLDER = Path(__file__).parents[1] / "pepsheets" / "templates" / "macros" / "projects"


def worksheet_functions() -> tuple[WorksheetFunction, ...]:
    """The functions that cells can call, as their macros need to know them."""
    return tuple(
        WorksheetFunction(
            function.name,
            tuple(Argument(argument.name, argument.optional) for argument in function.arguments),
            function.help,
        )
        for function in FUNCTIONS
    )


def projects() -> Mapping[str, bytes]:
    """The macros of each kind of partnership, by the name of their file."""
    return {f"{kind.code}.bin": project_for(len(kind.tabs), worksheet_functions()) for kind in PARTNERSHIPS}


def main() -> None:
    """Make them where the package keeps them."""
    for name, project in projects().items():
        (FOLDER / name).write_bytes(project)
        print(f"Built {name}: {len(project):,} bytes")


if __name__ == "__main__":
    main()
