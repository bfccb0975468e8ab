"""`quizapp report`: where people stand with an exam, as text or as a file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from quizapp.cli.commands import Call
from quizapp.cli.desk_access import at_the_desk, passphrase_option
from quizapp.cli.places import Place
from quizapp.domain.counted import people
from quizapp.domain.standings import STAND_WORDS, Stand
from quizapp.progress.shares import Estimate
from quizapp.services.report import figures_words
from quizapp.services.standings import GroupFigures, Overview


@click.command("report")
@click.option("--exam", help="The exam, such as certification; by default the one most have.")
@click.option("--group", help="Only this group.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a report; the ending .csv, .xlsx or .pdf says in which form.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@passphrase_option
@click.pass_obj
def report(
    call: Call,
    *,
    exam: str | None,
    group: str | None,
    out: Path | None,
    as_json: bool,
    passphrase_fd: int | None,
) -> None:
    """Say who has passed, who waits for a reader and who is close.

    Shares are shown with their interval, and not at all of fewer than five final results. Needs the
    desk's passphrase. Exit codes: 0 done, 2 not done (the reason is said), 64 wrong usage.
    """
    with at_the_desk(call, passphrase_fd) as (app, opened):
        group_id = app.roster.group_named(opened, group).id if group else None
        overview = app.standings.of(opened, plan=exam, group=group_id)
        place = Place(out) if out is not None else None
        if out is not None:
            app.reports.write(opened, out, plan=overview.plan.id, group=group_id)
    if as_json:
        click.echo(json.dumps(_document(overview), ensure_ascii=False, indent=2))
    else:
        _tell(overview)
    if place is not None:
        click.echo(f"Written to {place}.", err=as_json)


def _tell(overview: Overview) -> None:
    click.echo(f"{overview.plan.title}, {overview.title}: {people(overview.whole.people)}")
    for stand, count in overview.whole.counts.items():
        if count:
            click.echo(f"  {count:>5}  {STAND_WORDS[stand]}")
    for group in (overview.whole, *overview.groups):
        click.echo(f"{group.name}: {figures_words(group)}.")
    close = [p.name for p in overview.people if p.stand is Stand.CLOSE]
    if close:
        click.echo(f"Close to the mark: {', '.join(close)}")


def _document(overview: Overview) -> dict[str, object]:
    return {
        "version": 1,
        "exam": overview.plan.id,
        "group": overview.title,
        "figures": [_figures(group) for group in (overview.whole, *overview.groups)],
        "people": [
            {
                "id": person.learner,
                "name": person.name,
                "number": person.number,
                "groups": list(person.groups),
                "standing": person.stand.value,
                "attempt": person.attempt,
                "points": person.points,
                "tries": person.tries,
                "serial": person.serial,
            }
            for person in overview.people
        ],
    }


def _figures(group: GroupFigures) -> dict[str, object]:
    return {
        "name": group.name,
        "people": group.people,
        "final": group.decided,
        "passed": _estimate(group.passed),
        "points": _estimate(group.points),
        "counts": {stand.value: count for stand, count in group.counts.items()},
    }


def _estimate(found: Estimate | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high, "n": found.n}
