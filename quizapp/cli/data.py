"""Commands on the data folder: history, backup, restore."""

from __future__ import annotations

import json
from pathlib import Path

import click

from quizapp import settings
from quizapp.app import open_app
from quizapp.cli.commands import Call
from quizapp.services import upkeep


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every committed answer.")
@click.pass_obj
def history(call: Call, *, as_json: bool) -> None:
    """List all attempts. Works while the window is open.

    With --json: [{"attempt", "learner", "plan", "state", "answers": [{"item", "answer",
    "saved_at"}]}].
    """
    app = open_app(call.data_dir, read_only=True)
    try:
        records = app.exams.records()
    finally:
        app.close()
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
@click.pass_obj
def restore(call: Call, source: Path) -> None:
    """Put a backup in the place of the data. What was there is kept as a backup of its own."""
    kept = upkeep.restore(source, settings.data_folder(call.data_dir))
    click.echo(f"Restored from {source.name}.")
    if kept is not None:
        click.echo(f"What was there before is kept as {kept}")
