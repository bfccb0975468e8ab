"""The whole way as a person would walk it, by the command, in processes of their own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

QUIZAPP = [sys.executable, "-m", "quizapp"]
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*QUIZAPP, *words], capture_output=True, text=True, check=False, env=ENVIRONMENT, cwd=cwd
    )


def saved_lines(process: subprocess.Popen[str]) -> Iterator[tuple[str, str]]:
    assert process.stdout is not None
    for line in process.stdout:
        words = line.split()
        if words[:1] == ["saved"]:
            yield words[1], words[2]


@dataclass(frozen=True)
class Walked:
    """A demonstration that was killed in the middle of its exam and then finished.

    `said` are the items by attempt of which it said before the kill that they are saved, `kept`
    those that its history held after it.
    """

    folder: Path
    said: dict[str, set[str]]
    kept: dict[str, set[str]]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    out = tmp_path_factory.mktemp("demo")
    process = subprocess.Popen(
        [*QUIZAPP, "demo", "--out", str(out), "--trace"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENVIRONMENT,
    )  # fmt: skip
    said: dict[str, set[str]] = {}
    for attempt, item in saved_lines(process):
        said.setdefault(attempt, set()).add(item)
        if max(len(items) for items in said.values()) == 5:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
    records = json.loads(run("--data-dir", str(out / "data"), "history", "--json").stdout)
    kept = {r["attempt"]: {a["item"] for a in r["answers"]} for r in records}
    resumed = run("demo", "--out", str(out), "--resume")
    assert resumed.returncode == 0, resumed.stderr
    return Walked(out, said, kept)


@pytest.fixture
def walked(demonstration: Walked) -> Path:
    """Return the folder that the demonstration has written."""
    return demonstration.folder


def test_after_a_kill_nothing_that_was_saved_is_lost(demonstration: Walked) -> None:
    assert demonstration.said
    assert all(items <= demonstration.kept[a] for a, items in demonstration.said.items())


def test_the_demonstration_writes_pictures_result_and_certificate(walked: Path) -> None:
    result = json.loads((walked / "result.json").read_text(encoding="utf-8"))
    pictures = sorted(path.name for path in walked.glob("*.png"))
    numbers = {int(name[:2]) for name in pictures}  # some stand twice: before and after the kill
    assert result["decision"] == "passed"
    assert len(result["items"]) == 12
    assert numbers == set(range(1, len(numbers) + 1))
    assert any("exam-conversation" in name for name in pictures)
    assert (walked / "demo.log").read_text(encoding="utf-8").count("handed in part") == 3


def test_the_certificate_is_green_with_bundle_and_list_and_amber_without(walked: Path) -> None:
    certificate = str(walked / "certificate.pdf")
    trust, status = str(walked / "trust-bundle.json"), str(walked / "status-list.vc.json")
    green = run("certificate", "verify", certificate, "--trust", trust, "--status", status)
    assert green.returncode == 0, green.stdout
    assert "Nadia Rahman" in green.stdout
    assert run("certificate", "verify", certificate).returncode == 1


def test_a_doctored_certificate_is_red(walked: Path, tmp_path: Path) -> None:
    data = bytearray((walked / "certificate.pdf").read_bytes())
    data[len(data) // 3] ^= 1
    doctored = tmp_path / "doctored.pdf"
    doctored.write_bytes(data)
    verdict = run(
        "certificate", "verify", str(doctored), "--trust", str(walked / "trust-bundle.json")
    )
    assert verdict.returncode == 2
    assert "Do not accept" in verdict.stdout


@pytest.mark.skipif(
    not shutil.which("pdfsig") or not shutil.which("qpdf"), reason="needs pdfsig and qpdf"
)
def test_other_programs_find_the_certificate_whole_and_signed(walked: Path) -> None:
    certificate = str(walked / "certificate.pdf")
    signature = subprocess.run(["pdfsig", certificate], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in signature.stdout
    assert "Total document signed" in signature.stdout
    assert (
        subprocess.run(
            ["qpdf", "--check", certificate], capture_output=True, check=False
        ).returncode
        == 0
    )
    text = subprocess.run(
        ["pdftotext", "-layout", certificate, "-"], capture_output=True, text=True, check=True
    )
    assert "Nadia Rahman" in text.stdout


def test_the_issued_file_is_stored_with_its_hash_and_kept_as_it_is(walked: Path) -> None:
    stored = next((walked / "data" / "issued").glob("*.pdf"))
    same = hashlib.sha256((walked / "certificate.pdf").read_bytes()).hexdigest()
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == same


def test_the_history_names_every_answer_of_the_exam(walked: Path) -> None:
    records = json.loads(run("--data-dir", str(walked / "data"), "history", "--json").stdout)
    exam = next(record for record in records if record["plan"] == "short")
    assert exam["state"] == "finished"
    assert len(exam["answers"]) == 12
    assert all(" " not in answer["item"] for answer in exam["answers"])


@pytest.mark.proof
def test_a_day_at_the_desk_is_walked_through_and_drawn(tmp_path: Path) -> None:
    done = run("demo", "--hr", "--people", "24", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert [name[:2] for name in pictures] == [f"{n:02}" for n in range(1, len(pictures) + 1)]
    for step in ("import", "decision", "dry-run", "stopped", "correct-name", "erased", "report"):
        assert any(step in name for name in pictures)
    said = (tmp_path / "desk.log").read_text(encoding="utf-8")
    assert "24 people added" in said
    assert "the chain of attempts and the log are whole" in said
    assert len(list((tmp_path / "certificates").glob("*.pdf"))) == 20
    for ending in ("csv", "xlsx", "pdf"):
        assert (tmp_path / f"report.{ending}").stat().st_size > 0
