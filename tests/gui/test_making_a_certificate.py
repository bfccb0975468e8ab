"""The certificate is made in the background: the window stays awake, and nothing is made twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from desk_day import enrol, sit
from desk_hands import DeskHands
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from quizapp.app import App
from quizapp.certificates.issue import OpenIssuer
from quizapp.domain.result import Decision
from quizapp.errors import UserError
from quizapp.services.certify import Certificates
from quizapp.storage.certificates import StoredCertificate
from quizapp.ui.desk_certificate import CertificateDialog, NameDialog
from quizapp.ui.driver import Driver
from quizapp.ui.jobs import BUG, Job
from quizapp.ui.pages.result import ResultPage

PATIENCE = 30
GET = "Get your certificate"


class Gate:
    """Stands before each signature: holds it until it is opened, and notes which thread signs."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self._open = threading.Event(), threading.Event()
        self.threads: list[threading.Thread] = []
        real = OpenIssuer.sign_certificate

        def held(issuer: OpenIssuer, *args: object, **words: object) -> object:
            self.threads.append(threading.current_thread())
            self.reached.set()
            assert self._open.wait(PATIENCE)
            return real(issuer, *args, **words)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(OpenIssuer, "sign_certificate", held)

    def open(self) -> None:
        self._open.set()

    def close(self) -> None:
        self.reached.clear()
        self._open.clear()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open()


@pytest.fixture
def passed(nadia: App) -> str:
    learner = nadia.people.current()
    assert learner is not None
    result = sit(nadia, learner.id)
    assert result.decision is Decision.PASSED
    return next(a.id for a in nadia.exams.history(learner.id))


@pytest.fixture
def page(passed: str, driver: Driver) -> ResultPage:
    driver.open_page("result", passed)
    shown = driver.page
    assert isinstance(shown, ResultPage)
    return shown


def issued(driver: Driver) -> int:
    return len(driver.window.app.certificates.all())


def reach(driver: Driver, gate: Gate) -> None:
    driver.settle_until(gate.reached.is_set)


def test_while_it_is_made_the_window_answers_and_the_button_says_so(
    driver: Driver, page: ResultPage, gate: Gate
) -> None:
    driver.press(GET)
    reach(driver, gate)
    assert page.certificate.text() == "Making your certificate …"
    assert not page.certificate.isEnabled()
    assert threading.main_thread() not in gate.threads
    driver.open_page("exams").open_page("result", page._attempt.id if page._attempt else "")
    assert not page.certificate.isEnabled()
    gate.open()
    driver.settle_until(lambda: driver.page_name == "certificates")
    assert issued(driver) == 1


def test_a_second_press_makes_no_second_certificate(
    driver: Driver, page: ResultPage, gate: Gate
) -> None:
    driver.press(GET)
    reach(driver, gate)
    driver.click(page.certificate)
    page.issue()
    gate.open()
    driver.settle_until(lambda: driver.page_name == "certificates")
    assert issued(driver) == 1
    driver.open_page("result", page._attempt.id if page._attempt else "").press(GET)
    assert driver.page_name == "certificates"
    assert issued(driver) == 1


def test_who_went_elsewhere_is_told_and_stays_there(
    driver: Driver, page: ResultPage, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(driver.window, "say", said.append)
    driver.press(GET)
    reach(driver, gate)
    driver.open_page("progress")
    gate.open()
    driver.settle_until(lambda: not page.signing.busy)
    assert driver.page_name == "progress"
    assert said == ["Your certificate is ready. It is under Certificates."]


def test_closing_meanwhile_waits_until_the_certificate_is_whole(
    driver: Driver, page: ResultPage, gate: Gate, qapp: QApplication
) -> None:
    driver.press(GET)
    reach(driver, gate)
    driver.close()
    gate.open()
    qapp.aboutToQuit.emit()
    (stored,) = driver.window.app.certificates.all()
    assert driver.window.app.certificates.file(stored.serial).startswith(b"%PDF")
    driver.settle_until(lambda: not page.signing.busy)


def test_what_stops_it_is_said_and_it_can_be_tried_again(
    driver: Driver, page: ResultPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with _broken(monkeypatch, UserError("The disk is full. Make room and try again.")):
        monkeypatch.setattr(driver.window, "report", lambda error: said.append(str(error)))
        driver.press(GET)
        driver.settle_until(lambda: not page.signing.busy)
    assert said == ["The disk is full. Make room and try again."]
    assert driver.page_name == "result"
    assert page.certificate.hasFocus()
    driver.press(GET)
    driver.settle_until(lambda: driver.page_name == "certificates")
    assert issued(driver) == 1


def test_a_corrected_name_is_signed_behind_the_dialog_which_stays_until_then(
    hands: DeskHands, gate: Gate
) -> None:
    old = at_the_desk_with_a_certificate(hands, gate)

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, NameDialog)
        hands.driver.click(dialog.go)
        assert "stands there already" in dialog.fault.text()
        dialog.field.clear()
        hands.driver.type("Amara Nwosu-Bell", dialog.field)
        gate.close()
        hands.driver.click(dialog.go)
        hands.driver.settle_until(gate.reached.is_set)
        assert dialog.go.text() == "Making the new certificate …"
        assert not dialog.go.isEnabled()
        hands.driver.key(Qt.Key.Key_Escape)
        dialog.reject()
        assert dialog.isVisible()
        gate.open()

    dialog = CertificateDialog(hands.driver.window, old, hands.issued)
    hands.dialog(correct, dialog.rename)
    assert dialog.changed
    new = next(one for one in hands.app.certificates.all() if one.state == "issued")
    assert dialog.said == f"{old.serial} is replaced by {new.serial}."
    assert new.holder == "Amara Nwosu-Bell"
    assert hands.app.certificates.get(old.serial).state == "replaced"
    assert gate.threads[-1] is not threading.main_thread()
    dialog.deleteLater()


def at_the_desk_with_a_certificate(hands: DeskHands, gate: Gate) -> StoredCertificate:
    hands.open("issued").unlock_issuer()
    app = hands.app
    (person,) = enrol(app, hands.driver.window.desk.opened(), ("Amara Bell",))
    sit(app, person)
    (attempt,) = app.exams.history(person)
    gate.open()
    return app.certificates.issue(attempt.id, holder_name="Amara Bell")


@contextmanager
def _broken(patch: pytest.MonkeyPatch, error: Exception) -> Iterator[None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    with patch.context() as inner:
        inner.setattr(Certificates, "issue", fail)
        yield


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_the_background_leaves_no_page_waiting(driver: Driver) -> None:
    """The bug itself still reaches the thread's hook, which is what the filter is for."""
    told: list[object] = []

    def work(*_: object) -> object:
        raise ZeroDivisionError

    job = Job(work, driver.window)
    job.failed.connect(told.append)
    job.start()
    driver.settle_until(lambda: bool(told))
    assert [str(one) for one in told] == [BUG]
