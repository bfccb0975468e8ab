"""Reports of results for the open desk: CSV, XLSX, or PDF with a chart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from quizapp.certificates.report import Bar, Cell, Histogram, ReportContent, Table, draw
from quizapp.clock import Clock
from quizapp.domain.counted import people as people_in_words
from quizapp.domain.standings import PASSED, STAND_WORDS, Stand, Standing
from quizapp.domain.verdict import spoken_date
from quizapp.errors import UserError
from quizapp.progress.shares import FEWEST, Estimate
from quizapp.services import report_tables
from quizapp.services.desk import OpenDesk
from quizapp.services.standings import BIN, GroupFigures, Overview, Standings
from quizapp.services.written_file import write_file
from quizapp.storage.audit import AuditStore
from quizapp.storage.database import Database


class ReportForm(StrEnum):
    """The kinds of file a report can be."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class Reports:
    """Writes reports. Each one leaves a line in the audit log."""

    def __init__(self, database: Database, standings: Standings, clock: Clock) -> None:
        self._standings = standings
        self._audit = AuditStore(database)
        self._clock = clock

    def write(
        self,
        opened: OpenDesk,
        target: Path,
        *,
        form: ReportForm | None = None,
        plan: str | None = None,
        group: str | None = None,
        learners: Collection[str] | None = None,
    ) -> Path:
        """Write where people stand with an exam; the ending of the file says in which form."""
        chosen = form or _form_of(target)
        overview = self._standings.of(opened, plan=plan, group=group, learners=learners)
        data = self.render(overview, chosen)
        write_file(target, data)
        self._audit.append(
            "report.written",
            (overview.plan.id, *([group] if group else [])),
            actor=opened.actor,
            at=self._clock.now(),
        )
        return target

    def render(self, overview: Overview, form: ReportForm) -> bytes:
        """Return a report as the bytes of its file."""
        now = self._clock.now()
        match form:
            case ReportForm.CSV:
                return report_tables.as_csv(overview)
            case ReportForm.XLSX:
                return report_tables.as_xlsx(overview, made_at=now)
            case ReportForm.PDF:
                return as_pdf(overview, made_at=now)


def as_pdf(overview: Overview, *, made_at: datetime) -> bytes:
    """Return the report on paper: figures, the groups as bars with intervals, all people."""
    exam, whole = overview.plan.title, overview.whole
    content = ReportContent(
        title=f"Results: {exam}",
        subtitle=", ".join(
            (overview.title, people_in_words(whole.people), spoken_date(made_at.date()))
        ),
        author="quizapp",
        figures=(
            ("Passed", _of(sum(whole.counts[s] for s in PASSED), whole.decided)),
            ("Wait for a reader", str(whole.counts[Stand.WAITING])),
            ("Close to the mark", str(whole.counts[Stand.CLOSE])),
            ("Mean of best totals", mean_words(whole.points)),
        ),
        bars_title="Share passed, with its 95% interval",
        bars=tuple(_bar(group) for group in (whole, *overview.groups)),
        histogram=_histogram(overview),
        notes=report_tables.method(overview),
        tables=(*_domains(overview), _people(overview)),
    )
    return draw(content, made_at=made_at)


def share_words(found: Estimate | None, decided: int) -> str:
    """Return a share with its interval in words, or why there is none."""
    if found is None:
        return f"too few results ({decided} of at least {FEWEST})"
    return f"{found.value:.0%} ({found.low:.0%} to {found.high:.0%}) of {found.n}"


def mean_words(found: Estimate | None) -> str:
    """Return a mean with its interval in words, or that there are too few."""
    if found is None:
        return "too few"
    return f"{found.value:.0f} ({max(0.0, found.low):.0f} to {min(100.0, found.high):.0f})"


def figures_words(group: GroupFigures) -> str:
    """Return the share that passed and the mean of a group in a sentence without its full stop."""
    if group.passed is None:
        return (
            f"no share and no mean yet: there are {group.decided} of the {FEWEST} final results "
            "that are needed"
        )
    return f"passed {share_words(group.passed, group.decided)}; mean {mean_words(group.points)}"


def _form_of(target: Path) -> ReportForm:
    try:
        return ReportForm(target.suffix.lower().removeprefix("."))
    except ValueError as error:
        raise UserError(
            f"“{target.name}” should end in .csv, .xlsx or .pdf, which says what to write."
        ) from error


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}"


def _bar(group: GroupFigures) -> Bar:

    words = share_words(group.passed, group.decided)
    if group.passed is None:
        return Bar(label=group.name, words=words)
    found = group.passed
    return Bar(label=group.name, words=words, value=found.value, low=found.low, high=found.high)


def _histogram(overview: Overview) -> Histogram | None:

    if overview.spread is None:
        return None
    told = ", ".join(
        f"{count} with {place * BIN} to {(place + 1) * BIN}"
        for place, count in enumerate(overview.spread)
        if count
    )
    return Histogram(
        title="Best totals of people with a final result; the dashed line is the mark",
        counts=overview.spread,
        mark=overview.plan.cut,
        alt=f"Distribution of totals: {told} points.",
    )


def _domains(overview: Overview) -> tuple[Table, ...]:

    if not overview.domains:
        return ()
    return (
        Table(
            title="Points by domain, mean with its interval",
            head=("Domain", "Mean of 100", "People"),
            widths=(0.5, 0.3, 0.2),
            rows=tuple(
                (
                    Cell(text=title),
                    Cell(text=mean_words(found)),
                    Cell(text=str(found.n)),
                )
                for title, found in overview.domains
            ),
        ),
    )


def _people(overview: Overview) -> Table:

    def row(person: Standing) -> tuple[Cell, ...]:
        points = f"{person.points:g}" if person.points is not None else ""
        return (
            Cell(text=person.name, language=person.language),
            Cell(text=", ".join(person.groups)),
            Cell(text=STAND_WORDS[person.stand]),
            Cell(text=points),
            Cell(text=person.serial or ""),
        )

    return Table(
        title="People",
        head=("Name", "Groups", "Standing", "Points", "Certificate"),
        widths=(0.3, 0.19, 0.23, 0.08, 0.2),
        rows=tuple(map(row, overview.people)),
    )
