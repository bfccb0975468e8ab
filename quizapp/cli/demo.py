"""`quizapp demo`: the real window, driven as a learner would, without a display."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.cli.commands import Call


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Pictures, certificate.pdf, result.json and demo.log go here.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same result.")
@click.option("--exam", help="Which exam plan to take; by default the bank's own choice.")
@click.option("--resume", is_flag=True, help="Finish an exam that an earlier run left open.")
@click.option("--trace", is_flag=True, help="Print “saved ATTEMPT ITEM” at each commit.")
@click.pass_context
def demo(
    context: click.Context, *, out: Path, seed: int, exam: str | None, resume: bool, trace: bool
) -> None:
    """Walk through first run, practice, a whole exam, its result and the certificate.

    Uses the data folder of --data-dir or QUIZAPP_DATA_DIR, else OUT/data; never your own.
    """
    call: Call = context.obj
    context.exit(
        call.doors.run_demo(out, call.data_dir, seed=seed, exam=exam, resume=resume, trace=trace)
    )
