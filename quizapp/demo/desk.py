"""A day at the people desk in the real window: from a list of names to certificates in hand."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from quizapp.app import App, open_app
from quizapp.demo.album import Album
from quizapp.demo.sitting import Hand, sit
from quizapp.ui.desk_certificate import CertificateDialog, NameDialog, ReasonDialog
from quizapp.ui.desk_dialogs import AssignDialog, EraseDialog
from quizapp.ui.desk_issue_dialog import IssueDialog
from quizapp.ui.desk_page import DeskPage
from quizapp.ui.desk_person import PersonDialog
from quizapp.ui.desk_queue import WaitingCard
from quizapp.ui.desk_settings import SetUpDeskDialog
from quizapp.ui.driver import Driver
from quizapp.ui.pages.issued import IssuedPage
from quizapp.ui.pages.reading import ReadingPage
from quizapp.ui.pages.reports import ReportsPage
from quizapp.ui.pages.roster import RosterPage
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.people_import import ImportDialog
from quizapp.ui.tidying import Tidying
from quizapp.ui.window import open_window

AnyDeskPage = TypeVar("AnyDeskPage", bound=DeskPage)
ORGANISATION, DESK_PERSON = "Harbour Lane Training", "Helen Brandt"
KEY_WORDS = "demonstration only, never a secret"
DESK_WORDS = "another demonstration, no secret"
PLAN = "short"
TEAMS = ("Chat", "Phone, early", "Returns desk")
FIRST = ("Ada", "Björn", "Chiara", "Dimitri", "Élodie", "Farid", "Grace", "Hana", "Ismail", "Joan")
LAST = ("Nwosu", "Lindqvist", "Fontana", "Vlachos", "Marchand", "Haddad", "Mensah", "Kovářová")
WELL, NEAR, BADLY = Hand(), Hand(slips=4, sample="borderline"), Hand(slips=20, sample="weak")
MOST_ASKED = 12
"""People who ask for a review, whose replies are then read."""


def go(out: Path, folder: Path, *, people: int, seed: int) -> None:
    """Spend the day with so many people on a data folder."""
    with closing(open_app(folder)) as app:
        app.people.create(name=DESK_PERSON)
        app.certificates.set_up_organisation(ORGANISATION, KEY_WORDS)
        window = open_window(app)
        Tidying(window)
        DeskDay(app, Driver(window).show(), out, people=people, seed=seed).go()
        window.desk.lock()
        window.close()


class DeskDay:
    """The steps of the day."""

    def __init__(self, app: App, driver: Driver, out: Path, *, people: int, seed: int) -> None:
        self._app, self._driver, self._out = app, driver, out
        self._people, self._seed = people, seed
        self._album = Album(driver, out)

    def go(self) -> None:
        """Set the desk up, import, assign, read, issue, put right, erase and report."""
        self._set_up()
        self._import_list()
        self._assign()
        self._sit()
        self._read()
        self._issue()
        self._put_right()
        self._erase()
        self._report()
        self._driver.window.desk.lock()
        self._driver.settle()
        self._album.picture("locked")
        problem = self._app.chain.check() or self._app.audit.check().problem
        self._album.note(problem or "the chain of attempts and the log are whole")
        self._album.write("desk.log")

    # Steps

    def _set_up(self) -> None:
        page = self._driver.open_page("settings").page
        if not isinstance(page, SettingsPage):
            raise TypeError("the settings did not open")
        page.scrolling.reveal(page.people_desk)

        def fill(dialog: QDialog) -> None:
            if isinstance(dialog, SetUpDeskDialog):
                self._driver.type(DESK_WORDS, dialog.first).type(DESK_WORDS, dialog.second)
                self._album.picture("set-up", dialog)
                dialog.go.click()

        self._driver.in_dialog(fill, page.people_desk.set_up.click)
        self._album.note("the desk is set up")

    def _import_list(self) -> None:
        source = self._out / "people.csv"
        self._write_list(source)
        page = self._open("roster", RosterPage)

        def look(dialog: QDialog) -> None:
            if isinstance(dialog, ImportDialog):
                self._wait(lambda: not dialog.busy)
                self._album.picture("import", dialog)
                dialog.accept()

        def choose() -> None:
            page.files.import_list(source)

        self._driver.in_dialog(look, choose)
        self._wait(lambda: page.files.panel.isVisible() and not page.files.busy)
        self._settled()
        self._album.picture("roster-imported")
        self._album.note(page.files.panel.words.text())
        page.files.panel.hide()

    def _write_list(self, target: Path) -> None:
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["Name", "Personnel number", "E-mail", "Group"])
            for place in range(self._people):
                name = f"{FIRST[place % 10]} {LAST[place % 8]} {chr(65 + place % 26)}{place:x}"
                mail = f"person{place}@example.org"
                writer.writerow([name, f"{1000 + place}", mail, TEAMS[place % len(TEAMS)]])
            writer.writerow(["Nobody Knows", "", "", TEAMS[0]])

    def _assign(self) -> None:
        page = self._open("roster", RosterPage)
        page.table.model.tick_all(on=True)
        self._driver.settle()
        self._album.picture("everybody-selected")

        def fill(dialog: QDialog) -> None:
            if isinstance(dialog, AssignDialog):
                dialog.plan.setCurrentIndex(dialog.plan.findData(PLAN))
                self._album.picture("assign", dialog)
                dialog.go.click()

        self._driver.in_dialog(fill, page.assign.click)
        page.table.model.tick_all(on=False)
        self._settled()

    def _sit(self) -> None:
        """Let people take the exam: most pass, some are near the mark, some are not there yet."""
        people = self._app.roster.people(self._driver.window.desk.opened())
        ids = sorted(
            (entry.learner.number, entry.learner.id) for entry in people if entry.learner.number
        )
        near, badly, away = (max(1, len(ids) // part) for part in (40, 8, 15))
        hands = [
            *[WELL] * (len(ids) - near - badly - away),
            *[NEAR] * near,
            *[BADLY] * badly,
        ]
        results = [
            sit(self._app, learner, hand, plan=PLAN, seed=self._seed)
            for (_, learner), hand in zip(ids, hands, strict=False)
        ]
        for result in results[-min(badly, MOST_ASKED) :]:
            self._app.results.request_review(result.attempt, "I did say that I am sorry.")
        counts = Counter(result.decision.value for result in results)
        words = ", ".join(f"{number} {word}" for word, number in counts.most_common())
        self._album.note(f"{len(results)} people sat the exam: {words}")
        self._open("roster", RosterPage)
        self._album.picture("roster-results")

    def _read(self) -> None:
        """Decide one criterion before the machine's evidence; confirm and answer the rest."""
        page = self._open("reading", ReadingPage)
        self._album.picture("queue")
        cards = page.queue.findChildren(WaitingCard)
        if cards:
            self._driver.click(cards[0].go)
            self._album.picture("reply")
            card = page.cards[0]
            card.choice.press(0 if card.view.machine_met else 1)
            self._driver.type("The second sentence says so.", card.reason)
            self._album.picture("decision")
            self._driver.click(card.keep)
        queue, door = self._app.review_queue, self._driver.window.desk.opened()
        for line in queue.waiting(door):
            replies = queue.paper(door, line.attempt).replies
            for item in dict.fromkeys(reply.item for reply in replies if reply.open):
                queue.confirm_rest(door, line.attempt, item, reason="I read it and see the same.")
            for request in line.asked:
                queue.answer_request(door, request.id, "A person has read it; the mark stands.")
        page.close_paper()
        self._settled()
        self._album.note(f"{len(queue.read(door))} attempts were read")

    def _issue(self) -> None:
        """Issue to everybody who has passed, stop in the middle, and go on."""
        self._app.issuer.unlock_with(KEY_WORDS)
        page = self._open("issued", IssuedPage)

        def fill(dialog: QDialog) -> None:
            if isinstance(dialog, IssueDialog):
                self._wait(lambda: not dialog.busy)
                dialog.take_target(self._out / "certificates")
                self._album.picture("dry-run", dialog)
                dialog.go.click()

        self._driver.in_dialog(fill, page.issue.click)
        begun = self._app.bulk.unfinished(self._driver.window.desk.opened())
        half = begun[0].total // 2 if begun else 0
        self._wait(lambda: not page.issuing.busy or len(self._app.certificates.all()) >= half)
        self._album.picture("issuing")
        page.issuing.stop()
        self._wait(lambda: not page.issuing.busy)
        self._settled()
        self._album.picture("stopped")
        for run in self._app.bulk.unfinished(self._driver.window.desk.opened()):
            page.issuing.go_on(run)
            self._wait(lambda: not page.issuing.busy)
        self._settled()
        self._album.picture("issued")
        self._album.note(f"{len(self._app.certificates.all())} certificates are issued")

    def _put_right(self) -> None:
        """Withdraw one certificate and correct the name on another."""
        page = self._open("issued", IssuedPage)

        def withdraw(dialog: QDialog) -> None:
            if isinstance(dialog, ReasonDialog):
                dialog.reason.setCurrentIndex(1)
                self._album.picture("withdraw", dialog)
                dialog.go.click()

        def correct(dialog: QDialog) -> None:
            if isinstance(dialog, NameDialog):
                dialog.field.clear()
                self._driver.type("Person Corrected", dialog.field)
                self._album.picture("correct-name", dialog)
                dialog.go.click()

        for place, act in enumerate((withdraw, correct)):
            row = page.table.model.row(place)

            def look(
                dialog: QDialog, act: Callable[[QDialog], None] = act, *, first: bool = place == 0
            ) -> None:
                if isinstance(dialog, CertificateDialog):
                    button = dialog.withdraw if first else dialog.replace
                    self._driver.in_dialog(act, button.click)

            def show(row: object = row) -> None:
                page.open_certificate(row)

            self._driver.in_dialog(look, show)
            self._settled()
        self._album.picture("put-right")

    def _erase(self) -> None:
        """Erase the last person of the roster who holds a certificate."""
        page = self._open("roster", RosterPage)
        row = [row for row in page.table.model.rows if row.serials][-1]

        def confirm(dialog: QDialog) -> None:
            if isinstance(dialog, EraseDialog):
                self._driver.type(row.name, dialog.typed)
                self._album.picture("erase", dialog)
                dialog.go.click()

        def look(dialog: QDialog) -> None:
            if isinstance(dialog, PersonDialog):
                self._album.picture("person", dialog)
                self._driver.in_dialog(confirm, dialog.erase.click)

        def show() -> None:
            page.open_person(row)

        self._driver.in_dialog(look, show)
        self._wait(lambda: not page.files.busy)
        self._settled()
        self._album.picture("erased")

    def _report(self) -> None:
        self._open("reports", ReportsPage)
        self._album.picture("report")
        self._driver.scroll_to_end()
        self._album.picture("report-end")
        door = self._driver.window.desk.opened()
        for ending in ("csv", "xlsx", "pdf"):
            self._app.reports.write(door, self._out / f"report.{ending}")
        self._album.note("the report is written as CSV, workbook and PDF")

    # Hands

    def _open(self, name: str, kind: type[AnyDeskPage]) -> AnyDeskPage:
        """Go to a page of the desk, type the passphrase if it asks for it, and let it be read."""
        page = self._driver.open_page(name).page
        if not isinstance(page, kind):
            raise TypeError(f"the page {name} did not open")
        if page.gate.isVisible():
            self._driver.type(DESK_WORDS, page.gate.field).click(page.gate.unlock)
        self._settled()
        return page

    def _settled(self) -> None:
        page = self._driver.page
        if isinstance(page, DeskPage):
            self._wait(lambda: not page.fetch.busy)

    def _wait(self, is_so: Callable[[], bool]) -> None:
        """Let the window work until something is so; long runs take as long as they take."""
        while not is_so():
            self._driver.settle()
        self._driver.settle()
