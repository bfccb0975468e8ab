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
@click.option("--hr", is_flag=True, help="A day at the people desk instead.")
@click.option(
    "--people",
    type=click.IntRange(16, 2000),
    default=24,
    show_default=True,
    help="People on the roster of that day.",
)
@click.pass_context
def demo(
    context: click.Context,
    *,
    out: Path,
    seed: int,
    exam: str | None,
    resume: bool,
    trace: bool,
    hr: bool,
    people: int,
) -> None:
    """Walk through first run, practice, a whole exam, its result and the certificate.

    With --hr: list of people, exams given, replies read, certificates for many, one withdrawn and
    one corrected, a person erased, reports; desk.log, the list and the reports go to OUT, too.

    Uses the data folder of --data-dir or QUIZAPP_DATA_DIR, else OUT/data; never your own.
    """
    call: Call = context.obj
    context.exit(
        call.doors.run_demo(
            out,
            call.data_dir,
            seed=seed,
            exam=exam,
            resume=resume,
            trace=trace,
            people=people if hr else 0,
        )
    )
