# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""How much a text reads like sentences: a bigram model over function words and word shapes."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.grading.free_text.lexicon import people
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.text import Passage

_KEPT = FUNCTION_WORDS - frozenset(
    [
        "company",
        "team",
        "number",
        "account",
        "service",
        "customer",
        "call",
        "called",
        "ring",
        "contact",
        "help",
        "problem",
        "issue",
    ]
)


def shapes(passage: Passage) -> list[str]:
    """Return the shape of each word: function words as they are, others by ending."""
    found = ["^"]
    for word in passage.words:
        found.append(_shape(word.text, word.kind, word.raw))
        if word.text in {".", "!", "?", "\n", ";", "…"}:
            found.append("^")
    return found


def _shape(text: str, kind: str, raw: str) -> str:
    if kind in {"number", "time"}:
        return "<9>"
    if kind not in {"word", "short"}:
        return text if text in {",", ".", "!", "?", ":", ";", "(", ")"} else "<m>"
    if text in _KEPT:
        return text
    if text in people.TITLES:
        return "<t>"
    if raw[:1].isupper() and not raw.isupper():
        return "<N>"
    ending = re.search(r"(ing|ed|ly|er|est|ness|tion|ment|ful|able|s)$", text)
    return f"<{ending.group(1)}>" if ending and len(text) > 4 else "<w>"


@dataclass(frozen=True, slots=True)
class Fluency:
    """Log chances of shape pairs."""

    pairs: Mapping[str, float]
    singles: Mapping[str, float]
    unseen: float

    def judge(self, passage: Passage) -> tuple[float, float]:
        """Return the mean log chance of a pair and the share of pairs never seen."""
        line = shapes(passage)
        if len(line) < 3:
            return -6.0, 1.0
        total, new = 0.0, 0
        for left, right in itertools.pairwise(line):
            value = self.pairs.get(f"{left} {right}")
            if value is None:
                new += 1
                value = self.singles.get(right, self.unseen) - 1.5
            total += max(value, -9.0)
        return round(total / (len(line) - 1), 4), round(new / (len(line) - 1), 4)


def learn(passages: Iterable[Passage]) -> Fluency:
    """Count shape pairs; pairs seen once count as unseen, so that the counted texts are no exception."""
    pairs: Counter[str] = Counter()
    lefts: Counter[str] = Counter()
    rights: Counter[str] = Counter()
    for passage in passages:
        line = shapes(passage)
        for left, right in itertools.pairwise(line):
            pairs[f"{left} {right}"] += 1
            lefts[left] += 1
            rights[right] += 1
    total = sum(rights.values())
    return Fluency(
        {p: round(math.log(n / (lefts[p.split(" ", 1)[0]] + 20)), 2) for p, n in sorted(pairs.items()) if n >= 2},
        {r: round(math.log(n / total), 2) for r, n in sorted(rights.items()) if n >= 2},
        -9.0,
    )  # fmt: skip
