# tables of patterns and measured weights read best in one piece
"""Finding the words: every cue is tried on every sentence, and guards say what does not count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.cues import all_cues
from quizapp.grading.free_text.guards import GUARDS
from quizapp.grading.free_text.patterns import Cue, Pattern
from quizapp.grading.free_text.polarity import turned
from quizapp.grading.free_text.scene import Scene
from quizapp.grading.free_text.text import Clause, Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a clause; `guard` names why it does not count, None where it does."""

    criterion: str
    name: str
    weight: float
    why: str
    clause: int
    start: int
    end: int
    guard: str | None


def find_hits(reply: Passage, facts: CaseFacts, channel: str) -> dict[str, list[Hit]]:
    """Return all hits by criterion, in the order of the text."""
    quoted = quoted_spans(reply, facts)
    found: dict[str, list[Hit]] = defaultdict(list)
    lower = reply.norm
    likely = [(cue, cue.pattern) for cue in all_cues() if cue.pattern.possible(lower)]
    for clause in reply.clauses:
        before = reply.clauses[clause.index - 1].norm if clause.index else ""
        after = (
            reply.clauses[clause.index + 1].norm if clause.index + 1 < len(reply.clauses) else ""
        )
        for cue, pattern in likely:
            for begin, end in _matches(pattern, clause):
                start, stop = _without_link(
                    reply, *reply.span(clause.offset + begin, clause.offset + end)
                )
                scene = Scene(
                    clause.norm, begin, end, before, after, lower, channel, facts.message.norm,
                    any(a <= start and stop <= b for a, b in quoted),
                )  # fmt: skip
                verdict = _void(cue, scene)
                found[cue.criterion].append(
                    Hit(
                        cue.criterion,
                        cue.name,
                        cue.weight,
                        cue.why,
                        clause.index,
                        start,
                        stop,
                        verdict,
                    )
                )
    return found


def _matches(pattern: Pattern, clause: Clause) -> list[tuple[int, int]]:
    spans = [m.span() for m in pattern.finditer(clause.norm)]
    return [(a, b) for a, b in spans if b > a][:4]


_LINK = re.compile(r"(?:[\s,]+(?:and|but|or))?[\s,]*$")


def _without_link(reply: Passage, start: int, stop: int) -> tuple[int, int]:
    """Return the span without a comma or “and” at its end, which begin what comes next."""
    found = _LINK.search(reply.original[start:stop])
    return start, (start + found.start() if found and found.start() else stop)


def _void(cue: Cue, scene: Scene) -> str | None:
    if scene.quoted and cue.criterion in {
        "acknowledge_feeling",
        "validate_feeling",
        "apologise",
        "thank",
        "take_ownership",
    }:
        return "the customer's words, quoted"
    verdict = turned(cue.criterion, cue.name, scene)
    if verdict is not None:
        return verdict
    return next(
        (verdict for name in cue.guards if (verdict := GUARDS[name](scene)) is not None), None
    )


_QUOTES = re.compile(
    r"(?:(?<=\s)|^)'([^'\n]{6,160}?)'(?=[\s.,;:!?)]|$)|\"([^\"\n]{3,200})\"|“([^”\n]{3,200})”|‘([^’\n]{6,160})’"
)


def quoted_spans(reply: Passage, facts: CaseFacts) -> Sequence[tuple[int, int]]:
    """Return the spans in quotation marks whose words are the customer's."""
    spans: list[tuple[int, int]] = []
    for match in _QUOTES.finditer(reply.original):
        words = re.findall(r"[a-z]+", match.group().lower())
        theirs = sum(w in facts.message.norm for w in words)
        if words and theirs >= 0.7 * len(words):
            spans.append(match.span())
    return spans
