"""`quizapp certificate issue --group`: the dry run, the run, and taking a killed run up again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click

from quizapp.app import App
from quizapp.cli import REFUSED, issuer_access, passphrase
from quizapp.cli.commands import Call
from quizapp.cli.desk_access import at_the_desk
from quizapp.domain.counted import counted
from quizapp.errors import UserError
from quizapp.services.bulk_issue import BulkForm, BulkRun, BulkStep, BulkSummary
from quizapp.services.bulk_plan import BulkPlan, Obstacle
from quizapp.services.desk import OpenDesk
from quizapp.services.file_names import refuse_bad

SOME_LEFT_OUT: Final = 1
TROUBLE: Final = frozenset(
    {Obstacle.BROKEN, Obstacle.LETTERS, Obstacle.HELD, Obstacle.WITHDRAWN, Obstacle.ENDED}
)
"""Obstacles that somebody has to deal with; the others are as they should be."""


def issue_to_group(
    call: Call,
    group: str,
    *,
    exam: str | None,
    dry_run: bool,
    out: Path | None,
    pattern: str,
    as_json: bool,
    passphrase_fd: int | None,
    desk_fd: int | None,
) -> int:
    """Issue to everybody in a group who has passed, and return the exit code."""
    if out is None and not dry_run:
        raise click.UsageError("Name a folder or a .zip file with --out, or ask for a --dry-run.")
    refuse_bad(pattern)
    with at_the_desk(call, desk_fd, option=passphrase.DESK_FD) as (app, opened):
        found = app.roster.group_named(opened, group)
        if out is None or dry_run:
            plan = app.bulk.planner.plan(
                opened, label=found.name, group=found.id, exam=exam, thorough=True
            )
            return _tell(plan, (), as_json=as_json, dry_run=True)
        if app.issuer.needs_passphrase():
            app.issuer.unlock(issuer_access.ask(passphrase_fd))
        target = out.absolute()
        summaries = []
        for run in app.bulk.unfinished(opened):
            if (run.label, run.target) == (found.name, target):
                summaries.append(_work(app, opened, run, as_json=as_json))
            else:
                click.echo(
                    f"An earlier run for “{run.label}” to {run.target} is not finished: {run.done} "
                    f"of {run.total}. Give its command again to go on with it.",
                    err=True,
                )
        plan = app.bulk.planner.plan(opened, label=found.name, group=found.id, exam=exam)
        if plan.stops and not summaries:
            raise UserError(plan.stops[0])
        if plan.ready:
            form = BulkForm.ZIP if out.suffix.lower() == ".zip" else BulkForm.FOLDER
            run = app.bulk.begin(opened, plan, target=target, form=form, pattern=pattern)
            summaries.append(_work(app, opened, run, as_json=as_json))
        return _tell(plan, tuple(summaries), as_json=as_json, dry_run=False)


def _work(app: App, opened: OpenDesk, run: BulkRun, *, as_json: bool) -> BulkSummary:
    if run.done and not as_json:
        click.echo(f"Going on where it was left: {run.done} of {run.total} are done.", err=True)
    return app.bulk.work(opened, run.id, tell=None if as_json else _step)


def _step(step: BulkStep) -> None:
    left = (
        ""
        if step.seconds_left is None
        else f", about {counted(round(step.seconds_left), 'second')} left"
    )
    click.echo(f"{step.done} of {step.total}{left}: {step.name}", err=True)


def _tell(
    plan: BulkPlan, summaries: tuple[BulkSummary, ...], *, as_json: bool, dry_run: bool
) -> int:
    """Say what stands in the way first, then what was done; return the exit code."""
    problems = [pair for summary in summaries for pair in summary.problems]
    # who was issued to in this call is left out of the plan that followed it as having one already
    mine = {file.serial for summary in summaries for file in summary.issued}
    left_out = [
        one
        for one in plan.left_out
        if not (one.obstacle is Obstacle.DUPLICATE and any(s in one.sentence for s in mine))
    ]
    done = bool(left_out) and all(one.obstacle is Obstacle.DUPLICATE for one in left_out)
    trouble = bool(problems or plan.stops) or any(one.obstacle in TROUBLE for one in left_out)
    if as_json:
        document: dict[str, Any] = {
            "version": 1,
            "dry_run": dry_run,
            "group": plan.label,
            "stops": list(plan.stops),
            "problems": [{"name": name, "sentence": said} for name, said in problems],
            "left_out": [
                {
                    "name": one.name,
                    "exam": one.exam,
                    "obstacle": one.obstacle.value,
                    "sentence": one.sentence,
                }
                for one in left_out
            ],
            "ready": [
                {"name": one.name, "exam": one.exam, "points": one.points, "note": one.note}
                for one in plan.ready
            ],
            "issued": [
                {"name": file.name, "serial": file.serial, "file": file.file}
                for summary in summaries
                for file in summary.issued
            ],
            "waiting": sum(summary.waiting for summary in summaries),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for sentence in plan.stops:
            click.echo(sentence)
        for name, said in problems:
            click.echo(f"{name}: {said}")
        for one in left_out:
            click.echo(f"{one.name}: {one.sentence}")
        if dry_run:
            ready = counted(len(plan.ready), "certificate")
            click.echo(f"{ready} can be issued. Nothing was issued.")
            for note in sorted({one.note for one in plan.ready if one.note}):
                click.echo(note)
        elif not summaries:
            click.echo(
                "Everybody here has a certificate already. Nothing was issued."
                if done
                else "Nobody here is ready for a certificate. Nothing was issued."
            )
        for summary in summaries:
            click.echo(f"{summary.sentence} They are in {summary.run.target}.")
    if not dry_run and not summaries:
        return 0 if done else REFUSED
    return SOME_LEFT_OUT if trouble else 0
