"""The keys of an organisation's issuer in the window: lost, renewed, kept elsewhere, replaced."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialog, QFileDialog

from quizapp.certificates import issuer as issuers
from quizapp.certificates import issuer_files, keys, trust
from quizapp.certificates.keys import Passphrase
from quizapp.certificates.trust import KeyState
from quizapp.ui.driver import Driver
from quizapp.ui.issuer_keys import ROOT_FOLDER, LostKeysDialog, OwnKeyDialog
from quizapp.ui.issuer_settings import IssuerCard
from quizapp.ui.pages.settings import SettingsPage

WORDS = "four unrelated quiet words"


@pytest.fixture
def card(driver: Driver) -> IssuerCard:
    """Return the issuer's card of an organisation."""
    driver.window.app.issuer.set_up("Harbour Lane Academy", WORDS, WORDS)
    driver.open_page("settings")
    page = driver.page
    assert isinstance(page, SettingsPage)
    return page.issuer


def states(card: IssuerCard) -> list[KeyState]:
    public = issuer_files.read(card._window.app.issuer.folder)
    return [key.state for key in public.keys]


def type_words(driver: Driver, dialog: QDialog) -> None:
    driver.type(WORDS, dialog.field)  # type: ignore[attr-defined]  # each of these dialogs has one
    driver.click(dialog.go)  # type: ignore[attr-defined]  # as above


def test_new_keys_sign_and_the_old_ones_stay_good_for_checking(
    driver: Driver, card: IssuerCard
) -> None:
    driver.in_dialog(lambda dialog: type_words(driver, dialog), card.keys.rotate.click)
    assert states(card) == [KeyState.VERIFY_ONLY, KeyState.CURRENT]
    assert card.state.text() == "Unlocked"


def test_keys_declared_lost_are_lost_since_the_day_that_was_chosen(
    driver: Driver, card: IssuerCard
) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, LostKeysDialog)
        dialog.since.setDate(QDate(2026, 1, 31))
        driver.type("not the words", dialog.field)
        driver.click(dialog.go)
        assert "does not open" in dialog.fault.text()
        type_words(driver, dialog)

    driver.in_dialog(fill, card.keys.lost.click)
    assert states(card) == [KeyState.COMPROMISED, KeyState.CURRENT]
    folder = card._window.app.issuer.folder
    lost = issuer_files.read(folder).keys[0].compromised_at
    assert lost is not None
    assert lost.astimezone().isoformat()[:16] == "2026-01-31T00:00"
    bundle = trust.load(folder / issuer_files.BUNDLE)
    assert [key.state for key in bundle.keys] == states(card)


def test_the_root_moves_to_a_folder_of_its_own_and_is_asked_for_when_needed(
    driver: Driver, card: IssuerCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir(mode=0o755)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    driver.in_dialog(lambda dialog: dialog.reject(), card.keys.away.click)
    assert card.keys.away.isVisible()
    driver.in_dialog(lambda dialog: dialog.accept(), card.keys.away.click)
    folder = card._window.app.issuer.folder
    assert not (folder / issuer_files.ROOT_KEY).exists()
    assert (stick / ROOT_FOLDER / issuer_files.ROOT_KEY).exists()
    assert stick.stat().st_mode & 0o777 == 0o755
    assert not card.keys.away.isVisible()
    assert "kept elsewhere" in card.keys.where.text()
    driver.in_dialog(lambda dialog: type_words(driver, dialog), card.keys.rotate.click)
    assert states(card) == [KeyState.VERIFY_ONLY, KeyState.CURRENT]


def test_a_root_looked_for_in_the_wrong_place_is_said_in_the_dialog(
    driver: Driver, card: IssuerCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuers.move_root(card._window.app.issuer.folder, tmp_path / "safe")
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(empty))

    def fill(dialog: QDialog) -> None:
        type_words(driver, dialog)
        assert "There is no root.p12 here" in dialog.fault.text()  # type: ignore[attr-defined]  # the renewal
        dialog.reject()

    driver.in_dialog(fill, card.keys.rotate.click)
    assert states(card) == [KeyState.CURRENT]


def test_a_certificate_of_the_organisations_own_signs_or_is_refused_in_place(
    driver: Driver, card: IssuerCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = driver.window.app
    other = tmp_path / "other"
    issuers.create_organisation(
        other, "Harbour Lane Academy", Passphrase(secret=b"another secret"), now=app.clock.now()
    )
    entry = keys.load(other / issuer_files.signing_key(1), Passphrase(secret=b"another secret"))
    file = tmp_path / "own.p12"
    keys.store(file, entry, Passphrase(secret=b"of the file"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, OwnKeyDialog)
        driver.type("wrong", dialog.own)
        type_words(driver, dialog)
        assert "does not open the file" in dialog.fault.text()
        dialog.own.setText("of the file")
        type_words(driver, dialog)

    driver.in_dialog(fill, card.keys.own.click)
    public = issuer_files.read(app.issuer.folder)
    assert states(card) == [KeyState.VERIFY_ONLY, KeyState.CURRENT]
    assert public.keys[1].chain == trust.chain_der(entry.chain)
