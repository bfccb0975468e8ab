"""Passphrases as people type them and files hold them: one meaning, three different ones."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hand_clock import HandClock
from office import FOUNDED

from quizapp.certificates import issuer, issuer_files, keys
from quizapp.certificates.keys import Passphrase
from quizapp.errors import UserError
from quizapp.services import desk_secrets
from quizapp.services.desk_secrets import Cost

COMPOSED = "vier grüne Bögen über Öl"
APART = unicodedata.normalize("NFD", COMPOSED)
FORMS = (COMPOSED, APART, f"\ufeff{COMPOSED}", f"{APART}\r", f"{COMPOSED}\r\n")
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
