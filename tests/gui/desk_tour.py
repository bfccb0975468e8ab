"""A way through every page, state and dialog of the people desk, with a look at each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_day import (
    BADLY,
    DESK_WORDS,
    IN_DOUBT,
    KEY_WORDS,
    WELL,
    enrol,
    set_up,
    sit,
    use_word_marker,
)
from desk_hands import DeskHands
from PySide6.QtWidgets import QDialog, QWidget

from quizapp.app import App
from quizapp.domain.people import Accommodations
from quizapp.errors import UserError
from quizapp.services.desk import OpenDesk
from quizapp.ui.desk_issue_dialog import IssueDialog
from quizapp.ui.desk_people import roster_view
from quizapp.ui.desk_person import PersonDialog
from quizapp.ui.pages import roster
from quizapp.ui.pages.settings import SettingsPage
from quizapp.ui.people_import import ImportDialog
from quizapp.ui.search_dialog import SearchDialog

Visit = Callable[[str, QWidget], None]
LONGEST = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh von Hohenzollern-Sigmarin"
PEOPLE = (
    LONGEST,
    "王小明",
    "محمد بن عبد الله العربي",
    "प्रिया शर्मा",
    "Björn Lindqvist",
    "Chiara Fontana",
    "Dimitri Vlachos",
    "Nguyễn Thị Minh Khai",
)
HANDS = (WELL, WELL, WELL, IN_DOUBT, BADLY, IN_DOUBT)
LONG_GROUP = "Customer care, second shift, returns and exchanges, north and west branches"
LONG_EMAIL = f"{'a.very.long.local.part.' * 3}of.somebody@service.department.example.org"
LIST = (
    "Full name;Personnel no;E-mail;Department;Shoe size\n"
    f"{LONGEST};1;{LONG_EMAIL};{LONG_GROUP};44\n"
    "山田 太郎;901;yamada@x.example;Chat;\n"
    "سارة الأحمد;902;sara@x.example;Phone;\n"
    "Nobody Knows;;;Chat;40\n"
    "=HYPERLINK(1);903;h@x.example;Chat;41\n"
    "Joan Ferris;904;not an address;Chat;42\n"
)


def nobody(app: App, patch: pytest.MonkeyPatch) -> OpenDesk:
    """Set up a desk where nobody is on the roster but who set it up."""
    use_word_marker(patch)
    return set_up(app)


def everybody(app: App, door: OpenDesk) -> None:
    """Put people with long and foreign names there, some with results and certificates."""
    ids = enrol(app, door, PEOPLE, group=LONG_GROUP)
    app.roster.join(door, ids[:5], app.roster.add_group(door, "Chat").id)
    for number, person in enumerate(ids, 1):
        app.roster.correct(door, person, number=f"{number}", email=f"p{number}@x.example")
    app.roster.correct(door, ids[0], email=LONG_EMAIL)
    app.roster.grant(door, ids[:1], Accommodations(extra_time=0.5, may_pause=True))
    app.issuer.unlock_with(KEY_WORDS)
    results = [sit(app, person, hand) for person, hand in zip(ids, HANDS, strict=False)]
    for result in results[:2]:
        app.certificates.issue(result.attempt)
    app.results.request_review(results[4].attempt, "I did say sorry, in the second sentence.")


class DeskTour:
    """Goes through the pages of the desk and lets `visit` look at each state."""

    def __init__(
        self, hands: DeskHands, patch: pytest.MonkeyPatch, folder: Path, visit: Visit
    ) -> None:
        self._hands, self._patch, self._folder, self._visit = hands, patch, folder, visit

    def go(self) -> None:
        """Look at locked, empty, broken and full pages, and at every dialog."""
        self.locked()
        self.empty()
        self.troubled()
        door = self._hands.app.desk.opened
        assert door is not None
        everybody(self._hands.app, door)
        self.roster()
        self.importing()
        self.others()
        self.reading()
        self.settings()

    # Parts of the way

    def locked(self) -> None:
        """Look at the card that asks for the passphrase."""
        for page in ("roster", "reading"):
            self._hands.driver.open_page(page)
            self._look(f"{page}, locked")
        gate = self._hands.reading.gate
        self._hands.driver.type("not the right words", gate.field).click(gate.unlock)
        self._look("reading, a wrong passphrase")

    def empty(self) -> None:
        """Look at each page where there is nothing yet."""
        self._hands.driver.window.desk.unlock(DESK_WORDS)
        for page in ("roster", "assignments", "reading", "issued", "reports"):
            self._hands.open(page)
            self._look(f"{page}, empty")

    def troubled(self) -> None:
        """Look at a page that is being read, and at one that could not be."""
        let = threading.Event()

        def slowly(*_: object) -> None:
            let.wait()
            raise UserError("The data folder can't be read. Look whether the disk is there.")

        self._hands.driver.window.desk.lock()
        self._patch.setattr(roster, "roster_view", slowly)
        self._hands.driver.open_page("roster")
        self._hands.driver.window.desk.unlock(DESK_WORDS)
        self._look("roster, being read")
        let.set()
        self._hands.settled()
        self._look("roster, not read")
        self._patch.setattr(roster, "roster_view", roster_view)

    def roster(self) -> None:
        """Look at the roster, with and without people selected, and at its dialogs."""
        page = self._hands.open("roster").roster
        self._look("roster")
        page.table.model.tick(0, 2, on=True)
        self._look("roster, three selected")
        self._dialog("assign", page.assign.click)
        self._dialog("group", page.join.click)
        self._dialog("support", page.support.click)
        self._dialog("add a person", page.add.click)
        row = next(row for row in page.table.model.rows if row.name == LONGEST)

        def erase(dialog: QDialog) -> None:
            assert isinstance(dialog, PersonDialog)
            self._dialog("erase", dialog.erase.click)
            dialog.reject()

        self._dialog("person", lambda: page.open_person(row))
        self._hands.dialog(erase, lambda: page.open_person(row))
        page.table.model.tick_all(on=False)

    def importing(self) -> None:
        """Look at lists that are taken in and refused, and at what came of one."""
        page, hands = self._hands.roster, self._hands

        def look(name: str, *, take: bool) -> Callable[[QDialog], None]:
            def act(dialog: QDialog) -> None:
                assert isinstance(dialog, ImportDialog)
                hands.wait(lambda: not dialog.busy)
                self._look_in(f"import, {name}", dialog)
                dialog.accept() if take else dialog.reject()

            return act

        for name, data in (
            ("no list", b"PK\x03\x04 nothing"),
            ("two encodings", "Name;No\nJürgen;1\n".encode() + "Zoë;2\n".encode("cp1252")),
            ("some lines", LIST.encode()),
        ):
            source = self._folder / f"{name}.csv"
            source.write_bytes(data)
            hands.pick(source).dialog(look(name, take=data[:2] == b"Fu"), page.choose_list)
        hands.wait(lambda: page.files.panel.isVisible() and not page.files.busy)
        hands.settled()
        self._look("roster, imported")

    def others(self) -> None:
        """Look at assignments, certificates and reports."""
        hands = self._hands
        page = hands.open("assignments").assignments
        page.table.model.tick(0, 1, on=True)
        self._look("assignments")
        self._dialog("take back", page.back.click)
        issued = hands.open("issued").issued
        self._look("issued")
        self._dialog("certificate", lambda: issued.open_certificate(issued.table.model.row(0)))

        def plan(dialog: QDialog) -> None:
            assert isinstance(dialog, IssueDialog)
            hands.wait(lambda: not dialog.busy)
            self._look_in("issue", dialog)
            dialog.reject()

        hands.dialog(plan, issued.issue_many)
        issued.issuing.panel.begin("Issuing certificates", 400, keeps="Stopping keeps them.")
        issued.issuing.panel.step(120)
        self._look("issued, under way")
        problem = f"{LONGEST}: Our fonts can't print “𖼀”. Choose a spelling with the person."
        issued.issuing.panel.end("2 certificates issued", "1 was left out.", problems=[problem])
        self._look("issued, at its end")
        hands.open("reports")
        self._look("reports")
        hands.driver.scroll_to_end()
        self._look("reports, their end")

    def reading(self) -> None:
        """Look at the queue, at a reply before a reader, and at what was read."""
        hands = self._hands
        hands.open("reading")
        self._look("reading")
        page = hands.reading
        waiting = hands.app.review_queue.waiting(hands.driver.window.desk.opened())
        page.open_paper(next(one.attempt for one in waiting if one.open))
        self._look("paper")
        hands.driver.click(page.cards[0].keep)
        self._look("paper, a decision without a choice")
        page.open_paper(next(one.attempt for one in waiting if one.asked))
        self._look("paper, somebody asked")
        page.close_paper()

    def settings(self) -> None:
        """Look at the desk in the settings and at people among what is found."""
        hands = self._hands
        page = hands.driver.open_page("settings").page
        assert isinstance(page, SettingsPage)
        page.scrolling.reveal(page.people_desk)
        self._look("settings, the desk")

        def find(dialog: QDialog) -> None:
            assert isinstance(dialog, SearchDialog)
            hands.driver.type("e", dialog.field)
            hands.wait(lambda: dialog.list.count() > 1)
            self._look_in("find", dialog)
            dialog.reject()

        hands.dialog(find, hands.driver.window.keys.find)

    # Steps

    def _look(self, name: str) -> None:
        self._hands.driver.settle()
        self._visit(name, self._hands.driver.window)

    def _dialog(self, name: str, opener: Callable[[], object]) -> None:
        def look(dialog: QDialog) -> None:
            self._look_in(name, dialog)
            dialog.reject()

        self._hands.dialog(look, opener)

    def _look_in(self, name: str, dialog: QDialog) -> None:
        dialog.activateWindow()
        self._hands.driver.settle()
        self._visit(f"dialog: {name}", dialog)
