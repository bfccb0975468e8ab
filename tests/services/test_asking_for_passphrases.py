"""Where a command gets its passphrase from, and what it says where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from quizapp.app import App
from quizapp.cli import passphrase
from quizapp.cli.commands import Doors, run
from quizapp.services.desk import Desk

WORDS = "vier grüne Bögen über Öl"


@pytest.fixture
def desk(app: App) -> Desk:
    app.desk.set_up(WORDS, WORDS)
    app.desk.lock()
    app.close()
    return app.desk


@pytest.fixture
def pipe() -> Iterator[Callable[[bytes], int]]:
    """Return a function that puts bytes on a descriptor of their own."""
    ends = []

    def put(data: bytes) -> int:
        reading, writing = os.pipe()
        os.write(writing, data)
        os.close(writing)
        ends.append(reading)
        return reading

    yield put
    for end in ends:
        os.close(end)


@pytest.fixture
def people(app: App, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return a function that asks for the roster and gives code and what was said of errors."""

    def call(*words: object) -> tuple[int, str]:
        code = run(
            ["--data-dir", str(app.data_dir), "people", "list", *map(str, words)],
            Doors(open_window=lambda _: 0, run_demo=lambda *_, **__: 0),
        )
        return code, capsys.readouterr().err

    return call


@pytest.mark.usefixtures("desk")
def test_without_a_terminal_the_option_is_named_and_nothing_else_is_said(
    people: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "_somebody_there", lambda: False)
    code, said = people()
    assert code == 64
    assert "no terminal here" in said
    assert "--passphrase-fd N" in said
    assert "Warning" not in said


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Nothing could be read from descriptor"),
        (b"\r\n", "Nothing could be read from descriptor"),
        (WORDS.encode("cp1252"), "is not text in UTF-8"),
        (WORDS.encode("utf-16"), "is not text in UTF-8"),
    ],
)
def test_what_is_no_passphrase_is_no_wrong_one(
    people: Callable[..., tuple[int, str]],
    pipe: Callable[[bytes], int],
    opened: Callable[[], App],
    data: bytes,
    said: str,
) -> None:
    code, told = people("--passphrase-fd", pipe(data))
    assert code == 2
    assert said in told
    app = opened()
    log = app.audit.newest(app.desk.unlock(WORDS))
    assert "desk.refused" not in {line.action for line in log}


@pytest.mark.usefixtures("desk")
def test_a_closed_descriptor_is_told_before_the_program_opens_files_of_its_own(
    people: Callable[..., tuple[int, str]],
) -> None:
    for number in (97, 10**12):
        code, told = people("--passphrase-fd", number)
        assert code == 64
        assert "escriptor" in told


@pytest.mark.usefixtures("desk")
def test_the_first_line_is_the_passphrase_whatever_ends_it(
    people: Callable[..., tuple[int, str]], pipe: Callable[[bytes], int]
) -> None:
    for data in (WORDS.encode("utf-8-sig") + b"\r\n", f"{WORDS}\nanother line\n".encode()):
        assert people("--passphrase-fd", pipe(data))[0] == 0
