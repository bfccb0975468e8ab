from __future__ import annotations

from quizapp.grading.free_text.authored import (
    AuthoredCriterion,
    LabelledReply,
    Status,
    check,
    fit_criterion,
)

SAFETY = AuthoredCriterion(
    ident="safety_first",
    definition="Tells the customer how to stay safe until help comes.",
    examples=(
        "Please switch it off at the wall until our engineer has seen it.",
        "Keep everyone out of the kitchen until then.",
        "Do turn off the gas tap first and open a window.",
        "Please don't use the cable again, it could give you a shock.",
        "Stay away from the wet socket, please.",
        "Unplug it right away and leave it unplugged.",
        "For your safety, please turn the water off at the main tap.",
        "Take the children out of the room and do not touch the wire.",
    ),
    counter_examples=(
        "I will not come before Monday.",
        "If we had known, we would have come at once.",
        "I'm sorry about the smoke.",
        "You could have called us if it was urgent.",
        "There is no record of your call.",
        "We never sell unsafe goods.",
        "A refund is on its way to your card.",
        "Would you like a new one?",
    ),
)


def test_a_new_criterion_separates_its_own_examples() -> None:
    fitted = fit_criterion(SAFETY)
    assert fitted.mark("Please unplug the kettle and keep away from it.").met
    assert not fitted.mark("Your refund was sent this morning.").met


def test_a_criterion_without_labelled_replies_stays_provisional() -> None:
    result = check(SAFETY)
    assert result.status is Status.PROVISIONAL
    assert any("0 of 60" in fault for fault in result.faults)


def test_missing_near_misses_are_asked_for() -> None:
    thin = AuthoredCriterion(
        ident="x", definition="", examples=("a b c", "d e f"), counter_examples=("g h i", "j k l")
    )
    faults = " ".join(check(thin).faults)
    assert "definition" in faults
    assert "negation" in faults
    assert "hypothetical" in faults


def test_sixty_labelled_replies_that_fit_make_it_count() -> None:
    labelled = [
        LabelledReply(reply=f"{t} Number {i}.", met=True) for i, t in enumerate(SAFETY.examples * 4)
    ]
    labelled += [
        LabelledReply(reply=f"{t} Number {i}.", met=False)
        for i, t in enumerate(SAFETY.counter_examples * 4)
    ]
    result = check(SAFETY, labelled)
    assert result.labelled == 64
    assert result.status is Status.CALIBRATED


def test_sixty_labelled_replies_that_contradict_it_do_not() -> None:
    labelled = [LabelledReply(reply=t, met=False) for t in SAFETY.examples * 4]
    labelled += [LabelledReply(reply=t, met=True) for t in SAFETY.counter_examples * 4]
    assert check(SAFETY, labelled).status is Status.PROVISIONAL
