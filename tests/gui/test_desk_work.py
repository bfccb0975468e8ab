"""Reading replies, issuing to many and reports at the people desk, in the window."""

from __future__ import annotations

from pathlib import Path

from desk_day import READER_WORDS
from desk_hands import DeskHands, words_in
from page_report import examine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from quizapp.ui.desk_certificate import CertificateDialog, NameDialog, ReasonDialog
from quizapp.ui.desk_issue_dialog import IssueDialog
from quizapp.ui.desk_reading import CriterionCard
from quizapp.ui.desk_standings import TOO_FEW
from quizapp.ui.pages.issued import IssuedPage
from quizapp.ui.pages.reading import ReadingPage
from quizapp.ui.widgets.dialogs import AskText


def open_reply(hands: DeskHands) -> ReadingPage:
    hands.open("reading").driver.press("Read: Dimitri Vlachos, Short exam")
    return hands.reading


def waiting(page: ReadingPage) -> list[CriterionCard]:
    return [card for card in page.cards if card.state.text() == "Waits for you"]


def decide(hands: DeskHands, card: CriterionCard, *, met: bool) -> None:
    """Choose, give a reason, and keep the decision."""
    card.choice.press(0 if met else 1)
    card.reason.setPlainText("The first line says so.")
    card.keep.click()
    hands.driver.settle()


def test_a_decision_needs_a_choice_and_a_reason(busy_hands: DeskHands) -> None:
    page = open_reply(busy_hands)
    card = waiting(page)[0]
    card.keep.click()
    assert "Choose “Met” or “Not met”" in card.fault.text()
    card.choice.press(0)
    card.keep.click()
    assert "Write the reason" in card.fault.text()
    assert card.reason.hasFocus()


def test_a_criterion_shows_definition_machine_and_evidence(busy_hands: DeskHands) -> None:
    page = open_reply(busy_hands)
    card = waiting(page)[0]
    words = words_in(card)
    assert "Met when the reply" in words
    assert "The machine could not decide" in words
    assert page.reply.reply.text().startswith("[doubt]")


def test_a_kept_decision_leads_to_the_next_until_nothing_waits(busy_hands: DeskHands) -> None:
    page = open_reply(busy_hands)
    before = len(waiting(page))
    decide(busy_hands, waiting(page)[0], met=True)
    assert len(waiting(page)) == before - 1
    assert waiting(page)[0].choice.buttons[0].hasFocus()

    def give_reason(dialog: QDialog) -> None:
        assert isinstance(dialog, AskText)
        dialog.field.setPlainText("I read it and see the same.")
        dialog.go.click()

    while page.paper is not None and waiting(page):
        busy_hands.dialog(give_reason, page.confirm.click)
    assert "The result is final" in busy_hands.said()
    busy_hands.driver.open_page("reading")
    busy_hands.settled()
    assert page.queue.nothing.isVisible()
    page.queue.which.press(1)
    busy_hands.settled()
    busy_hands.driver.settle()
    assert page.queue._list.count() == 1


def test_a_begun_decision_is_not_lost_without_asking(busy_hands: DeskHands) -> None:
    page = open_reply(busy_hands)
    waiting(page)[0].choice.press(0)
    busy_hands.dialog(lambda dialog: dialog.reject(), lambda: busy_hands.driver.press("Today"))
    assert busy_hands.driver.page_name == "reading"


def test_a_reader_and_another_reader_who_disagree_leave_it_to_the_desk(
    busy_hands: DeskHands,
) -> None:
    session = busy_hands.driver.window.desk
    for name, met in (("Ada Moreau", True), ("Ben Osei", False)):
        session.unlock_reader(name, READER_WORDS)
        busy_hands.driver.open_page("reading")
        page = busy_hands.settled().reading
        if met:
            busy_hands.driver.press("Read: A reply without a name, Short exam")
            decide(busy_hands, waiting(page)[0], met=True)
        else:
            busy_hands.driver.press("Read: A reply without a name, Short exam")
            read = next(card for card in page.cards if card.state.text() == "Read: met")
            page._show_rest()
            decide(busy_hands, read, met=False)
        session.lock()
    busy_hands.open("reading")
    assert busy_hands.app.review_queue.waiting(session.opened())[0].disputed == 1


def issue(hands: DeskHands, folder: Path) -> None:
    """Go through the dry run and start."""

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, IssueDialog)
        hands.wait(lambda: not dialog.busy)
        assert dialog.plan is not None
        assert [row.state.text for row in dialog.table.model.rows] == [
            "Waits for a reader",
            "Not passed yet",
            "Exam not begun",
            "Exam not begun",
            "Exam not begun",
            "Ready",
            "Ready",
        ]
        assert not dialog.go.isEnabled()
        hands.driver.click(dialog.place)
        assert dialog.go.text() == "Issue 2 certificates"
        assert examine("issue", dialog).faults == []
        hands.driver.click(dialog.go)

    hands.pick(folder).unlock_issuer().dialog(fill, hands.issued.issue.click)


def issued(hands: DeskHands) -> IssuedPage:
    """Wait until nothing is being issued and the page shows the register as it is then."""
    page = hands.issued
    hands.wait(lambda: not page.issuing.busy).settled()
    return page


def test_many_certificates_are_issued_after_a_dry_run(
    busy_hands: DeskHands, tmp_path: Path
) -> None:
    page = busy_hands.open("issued").issued
    assert page.nothing.isVisible()
    issue(busy_hands, tmp_path / "out")
    assert issued(busy_hands).issuing.panel.title.text() == "2 certificates issued"
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 2
    assert page.table.model.rowCount() == 2
    assert not busy_hands.driver.window.sidebar.work.isVisible()


def test_a_stopped_run_is_gone_on_with(busy_hands: DeskHands, tmp_path: Path) -> None:
    page = busy_hands.open("issued").issued

    def pause_after_the_first() -> None:
        """Press Pause, in the thread of the work, so that no second one can slip in."""
        job = page.issuing._job
        assert job is not None
        page.issuing.begun.disconnect(pause_after_the_first)
        job.stepped.connect(hold, Qt.ConnectionType.DirectConnection)

    def hold(_: object) -> None:
        page.issuing._open_gate.clear()

    page.issuing.begun.connect(pause_after_the_first)
    issue(busy_hands, tmp_path / "out")
    busy_hands.wait(lambda: page.issuing.panel.count.text() == "1")
    page.issuing.panel.pause.click()
    assert page.issuing.panel.chip.text() == "paused"
    page.issuing.panel.stop.click()
    assert issued(busy_hands).table.model.rowCount() == 1
    assert page.issuing.panel.title.text() == "Stopped after 1 certificate"
    busy_hands.driver.press("Go on issuing: Everybody who has passed")
    assert issued(busy_hands).table.model.rowCount() == 2
    assert len({row.serial for row in page.table.model.rows}) == 2


def test_a_certificate_is_replaced_and_another_withdrawn(
    busy_hands: DeskHands, tmp_path: Path
) -> None:
    busy_hands.open("issued")
    issue(busy_hands, tmp_path / "out")
    page = issued(busy_hands)
    first, second = page.table.model.row(0), page.table.model.row(1)

    def rename(dialog: QDialog) -> None:
        assert isinstance(dialog, NameDialog)
        dialog.go.click()
        assert "Change it first" in dialog.fault.text()
        dialog.field.setText("Amara Nwosu-Okafor")
        dialog.go.click()

    def withdraw(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.go.click()
        assert "Choose a reason" in dialog.fault.text()
        dialog.reason.setCurrentIndex(1)
        dialog.go.click()

    def correct(dialog: QDialog) -> None:
        assert isinstance(dialog, CertificateDialog)
        assert examine("certificate", dialog).faults == []
        busy_hands.dialog(rename, dialog.replace.click)

    def take_back(dialog: QDialog) -> None:
        assert isinstance(dialog, CertificateDialog)
        busy_hands.dialog(withdraw, dialog.withdraw.click)

    busy_hands.dialog(correct, lambda: page.open_certificate(first))
    busy_hands.dialog(take_back, lambda: page.open_certificate(second))
    states = {row.holder: row.state for row in page.table.model.rows}
    assert states == {
        "Amara Nwosu": "replaced",
        "Amara Nwosu-Okafor": "issued",
        "Björn Lindqvist": "revoked",
    }


def test_figures_of_few_people_are_not_shown(busy_hands: DeskHands) -> None:
    page = busy_hands.open("reports").reports
    assert page.figures["passed"].value.text() == "–"
    assert TOO_FEW in page.figures["passed"].words.text()
    assert page.figures["wait"].value.text() == "1"
    assert TOO_FEW in page.chart.accessibleName()
    page.charted.toggle.click()
    assert page.groups_table.texts()[0][3] == TOO_FEW


def test_a_report_is_saved_in_the_form_that_is_chosen(
    busy_hands: DeskHands, tmp_path: Path
) -> None:
    page = busy_hands.open("reports").reports
    for name, begins in (("r.csv", b"\xef\xbb\xbf"), ("r.xlsx", b"PK"), ("r.pdf", b"%PDF")):
        busy_hands.pick(tmp_path / name).driver.click(page.save)
        busy_hands.wait(lambda: not page.files.busy)
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_records_are_checked_and_exported(busy_hands: DeskHands, tmp_path: Path) -> None:
    busy_hands.open("roster").driver.open_page("settings")
    card = busy_hands.driver.page.people_desk  # type: ignore[attr-defined]  # the settings page's card
    card.check.click()
    busy_hands.wait(lambda: not card.busy)
    assert card.verdict.text().startswith("All is as it was")
    busy_hands.pick(tmp_path / "audit.jsonl")
    card.export.click()
    assert "Amara" not in (tmp_path / "audit.jsonl").read_text(encoding="utf-8")
