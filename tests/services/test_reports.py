"""Reports of results, opened by programs that know nothing of ours."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from desk_day import BADLY, IN_DOUBT, WELL, Hand, enrol, set_up, sit, use_word_marker
from heads import plan, quota
from hypothesis import given
from hypothesis import strategies as st

from quizapp.app import App
from quizapp.domain.desk import RosterEntry
from quizapp.domain.people import Learner
from quizapp.domain.standings import Stand
from quizapp.errors import UserError
from quizapp.services import report_tables
from quizapp.services.desk import OpenDesk
from quizapp.services.report import ReportForm, as_pdf
from quizapp.services.standings import Overview, deciding, overview_of, standing_of
from quizapp.storage.results_overview import AttemptRow

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NAMES = (
    "Nadia Ćirić-Øvergård",
    "王小明",
    "محمد العربي",
    "דוד כהן",
    "प्रिया शर्मा",
    "สมชาย ใจดี",
    "Γιώργος Παπαδόπουλος",
    "Анна Иванова",
    "김민수",
    "Zoë van Dam",
)
needs = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("qpdf")), reason="pdftotext and qpdf read it"
)


def entry(name: str, *groups: str) -> RosterEntry:
    return RosterEntry(learner=Learner(id=f"p-{name}", name=name, created_at=NOON), groups=groups)


def tried(
    points: float | None, *, state: str = "finished", serial: str | None = None, at: int = 9
) -> AttemptRow:
    decision = None if points is None else ("passed" if points >= 65 else "not_yet")
    return AttemptRow(
        learner="p",
        attempt=f"a-{points}-{at}",
        plan="test",
        title="Test exam",
        certifies=True,
        cut=65.0,
        standard_error=3.0,
        state=state,
        started_at=NOON.replace(hour=at),
        finished_at=NOON,
        points=points,
        decision="waiting" if state == "waiting_for_review" else decision,
        serial=serial,
        certificate="issued" if serial else None,
    )


def made_up(names: Sequence[str], *, group: str = "Chat") -> Overview:
    people = [
        standing_of(entry(name, group), [tried(40.0 + 5 * place)], assigned=True)
        for place, name in enumerate(names)
    ]
    return overview_of("Everybody", plan(quota(3), cut=65.0), people)


@pytest.mark.parametrize(
    ("attempts", "stand"),
    [
        ([], Stand.NOT_BEGUN),
        ([tried(None, state="in_progress")], Stand.UNDER_WAY),
        ([tried(64.0, state="waiting_for_review")], Stand.WAITING),
        ([tried(59.1)], Stand.CLOSE),
        ([tried(59.0)], Stand.NOT_YET),
        ([tried(80.0)], Stand.PASSED),
        ([tried(80.0, serial="QZ-1")], Stand.CERTIFIED),
        ([tried(80.0, serial="QZ-1"), tried(40.0, at=10)], Stand.CERTIFIED),
        ([tried(40.0), tried(None, state="in_progress", at=10)], Stand.UNDER_WAY),
        ([tried(63.0), tried(40.0, at=10)], Stand.CLOSE),
        ([tried(40.0, state="abandoned")], Stand.NOT_BEGUN),
    ],
)
def test_where_somebody_stands(attempts: list[AttemptRow], stand: Stand) -> None:
    assert standing_of(entry("Ana"), attempts, assigned=True).stand is stand


def test_the_best_try_counts_and_of_equals_the_newest() -> None:
    best = deciding([tried(50.0), tried(55.0, at=10), tried(41.0, at=11)])
    assert best is not None
    assert best.points == 55.0
    newest = deciding([tried(50.0), tried(50.0, at=10)])
    assert newest is not None
    assert newest.started_at.hour == 10


def test_of_fewer_than_five_results_no_figure_is_shown() -> None:
    few = made_up(NAMES[:4])
    assert (few.whole.passed, few.whole.points, few.spread) == (None, None, None)
    row = report_tables.group_row(few.whole)
    assert row[3:5] == ("fewer than 5", None)
    enough = made_up(NAMES[:5])
    assert enough.whole.passed is not None
    assert enough.spread is not None
    assert sum(enough.spread) == 5


def test_people_without_a_final_result_are_not_in_the_share() -> None:
    people = [
        standing_of(entry(name), [tried(points)], assigned=False)
        for name, points in zip(NAMES, (70.0, 80.0, 90.0, 60.0, 50.0), strict=False)
    ]
    open_ones = [
        standing_of(entry("open"), [tried(None, state="in_progress")], assigned=True),
        standing_of(entry("held"), [tried(64.0, state="waiting_for_review")], assigned=True),
    ]
    whole = overview_of("All", plan(quota(3), cut=65.0), [*people, *open_ones]).whole
    assert (whole.people, whole.decided) == (7, 5)
    assert whole.passed is not None
    assert whole.passed.value == pytest.approx(3 / 5)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_no_cell_of_a_csv_begins_a_formula(names: list[str]) -> None:
    data = report_tables.as_csv(made_up(names, group="=1+1"))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(names) + 1
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row
    )
    assert all(row[2] == "'=1+1" for row in rows[1:])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_workbook_is_a_formula(sign: str) -> None:
    data = report_tables.as_xlsx(made_up([f"{sign}SUM(A1)\x07", *NAMES]), made_at=NOON)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "@"))


def test_a_workbook_has_people_groups_a_chart_and_the_method() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_tables.as_xlsx(made_up(NAMES), made_at=NOON)))
    assert book.sheetnames == ["People", "Groups", "About"]
    names = [row[0].value for row in book["People"].iter_rows(min_row=2)]
    assert names == list(NAMES)
    assert book["People"]["F2"].value == 40.0
    assert len(book["Groups"]._charts) == 1  # type: ignore[attr-defined]  # openpyxl names no other way
    assert "Wilson" in str(book["About"]["A2"].value)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    target = tmp_path / "report.pdf"
    target.write_bytes(as_pdf(made_up([*NAMES, *(f"Person {n}" for n in range(90))]), made_at=NOON))
    return target


def text_of(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@needs
def test_a_pdf_is_whole_and_prints_names_in_every_script(paper: Path) -> None:
    said = subprocess.run(["qpdf", "--check", paper], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    text = text_of(paper)
    for name in ("Nadia Ćirić-Øvergård", "王小明", "प्रिया शर्मा", "Γιώργος Παπαδόπουλος", "김민수"):
        assert name in text
    assert "Person 89" in text
    assert "page 3 of" in text
    assert "?" not in text


@needs
def test_a_pdf_says_shares_with_their_interval_and_how_they_were_reckoned(paper: Path) -> None:
    text = " ".join(text_of(paper).split())
    assert "95% (89% to 98%) of 100" in text
    assert "Wilson's" in text
    assert "Of fewer than 5 people" in text
    few = as_pdf(made_up(NAMES[:3]), made_at=NOON)
    paper.write_bytes(few)
    assert "too few results (3 of at least 5)" in " ".join(text_of(paper).split())


@needs
def test_a_pdf_is_tagged_and_every_font_is_embedded(paper: Path) -> None:
    info = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in info
    assert "Title:           Results: Test exam" in info
    fonts = subprocess.run(["pdffonts", paper], capture_output=True, text=True, check=True).stdout
    listed = fonts.splitlines()[2:]
    assert listed
    assert all(" yes " in line and "+" in line for line in listed)


def test_equal_content_gives_equal_bytes() -> None:
    assert as_pdf(made_up(NAMES), made_at=NOON) == as_pdf(made_up(NAMES), made_at=NOON)


def test_a_letter_without_a_glyph_does_not_stop_a_report() -> None:
    assert as_pdf(made_up(["Ana \U00010330", "x" * 400, ""]), made_at=NOON).startswith(b"%PDF")


@pytest.fixture
def office(app: App, monkeypatch: pytest.MonkeyPatch) -> tuple[App, OpenDesk]:
    use_word_marker(monkeypatch)
    opened = set_up(app)
    hands = [WELL, WELL, Hand(slips=3), BADLY, Hand(slips=5, reply="[poor]"), IN_DOUBT]
    for learner, hand in zip(enrol(app, opened, NAMES[:6]), hands, strict=True):
        sit(app, learner, hand)
    enrol(app, opened, NAMES[6:8], group="Phone")
    return app, opened


def test_real_results_lead_to_a_report_in_each_form_and_a_line_of_the_audit_log(
    office: tuple[App, OpenDesk], tmp_path: Path
) -> None:
    app, opened = office
    found = app.standings.of(opened)
    assert found.plan.id == "short"
    counts = {stand: n for stand, n in found.whole.counts.items() if n}
    assert counts == {
        Stand.PASSED: 3,
        Stand.NOT_YET: 2,
        Stand.WAITING: 1,
        Stand.NOT_BEGUN: 2,
    }
    assert [group.name for group in found.groups] == ["Chat", "Phone"]
    assert found.groups[1].passed is None
    for form in ReportForm:
        target = app.reports.write(opened, tmp_path / f"report.{form.value}")
        assert target.stat().st_size > 500
    chat = next(g for g in app.roster.groups(opened) if g.name == "Chat")
    app.reports.write(opened, tmp_path / "chat.csv", group=chat.id)
    text = (tmp_path / "chat.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {row[0] for row in rows[1:]} == set(NAMES[:6])
    written = [line for line in app.audit.newest(opened) if line.action == "report.written"]
    assert len(written) == 4
    assert written[0].subjects == ("short", chat.id)


def test_a_report_needs_a_known_ending_exam_and_an_open_desk(
    office: tuple[App, OpenDesk], tmp_path: Path
) -> None:
    app, opened = office
    with pytest.raises(UserError, match=r"end in \.csv"):
        app.reports.write(opened, tmp_path / "report.doc")
    with pytest.raises(UserError, match="no exam driving"):
        app.standings.of(opened, plan="driving")
    app.desk.lock()
    with pytest.raises(UserError, match="locked"):
        app.reports.write(opened, tmp_path / "report.csv")
    assert not (tmp_path / "report.csv").exists()
