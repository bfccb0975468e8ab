"""What looks like a criterion and is not, and what is one without a stock phrase."""

from __future__ import annotations

import pytest

from quizapp.domain.marking import ABSENCE, Case, Polarity
from quizapp.grading.free_text import Marker

MET = [
    ("apologise", "I'm really sorry about the leak, Maria."),
    ("apologise", "sry maria, my bad!! new kettle goes out 2day"),
    ("acknowledge_feeling", "Oof, I'd be climbing the walls, Maria, with the party so close."),
    ("acknowledge_feeling", "I can hear how dissapointed you are, Maria."),
    ("validate_feeling", "Anyone would be annoyed to mop the worktop before a birthday."),
    ("take_ownership", "We should have tested the kettle before we sent it."),
    ("take_ownership", "Leave it with me, Maria."),
    ("concrete_next_step", "I've ordered a replacement kettle for you."),
    ("time_commitment", "It will be with you by Thursday noon."),
    ("follow_up", "I'll ring you on Friday to make sure that it works."),
    ("offer_options", "Would you rather have a refund or a new kettle?"),
    ("offer_options", "You can have a new kettle on Friday, or keep this one at half price."),
    ("paraphrase", "So the worktop is wet and Saturday is your girl's birthday, Maria."),
    ("open_question", "Could you tell me more about how it leaks?"),
    ("thank", "Thank you for letting us know, Maria."),
    ("personalise", "I am sorry, Maria, and I wish your daughter a happy birthday all the same."),
]
NOT_MET = [
    ("apologise", "I'm sorry you feel that way."),
    ("apologise", "I'm not sorry about the kettle at all."),
    ("apologise", "Sorry if the kettle leaked."),
    ("apologise", "I'm sorry, but we cannot refund kettles that have been used."),
    ("acknowledge_feeling", "I don't see why you are upset."),
    ("acknowledge_feeling", "I understand your concern about the kettle."),
    ("validate_feeling", "I understand how you feel about the kettle."),
    ("take_ownership", "That was your mistake, not ours."),
    ("concrete_next_step", "We'll look into it."),
    ("time_commitment", "You waited three weeks for that kettle."),
    ("time_commitment", "We'll sort the kettle out as soon as possible."),
    ("follow_up", "Contact us if the kettle leaks again."),
    ("open_question", "Can you send me the order number of the kettle?"),
    ("offer_options", "We'll send a new kettle, is that OK?"),
    ("offer_options", "You can't have a new kettle or keep this one at half price."),
    ("paraphrase", "So you have only yourself to blame for the wet worktop, Maria."),
    ("concrete_next_step", "Our terms say ten days, so nothing can be changed about the kettle."),
    ("thank", "Thanks in advance for posting the kettle back."),
    ("personalise", "Dear customer, the kettle will be replaced."),
    ("acknowledge_feeling", "A leak was not frightening for anyone."),
    ("validate_feeling", "No one would be annoyed after that leak."),
    ("concrete_next_step", "Hello Maria. I have not ordered a replacement for the kettle."),
    ("concrete_next_step", "Maria, no refund has been sent for the kettle."),
    ("concrete_next_step", "Maria, I have your note open here. No engineer is coming."),
    ("time_commitment", "I will refund the 12.30 you paid."),
    ("time_commitment", "I will credit you 12.50 euros, Maria."),
    ("follow_up", "I will not call you tomorrow about the kettle."),
    ("follow_up", "You will not hear from me again about this kettle."),
    ("offer_options", "I can't send a new kettle or refund you."),
    ("take_ownership", "The error was yours and not ours, the kettle was fine."),
]
BROKEN = [
    ("no_blame", "You should have read the instructions before you filled the kettle."),
    ("no_blame", "Are you sure you didn't drop it?"),
    ("no_blame", "The error with the kettle was yours."),
    ("no_blame", "You got this wrong, the kettle was fine."),
    ("no_blame", "Next time please read the leaflet of the kettle more carefully."),
    ("no_policy_hiding", "As per clause 7 of our terms, used kettles are non-refundable."),
    ("no_minimising", "It's only a kettle, Maria, calm down."),
    ("no_minimising", "At least it isn't winter."),
    ("no_policy_hiding", "Unfortunately that is our policy, there is nothing I can do."),
    ("no_policy_hiding", "Our terms say ten days, so nothing can be changed about the kettle."),
    ("no_minimising", "That is the rule for kettles. At least one of them works."),
    ("calm_tone", "Stop whining about your stupid kettle."),
    ("calm_tone", "I've sent you a new kettle, Maria, but mind your manners."),
    ("calm_tone", "WE HAVE ORDERED ANOTHER KETTLE FOR YOU, MARIA. IT COMES ON THURSDAY."),
    ("plain_language", "Your RMA is pending tier 2 triage, kindly action the aforementioned form."),
    ("no_overpromise", "I guarantee that this will never happen again."),
]
HARMLESS = [
    ("no_blame", "The courier lost the first parcel, so I have sent a second kettle today."),
    ("no_blame", "You did nothing wrong, Maria, the seal was faulty."),
    ("no_minimising", "I know that this is a big deal for you, Maria."),
    ("no_minimising", "At least one of our fitters will be with you by noon, Maria."),
    (
        "no_policy_hiding",
        (
            "Normally we cannot refund used kettles, but I have made an exception and sent the"
            " money back."
        ),
    ),
    ("calm_tone", "Thank you so much for telling us, Maria. I've sent a new kettle today."),
    ("calm_tone", "Your order KTL-7 ASAP via DHL, Maria, and the VAT and GPS fees come off."),
]


@pytest.mark.parametrize(("criterion", "reply"), MET)
def test_met_with_or_without_stock_phrases(
    marker: Marker, kettle: Case, criterion: str, reply: str
) -> None:
    assert marker.mark(kettle, reply).criteria[criterion].met


@pytest.mark.parametrize(("criterion", "reply"), NOT_MET)
def test_look_alikes_are_not_credited(
    marker: Marker, kettle: Case, criterion: str, reply: str
) -> None:
    assert not marker.mark(kettle, reply).criteria[criterion].met


@pytest.mark.parametrize(("criterion", "reply"), BROKEN)
def test_breaches_are_found(marker: Marker, kettle: Case, criterion: str, reply: str) -> None:
    assert not marker.mark(kettle, reply).criteria[criterion].met


@pytest.mark.parametrize(("criterion", "reply"), HARMLESS)
def test_harmless_neighbours_of_a_breach_pass(
    marker: Marker, kettle: Case, criterion: str, reply: str
) -> None:
    assert marker.mark(kettle, reply).criteria[criterion].met


def test_one_damaging_sentence_inside_a_good_reply_is_found(marker: Marker, kettle: Case) -> None:
    reply = (
        "I'm so sorry about the leak, Maria, that must be infuriating. I've sent a new kettle that"
        " arrives on Thursday. But honestly, you should have read the leaflet first."
    )
    marking = marker.mark(kettle, reply)
    assert not marking.criteria["no_blame"].met
    assert marking.band <= 2


def test_a_voided_cue_names_its_guard_and_the_words(marker: Marker, kettle: Case) -> None:
    mark = marker.mark(kettle, "I'm not sorry about the kettle.").criteria["apologise"]
    void = [e for e in mark.evidence if e.polarity is Polarity.VOID]
    assert void
    assert void[0].guard
    assert void[0].text == "sorry"


def test_nothing_that_is_absent_is_praised(marker: Marker, kettle: Case) -> None:
    for name, mark in marker.mark(kettle, "The new kettle is on its way.").criteria.items():
        if not mark.met and name not in ABSENCE:
            assert all(e.polarity is Polarity.VOID for e in mark.evidence)
