"""`quizapp grade`: an author marks a reply to an item of a bank that is still being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from bank_folder import SMALL, BankFolder
from click.testing import CliRunner, Result
from word_marker import WordMarker

from quizapp.cli import grade as command
from quizapp.cli.commands import Call, Doors
from quizapp.domain.marking import Case, Marking
from quizapp.grading.free_text import batch

DOORS = Doors(open_window=lambda _: 0, run_demo=lambda *_, **__: 0)
REPLY = "I am sorry about the shoes. A new pair leaves today."


class ShoeMarker(WordMarker):
    """Expects the case of the item that the tests ask for."""

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        assert case.situation.startswith("A shop sent shoes")
        return super().mark(case, reply, criteria=criteria, weights=weights)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "written_marker", ShoeMarker)
    return tmp_path / "data"


def run(data: Path, *words: object) -> Result:
    call = Call(data_dir=data, doors=DOORS)
    return CliRunner().invoke(command.grade, [str(word) for word in words], obj=call)


@pytest.mark.parametrize("item", ["BB-1-F01", "small:BB-1-F01"])
def test_an_item_of_ones_own_bank_is_marked_without_a_data_folder(data: Path, item: str) -> None:
    done = run(data, "--bank", SMALL, "--item", item, "--reply", REPLY)

    assert done.exit_code == 0, done.output
    assert "The wrong shoes: 100%" in done.output
    assert "concrete_next_step: met" in done.output
    assert not data.exists()


def test_a_bank_that_does_not_load_tells_its_faults(data: Path, bank_folder: BankFolder) -> None:
    bank_folder.change("items/aa.yaml", "difficulty: easy", "difficulty: eazy")

    done = run(data, "--bank", bank_folder.folder, "--item", "BB-1-F01", "--reply", REPLY)

    assert done.exit_code == 2
    assert f"{bank_folder.folder / 'items/aa.yaml'}:13: " in done.stderr


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("BB-1-F02", "There is no item BB-1-F02 in"),
        ("BB-1-F02", "did you mean 'BB-1-F01'?"),
        ("other:BB-1-F01", "is the bank small, not other"),
        ("AA-1-M01", "only written replies fit"),
    ],
)
def test_an_item_that_is_not_there_or_not_written_is_a_sentence(
    data: Path, item: str, says: str
) -> None:
    done = run(data, "--bank", SMALL, "--item", item, "--reply", REPLY)

    assert says in str(done.exception)


def test_an_empty_reply_is_refused(data: Path) -> None:
    done = run(data, "--bank", SMALL, "--item", "BB-1-F01", "--reply", " ")

    assert str(done.exception) == "There is nothing to mark: the reply is empty. Give a text."


def test_a_bank_without_an_item_is_wrong_usage(data: Path, tmp_path: Path) -> None:
    inward, outward = tmp_path / "in", tmp_path / "out"
    for words in (["--bank", SMALL], ["--bank", SMALL, "--batch", inward, "--out", outward]):
        assert "Give --batch with --out, or --item with --reply" in run(data, *words).output


def test_faulty_lines_are_counted_not_their_faults(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_mark", lambda *_, **__: "{}")
    source = tmp_path / "in.jsonl"
    good = '{"id": "%s", "situation": "", "customer_message": "", "reply": "Hello"}\n'
    source.write_text(good % "a" + '{"id": 1}\n{}\n')

    some = run(data, "--batch", source, "--out", tmp_path / "out.jsonl")
    source.write_text('{"id": 1}\n')
    none = run(data, "--batch", source, "--out", tmp_path / "out.jsonl")
    source.write_text("")
    empty = run(data, "--batch", source, "--out", tmp_path / "out.jsonl")

    assert (some.exit_code, none.exit_code, empty.exit_code) == (1, 2, 2)
    assert some.stderr.splitlines()[-1] == "1 reply marked, 2 faulty lines left out."
    assert none.stderr.splitlines()[-1] == "0 replies marked, 1 faulty line left out."
    assert empty.stderr.splitlines()[-1] == "0 replies marked."
