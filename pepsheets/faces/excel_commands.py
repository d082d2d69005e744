"""The commands of ``pepsheets excel``: what they are called and what they are given."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from pepsheets.faces.examples import examples
from pepsheets.faces.running import DONE, Job, Run

excel = typer.Typer(
    help="Set this computer up for the buttons and functions of workbooks in Excel.",
    epilog="docs/excel.md shows how it is used, docs/excel-macros-for-it.md what your school's IT wants to know.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


@excel.callback()
def start(context: typer.Context) -> int:
    """Set this computer up for the buttons and functions of workbooks in Excel."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return DONE


@excel.command(epilog=examples("excel install"))
def install() -> Job:
    """Let the buttons and functions of workbooks find pepsheets on this computer.

    Writes into your own folders only, without administrator rights, and says what it wrote. Works on Windows and on the
    Mac. What it changed can be undone with 'pepsheets excel uninstall'.
    """

    def do(run: Run) -> int:
        from pepsheets.faces.excel_install import install
        from pepsheets.faces.excel_install_computer import this_computer

        return install(run, this_computer())

    return Job(do)


@excel.command(epilog=examples("excel status", "excel status my.xlsm"))
def status(
    workbook: Annotated[
        str | None,
        typer.Argument(metavar="WORKBOOK", help="A workbook with buttons, to look at too.", show_default=False),
    ] = None,
) -> Job:
    """Tell whether the buttons of workbooks find pepsheets, and what is missing.

    Ends with status 0 if all is in place, 1 if something is missing, 2 if Excel does not run on this computer.
    """

    def do(workbook: str | None, run: Run) -> int:
        from pepsheets.faces.excel_install_computer import this_computer
        from pepsheets.faces.excel_install_status import show_status

        return show_status(workbook, run, this_computer())

    return Job(partial(do, workbook))


@excel.command(epilog=examples("excel uninstall"))
def uninstall() -> Job:
    """Undo what 'pepsheets excel install' did: settings are put back as they were."""

    def do(run: Run) -> int:
        from pepsheets.faces.excel_install import uninstall
        from pepsheets.faces.excel_install_computer import this_computer

        return uninstall(run, this_computer())

    return Job(do)
