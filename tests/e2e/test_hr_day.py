"""A whole day at the people desk, from a list of people to certificates in hand and one erased."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from desk_day import (
    BADLY,
    DESK_WORDS,
    IN_DOUBT,
    KEY_WORDS,
    PLAN,
    READER_WORDS,
    WELL,
    set_up,
    sit,
    use_word_marker,
)

from quizapp.app import App, open_app
from quizapp.clock import SystemClock
from quizapp.domain.reading import Agreement
from quizapp.domain.result import Decision
from quizapp.services.desk import OpenDesk, OpenReading

SCRIPTS = ("Nadia Ćirić", "王小明", "محمد العربي", "प्रिया शर्मा", "Γιώργος Παππάς", "김민수")
GROUPS = ("Chat", "Phone, early", "Returns desk")


class AnHourAgo(SystemClock):
    """The real clock, an hour earlier than the commands that follow."""

    def now(self) -> datetime:
        return super().now() - timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How many people there are, pass, wait for a reader, and have not passed."""

    people: int
    passed: int
    read: int
    not_yet: int

    @property
    def certificates(self) -> int:
        """Return how many are issued: of those who were read one half passes."""
        return self.passed + self.read // 2


SAMPLE = Volume(people=16, passed=6, read=2, not_yet=4)
FULL = Volume(people=500, passed=394, read=12, not_yet=60)


@pytest.mark.parametrize(
    "volume",
    [
        pytest.param(SAMPLE, id="sample"),
        pytest.param(FULL, id="full", marks=pytest.mark.proof),
    ],
)
@pytest.mark.skipif(
    not (shutil.which("qpdf") and shutil.which("pdftotext")), reason="qpdf and pdftotext read it"
)
def test_a_day_of_the_people_desk(
    volume: Volume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_word_marker(monkeypatch)
    data, out = tmp_path / "data", tmp_path / "certificates"
    app = open_app(data, clock=AnHourAgo())
    try:
        opened = set_up(app)
        learners = import_and_assign(app, opened, volume, tmp_path)
        take_exams(app, learners, volume)
        read_replies(app, opened, volume)
    finally:
        app.close()

    assert issue(data, out, "--dry-run").returncode == 0
    killed_in_the_middle(data, out, volume)
    done = issue(data, out)
    assert done.returncode == 0, done.stderr
    assert f"{volume.certificates} of {volume.certificates} certificates are issued." in done.stdout
    each_certificate_is_there_once_and_green(data, out, volume)

    app = open_app(data)
    try:
        opened = app.desk.unlock(DESK_WORDS)
        app.issuer.unlock_with(KEY_WORDS)
        revoke_replace_and_erase(app, opened, out, volume, tmp_path)
        write_and_open_reports(app, opened, volume, tmp_path)
        assert app.chain.check() is None
        assert app.audit.check().problem is None
    finally:
        app.close()


def import_and_assign(app: App, opened: OpenDesk, volume: Volume, folder: Path) -> tuple[str, ...]:
    """Import the list twice, the second time for nothing, and give everybody the exam."""
    names = [*SCRIPTS, *(f"Person {n:03}" for n in range(volume.people - len(SCRIPTS)))]
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Name", "Personnel number", "E-mail", "Group"])
        for place, name in enumerate(names):
            group = GROUPS[0] if place % 10 else GROUPS[1 + place // 10 % 2]
            writer.writerow([name, f"{1000 + place}", f"p{place}@example.org", group])
    for added in (volume.people, 0):
        table = app.roster_import.read(opened, folder / "people.csv")
        report = app.roster_import.take_in(opened, app.roster_import.preview(opened, table))
        assert (report.added, report.left_out) == (added, ())
    people = app.roster.people(opened)
    assert len(people) == volume.people
    everybody = app.roster.add_group(opened, "Everybody this spring")
    ids = [entry.learner.id for entry in people]
    app.roster.join(opened, ids, everybody.id)
    app.assignments.assign(opened, ids, PLAN, attempts=2)
    by_number = sorted(people, key=lambda entry: entry.learner.number)
    return tuple(entry.learner.id for entry in by_number)


def take_exams(app: App, learners: tuple[str, ...], volume: Volume) -> None:
    """Let people answer; those after the last one have not begun."""
    hands = [
        *[WELL] * volume.passed,
        *[IN_DOUBT] * volume.read,
        *[BADLY] * volume.not_yet,
    ]
    decisions = [
        sit(app, learner, hand).decision for learner, hand in zip(learners, hands, strict=False)
    ]
    assert decisions.count(Decision.PASSED) == volume.passed
    assert decisions.count(Decision.WAITING) == volume.read
    assert decisions.count(Decision.NOT_YET) == volume.not_yet


def read_replies(app: App, opened: OpenDesk, volume: Volume) -> None:
    """Read what waits: every other person passes; one criterion is disputed on the way."""
    waiting = app.review_queue.waiting(opened)
    assert len(waiting) == volume.read
    ada = app.desk.unlock_reader("Ada Moreau", READER_WORDS)
    for place, line in enumerate(waiting):
        results = [_read(app, ada, line.attempt, met=place % 2 == 0)]
        if place == 0:
            results.append(_dispute(app, opened, line.attempt))
        wanted = Decision.NOT_YET if place % 2 else Decision.PASSED
        assert results[-1] is wanted
    assert app.review_queue.waiting(opened) == ()


def _read(app: App, reader: OpenReading, attempt: str, *, met: bool) -> Decision | None:
    queue, came = app.review_queue, None
    for reply in queue.paper(reader, attempt).replies:
        for view in reply.criteria:
            if view.asked and view.outcome.agreement is Agreement.UNREAD:
                came = queue.decide(
                    reader,
                    attempt,
                    reply.item,
                    view.point.criterion,
                    turn=reply.turn,
                    met=met,
                    reason="It stands in the first line." if met else "It is not said.",
                )
    assert came is not None
    assert came.result is not None
    return came.result.decision


def _dispute(app: App, opened: OpenDesk, attempt: str) -> Decision | None:
    """Let a second reader disagree, and the desk decide."""
    ben = app.desk.unlock_reader("Ben Okafor", READER_WORDS)
    queue = app.review_queue
    reply = next(r for r in queue.paper(ben, attempt).replies if any(v.asked for v in r.criteria))
    point = next(view.point for view in reply.criteria if view.asked)
    second = queue.decide(
        ben, attempt, reply.item, point.criterion, turn=point.turn, met=False, reason="I doubt it."
    )
    assert (second.disputed, second.result) == (1, None)
    third = queue.decide(
        opened, attempt, reply.item, point.criterion, turn=point.turn, met=True, reason="It is."
    )
    assert third.result is not None
    return third.result.decision


def start_issue(data: Path, out: Path, *words: str) -> subprocess.Popen[str]:
    """Start `quizapp certificate issue --group` with its passphrases on descriptors."""
    descriptors = []
    for secret in (DESK_WORDS, KEY_WORDS):
        reading, writing = os.pipe()
        os.write(writing, secret.encode())
        os.close(writing)
        descriptors.append(reading)
    command = [sys.executable, "-m", "quizapp", "--data-dir", str(data), "certificate", "issue"]
    command += ["--group", "Everybody this spring", "--out", str(out), *words]
    command += ["--desk-fd", str(descriptors[0]), "--passphrase-fd", str(descriptors[1])]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=descriptors,
    )
    for reading in descriptors:
        os.close(reading)
    return process


def issue(data: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    process = start_issue(data, out, *words)
    said, errors = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, said, errors)


def killed_in_the_middle(data: Path, out: Path, volume: Volume) -> None:
    """Kill the run once half of it is done."""
    process = start_issue(data, out)
    assert process.stderr is not None
    for _ in range(volume.certificates // 2):
        process.stderr.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    issued = sum(state == "issued" for state in states(data).values())
    assert volume.certificates // 2 <= issued < volume.certificates


def states(data: Path) -> dict[str, str]:
    """Return the state of each serial, read by plain SQL."""
    with closing(sqlite3.connect(data / "quizapp.sqlite3")) as connection:
        return dict(connection.execute("select serial, state from certificates"))


def each_certificate_is_there_once_and_green(data: Path, out: Path, volume: Volume) -> None:
    """Check register, folder and every copy, by our verifier and by programs of others."""
    assert list(states(data).values()) == ["issued"] * volume.certificates
    copies = sorted(out.iterdir())
    assert len(copies) == volume.certificates
    assert all(path.suffix == ".pdf" for path in copies)
    found = verify(data, out)
    assert [one["verdict"] for one in found] == ["green"] * volume.certificates
    for path in copies[:: max(1, len(copies) // 5)]:
        assert (
            subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode
            == 0
        )
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
        assert "QZ-" in text.stdout


def verify(data: Path, *paths: Path) -> list[dict[str, str]]:
    """Check files as a receiver who trusts the issuer and holds its list does."""
    issuer = data / "issuer"
    app = open_app(data)
    try:
        app.issuer.unlock_with(KEY_WORDS)
        app.issuer.export_status(data / "list.json")
    finally:
        app.close()
    command = [sys.executable, "-m", "quizapp", "certificate", "verify", "--json"]
    command += ["--trust", str(issuer / "trust-bundle.json"), "--status", str(data / "list.json")]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    found: list[dict[str, str]] = json.loads(done.stdout)["files"]
    return found


def revoke_replace_and_erase(
    app: App, opened: OpenDesk, out: Path, volume: Volume, folder: Path
) -> None:
    """Withdraw one, correct the name on one, and erase one person."""
    issued = sorted(app.certificates.all(), key=lambda one: one.holder)
    wrong, misspelt, leaving = issued[0], issued[1], issued[-1]
    app.withdrawals.revoke(wrong.serial, "issued_in_error")
    correct = app.withdrawals.replace(misspelt.serial, holder_name="Person Corrected")
    assert app.certificates.facts(correct.serial).replaces == misspelt.serial
    assert leaving.learner is not None
    email = app.roster.person(opened, leaving.learner).learner.email
    kept = next(path for path in out.iterdir() if leaving.serial in path.name)
    app.issuer.export_status(folder / "list.json")
    report = app.privacy.erase(opened, leaving.learner)
    assert report.certificates == (leaving.serial,)
    assert report.remains == ()
    for path in app.data_dir.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert email.encode() not in raw
            assert email.encode("utf-16-le") not in raw
    left = {one.serial: one.state for one in app.certificates.all()}
    assert (left[wrong.serial], left[misspelt.serial]) == ("revoked", "replaced")
    assert len(left) == volume.certificates + 1
    command = [sys.executable, "-m", "quizapp", "certificate", "verify", "--json"]
    command += ["--trust", str(app.issuer.folder / "trust-bundle.json")]
    command += ["--status", str(folder / "list.json")]
    revoked = next(path for path in out.iterdir() if wrong.serial in path.name)
    said = subprocess.run(
        [*command, str(kept), str(revoked)], capture_output=True, text=True, check=False
    )
    colours = [one["verdict"] for one in json.loads(said.stdout)["files"]]
    assert sorted(colours) == ["green", "red"]


def write_and_open_reports(app: App, opened: OpenDesk, volume: Volume, folder: Path) -> None:
    """Write a report in each form and open it with a program that knows nothing of ours."""
    for ending in ("csv", "xlsx", "pdf"):
        app.reports.write(opened, folder / f"report.{ending}")
    text = (folder / "report.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert len(rows) == volume.people - 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    standing = [row[4] for row in rows]
    held = volume.certificates - 2  # one was withdrawn, one person erased
    assert standing.count("Holds the certificate") == held
    assert (
        standing.count("Not begun") == volume.people - volume.passed - volume.read - volume.not_yet
    )
    book = openpyxl.load_workbook(folder / "report.xlsx")
    assert book["People"].max_row == volume.people
    assert book["Groups"]["B2"].value == volume.people - 1
    said = subprocess.run(
        ["qpdf", "--check", folder / "report.pdf"], capture_output=True, check=False
    )
    assert said.returncode == 0
    shown = subprocess.run(
        ["pdftotext", "-layout", folder / "report.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    passed = volume.certificates - 1
    decided = volume.passed + volume.read + volume.not_yet - 1
    assert f"{passed} of {decided}" in shown
    assert "王小明" in shown or volume is SAMPLE
