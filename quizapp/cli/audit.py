"""`quizapp audit`: show, export and check the log of what the desk did."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.app import open_app
from quizapp.cli.commands import Call
from quizapp.cli.desk_access import at_the_desk, passphrase_option
from quizapp.cli.places import Place
from quizapp.domain.counted import counted
from quizapp.services.audit import AuditVerdict, check_file

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("audit")
def audit() -> None:
    """Show, export and check the log of what the people desk did. It holds ids, never names."""


@audit.command("list")
@click.option("--last", type=click.IntRange(1, 100_000), default=50, show_default=True)
@passphrase_option
@click.pass_obj
def show(call: Call, last: int, passphrase_fd: int | None) -> None:
    """Print the last lines, newest first."""
    with at_the_desk(call, passphrase_fd) as (app, opened):
        for line in app.audit.newest(opened, number=last):
            subjects = " ".join(line.subjects[:6]) + (" …" if len(line.subjects) > 6 else "")  # noqa: PLR2004 - what fits a line
            click.echo(
                f"{line.seq:>6}  {line.at:%Y-%m-%d %H:%M}  {line.actor}  {line.action}  {subjects}"
            )


@audit.command("export")
@click.argument("file", type=_FILE)
@passphrase_option
@click.pass_obj
def export(call: Call, file: Path, passphrase_fd: int | None) -> None:
    """Write the log with its signed heads to FILE; “audit check FILE” checks it anywhere."""
    place = Place(file)
    with at_the_desk(call, passphrase_fd) as (app, opened):
        number = app.audit.export(opened, file)
    click.echo(f"{counted(number, 'line')} written to {place}.")


@audit.command("check")
@click.argument("file", type=_FILE, required=False)
@click.pass_context
def check(context: click.Context, file: Path | None) -> None:
    """Check an exported log, or the one in the data folder. Needs no passphrase.

    Exit codes: 0 sound, 1 changed or not signed (it is said where), 2 no such log.
    """
    verdict = check_file(file) if file is not None else _own(context.obj)
    click.echo(f"{counted(verdict.lines, 'line')}, {counted(verdict.heads, 'signed head')}.")
    if verdict.keys:
        click.echo(f"Signed by {', '.join(verdict.keys)}. Compare this with the desk.")
    click.echo(verdict.problem or "The log is whole: every line follows from the one before.")
    context.exit(1 if verdict.problem else 0)


def _own(call: Call) -> AuditVerdict:
    app = open_app(call.data_dir, read_only=True)
    try:
        return app.audit.check()
    finally:
        app.close()
