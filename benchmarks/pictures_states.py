"""The states that a walk does not meet, each in a data folder that is made for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from desk_day import IN_DOUBT, WELL, Hand, sit, use_word_marker
from hand_clock import HandClock
from handed_out import hand_out
from pictures_camera import Camera
from PySide6.QtWidgets import QDialog

from quizapp.app import App, open_app
from quizapp.domain.answers import Chosen
from quizapp.domain.items import ItemKind
from quizapp.domain.people import Learner
from quizapp.domain.standing import Confidence
from quizapp.errors import UserError
from quizapp.services.practice_choice import PracticeChoice
from quizapp.ui.driver import Driver
from quizapp.ui.last_net import LastNet
from quizapp.ui.pages.certificates import CertificatesPage
from quizapp.ui.widgets.dialogs import AskText
from quizapp.ui.window import open_window

Kind = TypeVar("Kind")
FAR_BELOW, JUST_BELOW = Hand(slips=20, reply="[poor] Read the terms."), Hand(slips=8)
DAYS, SETS_A_DAY, SET = 100, 2, 50
MOCK_EVERY, LAST_MOCK = 19, 90
"""Days between two mock exams of the long history; the last one goes better than foreseen."""
FULL_DISK = (
    "The disk is full, so this could not be saved. Free some space and try it again; what was "
    "saved before is safe."
)


class Walk:
    """Goes through states and lets the camera look at them."""

    def __init__(self, folder: Path, out: Path, looks: Sequence[str]) -> None:
        self._folder, self._out, self._looks = folder, out, looks
        self._count = 0

    def go(self) -> None:
        """Look at everything."""
        with pytest.MonkeyPatch.context() as patch:
            use_word_marker(patch)
            self.results()
            self.verdicts()
            self.errors(patch)
        self.long_history()

    @contextmanager
    def window(
        self, name: str, fill: Callable[[App], None], clock: HandClock | None = None
    ) -> Iterator[tuple[Driver, Camera]]:
        """Open the window on a folder of its own that has been filled."""
        app = open_app(self._folder / name, clock=clock)
        try:
            if app.people.current() is None:
                app.people.create(name="Nadia Rahman")
                fill(app)
            driver = Driver(open_window(app)).show()
            camera = Camera(driver, self._out, self._looks, first=self._count)
            yield driver, camera
            self._count = camera.count
            driver.close()
            driver.window.deleteLater()
            driver.settle()
        finally:
            app.close()

    # Scenes

    def results(self) -> None:
        """Look at results below the mark, close to it, and with a person."""
        for name, hand in (
            ("far below the mark", FAR_BELOW),
            ("close to the mark", JUST_BELOW),
            ("waits for a person", IN_DOUBT),
        ):
            held: list[str] = []

            def take(app: App, hand: Hand = hand, held: list[str] = held) -> None:
                held.append(sit(app, _me(app).id, hand).attempt)

            with self.window(name, take) as (driver, camera):
                (attempt,) = held
                driver.open_page("result", attempt)
                camera.take_all(f"result {name}")
                if hand is IN_DOUBT:
                    _ask(driver)
                    driver.open_page("result", attempt)
                    camera.take_all("result, a review was asked for")
                driver.open_page("answers", (attempt, ""))
                camera.take_all(f"answers, first one, {name}")
                driver.open_page("today")
                camera.take(f"today, {name}", driver.window)

    def verdicts(self) -> None:
        """Look at one's own certificates in every state and at verdicts of every colour."""
        clock = stopped_clock(34)
        with self.window("own", lambda app: _certify(app, clock), clock) as (driver, camera):
            files = self._folder / "handed"
            files.mkdir()
            hand_out(files, every_state=True)
            page = _as(CertificatesPage, driver.open_page("certificates").page)
            driver.settle_until(lambda: all(card.paper.shown for card in page.cards))
            camera.take_all("certificates, one in each state")
            names = ("good", "doctored", "notes")
            for name in names:
                _check(driver, page, files / f"{name}.pdf")
                camera.take_all(f"verdict, nobody known, {name}")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(QDialog, "exec", _agree)
                _check(driver, page, files / "trust-bundle.json")
            _check(driver, page, files / "good.pdf")
            camera.take_all("verdict, no status list, good")
            _check(driver, page, files / "status-list.vc.json")
            for name in ("good", "withdrawn", "suspended", "ended", "doctored"):
                _check(driver, page, files / f"{name}.pdf")
                camera.take_all(f"verdict, issuer trusted, {name}")
            every = ("good", "withdrawn", "suspended", "ended", "doctored", "notes")
            _check(driver, page, *(files / f"{name}.pdf" for name in every))
            camera.take_all("verdicts, six files")

    def errors(self, patch: pytest.MonkeyPatch) -> None:
        """Look at what could not be done, here and there, and at what nobody foresaw."""
        with self.window("errors", _nothing) as (driver, camera):
            driver.window.report(UserError(FULL_DISK))
            camera.take("error, what could not be done", driver.window)
            driver.open_page("practise").press("Which: Missed")
            camera.take_all("practise, nothing matches")

            def look(dialog: QDialog) -> None:
                dialog.activateWindow()
                driver.settle()
                camera.take("dialog: an error that nobody foresaw", dialog)
                dialog.reject()

            patch.setattr("sys.__excepthook__", _quiet)
            fault = RuntimeError("a fault")
            net = LastNet()
            driver.in_dialog(look, lambda: net.caught(RuntimeError, fault, None))

    def long_history(self) -> None:
        """Look at ten thousand answers, and at each long page screen by screen."""
        clock = stopped_clock(DAYS)
        with self.window("long", lambda app: _live(app, clock), clock) as (driver, camera):
            for place in ("today", "practise", "exams", "progress", "settings", "help"):
                driver.open_page(place)
                camera.take_all(f"long, {place}")
            driver.open_page("progress").press("View: List")
            driver.press("Show as table: readiness over time")
            driver.press("Show as table: reviews in the next two weeks")
            camera.take_all("long, progress in tables")
            exams = driver.window.app.exams.history(_me(driver.window.app).id)
            mock = next(one.id for one in exams if one.kind == "mock")
            driver.open_page("result", mock)
            camera.take_all("long, result of a mock")


# Filling


def stopped_clock(days: int) -> HandClock:
    """Return a clock that stands still at a morning so many days ago, until it is told to go."""
    clock = HandClock()
    clock.wall = datetime.now(tz=UTC).replace(hour=8) - timedelta(days=days)
    return clock


def _as(kind: type[Kind], thing: object) -> Kind:
    """Return a thing that has to be of a kind."""
    if not isinstance(thing, kind):
        raise TypeError(f"{thing!r} is no {kind.__name__}")
    return thing


def _me(app: App) -> Learner:
    return _as(Learner, app.people.current())


def _nothing(_: App) -> None:
    """Leave a folder as it is."""


def _certify(app: App, clock: HandClock) -> None:
    """Pass four exams and let each certificate stand differently."""
    learner = _me(app).id
    for place, state in enumerate(("issued", "suspended", "replaced", "revoked")):
        clock.pass_time(8 * 86_400)
        made = sit(app, learner, WELL, plan=("short", "certification")[place % 2], seed=place)
        stored = app.certificates.issue(made.attempt, holder_name="Nadia Rahman")
        if state != "issued":
            app.certificates.record_state(stored.serial, state)
    clock.wall = datetime.now(tz=UTC) + timedelta(minutes=5)  # what is handed out is of today


def _live(app: App, clock: HandClock) -> None:
    """Practise for a hundred days, getting better, with a mock exam now and then."""
    learner, chance = _me(app).id, random.Random(1)  # noqa: S311 - a made-up history
    for day in range(DAYS):
        for _ in range(SETS_A_DAY):
            _practise(app, learner, 0.5 + 0.3 * day / DAYS, chance, clock)
        app.progress.today(_me(app))
        if day % MOCK_EVERY == MOCK_EVERY - 1:
            clock.pass_time(3600)
            sit(
                app,
                learner,
                Hand(slips=29 - day // 10 if day < LAST_MOCK else 14),
                plan="mock",
                seed=day,
            )
        clock.pass_time(86_400)
    soon = clock.wall.date() + timedelta(days=18)
    app.people.update(replace(_me(app), exam_date=soon))


def _practise(
    app: App, learner: str, skill: float, chance: random.Random, clock: HandClock
) -> None:
    choice = PracticeChoice(kinds=(ItemKind.CHOICE,), number=SET)
    sitting = app.practice.start(learner, choice, seed=chance.randrange(2**31))
    for place in range(sitting.counts().items):
        sitting.go(place)
        clock.pass_time(9)
        head = sitting.bank.head_by_id[sitting.item_id]
        right = chance.random() < skill
        others = [option for option in head.option_ids if option != head.key]
        sure = Confidence.SURE if chance.random() < skill / 2 else None
        chosen = head.key if right and head.key else chance.choice(others)
        sitting.answer(Chosen(option=chosen), confidence=sure)
        sitting.check()
    sitting.hand_in()


# Hands


def _check(driver: Driver, page: CertificatesPage, *files: Path) -> None:
    page.checks.take(files)
    driver.settle_until(lambda: not page.checks.checking)


def _ask(driver: Driver) -> None:
    def say(dialog: QDialog) -> None:
        _as(AskText, dialog).field.setPlainText("I did say sorry, in the second sentence.")
        dialog.accept()

    driver.in_dialog(say, driver.page.review.click)  # type: ignore[attr-defined]  # the page of a result


def _agree(_: QDialog) -> int:
    return 1


def _quiet(*_: object) -> None:
    """Print nothing about an error that is raised on purpose."""


def walk_past_the_rest(folder: Path, out: Path, looks: Sequence[str]) -> None:
    """Draw results, certificates, errors and long pages that a walk does not meet."""
    Walk(folder, out, looks).go()
