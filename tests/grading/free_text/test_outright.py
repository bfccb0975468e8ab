"""Plain rudeness in a kind reply, and the same words where they do no harm."""

from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.cues import all_cues
from quizapp.grading.free_text.cues.outright import CUES, PLAIN
from quizapp.grading.free_text.evidence import find_hits
from quizapp.grading.free_text.text import read
from quizapp.grading.free_text.verdicts import SAID
from quizapp.grading.free_text.vocabulary import repair

KIND = (
    "I'm so sorry, Maria: the kettle we sent has been leaking over your worktop. {} That was our"
    " mistake. A new one leaves here today, and I'll ring on Friday to hear that it works."
)
RUDE = [
    ("calm_tone", "Honestly, get a grip."),
    ("calm_tone", "You're being melodramatic."),
    ("calm_tone", "Do I have to spell it out?"),
    ("calm_tone", "Cry me a river."),
    ("calm_tone", "I'm sick of hearing about it."),
    ("calm_tone", "Will that do, your majesty?"),
    ("calm_tone", "Try reading it next time, use your eyes."),
    ("no_minimising", "Nobody died."),
    ("no_minimising", "You'll survive."),
    ("no_blame", "You've only yourself to blame."),
    ("no_blame", "A likely story."),
]
HARMLESS = [
    "I told my own team to get a grip.",
    "You're not being melodramatic at all.",
    "You shouldn't have to spell it out to us.",
    "I won't play the smallest violin about our staffing.",
    "You must be sick of hearing our excuses, and so am I.",
    "My colleague said “nobody died”, and he should never have said it.",
    "It would be a poor shop that told you “you'll survive”.",
    "We've only ourselves to blame.",
    "We need to use our eyes when we pack.",
]


def heard(case: Case, text: str) -> set[str]:
    hits = find_hits(read(text, repair), read_case(case), case.channel)
    return {
        h.criterion for found in hits.values() for h in found if h.name in PLAIN and not h.guard
    }


@pytest.mark.parametrize(("criterion", "line"), RUDE)
def test_one_plainly_rude_line_spoils_a_kind_reply(
    marker: Marker, kettle: Case, criterion: str, line: str
) -> None:
    marking = marker.mark(kettle, KIND.format(line))
    assert not marking.criteria[criterion].met
    shown = [e.text for e in marking.criteria[criterion].evidence if e.polarity == "against"]
    assert any(part in line for part in shown)
    assert marking.criteria[criterion].confidence >= SAID
    assert not marking.criteria[criterion].review


@pytest.mark.parametrize("line", HARMLESS)
def test_the_same_words_of_others_or_denied_do_no_harm(kettle: Case, line: str) -> None:
    assert not heard(kettle, KIND.format(line))


def test_each_cue_has_a_name_of_its_own() -> None:
    assert len(PLAIN) == len(CUES)
    assert not PLAIN & {cue.name for cue in all_cues() if cue not in CUES}


def test_a_promise_of_whatever_you_want_is_left_to_the_other_views(kettle: Case) -> None:
    assert not heard(kettle, KIND.format("We'll do whatever you want."))
