"""Listening items and written replies: length of the dialogue, rubric and samples."""

from __future__ import annotations

from itertools import pairwise

from quizapp.banks.lint.report import Severity, Subject
from quizapp.domain.items import FreeTextBody, Line, ListeningBody
from quizapp.domain.marking import ABSENCE, weighted_share

WORDS_PER_MINUTE = 150
SECONDS = (20.0, 60.0)
CRITERIA = (4, 7)
FEELING = frozenset({"acknowledge_feeling", "validate_feeling"})
ACTION = frozenset(
    {
        "take_ownership",
        "concrete_next_step",
        "offer_options",
        "time_commitment",
        "follow_up",
        "open_question",
        "paraphrase",
    }
)
"""What moves the case forward; in listening cases that is asking and saying back."""

_ORDER = {"strong": 2, "borderline": 1, "weak": 0}


def spoken_seconds(dialogue: tuple[Line, ...]) -> float:
    """Return how long a dialogue plays: 150 words a minute by each line's rate, and its pauses."""
    return sum(
        len(line.text.split()) / WORDS_PER_MINUTE * 60 / line.rate + line.pause for line in dialogue
    )


def check_responses(subject: Subject) -> None:
    """Run every check on listening items and written replies."""
    for item in subject.live:
        if isinstance(item.body, ListeningBody):
            _listening(subject, item.id, item.body)
        elif isinstance(item.body, FreeTextBody):
            _rubric(subject, item.id, item.body)
            _samples(subject, item.id, item.body)


def _listening(subject: Subject, item: str, body: ListeningBody) -> None:
    seconds = spoken_seconds(body.dialogue)
    low, high = SECONDS
    if not low <= seconds <= high:
        subject.say(
            Severity.WARNING,
            "listening-length",
            f"the dialogue plays about {seconds:.0f} seconds",
            f"{low:g} to {high:g} seconds are expected",
            item=item,
        )
    if len({line.speaker for line in body.dialogue}) == 1:
        subject.say(
            Severity.NOTE,
            "listening-speakers",
            "only one person speaks",
            "a dialogue lets timing show who listens",
            item=item,
        )
    if not any(line.pause or line.overlap for line in body.dialogue):
        subject.say(
            Severity.NOTE,
            "listening-cues",
            "has neither a pause nor an interruption",
            "the key may rest on timing alone or on what is left unanswered",
            item=item,
        )


def _rubric(subject: Subject, item: str, body: FreeTextBody) -> None:
    ids = frozenset(criterion.id for criterion in body.criteria)
    low, high = CRITERIA
    if not low <= len(ids) <= high:
        subject.say(
            Severity.WARNING,
            "rubric-size",
            f"has {len(ids)} criteria",
            f"{low} to {high} are expected",
            item=item,
        )
    groups = (("feeling", FEELING), ("action", ACTION), ("absence", frozenset(ABSENCE)))
    for name, group in groups:
        if not ids & group:
            subject.say(
                Severity.WARNING,
                "rubric-balance",
                f"has no {name} criterion",
                f"add one of {', '.join(sorted(group))}",
                item=item,
            )


def _samples(subject: Subject, item: str, body: FreeTextBody) -> None:
    weights = {criterion.id: criterion.weight for criterion in body.criteria}
    scores = {sample.kind: weighted_share(sample.expected, weights) for sample in body.samples}
    ranked = sorted(scores, key=lambda kind: _ORDER.get(kind, 0))
    for lower, higher in pairwise(ranked):
        if scores[lower] >= scores[higher]:
            subject.say(
                Severity.WARNING,
                "samples-order",
                f"the {lower} sample is expected to score {scores[lower]:.2f}, the {higher} one "
                f"{scores[higher]:.2f}",
                "strong must score above borderline and borderline above weak",
                item=item,
            )
