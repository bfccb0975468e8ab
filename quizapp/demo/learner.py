"""A scripted learner in the real window, without a display: first run to certificate.

Everything goes through the window by key and mouse events (`quizapp.ui.driver`); only what a person
could not type either, such as the seed of the form, is set from outside. The same seed gives the
same answers and the same result.
"""

from __future__ import annotations

import json
import random
import sys
from contextlib import closing
from pathlib import Path

from quizapp.app import App, open_app
from quizapp.demo.album import Album
from quizapp.domain import items
from quizapp.domain.result import Result
from quizapp.services.practice_choice import PracticeChoice
from quizapp.services.sitting import Sitting
from quizapp.ui.driver import Driver
from quizapp.ui.tidying import Tidying
from quizapp.ui.window import open_window

NAME = "Nadia Rahman"
ORGANISATION = "Harbour Lane Training"
PASSPHRASE = "demonstration only, never a secret"  # noqa: S105 - the demo's keys protect nothing
SLIPS = 0.12
"""Share of questions with a key that the scripted learner gets wrong."""


def go(out: Path, folder: Path, *, seed: int, exam: str | None, resume: bool, trace: bool) -> None:
    """Walk through the window on a data folder."""
    with closing(open_app(folder)) as app:
        app.exams.draw_seed = lambda: seed
        if trace:
            app.exams.on_saved = _say_saved
        window = open_window(app)
        Tidying(window)
        walk = Walk(app, Driver(window), out, seed=seed)
        walk.go(exam or app.catalogue.bank().default_plan, resume=resume)
        window.close()


def _say_saved(attempt: str, item: str) -> None:
    sys.stdout.write(f"saved {attempt} {item}\n")
    sys.stdout.flush()


class Walk:
    """The way of the scripted learner through the window."""

    def __init__(self, app: App, driver: Driver, out: Path, *, seed: int) -> None:
        self._app = app
        self._driver = driver
        self._out = out
        self._rng = random.Random(f"demo:{seed}")  # noqa: S311 - the same seed, the same learner
        self._seed = seed
        self._album = Album(driver, out)
        self._pictured: set[str] = set()

    def go(self, plan: str, *, resume: bool) -> None:
        """Walk from the first run to the certificate and write what came of it."""
        self._set_up_issuer()
        self._driver.show()
        open_attempts = self._open_exams() if resume else ()
        if self._app.people.current() is None:
            self._first_run()
        if not resume:
            self._practise()
        if open_attempts:
            self._album.note(f"taking up {open_attempts[0]} where it was left")
            self._driver.open_page("exam", self._app.exams.resume(open_attempts[0]))
        elif not (resume and self._finished(plan)):
            self._start_exam(plan)
        attempt = self._take_exam() if self._driver.page_name == "exam" else self._finished(plan)
        self._look_at_result(attempt)
        self._finish(attempt)

    # Steps

    def _set_up_issuer(self) -> None:
        """Give the demonstration an organisation of its own, so that its certificate is green."""
        self._app.certificates.set_up_organisation(ORGANISATION, PASSPHRASE)

    def _first_run(self) -> None:
        driver = self._driver
        for number in range(3):
            page = driver.page
            if number == 1:
                driver.type(NAME, page.name)  # type: ignore[attr-defined]  # the first-run page has a name field
            self._album.picture(f"first-run-{number + 1}")
            driver.click(page.go)  # type: ignore[attr-defined]  # the first-run page has a button to go on
        self._album.note(f"first run done for {NAME}")
        driver.open_page("today")
        self._album.picture("today-empty")

    def _practise(self) -> None:
        driver, learner = self._driver, self._app.people.current()
        if learner is None:
            raise LookupError("the first run left no learner")
        driver.open_page("practise")
        self._album.picture("practise")
        kinds = {head.kind: head.id for head in self._app.catalogue.bank().heads if _shown(head)}
        for kind, item in sorted(kinds.items()):
            choice = PracticeChoice(items=(item,), number=1)
            sitting = self._app.practice.start(learner.id, choice, seed=self._seed)
            driver.open_page("practice", sitting)
            self._answer(sitting)
            if kind != "conversation":
                driver.click(driver.page.check)  # type: ignore[attr-defined]  # the practice page has it
            self._album.picture(f"practice-{kind}")
            driver.scroll_to_end()
            self._album.picture(f"practice-{kind}-end")
            driver.page.finish()  # type: ignore[attr-defined]  # as the last Next does
        self._album.note(f"practised {len(kinds)} kinds of question")
        driver.open_page("today")
        self._album.picture("today")

    def _start_exam(self, plan: str) -> None:
        driver = self._driver
        driver.open_page("exams")
        self._album.picture("exams")
        driver.open_page("before", plan)
        self._album.picture("before-exam")
        driver.click(driver.page.start)  # type: ignore[attr-defined]  # the page before an exam has it
        self._album.note(f"began the exam {plan} with seed {self._seed}")

    def _take_exam(self) -> str:
        driver = self._driver
        sitting = self._sitting()
        attempt = sitting.attempt.id
        self._start_part(sitting)
        while driver.page_name == "exam":
            item = sitting.item()
            section = sitting.section_index
            if not sitting.counts().unanswered:
                self._hand_in(sitting, section)
                continue
            saved = sitting.saved()
            if saved is None or saved.answer is None or not _whole(saved.answer):
                self._answer(sitting)
            if item.kind not in self._pictured:
                self._pictured.add(item.kind)
                self._album.picture(f"exam-{item.kind}")
            self._on(sitting, section)
        return attempt

    def _on(self, sitting: Sitting, section: int) -> None:
        place = sitting.next_unanswered()
        if place is None:
            self._hand_in(sitting, section)
        elif place == sitting.position + 1:
            self._driver.click(self._driver.page.next)  # type: ignore[attr-defined]  # the exam page has it
        else:
            self._driver.sitting.sitting_model.go(place)
            self._driver.settle()

    def _hand_in(self, sitting: Sitting, section: int) -> None:
        driver = self._driver
        page = driver.page
        page.show_overview()  # type: ignore[attr-defined]  # the exam page has it
        self._album.picture(f"exam-hand-in-{section + 1}")
        driver.agree(page.ask_hand_in)  # type: ignore[attr-defined]  # the exam page has it
        self._album.note(f"handed in part {section + 1}")
        if driver.page_name == "exam" and sitting.section_index == section:
            raise LookupError(f"part {section + 1} was handed in and did not close")
        self._start_part(sitting)

    def _start_part(self, sitting: Sitting) -> None:
        """Start the part that waits, if one does."""
        if self._driver.page_name == "exam" and sitting.waiting:
            part = sitting.section_index + 1
            self._album.picture(f"exam-before-part-{part}")
            self._driver.press(f"Start part {part}")
            self._album.note(f"started part {part}")

    def _look_at_result(self, attempt: str) -> None:
        driver = self._driver
        driver.open_page("result", attempt)
        self._album.picture("result")
        driver.scroll_to_end()
        self._album.picture("result-end")
        result = self._app.results.of(attempt)
        bank = self._app.catalogue.bank()
        for kind in ("choice", "free_text", "conversation"):
            item = next((i for i in result.grades if bank.head_by_id[i].kind == kind), None)
            if item is not None:
                driver.open_page("answers", (attempt, item))
                self._album.picture(f"answer-{kind}")

    def _finish(self, attempt: str) -> None:
        """Issue the certificate if there is to be one, and write the files."""
        result = self._app.results.of(attempt)
        certificates = self._app.certificates
        stored = certificates.of_attempt(attempt)
        if stored is None and certificates.obstacle(attempt) is None:
            self._driver.open_page("result", attempt)
            self._driver.press("Get your certificate")
            self._driver.settle_until(lambda: self._driver.page_name == "certificates")
            stored = certificates.of_attempt(attempt)
        if stored is not None:
            certificates.save(stored.serial, self._out / "certificate.pdf")
            certificates.write_trust(self._out / "trust-bundle.json")
            certificates.write_status(self._out / "status-list.vc.json")
            self._album.note(f"certificate {stored.serial} issued to {stored.holder}")
        self._driver.open_page("certificates")
        self._album.picture("certificates")
        self._driver.open_page("settings")
        self._album.picture("settings")
        plain = _plain(result)
        text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
        (self._out / "result.json").write_text(text + "\n", encoding="utf-8")
        self._album.note(f"{result.decision}: {result.points:g} of 100")
        self._album.write("demo.log")

    # Answers

    def _sitting(self) -> Sitting:
        return self._driver.sitting.sitting_model.sitting

    def _answer(self, sitting: Sitting) -> None:
        """Answer the item on screen: mostly well, with a slip now and then."""
        driver, item = self._driver, sitting.item()
        slip = self._rng.random() < SLIPS
        match item.body:
            case items.ChoiceBody(options=options) | items.ListeningBody(options=options):
                if item.kind is items.ItemKind.LISTENING:
                    driver.listen()
                right = [o.id for o in options if o.correct]
                wrong = [o.id for o in options if not o.correct]
                driver.answer_choice(self._rng.choice(wrong if slip else right))
            case items.MultipleBody(options=options):
                driver.answer_several([o.id for o in options if o.correct])
            case items.OrderingBody(key=key):
                driver.answer_order(key[0])
            case items.MatchingBody(key=key):
                driver.answer_pairs(key)
            case items.FreeTextBody(samples=samples):
                kind = "borderline" if slip else "strong"
                driver.answer_written(next(s.reply for s in samples if s.kind == kind))
            case items.ConversationBody():
                self._talk(sitting)

    def _talk(self, sitting: Sitting) -> None:
        talk = sitting.talk()
        turns = 0
        while not talk.ended:
            if talk.replies:
                best = max(talk.replies, key=lambda reply: reply.grade)
                self._driver.say_reply(best.id)
            elif talk.node is not None:
                self._driver.say_own(talk.node.model_reply)
            talk = sitting.talk()
            turns += 1
            if turns == 4 and "talk" not in self._pictured:  # noqa: PLR2004 - the middle of a talk
                self._pictured.add("talk")
                self._album.picture("conversation-under-way")

    # Finding and noting

    def _open_exams(self) -> tuple[str, ...]:
        learner = self._app.people.current()
        if learner is None:
            return ()
        found = self._app.exams.unfinished(learner.id)
        return tuple(attempt.id for attempt in found if attempt.kind != "practice")

    def _finished(self, plan: str) -> str:
        """Return the newest finished attempt of a plan, or an empty text."""
        learner = self._app.people.current()
        history = self._app.exams.history(learner.id) if learner else ()
        found = [a.id for a in history if a.plan == plan and a.decision is not None]
        return found[0] if found else ""


def _shown(head: object) -> bool:
    return getattr(head, "pool", "") == "learn" and getattr(head, "status", "") == "reviewed"


def _whole(answer: object) -> bool:
    """Tell whether a stored answer is complete; a talk may have been cut off in the middle."""
    return bool(getattr(answer, "ended", True))


def _plain(result: Result) -> dict[str, object]:
    """Return the result as values that do not depend on when or where it was made."""
    return {
        "decision": result.decision.value,
        "points": result.points,
        "cut": result.cut,
        "cut_status": result.cut_status,
        "band": result.band,
        "reasons": list(result.reasons),
        "sections": {part.id: part.points for part in result.sections},
        "domains": {part.id: part.points for part in result.domains},
        "items": {
            item: {"points": round(grade.points, 6), "marker": grade.marker}
            for item, grade in result.grades.items()
        },
    }
