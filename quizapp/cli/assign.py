"""`quizapp assign`: give an exam to people, take it back, or see who has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

import click

from quizapp.app import App
from quizapp.cli.commands import Call
from quizapp.cli.days import DAY
from quizapp.cli.desk_access import at_the_desk, passphrase_option
from quizapp.domain.counted import counted
from quizapp.domain.counted import people as counted_people
from quizapp.domain.desk import Supervision
from quizapp.domain.people import Accommodations
from quizapp.errors import UserError
from quizapp.services.desk import OpenDesk

AIDS = ("may-pause", "quiet-clock", "transcript-first", "read-aloud", "spell-check")


@click.command("assign")
@click.argument("plan", required=False)
@click.argument("who", nargs=-1)
@click.option("--group", "group_name", default="", help="Everybody in this group.")
@click.option("--attempts", type=click.IntRange(1, 20), default=1, show_default=True)
@click.option("--opens", type=DAY, metavar="DATE", help="First day, such as 2027-03-01.")
@click.option("--due", type=DAY, metavar="DATE", help="Last day, such as 2027-03-31.")
@click.option(
    "--supervision",
    type=click.Choice([one.value for one in Supervision]),
    default=Supervision.SELF_TAKEN.value,
    show_default=True,
    help="How it is taken; stands on the certificate.",
)
@click.option("--extra-time", type=click.IntRange(0, 200), help="Per cent more time.")
@click.option("--aid", "aids", multiple=True, type=click.Choice(AIDS), help="Granted as well.")
@click.option("--withdraw", is_flag=True, help="Take the exam back instead.")
@click.option("--list", "listing", is_flag=True, help="Only show who has it.")
@passphrase_option
@click.pass_obj
def assign(
    call: Call,
    *,
    plan: str | None,
    who: Sequence[str],
    group_name: str,
    attempts: int,
    opens: datetime | None,
    due: datetime | None,
    supervision: str,
    extra_time: int | None,
    aids: Sequence[str],
    withdraw: bool,
    listing: bool,
    passphrase_fd: int | None,
) -> None:
    """Give the exam PLAN to people: personnel numbers, e-mails or ids, or a group.

    --extra-time and --aid set what these people are granted everywhere; without them each person
    keeps what they had. Neither ever stands on a certificate. An open assignment of the same exam
    is replaced. --list shows who has PLAN, of the people or the group if any are named; without
    PLAN it shows all exams.
    Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """
    if listing:
        with at_the_desk(call, passphrase_fd) as (app, opened):
            _show(app, opened, plan, who, group_name)
        return
    if plan is None:
        raise click.UsageError("Name the exam, and people or a --group.")
    with at_the_desk(call, passphrase_fd) as (app, opened):
        people = _people(app, opened, who, group_name)
        given = [one for one in app.assignments.all(opened, plan=plan) if one.learner in people]
        if withdraw:
            if not given:
                raise UserError(f"Nobody of these has {plan}, so nothing was taken back.")
            app.assignments.withdraw(opened, [one.id for one in given])
            click.echo(f"{plan} was taken back from {counted_people(len(given))}.")
            return
        made = app.assignments.assign(
            opened,
            people,
            plan,
            attempts=attempts,
            opens_on=_day(opens),
            due_on=_day(due),
            supervision=Supervision(supervision),
            accommodations=_granted(extra_time, aids),
        )
    instead = f", {len(given)} of them in place of an open assignment" if given else ""
    click.echo(f"{plan} was given to {counted_people(len(made))}{instead}.")


def _people(app: App, opened: OpenDesk, who: Sequence[str], group_name: str) -> list[str]:
    people = [app.roster.one_of(opened, one).learner.id for one in who]
    if group_name:
        group = app.roster.group_named(opened, group_name)
        people += [entry.learner.id for entry in app.roster.people(opened, group=group.id)]
    if not people:
        raise UserError("Name people, or a group with --group.")
    return list(dict.fromkeys(people))


def _granted(extra_time: int | None, aids: Sequence[str]) -> Accommodations | None:
    if extra_time is None and not aids:
        return None
    named = {name: name.replace("_", "-") in aids for name in asdict(Accommodations())}
    named.pop("extra_time")
    return Accommodations(extra_time=(extra_time or 0) / 100, **named)


def _show(
    app: App, opened: OpenDesk, plan: str | None, who: Sequence[str], group_name: str
) -> None:
    exams = {one.id for one in app.assignments.plans()}
    if plan is not None and plan not in exams:
        who = (plan, *who)
        plan = None
    everybody = {
        entry.learner.id: entry.learner for entry in app.roster.people(opened, active=None)
    }
    meant = set(_people(app, opened, who, group_name)) if who or group_name else set(everybody)
    place = {learner: number for number, learner in enumerate(everybody)}
    found = [one for one in app.assignments.all(opened, plan=plan) if one.learner in meant]
    for one in sorted(found, key=lambda one: (place[one.learner], one.plan)):
        person = everybody[one.learner]
        until = f"until {one.due_on}" if one.due_on else "without an end"
        since = f"from {one.opens_on} " if one.opens_on else ""
        exam = "" if plan else f"{one.plan}  "
        click.echo(
            f"{person.number or person.email}  {person.name}  {exam}{one.tries_used} of "
            f"{counted(one.attempts, 'try', 'tries')}, {since}{until}, {one.supervision.value}"
        )
    if not found:
        click.echo("Nobody here has it." if plan else "Nobody here has an exam.")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
