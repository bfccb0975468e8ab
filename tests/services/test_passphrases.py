"""Passphrases as people type them and files hold them: one meaning, three different ones."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hand_clock import HandClock

from quizapp.app import App
from quizapp.certificates import issuer, issuer_files, keys
from quizapp.certificates.keys import Passphrase
from quizapp.cli import passphrase
from quizapp.cli.commands import Doors, run
from quizapp.errors import UserError
from quizapp.services import desk_secrets
from quizapp.services.desk_secrets import Cost
from quizapp.services.issuer_keys import IssuerKeys

COMPOSED = "vier grüne Bögen über Öl"
APART = unicodedata.normalize("NFD", COMPOSED)
FORMS = (COMPOSED, APART, f"\ufeff{COMPOSED}", f"{APART}\r", f"{COMPOSED}\r\n")
FOUNDED = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
QUICK = Cost(memory=10, rounds=1)


@pytest.mark.parametrize("form", FORMS)
def test_the_desk_knows_a_passphrase_however_its_letters_were_put_down(
    clock: HandClock, form: str
) -> None:
    stored = desk_secrets.make_with_key("desk", COMPOSED, at=clock.now(), cost=QUICK)
    assert desk_secrets.matches(stored, form)
    assert desk_secrets.open_key(stored, form)
    assert not desk_secrets.matches(stored, f"{form}!")


def test_what_was_set_before_letters_were_put_together_still_opens(
    clock: HandClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as before:
        before.setattr(desk_secrets, "settled", lambda text: text)
        stored = desk_secrets.make_with_key("desk", APART, at=clock.now(), cost=QUICK)
    assert desk_secrets.open_key(stored, COMPOSED)
    assert desk_secrets.open_key(stored, APART)
    issuer.create_organisation(
        tmp_path / "issuer", "Harbour", Passphrase(secret=APART.encode()), now=FOUNDED
    )
    for form in FORMS:
        issuer.open_issuer(tmp_path / "issuer", keys.typed(form), now=FOUNDED)


def test_a_key_knows_a_passphrase_however_its_letters_were_put_down(tmp_path: Path) -> None:
    folder = tmp_path / "issuer"
    issuer.create_organisation(folder, "Harbour", keys.passphrase(APART), now=FOUNDED)
    for form in FORMS:
        issuer.open_issuer(folder, keys.typed(form), now=FOUNDED)
    with pytest.raises(UserError, match="does not open"):
        issuer.open_issuer(folder, keys.typed(f"{COMPOSED}!"), now=FOUNDED)
    issuer.rotate(folder, keys.typed(COMPOSED), now=FOUNDED)
    assert issuer_files.read(folder).current == 2


def test_letters_that_are_no_text_are_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="UTF-8"):
        keys.passphrase("four words \udce4 broken")


DESK = "four words make it strong"
READERS = "words for the readers alone"
KEY = "seven quiet lanterns glow"


@pytest.fixture
def issuer_command(app: App, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return a function that runs `quizapp issuer …`; passphrases go by descriptors."""

    def call(*words: str, **given: str) -> tuple[int, str]:
        app.close()
        spoken, ends = ["--data-dir", str(app.data_dir), "issuer", *words], []
        for option, text in given.items():
            reading, writing = os.pipe()
            os.write(writing, text.encode())
            os.close(writing)
            ends.append(reading)
            spoken += [f"--{option.replace('_', '-')}", str(reading)]
        code = run(spoken, Doors(open_window=lambda _: 0, run_demo=lambda *_, **__: 0))
        for end in ends:
            os.close(end)
        return code, capsys.readouterr().err

    return call


@pytest.fixture
def app_with_desk(app: App) -> App:
    desk = app.desk.set_up(DESK, DESK)
    app.desk.set_reader_passphrase(desk, READERS, READERS)
    return app


def test_keys_are_not_set_up_under_the_desks_or_the_readers_passphrase(app_with_desk: App) -> None:
    for taken in (DESK, READERS, f"\ufeff{DESK}\r\n"):
        with pytest.raises(UserError, match="need another passphrase than"):
            app_with_desk.issuer.set_up("Harbour Lane Training", taken, taken)
    assert not app_with_desk.issuer.exists()
    app_with_desk.issuer.set_up("Harbour Lane Training", KEY, KEY)


def test_keys_that_share_a_passphrase_are_renewed_once_the_desk_has_another(
    app_with_desk: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_desk
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    with monkeypatch.context() as before:
        before.setattr(app.desk, "_refuse_shared", lambda *_: None)
        app.desk.change(DESK, KEY, KEY)
    keys_of_app = IssuerKeys(app.issuer, app.clock)
    with pytest.raises(UserError, match="quizapp desk change"):
        keys_of_app.renew(KEY, root_folder=app.issuer.folder)
    assert issuer_files.read(app.issuer.folder).current == 1
    app.desk.change(KEY, DESK, DESK)
    keys_of_app.renew(KEY, root_folder=app.issuer.folder)
    assert issuer_files.read(app.issuer.folder).current == 2


def test_a_loss_is_declared_whatever_the_passphrase(
    app_with_desk: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_desk
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    monkeypatch.setattr(app.desk, "_refuse_shared", lambda *_: None)
    app.desk.change(DESK, KEY, KEY)
    keys_of_app = IssuerKeys(app.issuer, app.clock)
    keys_of_app.declare_lost(KEY, since=keys_of_app.today(), root_folder=app.issuer.folder)
    assert issuer_files.read(app.issuer.folder).current == 2


def test_keys_past_their_year_still_have_their_passphrase(
    app_with_desk: App, clock: HandClock
) -> None:
    app_with_desk.issuer.set_up("Harbour Lane Training", KEY, KEY)
    clock.pass_time(400 * 24 * 3600)
    with pytest.raises(UserError, match="opens the issuer’s keys"):
        app_with_desk.desk.change(DESK, KEY, KEY)
    other = "five other words are better"
    assert app_with_desk.desk.recover(KEY, other, other).is_open


def test_a_learners_own_keys_have_no_passphrase_to_be_taken(app: App) -> None:
    issuer.create_local(app.issuer.folder, "Nadia's computer", now=FOUNDED)
    assert app.desk.set_up(KEY, KEY).is_open


def test_the_commands_refuse_what_opens_something_else(
    app_with_desk: App, issuer_command: Callable[..., tuple[int, str]]
) -> None:
    folder = app_with_desk.data_dir
    for taken in (DESK, READERS):
        code, said = issuer_command("init", "Harbour", passphrase_fd=taken, desk_fd=DESK)
        assert (code, "need another passphrase than" in said) == (2, True)
    assert not (folder / "issuer").exists()
    issuer.create_organisation(folder / "issuer", "Harbour", keys.passphrase(DESK), now=FOUNDED)
    code, said = issuer_command("rotate", passphrase_fd=READERS)
    assert (code, "does not open" in said) == (2, True), "a guess is told nothing of other doors"
    code, said = issuer_command("rotate", passphrase_fd=DESK)
    assert (code, "quizapp desk change" in said) == (2, True)
    assert issuer_command("rotate", "--lost-since", "2026-05-01", passphrase_fd=DESK)[0] == 0


def test_what_is_no_key_file_is_told_before_anybody_types_a_passphrase(
    app: App, issuer_command: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    (tmp_path / "list.csv").write_text("Name;Nr\nAnn Lee;1\n")
    code, said = issuer_command("import", str(tmp_path / "list.csv"))
    assert (code, "“list.csv” is not a PKCS#12 file" in said) == (2, True)
    with pytest.raises(UserError, match="is not a PKCS#12 file"):
        IssuerKeys(app.issuer, app.clock).take_certificate(
            KEY, file=tmp_path / "list.csv", file_passphrase=""
        )


def test_the_passphrase_of_a_key_file_may_come_from_a_descriptor(
    app: App,
    issuer_command: Callable[..., tuple[int, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app.issuer.set_up("Harbour Lane Training", KEY, KEY)
    other = str(app.issuer.folder / issuer_files.ROOT_KEY)
    code, said = issuer_command("import", other, passphrase_fd=KEY, file_fd=COMPOSED)
    assert (code, "does not open the file" in said) == (2, True)
    code, said = issuer_command("import", other, passphrase_fd=KEY, file_fd=KEY)
    assert (code, "can't sign certificates" in said) == (2, True)
    monkeypatch.setattr(passphrase, "_somebody_there", lambda: False)
    code, said = issuer_command("import", other, passphrase_fd=KEY)
    assert (code, "--file-fd N" in said) == (64, True)
