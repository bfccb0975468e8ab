"""`quizapp grade`: mark written replies without a window."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from quizapp.app import open_app, written_marker
from quizapp.domain.answers import Written
from quizapp.domain.items import FreeTextBody
from quizapp.domain.marking import Marking, Polarity
from quizapp.errors import UserError
from quizapp.grading.grade import grade as grade_answer

MARKS = {Polarity.FOR: "+", Polarity.AGAINST: "-", Polarity.VOID: "o"}


@click.command()
@click.option("--batch", type=click.Path(path_type=Path, dir_okay=False), help="JSONL to mark.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where marks go.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--item", help="BANK:ITEM, such as empathy-in-service:CH-3-F01, to mark one reply.")
@click.option("--reply", help="The reply to mark.")
@click.pass_context
def grade(
    context: click.Context,
    *,
    batch: Path | None,
    out: Path | None,
    jobs: int,
    item: str | None,
    reply: str | None,
) -> None:
    """Mark written replies by the rubric.

    Either --batch IN.jsonl --out OUT.jsonl, or --item BANK:ITEM --reply TEXT. Exit code of a batch:
    0 all marked, 1 some lines were faulty, 2 none could be used.
    """
    if batch is not None and out is not None and item is None:
        _batch(context, batch, out, jobs)
    elif item is not None and reply is not None and batch is None:
        _one(context.obj.data_dir, item, reply)
    else:
        raise click.UsageError("Give --batch with --out, or --item with --reply.")


def _batch(context: click.Context, source: Path, target: Path, jobs: int) -> None:
    from quizapp.grading.free_text.batch import grade_batch  # noqa: PLC0415 - the weights cost 0.3 s

    report = grade_batch(source, target, jobs=jobs)
    for fault in report.faults:
        click.echo(str(fault), err=True)
    click.echo(f"{report.marked} marked, {len(report.faults)} faulty.", err=True)
    context.exit(report.exit_code)


def _one(data_dir: Path | None, name: str, reply: str) -> None:
    bank_id, _, item_id = name.rpartition(":")
    app = open_app(data_dir, transient=True)
    try:
        bank = app.catalogue.bank()
        if bank_id not in ("", bank.id):
            raise UserError(f"There is no bank {bank_id} here; the bank at hand is {bank.id}.")
        item = bank.item(item_id)
    finally:
        app.close()
    if not isinstance(item.body, FreeTextBody):
        raise UserError(f"{item_id} is a question of kind {item.kind}; only written replies fit.")
    made = grade_answer(item, Written(text=reply), marker=written_marker)
    if made.marking is None:
        click.echo("There is nothing to mark: the reply is empty.")
        return
    click.echo(f"{item.title or item.id}: {made.points:.0%} of the weights of this case")
    for line in _lines(made.marking, reply):
        click.echo(line)


def _lines(marking: Marking, reply: str) -> list[str]:
    if not marking.valid_attempt:
        return [f"Not an attempt: {marking.invalid_reason}"]
    lines = [f"Band {marking.band} of 4 ({marking.marker})"]
    for name, mark in marking.criteria.items():
        verdict = "met" if mark.met else "not met"
        doubt = ", a person should look" if mark.review else ""
        lines.append(f"  {name}: {verdict} ({mark.confidence:.2f}{doubt})")
        lines += [
            f"    {MARKS[e.polarity]} “{reply[e.start : e.end]}” {e.why}" for e in mark.evidence
        ]
        if mark.advice:
            lines.append(
                textwrap.fill(mark.advice, 96, initial_indent="    → ", subsequent_indent="      ")
            )
    return lines
