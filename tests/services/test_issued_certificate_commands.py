"""The commands around issued certificates, on a data folder with one of them."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hand_clock import HandClock
from taking import Opened, take

from quizapp.__main__ import main
from quizapp.app import App
from quizapp.clock import SystemClock

WORDS = "seven quiet lanterns glow"


@pytest.fixture
def serial(opened: Opened, clock: HandClock) -> str:
    """Issue a certificate as an organisation, close the app, and return the serial."""
    clock.wall = SystemClock().now() - timedelta(hours=1)  # the commands go by the real clock
    app = opened()
    learner = app.people.create(name="Nadia Rahman")
    sitting = app.exams.start(learner.id, "short", seed=4)
    take(sitting)
    app.issuer.set_up("Harbour Lane Training", WORDS, WORDS)
    made = app.certificates.issue(sitting.attempt.id)
    app.close()
    return made.serial


def run(data_dir: Path, *words: str, signs: bool = True) -> int:
    """Run `quizapp certificate …`, with the passphrase on a descriptor if it has to sign."""
    reading, writing = os.pipe()
    os.write(writing, WORDS.encode())
    os.close(writing)
    secret = ("--passphrase-fd", str(reading)) if signs else ()
    arguments = ["--data-dir", str(data_dir), "certificate", *words, *secret]
    try:
        return main(arguments)
    finally:
        os.close(reading)


def states(app: App) -> dict[str, str]:
    return {one.serial: one.state for one in app.certificates.all()}


def test_revoking_changes_register_and_list(
    data_dir: Path, serial: str, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data_dir, "revoke", serial, "--reason", "issued_in_error") == 0
    assert "Status list 1" in capsys.readouterr().out
    app = opened()
    assert states(app) == {serial: "revoked"}
    assert [e.standing.value for e in app.issuer.listing().entries] == ["revoked"]


def test_correcting_a_name_issues_anew(
    data_dir: Path, serial: str, opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data_dir, "correct", serial, "Nadia Rahmán") == 0
    assert f"replaces {serial}" in capsys.readouterr().out
    assert sorted(states(opened()).values()) == ["issued", "replaced"]


def test_nothing_ends_soon_right_after_issuing(
    data_dir: Path, serial: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data_dir, "ending", signs=False) == 0
    assert run(data_dir, "ending", "--days", "3650", signs=False) == 1
    assert serial in capsys.readouterr().out


def test_an_attempt_that_is_not_there_is_told_before_a_passphrase_is_asked_for(
    data_dir: Path, serial: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serial
    assert run(data_dir, "issue", "a-xyz", signs=False) == 2
    assert "There is no attempt “a-xyz”" in capsys.readouterr().err


def test_help_says_when_the_status_list_asks_for_a_passphrase(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data_dir, "status", "--help", signs=False) == 0
    assert "passphrase" in capsys.readouterr().out.split("Options")[0]
