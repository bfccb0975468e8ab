# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""Numbers for the learned views: what a clause says, and what the whole reply shows.

The same functions serve training and marking, so that a weight means the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.marking import LIBRARY
from quizapp.grading.free_text.case_facts import CaseFacts
from quizapp.grading.free_text.retelling import Retelling, paraphrase_strength
from quizapp.grading.free_text.rules import RuleView
from quizapp.grading.free_text.text import Clause, Passage

_NEGATORS = frozenset(
    [
        "not",
        "no",
        "never",
        "nor",
        "nobody",
        "nothing",
        "none",
        "neither",
        "without",
        "hardly",
        "cannot",
    ]
)
_SMILE = re.compile(r"[:;]-?[)P]|[😊😉😜😂🤣🙂😏🙄👏😅😄]|\b(?:ha){2,}\b|\blol\b", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d{2}|\d{1,2}(?:am|pm)$")


def tokens(clause: str, facts: CaseFacts | None) -> list[str]:
    """Return the words of a clause with names, numbers and clock times made general."""
    names = facts.names if facts is not None else frozenset()
    found: list[str] = []
    for word in clause.split():
        if word in names:
            found.append("<name>")
        elif _TIME.match(word):
            found.append("<time>")
        elif word[0].isdigit() or word[0] in "£$€₹":
            found.append("<num>")
        elif re.match(r"[a-z'?!]", word):
            found.append(word)
    return found


def ngrams(clause: str, facts: CaseFacts | None) -> dict[str, int]:
    """Return the word runs of one to three words of a clause; words after a negator are marked."""
    words = tokens(clause, facts)
    counts: dict[str, int] = {}
    negated = 0
    marked: list[str] = []
    for word in words:
        marked.append(f"!{word}" if negated else word)
        negated = 4 if word in _NEGATORS else max(0, negated - 1)
    line = ["^", *words, "$"]
    for gram in [
        *marked,
        *(" ".join(line[i : i + 2]) for i in range(len(line) - 1)),
        *(" ".join(line[i : i + 3]) for i in range(len(line) - 2)),
    ]:
        counts[gram] = 1
    return counts


def clause_numbers(clause: Clause, reading: Retelling) -> list[float]:
    """Return the stance of a clause: how it retells the case."""
    return [
        min(reading.shared, 5) / 5, min(reading.strong, 5) / 5, reading.own, float(reading.tells), float(reading.plans), float(reading.asks),
        reading.copied, min(len(clause.norm.split()), 40) / 40, float(clause.norm.endswith("!")), paraphrase_strength(reading),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplyNumbers:
    """Numbers of a whole reply that several criteria share."""

    values: Mapping[str, float]


def reply_numbers(
    reply: Passage, view: RuleView, readings: Sequence[Retelling]
) -> dict[str, float]:
    """Return the numbers of a whole reply by name."""
    why = [e.why for e in view.evidence["personalise"]]
    words = len([w for w in reply.words if w.kind in {"word", "number", "time", "short"}])
    return {
        "name": float(any("name" in w for w in why)),
        "kin": float(any("close" in w or "loss" in w for w in why)),
        "life": float(sum("circumstances" in w for w in why)) / 3,
        "clauses": min(len(reply.clauses), 10) / 10,
        "words": min(words, 120) / 120,
        "shared": min(sum(r.shared for r in readings), 12) / 12,
        "told": min(sum(r.shared for r in readings if r.tells and not r.plans), 8) / 8,
        "questions": min(reply.norm.count("?"), 3) / 3,
        "exclaims": min(reply.norm.count("!"), 4) / 4,
        "smiles": min(len(_SMILE.findall(reply.original)), 2) / 2,
        "repairs": min(reply.repairs, 5) / 5,
    }


_EXTRA: Mapping[str, tuple[str, ...]] = {
    "personalise": ("name", "kin", "life", "shared"),
    "paraphrase": ("shared", "told", "clauses"),
    "open_question": ("questions",),
    "positive_framing": (
        "rule:concrete_next_step",
        "rule:offer_options",
        "rule:no_policy_hiding",
        "rule:time_commitment",
        "clauses",
    ),
    "acknowledge_feeling": ("rule:validate_feeling",),
    "validate_feeling": ("rule:acknowledge_feeling",),
    "follow_up": ("rule:time_commitment",),
    "concrete_next_step": ("rule:time_commitment",),
    "plain_language": ("words",),
}


HARMFUL = ("no_blame", "no_minimising", "no_policy_hiding", "calm_tone")
_COLD = (
    "acknowledge_feeling", "validate_feeling", "apologise", "take_ownership", "concrete_next_step", "follow_up", "thank", "time_commitment", "offer_options", "open_question", "personalise",
)  # fmt: skip
_SIZE = ("words", "clauses", "questions", "exclaims", "smiles")


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of the learned views: of each clause by criterion, and of the reply as a whole."""

    grams: Mapping[str, Sequence[float]]
    stance: Mapping[str, Sequence[float]]
    close: Mapping[str, Sequence[float]]
    whole: Mapping[str, float]

    def support(self, criterion: str) -> float:
        """Return the best score that any sentence has in the word runs or the close reading."""
        return max((*self.grams[criterion], *self.close[criterion]), default=-3.0)


def fusion_row(
    criterion: str, view: RuleView, numbers: Mapping[str, float], scores: Scores
) -> list[float]:
    """Return what the fusion of one criterion sees: rules, learned views, and a few whole-reply numbers.

    A breach is rare and has many faces; for the four harmful ones the fusion also sees what else
    the reply does, how the other breaches score, and the reply as a whole.
    """
    hits = view.hits.get(criterion, ())
    live = [h for h in hits if h.guard is None]
    row = [
        view.strength[criterion],
        min(len(live), 3) / 3,
        float(view.strength[criterion] >= 0.5),
        float(any(h.guard is not None for h in hits) and not live),
    ]
    for best in (
        sorted(scores.grams[criterion], reverse=True),
        sorted(scores.stance[criterion], reverse=True),
    ):
        row.append(best[0] if best else -3.0)
        row.append(best[1] if len(best) > 1 else -3.0)
    row.extend(
        view.strength[e[5:]] if e.startswith("rule:") else numbers[e]
        for e in _EXTRA.get(criterion, ())
    )
    if criterion in HARMFUL:
        row.extend(view.strength[name] for name in _COLD)
        row.extend(numbers[name] for name in _SIZE)
        for other in HARMFUL:
            if other != criterion:
                row += [
                    view.strength[other],
                    max(scores.grams[other], default=-3.0),
                    max(scores.stance[other], default=-3.0),
                ]
    return row


def columns(criterion: str) -> list[str]:
    """Return the names of the numbers in `fusion_row`, for reading the weights."""
    names = [
        "rule",
        "cues",
        "rule on",
        "void",
        "grams",
        "grams 2",
        "stance",
        "stance 2",
        *_EXTRA.get(criterion, ()),
    ]
    if criterion in HARMFUL:
        names += [
            *_COLD,
            *_SIZE,
            *(
                f"{view} {o}"
                for o in HARMFUL
                if o != criterion
                for view in ("rule", "grams", "stance")
            ),
        ]
    return names


CRITERIA = LIBRARY


FAR = 8.0
"""Log odds beyond which a close reading counts as certain."""


def blend_row(criterion: str, linear: float, scores: Scores) -> list[float]:
    """Return what the second step sees: the linear views together, and the close reading.

    The close reading counts by its best sentence and by the reply as a whole.
    """
    best = max(scores.close[criterion], default=-FAR)
    return [max(-FAR, min(FAR, value)) for value in (linear, best, scores.whole[criterion])]
