"""The words of the commands around rounds: ``sync``, and what one asks and decides between rounds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Literal

import typer

from pepsheets.faces.days import day, read_day
from pepsheets.faces.examples import examples
from pepsheets.faces.running import Job

ConfigPath = Annotated[str, typer.Argument(metavar="CONFIG", help="The file that says what is kept in step with what.")]
ConfigOption = Annotated[
    str, typer.Option("--config", metavar="FILE", help="The file that says what is kept in step with what.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Show the result for another program, as JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done. Nothing is written.")]
USUAL = "pepsheets.toml"


TAKE_OVER = "sync take-over"


def with_names_joined(args: Sequence[str]) -> list[str]:
    """The words of a command with the name of ``sync take-over`` as one, since ``sync`` may name a file there.

    >>> with_names_joined(["sync", "take-over", "--help"]), with_names_joined(["sync", "my.toml"])
    (['sync take-over', '--help'], ['sync', 'my.toml'])
    """
    return [TAKE_OVER, *args[2:]] if " ".join(args[:2]) == TAKE_OVER else list(args)


def add_to(app: typer.Typer) -> None:
    """Offer these commands."""
    app.command("sync", epilog=examples("sync", "sync --dry-run", "sync office.toml --json"))(sync)
    app.command(TAKE_OVER, epilog=examples("sync take-over", 'sync take-over --share "Steering group"'))(take_over)
    app.command("status", epilog=examples("status", "status --json"))(status)
    app.command("conflicts", epilog=examples("conflicts", "conflicts --choose 1 workbook"))(conflicts)
    app.command("approve", epilog=examples("approve 1f0c9a2e --show", "approve 1f0c9a2e"))(approve)
    app.command(
        "history", epilog=examples("history", "history --tab Bookings --row B7", "history --since 01/11/2026 --json")
    )(history)
    app.command("undo", epilog=examples("undo 118 --dry-run", "undo 118"))(undo)


def sync(config: ConfigPath = USUAL, dry_run: DryRun = False, as_json: AsJson = False) -> Job:
    """Bring the workbook and every shared sheet into step, once.

    What was typed on one side since the last time goes to the other. Where two people typed different things, neither
    is changed, and both are shown on the Conflicts tab. A shared workbook that does not exist yet is made.

    With --json, 'shares' tells of each share: 'outcome' is good, waiting or failed; 'to_shared' and 'to_workbook' count
    what was written; 'told', 'stopped', 'conflicts' and 'held' say what people should see; 'changes' lists the cells.

    Ends with status 0 if all is in step, 1 if something waits for you or some of several shares failed, 2 if nothing
    was done.
    """
    from pepsheets.faces.syncing import bring_into_step

    return Job(partial(bring_into_step, config, dry_run=dry_run, as_json=as_json), as_json, config)


def take_over(
    config: ConfigPath = USUAL,
    share: Annotated[str | None, typer.Option("--share", metavar="NAME", help="Only the share of this name.")] = None,
) -> Job:
    """Make this computer the one that keeps the sheets in step, from now on and alone.

    Needed when the work moves to another computer, and when a workbook or a shared sheet was moved or renamed: from now
    on those count that the file names.
    """
    from pepsheets.faces.deciding import move_here

    return Job(partial(move_here, config, share), config=config)


def status(config: ConfigPath = USUAL, as_json: AsJson = False) -> Job:
    """Tell when each share was last in step, and what waits.

    With --json, 'shares' tells of each: 'last_good', whether it is 'overdue', its 'last_round', and what waits.

    Ends with status 0 if all are in step as often as they should be, 1 if one is overdue, 2 if it could not be told.
    """
    from pepsheets.faces.share_status import show_status

    return Job(partial(show_status, config, as_json=as_json), as_json, config)


def conflicts(
    config: ConfigPath = USUAL,
    choose: Annotated[
        tuple[int, str] | None,
        typer.Option(
            "--choose",
            metavar="N workbook|shared",
            help="Let the value of this side stand for number N of the list.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> Job:
    """List the cells in which both sides typed something, and those that fail their check; or settle one.

    One may also choose on the Conflicts tab of either sheet. What is chosen stands on both after the next round.

    With --json, 'conflicts' has the list, each with its 'number', and 'held' the cells that fail their check.

    Ends with status 0 if nothing waits, 1 if something does, 2 if it could not be done.
    """
    from pepsheets.faces.conflict_list import settle, show_conflicts

    if choose is None:
        return Job(partial(show_conflicts, config, as_json=as_json), as_json, config)
    return Job(partial(settle, config, choose[0], _side(choose[1]), as_json=as_json), as_json, config)


def _side(typed: str) -> Literal["workbook", "shared"]:
    if typed.casefold() == "workbook":
        return "workbook"
    if typed.casefold() in ("shared", "shared sheet"):
        return "shared"
    raise typer.BadParameter(f"'{typed}' is no side. Choose workbook or shared.")


def approve(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="The name of the plan.", show_default=False)],
    show: Annotated[bool, typer.Option("--show", help="Show what it would do, and approve nothing.")] = False,
    config: ConfigOption = USUAL,
) -> Job:
    """Release a plan that was stopped because it would change unusually much.

    The next round carries out exactly that plan. If anything changes before, the new plan waits again.
    """
    from pepsheets.faces.deciding import release, show_plan

    return Job(partial(show_plan if show else release, config, plan), config=config)


def history(  # noqa: PLR0913, PLR0917 - the words of the command
    config: ConfigPath = USUAL,
    share: Annotated[str | None, typer.Option("--share", metavar="NAME", help="Only this share.")] = None,
    tab: Annotated[str | None, typer.Option("--tab", help="Only this tab.")] = None,
    row: Annotated[str | None, typer.Option("--row", help="Only the row of this name, or of this row ID.")] = None,
    column: Annotated[str | None, typer.Option("--column", help="Only the column of this heading.")] = None,
    round_: Annotated[int | None, typer.Option("--round", metavar="N", help="Only the round of this number.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", callback=day, help="Only from this day on.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many, the newest.")] = 100,
    as_json: AsJson = False,
) -> Job:
    """Show what changed when, and on which side it was typed.

    With --json, 'changes' lists them, the newest first: 'kind' is flowed, deleted, restored, conflict, settled,
    displaced or undone; 'side' is where it was typed; 'undo_of' is the round that 'undo' took back by it, if it did.
    """
    from pepsheets.faces.history_list import Wanted, show_history

    wanted = Wanted(share, tab, row, column, round_, read_day(since) if since else None, limit)
    return Job(partial(show_history, config, wanted, as_json=as_json), as_json, config)


def undo(
    round_: Annotated[
        int, typer.Argument(metavar="ROUND", help="The number of the round, as 'history' shows it.", show_default=False)
    ],
    dry_run: DryRun = False,
    config: ConfigOption = USUAL,
    as_json: AsJson = False,
) -> Job:
    """Take a round back: what flowed in it becomes what it was before, on both sides.

    Cells that were changed since stay as they are, and are listed. A dated copy of the workbook is kept.

    With --json, 'taken_back' lists every cell that becomes what it was before, 'left' those that stay and why, and
    'share' tells of the round that took it to the other side, as 'sync --json' does.

    Ends with status 0 if all of it was taken back, 1 if some of it stays or something waits for you, 2 if nothing was.
    """
    from pepsheets.faces.taking_back import take_back

    return Job(partial(take_back, config, round_, dry_run=dry_run, as_json=as_json), as_json, config)
