"""What the page of reports shows: figures of groups in words, and where each person stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.domain.desk import Group
from quizapp.domain.finding import folded
from quizapp.domain.plan import ExamPlan
from quizapp.domain.standings import STAND_WORDS, Stand, Standing
from quizapp.progress.shares import FEWEST, Estimate
from quizapp.services.standings import GroupFigures, Overview
from quizapp.ui import wording
from quizapp.ui.people_chart import ShareRow
from quizapp.ui.people_rows import Cell, Column, folded_all

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.services.desk import OpenDesk

TOO_FEW = f"fewer than {FEWEST} results"
LOOKS = {
    Stand.CERTIFIED: ("shield-check", "good"),
    Stand.PASSED: ("check", "good"),
    Stand.WAITING: ("user-search", "info"),
    Stand.UNDER_WAY: ("activity", "primary"),
    Stand.CLOSE: ("rotate-ccw", "care"),
    Stand.NOT_YET: ("rotate-ccw", "care"),
    Stand.NOT_BEGUN: ("circle-dashed", "quiet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that the page shows: what can be chosen, the figures, and who is found by what."""

    plans: tuple[ExamPlan, ...]
    groups: tuple[Group, ...]
    overview: Overview
    texts: Sequence[str]


def report_view(app: App, door: OpenDesk, *, plan: str | None, group: str | None) -> ReportView:
    """Read a report; for the background."""
    overview = app.standings.of(door, plan=plan, group=group)
    return ReportView(
        plans=app.standings.plans(),
        groups=app.roster.groups(door),
        overview=overview,
        texts=folded_all(overview.people, words),
    )


def parts(view: Overview) -> tuple[GroupFigures, ...]:
    """Return the groups, unless the only one is the whole."""
    return view.groups if len(view.groups) > 1 or view.title == "Everybody" else ()


def share_row(one: GroupFigures) -> ShareRow:
    """Return a group as a row of the drawing."""
    if one.passed is None:
        return ShareRow(label=one.name, words=f"{one.decided} of {one.people}: {TOO_FEW}")
    figure = one.passed
    words = f"{share_words(figure)} ({figure.low * 100:.0f} to {figure.high * 100:.0f})"
    return ShareRow(
        label=one.name,
        words=words,
        value=figure.value * 100,
        low=figure.low * 100,
        high=figure.high * 100,
    )


def share_words(figure: Estimate) -> str:
    """Return a share in per cent."""
    return f"{figure.value:.0%}".replace("%", " %")


def spoken(rows: Sequence[ShareRow]) -> str:
    """Return the drawing as a sentence."""
    return "Share who passed. " + "; ".join(f"{row.label}: {row.words}" for row in rows) + "."


def table_row(one: GroupFigures) -> tuple[str, ...]:
    """Return a group as a row of the table of figures."""
    passed, points = one.passed, one.points
    return (
        one.name,
        str(one.people),
        str(one.decided),
        share_words(passed) if passed else TOO_FEW,
        f"{passed.low * 100:.0f} to {passed.high * 100:.0f}" if passed else "–",
        f"{points.value:.0f}" if points else "–",
    )


def columns() -> tuple[Column[Standing], ...]:
    """Return the columns of the table of people."""
    return (
        Column(title="Name", cell=_name, sort=_by_name, least=190, share=3),
        Column(title="Team", cell=_team, sort=_by_team, least=110, share=2),
        Column(title="State", cell=_stand, sort=_by_stand, least=230),
        Column(title="Best", cell=_best, sort=_by_best, least=70),
        Column(title="Handed in", cell=_day, sort=_by_day, least=110, share=1),
    )


def key(one: Standing) -> str:
    """Return what tells one row from another."""
    return one.learner


def words(one: Standing) -> str:
    """Return what a row is found by."""
    return f"{one.name} {one.number}"


def _name(one: Standing) -> Cell:
    return Cell(text=one.name, bold=True, initials=True)


def _team(one: Standing) -> Cell:
    return Cell(text=", ".join(one.groups) or "–")


def _stand(one: Standing) -> Cell:
    icon, tone = LOOKS[one.stand]
    return Cell(text=STAND_WORDS[one.stand], icon=icon, tone=tone)


def _best(one: Standing) -> Cell:
    return Cell(text="–" if one.points is None else f"{one.points:.0f} %")


def _day(one: Standing) -> Cell:
    day = one.finished_at
    return Cell(text=wording.short_day(day.astimezone().date()) if day else "–")


def _by_name(one: Standing) -> str:
    return folded(one.name)


def _by_team(one: Standing) -> str:
    return folded(", ".join(one.groups))


def _by_stand(one: Standing) -> int:
    return list(Stand).index(one.stand)


def _by_best(one: Standing) -> float:
    return -1.0 if one.points is None else one.points


def _by_day(one: Standing) -> float:
    return one.finished_at.timestamp() if one.finished_at else 0.0
