"""What a learner does in the tests: answering well or badly, whatever the kind of question."""

from __future__ import annotations

from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ItemKind,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Pool,
    Status,
)
from quizapp.services.practice_choice import PracticeChoice
from quizapp.ui.driver import Driver

MOST_TURNS = 20
OWN_WORDS = "I am sorry. I will look into it now. You will hear from me on Thursday before noon."


def item_of(driver: Driver) -> Item:
    """Return the item on screen."""
    return driver.sitting.sitting_model.item()


def answer_well(driver: Driver) -> Item:
    """Answer the question on screen by its key and return the item."""
    item = item_of(driver)
    match item.body:
        case ChoiceBody(options=options):
            driver.answer_choice(next(o.id for o in options if o.correct))
        case ListeningBody(options=options):
            driver.listen().answer_choice(next(o.id for o in options if o.correct))
        case MultipleBody(options=options):
            driver.answer_several([o.id for o in options if o.correct])
        case OrderingBody(key=key):
            driver.answer_order(key[0])
        case MatchingBody(key=key):
            driver.answer_pairs(key)
        case FreeTextBody(samples=samples):
            driver.answer_written(samples[0].reply)
        case ConversationBody():
            talk_to_the_end(driver)
    return item


def talk_to_the_end(driver: Driver) -> None:
    """Give the best reply of each turn."""
    for _ in range(MOST_TURNS):
        view = driver.sitting.sitting_model.talk()
        if view.ended:
            return
        if view.replies:
            driver.say_reply(max(view.replies, key=lambda reply: reply.grade).id)
        else:
            driver.say_own(OWN_WORDS)
    raise AssertionError("the conversation does not end")


def practise(driver: Driver, *kinds: ItemKind) -> Driver:
    """Open a practice set with one reviewed item of each of these kinds."""
    app = driver.window.app
    learner = app.people.current()
    assert learner is not None
    heads = app.catalogue.bank().heads
    chosen = [
        next(
            head.id
            for head in heads
            if head.kind is kind and head.pool is Pool.LEARN and head.status is Status.REVIEWED
        )
        for kind in kinds
    ]
    choice = PracticeChoice(items=tuple(chosen), number=len(chosen))
    return driver.open_page("practice", app.practice.start(learner.id, choice, seed=1))


def start_exam(driver: Driver, plan: str = "short") -> Driver:
    """Go through the page before an exam and start the clock."""
    return driver.open_page("before", plan).press("Start the clock")


def take_exam(driver: Driver) -> None:
    """Answer everything well and hand in every part."""
    for _ in range(80):
        if driver.page_name != "exam":
            return
        answer_well(driver)
        driver.press("Next" if _has_next(driver) else "Look back")
        if driver.page_name == "exam" and not _has_next(driver):
            page = driver.page
            if page.hand_in.isVisible():  # type: ignore[attr-defined]  # the exam page's own button
                driver.agree(page.hand_in.click)  # type: ignore[attr-defined]  # as above
                start_part(driver)
    raise AssertionError("the exam does not end")


def start_part(driver: Driver) -> None:
    """Start the part that waits, if one does."""
    if driver.page_name == "exam" and driver.sitting.sitting_model.sitting.waiting:
        driver.press(f"Start part {driver.sitting.sitting_model.sitting.section_index + 1}")


def _has_next(driver: Driver) -> bool:
    button = driver.page.next  # type: ignore[attr-defined]  # the exam page's own button
    return bool(button.isVisible() and button.text() == "Next")
