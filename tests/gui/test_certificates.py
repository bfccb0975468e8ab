"""Certificates in the window: dropping files, trusting an issuer, setting one up, looks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from handed_out import WORDS, hand_out
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from quizapp.app import App, open_app
from quizapp.certificates import issuer as issuers
from quizapp.domain.certificate import Appearance, PageSize
from quizapp.domain.verdict import Colour
from quizapp.storage.certificates import StoredCertificate
from quizapp.ui.certificate_check import CheckPanel
from quizapp.ui.driver import Driver
from quizapp.ui.pages.certificates import CertificatesPage
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.widgets.text import Text

PATIENCE = 30_000


@pytest.fixture(scope="session")
def handed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what an issuer hands out, and a certificate with one bit changed."""
    return hand_out(tmp_path_factory.mktemp("handed"))


@pytest.fixture
def handed(handed_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(handed_once, tmp_path / "handed"))


class CertificateHands:
    """Verbs for the page of certificates."""

    def __init__(self, driver: Driver, qtbot: QtBot) -> None:
        self.driver = driver.open_page("certificates")
        self._qtbot = qtbot

    @property
    def page(self) -> CertificatesPage:
        page = self.driver.page
        assert isinstance(page, CertificatesPage)
        return page

    @property
    def checks(self) -> CheckPanel:
        return self.page.checks

    def drop(self, *paths: Path) -> CertificateHands:
        """Drag files onto the page, let go, and wait for the verdicts."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
        QApplication.sendEvent(self.page, enter)
        assert enter.isAccepted()
        let_go = QDropEvent(QPointF(50, 50), copy, data, left, none)
        QApplication.sendEvent(self.page, let_go)
        self.wait()
        return self

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self.checks.checking, timeout=PATIENCE)
        self.driver.settle()

    def verdicts(self) -> list[tuple[str, Colour]]:
        return [(row.verdict.file, row.verdict.colour) for row in self.checks.rows]


@pytest.fixture
def desk(driver: Driver, qtbot: QtBot) -> CertificateHands:
    return CertificateHands(driver, qtbot)


def answering(app_dialogs: list[str], *, agree: bool) -> Callable[[QDialog], int]:
    """Return what stands in for a dialog's loop: it notes the title and agrees or not."""

    def run(dialog: QDialog) -> int:
        app_dialogs.append(dialog.windowTitle())
        return int(agree)

    return run


def test_an_empty_page_says_what_to_do_and_checks_already(desk: CertificateHands) -> None:
    assert desk.page.nothing.isVisible()
    assert "You can already check others." in desk.page.nothing.sentence.text()
    assert desk.checks.choose.isVisible()


def test_a_doctored_file_dropped_on_the_window_is_red(desk: CertificateHands, handed: Path) -> None:
    desk.drop(handed / "doctored.pdf")
    (row,) = desk.checks.rows
    assert row.verdict.colour is Colour.RED
    assert row.headline.text() == row.verdict.headline
    assert row.more.isVisible()


def test_the_folder_of_a_saved_copy_is_shown(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = StoredCertificate(
        serial="QZ-2026-0000AAAA",
        attempt=None,
        learner=None,
        holder="Nadia Rahman",
        exam_title="Certification exam",
        issued_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        valid_until=None,
        sha256="",
        status_index=0,
        state="issued",
        issuer="",
        facts="{}",
    )
    certificates = driver.window.app.certificates
    monkeypatch.setattr(certificates, "all", lambda _: (stored,))
    monkeypatch.setattr(certificates, "save", lambda _, path, *, suffix: path.with_suffix(suffix))
    target = tmp_path / "mine.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page = driver.open_page("certificates").page
    assert isinstance(page, CertificatesPage)
    (card,) = page.cards
    assert not card.folder.isVisible()
    driver.click(card.save)
    assert card.folder.isVisible()
    driver.click(card.folder)
    assert opened == [str(tmp_path)]


def test_a_verdict_comes_into_sight_where_it_stands_below_the_rest(
    desk: CertificateHands, handed: Path
) -> None:
    desk.driver.window.set_look(text_size=200)
    desk.driver.settle()
    desk.drop(handed / "doctored.pdf")
    assert not desk.checks.rows[0].headline.visibleRegion().isEmpty()
    desk.driver.window.set_look(text_size=100)


def test_several_files_come_worst_first(desk: CertificateHands, handed: Path) -> None:
    desk.drop(handed / "good.pdf", handed / "notes.pdf", handed / "doctored.pdf")
    assert desk.verdicts() == [
        ("doctored.pdf", Colour.RED),
        ("notes.pdf", Colour.GREY),
        ("good.pdf", Colour.AMBER),
    ]
    assert desk.checks.rows[2].trust.isVisibleTo(desk.checks.rows[2].more)
    assert not desk.checks.rows[2].more.isVisible()
    desk.driver.click(desk.checks.rows[2].details)
    assert desk.checks.rows[2].more.isVisible()
    facts = [label.text() for label in desk.checks.rows[2].more.findChildren(Text)]
    assert [fact for fact in facts if fact.endswith("(provisional)")]
    assert [fact for fact in facts if fact.endswith("remotely, identity confirmed by the issuer")]


def test_an_issuer_is_trusted_only_after_its_fingerprint_was_compared(
    desk: CertificateHands, handed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    monkeypatch.setattr(QDialog, "exec", answering(titles, agree=False))
    desk.drop(handed / "good.pdf", handed / "trust-bundle.json", handed / "status-list.vc.json")
    assert titles == ["Trust “Harbour Lane Academy”?"]
    assert desk.verdicts() == [("good.pdf", Colour.AMBER)]
    assert not desk.checks.trust_card.isVisible()
    monkeypatch.setattr(QDialog, "exec", answering(titles, agree=True))
    desk.drop(handed / "trust-bundle.json", handed / "status-list.vc.json")
    assert desk.verdicts() == [("good.pdf", Colour.GREEN)]
    assert desk.checks.trust_card.isVisible()
    desk.driver.press("Stop trusting Harbour Lane Academy")
    desk.wait()
    assert desk.verdicts() == [("good.pdf", Colour.AMBER)]


def test_a_whole_folder_can_be_dropped(desk: CertificateHands, handed: Path) -> None:
    (handed / "trust-bundle.json").unlink()
    (handed / "status-list.vc.json").unlink()
    shutil.rmtree(handed / "office")
    desk.drop(handed)
    assert len(desk.verdicts()) == 3


def test_the_fingerprint_is_the_issuers_own(
    desk: CertificateHands, handed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(dialog: QDialog) -> int:
        shown.append(dialog.fingerprint.text())  # type: ignore[attr-defined]  # the trust dialog
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    desk.drop(handed / "trust-bundle.json")
    told = issuers.export_trust(handed / "office", tmp_path / "again.json").fingerprint
    assert shown == [told]


def test_an_organisation_is_set_up_in_settings_and_asks_for_its_passphrase(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open_page("settings")
    page = driver.page
    assert isinstance(page, SettingsPage)
    assert page.issuer.state.text() == "Self-issued"

    def fill(dialog: QDialog) -> None:
        driver.type("Harbour Lane Academy", dialog.name)  # type: ignore[attr-defined]  # set-up dialog
        driver.type(WORDS, dialog.first)  # type: ignore[attr-defined]  # as above
        driver.type(WORDS + "!", dialog.second)  # type: ignore[attr-defined]  # as above
        driver.click(dialog.go)  # type: ignore[attr-defined]  # as above
        assert "differ" in dialog.fault.text()  # type: ignore[attr-defined]  # as above
        dialog.second.setText(WORDS)  # type: ignore[attr-defined]  # as above
        driver.click(dialog.go)  # type: ignore[attr-defined]  # as above

    driver.in_dialog(fill, page.issuer.set_up.click)
    assert page.issuer.state.text() == "Unlocked"
    assert page.issuer.name.text() == "Harbour Lane Academy"
    driver.click(page.issuer.lock)
    assert page.issuer.state.text() == "Locked"

    def unlock(dialog: QDialog) -> None:
        driver.type("wrong words entirely", dialog.field)  # type: ignore[attr-defined]  # passphrase dialog
        driver.click(dialog.go)  # type: ignore[attr-defined]  # as above
        assert "does not open" in dialog.fault.text()  # type: ignore[attr-defined]  # as above
        assert dialog.field.text() == ""  # type: ignore[attr-defined]  # as above
        driver.type(WORDS, dialog.field)  # type: ignore[attr-defined]  # as above
        driver.click(dialog.go)  # type: ignore[attr-defined]  # as above

    target = tmp_path / "status-list.vc.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    driver.in_dialog(unlock, page.issuer.export_status)
    assert target.is_file()
    assert page.issuer.state.text() == "Unlocked"


def test_the_specimen_follows_template_and_paper(driver: Driver, qtbot: QtBot) -> None:
    driver.open_page("settings")
    page = driver.page
    assert isinstance(page, SettingsPage)
    card = page.certificate
    qtbot.waitUntil(lambda: card.paper.shown and card._job is None, timeout=PATIENCE)
    before = card.paper.heightForWidth(500)
    card.format.press(1)
    card.template.press(2)
    qtbot.waitUntil(lambda: card.paper.heightForWidth(500) != before, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not card._pause.isActive() and card._job is None, timeout=PATIENCE)
    looks = driver.window.app.looks.current()
    assert (looks.template, looks.page_size) == ("ripples", PageSize.LETTER)


def test_a_picture_that_cannot_be_used_is_said_in_place(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    wrong = tmp_path / "logo.png"
    wrong.write_bytes(b"GIF89a")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(wrong), ""))
    driver.open_page("settings")
    page = driver.page
    assert isinstance(page, SettingsPage)
    page.certificate.choose_logo()
    assert "neither PNG nor JPEG" in page.certificate.fault.text()
    assert driver.window.app.looks.current() == Appearance()
    card = page.certificate
    qtbot.waitUntil(lambda: card.paper.shown and card._job is None, timeout=PATIENCE)


def test_closing_the_app_while_files_are_checked_ends_quietly(
    nadia: App, handed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    shutil.copytree(nadia.data_dir, folder, ignore=shutil.ignore_patterns("*.lock"))
    app = open_app(folder)
    check = app.checking.prepare()
    app.close()
    with pytest.raises(Exception, match="closing"):
        check([handed / "good.pdf"])
