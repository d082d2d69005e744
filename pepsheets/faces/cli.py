"""The command line. Typer reads the words of a command; what they ask for is then carried out in one place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Annotated

import typer

from pepsheets import __version__
from pepsheets.faces.days import day, read_day
from pepsheets.faces.examples import examples
from pepsheets.faces.excel_commands import excel
from pepsheets.faces.google_commands import google
from pepsheets.faces.running import DONE, NOT_DONE, CommandNotUnderstood, Job, Run, carry_out, refuse
from pepsheets.faces.serve_command import EXAMPLES as SERVE_EXAMPLES
from pepsheets.faces.serve_command import serve
from pepsheets.faces.share_commands import share
from pepsheets.faces.sync_commands import add_to, with_names_joined

app = typer.Typer(
    name="pepsheets",
    help="Keeps a partnership of schools in order in the spreadsheets it already uses.",
    epilog="Start with 'pepsheets demo'. 'pepsheets COMMAND --help' tells more about each command.",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)


def main(args: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit status. ``args`` are the words after ``pepsheets``."""
    run = Run()
    words = with_names_joined(sys.argv[1:] if args is None else args)
    try:
        asked = app(args=words, prog_name="pepsheets", standalone_mode=False)
    except typer.TyperException as slip:
        return refuse(run.screen, _not_understood(slip), "--json" in words)
    return carry_out(asked, run) if isinstance(asked, Job) else DONE if asked == DONE else NOT_DONE


def _today(typed: str | None) -> date:
    """The day that the person gave, else the day that the computer has: the one place where it is asked."""
    return (read_day(typed) if typed else None) or date.today()


Address = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="The path of the workbook, for example my.xlsx.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Show the result for another program, as JSON.")]
Today = Annotated[
    str | None,
    typer.Option("--today", metavar="DATE", callback=day, help="Take this for today, like 2026-11-21 or 21/11/2026."),
]


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> int:
    """Keeps a partnership of schools in order in the spreadsheets it already uses."""
    if context.invoked_subcommand is None:
        typer.echo(f"pepsheets {__version__}" if version else context.get_help())
    return DONE


@app.command(epilog=examples("demo", "demo try-out"))
def demo(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder to make. One that holds anything is never touched.")
    ] = "pepsheets-demo",
) -> Job:
    """Show what pepsheets does, on sample data.

    Makes a folder with a sample workbook, checks it, recalculates it, corrects a mistake in it, and recalculates it
    again. Takes less than a minute.
    """
    from pepsheets.faces.demo import tell

    return Job(partial(tell, folder, date.today()))


@app.command(
    epilog=examples("new pepmk my.xlsx", "new pepmk my.xlsm", "new pepmk sample.xlsx --sample", "new pepmk google:LINK")
)
def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of partnership: pepmk.", show_default=False)],
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            help="The workbook to make, ending in .xlsx, or in .xlsm for one with buttons; or google: and the link of "
            "an empty Google Sheet.",
            show_default=False,
        ),
    ],
    sample: Annotated[bool, typer.Option("--sample", help="Fill it with a worked example.")] = False,
    today: Today = None,
) -> Job:
    """Make a ready workbook for a partnership, or set a Google Sheet up. Never overwrites anything.

    A workbook with buttons is the same, and has macros as well: 'pepsheets excel install' sets Excel up for them.

    Make the Google Sheet first, and share it with the address that 'pepsheets google share-address' tells. One that is
    set up already gets only what it lacks.
    """
    from pepsheets.faces.creating import make

    return Job(partial(make, kind, address, _today(today), with_sample=sample))


@app.command(epilog=examples("check my.xlsx", "check my.xlsx --today 21/11/2026", "check my.xlsx --json"))
def check(address: Address, as_json: AsJson = False, today: Today = None) -> Job:
    """List every problem in a workbook, in plain words. Nothing is written.

    Ends with status 0 if there is no error, 1 if errors wait for you, 2 if the workbook could not be checked.
    """
    from pepsheets.faces.checking import show_problems

    return Job(partial(show_problems, address, _today(today), as_json=as_json), as_json)


@app.command(
    epilog=examples(
        "recalc my.xlsx",
        "recalc my.xlsx --dry-run",
        "recalc my.xlsx --results-copy results.xlsx",
        "recalc my.xlsx --json",
    )
)
def recalc(
    address: Address,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show each cell before and after. Nothing is written.")
    ] = False,
    results_copy: Annotated[
        str | None,
        typer.Option(
            "--results-copy",
            metavar="FILE",
            help="Leave the workbook alone, which may be open, and write into a new copy of what was last saved.",
        ),
    ] = None,
    as_json: AsJson = False,
    today: Today = None,
) -> Job:
    """Work out every result and write it into the workbook.

    Only the columns and tabs that pepsheets fills are written, and only the cells that change. A dated copy of the
    workbook as it was is kept. With --dry-run --json, 'changes' lists the cells and 'written' is empty.

    Ends with status 0 if all is in order, 1 if it was written and errors wait for you, 2 if nothing was written.
    """
    from pepsheets.faces.recalculating import rewrite, rewrite_copy, show_changes

    if dry_run and results_copy:
        raise typer.BadParameter("--dry-run writes nothing, and --results-copy writes a copy: ask for one of them.")
    if results_copy:
        return Job(partial(rewrite_copy, address, results_copy, _today(today), as_json=as_json), as_json)
    do = show_changes if dry_run else rewrite
    return Job(partial(do, address, _today(today), as_json=as_json), as_json)


@app.command(
    name="new-year",
    epilog=examples(
        "new-year my.xlsx --dry-run",
        "new-year my.xlsx",
        "new-year my.xlsx --year 2027/28",
        "new-year google:LINK --json",
    ),
)
def new_year(
    address: Address,
    year: Annotated[
        str | None,
        typer.Option("--year", metavar="YEAR", help="The academic year, like 2027/28: the one that runs, or the next."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show each row that would be added. Nothing is written.")
    ] = False,
    as_json: AsJson = False,
    today: Today = None,
) -> Job:
    """Roll a workbook into the next academic year: offices to elect, terms, fees and figures to fill.

    Adds the rows that the year needs, tells what you must fill, and brings every result up to date. Nothing that anyone
    typed is changed, and a dated copy of the workbook as it was is kept. Up to 30 April it is the year that runs today,
    from 1 May on the next one; --year says otherwise. Run again, it adds nothing.

    Ends with status 0 if all is in order, 1 if it was done and errors wait for you, 2 if nothing was written.
    """
    from pepsheets.faces.new_year import roll_forward, show_rolling

    do = show_rolling if dry_run else roll_forward
    return Job(partial(do, address, year, _today(today), as_json=as_json), as_json)


@app.command(epilog=examples("backups my.xlsx", "backups my.xlsx --restore 1"))
def backups(
    address: Address,
    restore: Annotated[
        int | None,
        typer.Option("--restore", metavar="N", help="Put the copy of this number back.", show_default=False),
    ] = None,
) -> Job:
    """List the dated copies of a workbook, or put one back.

    A copy is kept each time before pepsheets changes a workbook; number 1 is the latest. Before one is put back, the
    workbook as it stands is kept as a copy too, so that nothing is lost either way.

    Ends with status 0 if it was done, 2 if not.
    """
    from pepsheets.faces.restoring import put_back, show_copies

    return Job(partial(show_copies, address) if restore is None else partial(put_back, address, restore))


@app.command(epilog=examples("doctor", "doctor --live --sheet google:LINK"))
def doctor(
    live: Annotated[
        bool, typer.Option("--live", help="Try on a scratch sheet whether Google behaves as pepsheets relies on.")
    ] = False,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="ADDRESS", help="The empty Google Sheet to try it on.")
    ] = None,
) -> Job:
    """Tell what is set up, what is missing, and how to mend it."""
    from pepsheets.faces.doctor import examine

    if live or sheet:
        from pepsheets.faces.doctor_live import try_google

        return Job(partial(try_google, sheet, datetime.now().astimezone()))
    return Job(partial(examine, date.today()))


add_to(app)
app.add_typer(excel, name="excel")
app.add_typer(google, name="google")
app.add_typer(share, name="share")
app.command(epilog=examples(*SERVE_EXAMPLES))(serve)


def _not_understood(slip: typer.TyperException) -> CommandNotUnderstood:
    own_words = isinstance(slip, typer.BadParameter) and slip.message
    sentence = str(own_words or slip.format_message()).replace("?.", "?")
    sentence = sentence if sentence.endswith((".", "?")) else f"{sentence}."
    context = getattr(slip, "ctx", None)
    command = context.command_path if context else "pepsheets"
    quotes = " A name with spaces needs quotation marks around it." if "extra argument" in sentence else ""
    return CommandNotUnderstood(sentence, f"'{command} --help' shows what can be asked for.{quotes}")
