"""Commands on the data folder: history, backup, restore."""

from __future__ import annotations

import json
from pathlib import Path

import click

from quizapp import settings
from quizapp.app import open_app, organisation_in
from quizapp.cli.commands import Call
from quizapp.cli.desk_access import at_the_desk, beside_the_desk, passphrase_option
from quizapp.services import upkeep


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every committed answer.")
@passphrase_option
@click.pass_obj
def history(call: Call, *, as_json: bool, passphrase_fd: int | None) -> None:
    """List all attempts. Works while the window is open.

    Where an organisation has a people desk this needs the desk's passphrase, and no open window.

    With --json: [{"attempt", "learner", "plan", "state", "answers": [{"item", "answer",
    "saved_at"}]}].
    """
    with beside_the_desk(call, passphrase_fd) as app:
        records = app.exams.records()
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for record in records:
        answers = record["answers"]
        count = len(answers) if isinstance(answers, list) else 0
        click.echo(f"{record['attempt']}  {record['plan']}  {record['state']}  {count} answers")
    if not records:
        click.echo("No attempts yet.")


@click.command()
@click.option(
    "--to", type=click.Path(path_type=Path, dir_okay=False), help="Write the backup to this file."
)
@click.pass_obj
def backup(call: Call, to: Path | None) -> None:
    """Make a backup of the database now. Keys are never in it. Works while the window is open."""
    app = open_app(call.data_dir, read_only=True)
    try:
        made = app.upkeep.back_up(to)
    finally:
        app.close()
    click.echo(f"Backup written to {made}")


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@passphrase_option
@click.pass_obj
def restore(call: Call, source: Path, passphrase_fd: int | None) -> None:
    """Put a backup in the place of the data. What was there is kept as a backup of its own.

    Where an organisation has a people desk this needs the desk's passphrase.
    """
    if organisation_in(settings.data_folder(call.data_dir)):
        with at_the_desk(call, passphrase_fd) as (app, opened):
            app.audit.note_restore(opened)
    kept = upkeep.restore(source, settings.data_folder(call.data_dir))
    click.echo(f"Restored from {source.name}.")
    if kept is not None:
        click.echo(f"What was there before is kept as {kept}")
