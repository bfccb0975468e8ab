"""`quizapp review`: replies that wait for a person, for the desk or for a reader by name."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import click

from quizapp.app import App, open_app
from quizapp.cli import passphrase
from quizapp.cli.commands import Call
from quizapp.domain.counted import counted
from quizapp.domain.marking import Polarity
from quizapp.domain.reading import Agreement
from quizapp.errors import UserError
from quizapp.services.desk import UNSET, OpenDesk, OpenReading
from quizapp.services.review_paper import PointView, ReplyView
from quizapp.services.review_queue import Waiting

SIGNS = {Polarity.FOR: "+", Polarity.AGAINST: "-", Polarity.VOID: "o"}

_reader = click.option(
    "--reader", metavar="NAME", help="Read under this name with the readers' passphrase."
)
_fd = passphrase.option(
    passphrase.FD,
    "Read the passphrase, the desk's or with --reader the readers', from this descriptor.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group("review")
def review() -> None:
    """Read replies that need a person, criterion by criterion.

    The desk's passphrase opens the queue, or the readers' passphrase with --reader NAME. Readers
    are not told whose replies they read.
    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """


@contextmanager
def _opened(
    call: Call, reader: str | None, descriptor: int | None
) -> Iterator[tuple[App, OpenDesk | OpenReading]]:
    app = open_app(call.data_dir)
    try:
        if not app.has_desk():
            raise UserError(UNSET)
        if reader is None:
            typed = passphrase.read(descriptor, "Passphrase of the desk", option=passphrase.FD)
            yield app, app.desk.unlock(typed)
        else:
            typed = passphrase.read(descriptor, "Passphrase of the readers", option=passphrase.FD)
            yield app, app.desk.unlock_reader(reader, typed)
    finally:
        if "desk" in app.__dict__:
            app.desk.lock()
        app.close()


@review.command("list")
@click.option("--read", "read", is_flag=True, help="What has been read already instead.")
@_json
@_reader
@_fd
@click.pass_obj
def listing(
    call: Call, *, read: bool, as_json: bool, reader: str | None, passphrase_fd: int | None
) -> None:
    """List the attempts that wait for a person, the longest waiting first."""
    with _opened(call, reader, passphrase_fd) as (app, who):
        found = app.review_queue.read(who) if read else app.review_queue.waiting(who)
    if as_json:
        click.echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{one.attempt}  {one.exam}  {one.points:g} of 100  {one.person}".rstrip())
        open_ones = f"{counted(one.open, 'criterion', 'criteria')} to read"
        disputed = f", readers disagree on {one.disputed}" if one.disputed else ""
        click.echo(f"  {open_ones}{disputed}")
        for request in one.asked:
            click.echo(f"  Request {request.id}: “{request.why}”")
    if not found:
        click.echo("Nothing has been read yet." if read else "Nothing waits for a person.")


@review.command("show")
@click.argument("attempt")
@click.option("--all", "everything", is_flag=True, help="Also what nobody has to read.")
@_json
@_reader
@_fd
@click.pass_obj
def show(
    call: Call,
    *,
    attempt: str,
    everything: bool,
    as_json: bool,
    reader: str | None,
    passphrase_fd: int | None,
) -> None:
    """Show the replies of ATTEMPT with the machine's marks, evidence and the definitions."""
    with _opened(call, reader, passphrase_fd) as (app, who):
        paper = app.review_queue.paper(who, attempt)
    if as_json:
        document = {
            "attempt": _record(paper.head),
            "replies": [_reply_record(reply) for reply in paper.replies],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for sentence in paper.result.reasons:
        click.echo(sentence)
    for reply in paper.replies:
        if everything or reply.open:
            click.echo("\n".join(_reply_lines(reply, everything=everything)))


@review.command("decide")
@click.argument("attempt")
@click.argument("item")
@click.argument("criterion", required=False)
@click.option("--met/--not-met", "met", default=None, help="What you decide.")
@click.option("--confirm", is_flag=True, help="Confirm the machine on all that nobody has decided.")
@click.option("--turn", default="", help="The turn of a conversation, as shown.")
@click.option("--reason", required=True, help="Why, in a sentence; it stands beside the mark.")
@_reader
@_fd
@click.pass_obj
def decide(
    call: Call,
    *,
    attempt: str,
    item: str,
    criterion: str | None,
    met: bool | None,
    confirm: bool,
    turn: str,
    reason: str,
    reader: str | None,
    passphrase_fd: int | None,
) -> None:
    """Decide CRITERION of the reply to ITEM in ATTEMPT, with --met or --not-met.

    The machine's mark stays beside it. When nothing is open any more, the result is decided anew.
    """
    if confirm == (criterion is not None) or (criterion is not None and met is None):
        raise click.UsageError("Give a CRITERION with --met or --not-met, or --confirm alone.")
    with _opened(call, reader, passphrase_fd) as (app, who):
        queue = app.review_queue
        if criterion is None:
            came = queue.confirm_rest(who, attempt, item, reason=reason)
        else:
            came = queue.decide(
                who, attempt, item, criterion, met=bool(met), reason=reason, turn=turn
            )
    click.echo(came.sentence)


@review.command("answer")
@click.argument("request", type=int)
@click.argument("sentence")
@_reader
@_fd
@click.pass_obj
def answer(
    call: Call, *, request: int, sentence: str, reader: str | None, passphrase_fd: int | None
) -> None:
    """Answer the REQUEST of somebody who asked for a review with a SENTENCE."""
    with _opened(call, reader, passphrase_fd) as (app, who):
        app.review_queue.answer_request(who, request, sentence)
    click.echo("The answer is stored.")


@review.command("accept")
@click.argument("attempt")
@click.pass_obj
def accept(call: Call, attempt: str) -> None:
    """Let the held result of ATTEMPT be final with nothing undecided met.

    Only where no people desk is set up, so that nobody is there to read.
    """
    app = open_app(call.data_dir)
    try:
        came = app.results.take_lower_bound(attempt)
    finally:
        app.close()
    click.echo(came.sentence)


def _record(one: Waiting) -> dict[str, object]:
    return {
        "attempt": one.attempt,
        "person": one.person,
        "exam": one.exam,
        "points": one.points,
        "cut": one.cut,
        "open": one.open,
        "disputed": one.disputed,
        "reasons": list(one.reasons),
        "requests": [{"id": r.id, "item": r.item, "why": r.why, "said": r.said} for r in one.asked],
    }


def _reply_record(reply: ReplyView) -> dict[str, object]:
    return {
        "item": reply.item,
        "turn": reply.turn,
        "title": reply.title,
        "text": reply.text,
        "points": reply.points,
        "machine_points": reply.machine_points,
        "marker": reply.marker,
        "criteria": [
            {
                "criterion": view.point.criterion,
                "asked": view.asked,
                "machine_met": view.machine_met,
                "confidence": view.confidence,
                "undecided": view.undecided,
                "agreement": view.outcome.agreement.value,
                "met": view.outcome.met,
                "evidence": [{"text": e.text, "why": e.why} for e in view.evidence],
                "readings": [
                    {
                        "reader": one.reader,
                        "met": one.met,
                        "reason": one.reason,
                        "read_at": one.read_at.isoformat(),
                    }
                    for one in view.outcome.readings
                ],
            }
            for view in reply.criteria
        ],
    }


def _reply_lines(reply: ReplyView, *, everything: bool) -> list[str]:
    place = f"{reply.item}, turn {reply.turn}" if reply.turn else reply.item
    lines = ["", f"{place}: {reply.title}", _wrapped(reply.situation)]
    lines += [_wrapped(f"{line.speaker}: {line.text}") for line in reply.lines]
    lines += [_wrapped(f"reply: {reply.text}"), f"  ({reply.marker}, {reply.machine_points:.0%})"]
    for view in reply.criteria:
        waits = view.outcome.agreement is Agreement.DISPUTED or view.asked
        if everything or waits or view.outcome.readings:
            lines += _point_lines(view)
    return lines


def _point_lines(view: PointView) -> list[str]:
    said = "met" if view.machine_met else "not met"
    doubt = ", undecided" if view.undecided else ""
    lines = [
        f"  {view.point.criterion}: the machine says {said} ({view.confidence:.2f}{doubt})",
        _wrapped(view.definition.rule, "    "),
    ]
    lines += [f"    {SIGNS[e.polarity]} “{e.text}” {e.why}" for e in view.evidence]
    for one in view.outcome.readings:
        word = "met" if one.met else "not met"
        lines.append(f"    {one.reader}, {one.read_at:%Y-%m-%d}: {word}. {one.reason}")
    if view.outcome.agreement is Agreement.DISPUTED:
        lines.append("    Readers disagree: a third reader or the people desk decides.")
    return lines


def _wrapped(text: str, indent: str = "  ") -> str:
    return textwrap.fill(text, 96, initial_indent=indent, subsequent_indent=indent)
