"""`quizapp review` and `quizapp report`, as typed by the desk and by a reader."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from desk_day import (
    BADLY,
    DESK_WORDS,
    IN_DOUBT,
    READER_WORDS,
    WELL,
    enrol,
    set_up,
    sit,
    use_word_marker,
)
from hand_clock import HandClock

from quizapp.__main__ import main
from quizapp.app import App, open_app

Said = Callable[..., str]


@pytest.fixture(scope="module")
def sat(parsed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Let people take exams, and return their data and the attempt that waits."""
    folder = Path(shutil.copytree(parsed, tmp_path_factory.mktemp("office") / "data"))
    with (
        pytest.MonkeyPatch.context() as patch,
        closing(open_app(folder, clock=HandClock())) as app,
    ):
        use_word_marker(patch)
        names = ["Amara Nwosu", "Björn Lindqvist", "Chiara Fontana", "Dimitri Vlachos", "Grace"]
        ids = enrol(app, set_up(app), names)
        results = [
            sit(app, learner, hand)
            for learner, hand in zip(ids, (WELL, WELL, WELL, IN_DOUBT, BADLY), strict=True)
        ]
        app.results.request_review(results[4].attempt, "I did say sorry.")
    return folder, results[3].attempt


@pytest.fixture
def held(sat: tuple[Path, str], data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put the data of those who sat into the test's folder; return the attempt that waits."""
    use_word_marker(monkeypatch)
    monkeypatch.setattr("quizapp.app.SystemClock", HandClock)
    shutil.copytree(sat[0], data_dir, dirs_exist_ok=True)
    return sat[1]


@pytest.fixture
def say(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Return what a command prints, run with the right passphrase."""

    def run(*words: str, code: int = 0, typed: str = "") -> str:
        secret = typed or (READER_WORDS if "--reader" in words else DESK_WORDS)
        reading, writing = os.pipe()
        os.write(writing, secret.encode())
        os.close(writing)
        try:
            given = ["--data-dir", str(data_dir), *words, "--passphrase-fd", str(reading)]
            assert main(given) == code
        finally:
            os.close(reading)
        heard = capsys.readouterr()
        return heard.out or heard.err

    return run


def test_the_queue_is_listed_with_names_for_the_desk_only(held: str, say: Said) -> None:
    listed = say("review", "list")
    assert f"{held}  Short exam" in listed
    assert "Dimitri Vlachos" in listed
    assert "Request 1: “I did say sorry.”" in listed
    blind = json.loads(say("review", "list", "--json", "--reader", "Ada Moreau"))
    assert {one["attempt"] for one in blind} >= {held}
    assert not any(one["person"] for one in blind)


def test_a_reader_sees_decides_and_confirms_until_the_result_is_final(held: str, say: Said) -> None:
    ada = ("--reader", "Ada Moreau")
    shown = say("review", "show", held, *ada)
    assert "the machine says not met (0.55, undecided)" in shown
    assert "Met when the reply" in shown
    paper = json.loads(say("review", "show", held, "--json", *ada))
    last = ""
    for reply in paper["replies"]:
        for view in reply["criteria"]:
            if view["asked"]:
                words = (held, reply["item"], view["criterion"], "--met", "--reason", "Line 1.")
                last = say("review", "decide", *words, "--turn", reply["turn"], *ada)
    assert "The result is final: passed" in last
    assert "A certificate can be issued." in last
    again = say("review", "list", "--read")
    assert held in again
    after = json.loads(say("review", "show", held, "--json"))
    said = [r for reply in after["replies"] for v in reply["criteria"] for r in v["readings"]]
    assert {one["reader"] for one in said} == {"Ada Moreau"}
    item = paper["replies"][0]["item"]
    confirmed = say("review", "decide", held, item, "--confirm", "--reason", "As marked.", *ada)
    assert "The result is final" in confirmed


def test_a_request_is_answered(held: str, say: Said) -> None:
    del held
    say("review", "answer", "1", "A person has read it; the mark stands.")
    assert "Request" not in say("review", "list")
    assert "answered already" in say("review", "answer", "1", "Again.", code=2)


@pytest.mark.parametrize(
    "words",
    [
        ("decide", "a-1", "CH-1", "--reason", "x"),
        ("decide", "a-1", "CH-1", "thank", "--reason", "x"),
        ("decide", "a-1", "CH-1", "thank", "--confirm", "--met", "--reason", "x"),
    ],
)
def test_half_a_decision_is_wrong_usage(say: Said, words: tuple[str, ...]) -> None:
    assert "--confirm alone" in say("review", *words, code=64)


@pytest.mark.parametrize(
    "words",
    [
        ("review", "list"),
        ("review", "list", "--reader", "Ada"),
        ("review", "show", "a-1"),
        ("review", "decide", "a-1", "CH-1", "--confirm", "--reason", "x"),
        ("review", "answer", "1", "x"),
        ("report",),
    ],
)
def test_with_another_passphrase_nothing_is_shown_and_nothing_is_done(
    held: str, say: Said, words: tuple[str, ...]
) -> None:
    del held
    assert "That is not the passphrase" in say(*words, code=2, typed="wrong words altogether")


def test_without_a_desk_there_is_nothing_to_review(app: App, say: Said) -> None:
    app.close()
    assert "No people desk" in say("review", "list", code=2)
    assert "No people desk" in say("report", code=2)


def test_without_a_desk_a_held_result_may_be_accepted(
    app: App,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    use_word_marker(monkeypatch)
    attempt = sit(app, app.people.create(name="Nadia Rahman").id, IN_DOUBT).attempt
    app.close()
    assert main(["--data-dir", str(data_dir), "review", "accept", attempt]) == 0
    assert "The result is final: not yet" in capsys.readouterr().out


def test_a_report_is_told_and_written(held: str, say: Said, tmp_path: Path) -> None:
    del held
    told = say("report")
    assert "Short exam, Everybody: 5 people" in told
    assert "3  Passed, without a certificate" in told
    assert "there are 4 of the 5 final results" in told
    target = tmp_path / "chat.pdf"
    document = json.loads(say("report", "--json", "--group", "chat", "--exam", "short"))
    assert document["figures"][0]["passed"] is None
    assert [one["standing"] for one in document["people"]].count("waiting") == 1
    assert f"Written to {target}" in say("report", "--group", "chat", "--out", str(target))
    assert target.read_bytes().startswith(b"%PDF")
    assert "no group" in say("report", "--group", "Moon", code=2)
    assert "no exam" in say("report", "--exam", "moon", code=2)
