"""`quizapp grade`: mark written replies without a window."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from quizapp.app import open_app, written_marker
from quizapp.domain.answers import Written
from quizapp.domain.items import FreeTextBody, Item
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
@click.option(
    "--bank",
    "folder",
    type=click.Path(path_type=Path),
    help="With --item: take it from the bank in this folder, such as one that you are writing.",
)
@click.pass_context
def grade(
    context: click.Context,
    *,
    batch: Path | None,
    out: Path | None,
    jobs: int,
    item: str | None,
    reply: str | None,
    folder: Path | None,
) -> None:
    """Mark written replies by the rubric.

    Either --batch IN.jsonl --out OUT.jsonl, or --item BANK:ITEM --reply TEXT. Exit code of a batch:
    0 all marked, 1 some lines were faulty, 2 none could be used. Of one reply: 0 marked, 2 not
    marked, because it is empty or there is no such written item.
    """
    if batch is not None and out is not None and item is None and folder is None:
        _batch(context, batch, out, jobs)
    elif item is not None and reply is not None and batch is None:
        found = _at_hand(context.obj.data_dir, item) if folder is None else _written(folder, item)
        _one(found, reply)
    else:
        raise click.UsageError("Give --batch with --out, or --item with --reply.")


def _batch(context: click.Context, source: Path, target: Path, jobs: int) -> None:
    from quizapp.grading.free_text.batch import grade_batch  # noqa: PLC0415 - the weights cost 0.3 s

    report = grade_batch(source, target, jobs=jobs)
    for fault in report.faults:
        click.echo(str(fault), err=True)
    marked = "1 reply" if report.marked == 1 else f"{report.marked} replies"
    lines = len({fault.line for fault in report.faults if fault.line})
    faulty = f", {lines} faulty line{'s' * (lines != 1)} left out" if lines else ""
    click.echo(f"{marked} marked{faulty}.", err=True)
    context.exit(report.exit_code)


def _at_hand(data_dir: Path | None, name: str) -> Item:
    """Return an item of the bank that people learn with."""
    bank_id, _, item_id = name.rpartition(":")
    app = open_app(data_dir, transient=True)
    try:
        bank = app.catalogue.bank()
        if bank_id not in ("", bank.id):
            raise UserError(
                f"There is no bank {bank_id} here; the bank at hand is {bank.id}. "
                "Name the folder of another one with --bank."
            )
        return bank.item(item_id)
    finally:
        app.close()


def _written(folder: Path, name: str) -> Item:
    """Return an item of the bank in a folder, which is read now and kept nowhere."""
    from quizapp.banks.ledger import suggestion  # noqa: PLC0415 - only for a bank of one's own
    from quizapp.cli.bank import read_bank  # noqa: PLC0415 - as above

    bank = read_bank(folder).bank
    bank_id, _, item_id = name.rpartition(":")
    if bank_id not in ("", bank.id):
        raise UserError(f"In {folder} is the bank {bank.id}, not {bank_id}.")
    items = {item.id: item for item in bank.items}
    if item_id not in items:
        hint = suggestion(item_id, items) or "."
        raise UserError(f"There is no item {item_id} in {folder}{hint}")
    return items[item_id]


def _one(item: Item, reply: str) -> None:
    if not isinstance(item.body, FreeTextBody):
        raise UserError(f"{item.id} is a question of kind {item.kind}; only written replies fit.")
    made = grade_answer(item, Written(text=reply), marker=written_marker)
    if made.marking is None:
        raise UserError("There is nothing to mark: the reply is empty. Give a text.")
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
