"""A way through every page, state and dialog of the learner's window, with a look at each."""

from __future__ import annotations

from collections.abc import Callable

from drivers import answer_well, item_of, practise, start_exam, start_part
from PySide6.QtWidgets import QDialog, QWidget

from quizapp.domain.items import ChoiceBody, FreeTextBody, ItemKind
from quizapp.ui.driver import Driver
from quizapp.ui.pages.certificates import CertificatesPage
from quizapp.ui.pages.exam import ExamPage
from quizapp.ui.pages.first_run import FirstRunPage
from quizapp.ui.pages.practice import PracticePage
from quizapp.ui.pages.progress import ProgressPage

Visit = Callable[[str, QWidget], None]
NAME = "Nadia Rahman"
LONGEST_EXAM = 40
PATIENCE = 600
SEED = 7
"""Of the exam's form, so that two walks meet the same questions."""


class Tour:
    """Goes through the window as a learner does and lets `visit` look at each state.

    `visit` gets the name of the state and the window, or the dialog that lies over it; it leaves
    everything as it found it.
    """

    def __init__(self, driver: Driver, visit: Visit) -> None:
        self._driver, self._visit = driver, visit
        driver.window.app.exams.draw_seed = lambda: SEED

    def go(self) -> None:
        """Walk from the first run to the certificate and back through every place."""
        self.first_run()
        self.empty_places()
        self.practice()
        self.exam()
        self.places()

    # Parts of the way

    def first_run(self) -> None:
        """Go through the three steps."""
        driver = self._driver
        for number in range(3):
            page = driver.page
            assert isinstance(page, FirstRunPage)
            if number == 1:
                driver.type(NAME, page.name)
                driver.click(page.purposes["exam"])
            self._look(f"first run, step {number + 1}")
            driver.click(page.go)

    def empty_places(self) -> None:
        """Look at the places beside the sidebar before anything has been done."""
        for name in ("today", "exams", "progress", "certificates"):
            self._driver.open_page(name)
            self._look(f"{name}, nothing done yet")

    def practice(self) -> None:
        """Answer one question of each kind, wrongly where that shows more, and look twice."""
        for kind in ItemKind:
            practise(self._driver, kind)
            self._look(f"practice, {kind.value}")
            self._answer(kind)
            self._look(f"practice, {kind.value}, marked")
        self._practice_dialogs()

    def exam(self) -> None:
        """Take the short exam, looking at each kind, the looks back, the gaps and the result."""
        driver, seen = self._driver, set[ItemKind]()
        driver.open_page("before", "short")
        self._look("before an exam")
        start_exam(driver)
        for _ in range(LONGEST_EXAM):
            page = driver.page
            if not isinstance(page, ExamPage):
                break
            kind = item_of(driver).kind
            answer_well(driver)
            if kind not in seen:
                seen.add(kind)
                driver.press("Flag")
                self._look(f"exam, {kind.value}")
            self._on(page)
        self._look("result")
        driver.scroll_to_end()
        self._look("result, its end")
        self._answers()
        driver.open_page("result", self._attempt())
        driver.press("Get your certificate")
        driver.settle_until(lambda: driver.page_name == "certificates")

    def places(self) -> None:
        """Look at every place once there is something in it, and at its dialogs."""
        driver = self._driver
        for name in ("today", "practise", "exams", "progress", "settings", "help"):
            driver.open_page(name)
            self._look(name)
            driver.scroll_to_end()
            self._look(f"{name}, its end")
        driver.open_page("progress")
        page = driver.page
        assert isinstance(page, ProgressPage)
        driver.press("View: List")
        self._look("progress, as a list")
        driver.press("View: Map")
        self._certificates()
        self._window_dialogs()

    # Steps

    def _look(self, name: str) -> None:
        self._driver.settle()
        self._visit(name, self._driver.window)

    def _answer(self, kind: ItemKind) -> None:
        driver = self._driver
        page = driver.page
        assert isinstance(page, PracticePage)
        body = item_of(driver).body
        if isinstance(body, ChoiceBody):
            driver.answer_choice(next(o.id for o in body.options if not o.correct))
        elif isinstance(body, FreeTextBody):
            weaker = [s for s in body.samples if s.kind == "borderline"] or list(body.samples)
            driver.answer_written(weaker[0].reply)
        else:
            answer_well(driver)
        if kind is not ItemKind.CONVERSATION:
            driver.click(page.check)

    def _practice_dialogs(self) -> None:
        driver = self._driver
        practise(driver, ItemKind.CHOICE)
        page = driver.page
        assert isinstance(page, PracticePage)
        self._dialog("dialog: note", page.write_note)
        self._dialog("dialog: report a problem", page.report_item)
        self._dialog("dialog: keys", page.show_keys)
        self._answer(ItemKind.CHOICE)
        self._dialog("dialog: concept card", page.open_card)

    def _on(self, page: ExamPage) -> None:
        driver = self._driver
        if page.next.isVisible() and page.next.text() == "Next":
            driver.press("Next")
            return
        driver.press("Look back")
        part = driver.sitting.sitting_model.sitting.section_index + 1
        self._look(f"exam, looking back on part {part}")

        def agree(dialog: QDialog) -> None:
            if part == 1:
                self._look_in("dialog: hand in", dialog)
            dialog.accept()

        driver.in_dialog(agree, page.hand_in.click)
        if driver.page_name == "exam":
            self._look(f"exam, before part {part + 1}")
            start_part(driver)

    def _attempt(self) -> str:
        app = self._driver.window.app
        learner = app.people.current()
        assert learner is not None
        return next(a.id for a in app.exams.history(learner.id) if a.plan == "short")

    def _answers(self) -> None:
        driver, seen = self._driver, set[ItemKind]()
        app, attempt = driver.window.app, self._attempt()
        heads = app.catalogue.bank().head_by_id
        for item in app.results.of(attempt).grades:
            kind = heads[item].kind
            if kind not in seen:
                seen.add(kind)
                driver.open_page("answers", (attempt, item))
                self._look(f"answers, {kind.value}")

    def _certificates(self) -> None:
        driver = self._driver
        driver.open_page("certificates")
        page = driver.page
        assert isinstance(page, CertificatesPage)
        self._look("certificates")
        stored = driver.window.app.certificates.all(_learner(driver))[0]
        target = driver.window.app.data_dir / "copy.pdf"
        driver.window.app.certificates.save(stored.serial, target)
        page.checks.take([target])
        for _ in range(PATIENCE):
            if not page.checks.checking:
                break
            driver.settle()
        self._look("certificates, one checked")

    def _window_dialogs(self) -> None:
        driver = self._driver
        driver.open_page("today")

        def find(dialog: QDialog) -> None:
            dialog.activateWindow()
            driver.settle()
            driver.type("listen")
            self._look_in("dialog: find", dialog)
            dialog.reject()

        driver.in_dialog(find, driver.window.keys.find)

    def _dialog(self, name: str, opener: Callable[[], object]) -> None:
        def look(dialog: QDialog) -> None:
            self._look_in(name, dialog)
            dialog.reject()

        self._driver.in_dialog(look, opener)

    def _look_in(self, name: str, dialog: QDialog) -> None:
        """Look at a dialog; without a window manager nobody else gives it the focus."""
        dialog.activateWindow()
        self._driver.settle()
        self._visit(name, dialog)


def _learner(driver: Driver) -> str:
    learner = driver.window.app.people.current()
    assert learner is not None
    return learner.id
