# ruff: noqa: PLR2004  # tables of patterns and measured weights read best in one piece
"""Known English words, and the repair of small slips in words that matter to the marker."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from quizapp.grading.free_text.lexicon import feelings, people, verbs
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.weights import asset_path


@cache
def known_words() -> frozenset[str]:
    """Return the whole words of the tokenizer's vocabulary and all lexicon words."""
    path = asset_path("vocab.txt")
    listed = frozenset(
        line for line in path.read_text("utf-8").split("\n") if line.isalpha() and (len(line) > 2)
    ) if path.exists() else frozenset()  # fmt: skip
    return listed | cue_words()


@cache
def cue_words() -> frozenset[str]:
    """Return the words that cues are made of: the targets of a repair."""
    lists = (
        feelings.STATES,
        feelings.HARDSHIPS,
        feelings.NOUNS,
        feelings.STIRRING,
        verbs.ACT_BASE,
        verbs.ACT_PAST,
        verbs.ACT_ING,
        verbs.HARM_PAST,
        people.KIN,
        FUNCTION_WORDS,
    )
    plain = {w for group in lists for entry in group for w in re.findall(r"[a-z]+", entry)}
    extra = [
        "apologise",
        "apology",
        "apologies",
        "apologising",
        "understand",
        "understandable",
        "understandably",
        "frustrating",
        "frustrated",
        "frustration",
        "disappointed",
        "disappointing",
        "responsibility",
        "tomorrow",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "tonight",
        "afternoon",
        "evening",
        "morning",
        "immediately",
        "replacement",
        "refund",
        "mistake",
        "mistakes",
        "fault",
        "sorry",
        "sorrow",
        "delivery",
        "engineer",
        "appointment",
        "manager",
        "personally",
        "however",
        "policy",
        "unfortunately",
        "sincerely",
        "inconvenience",
        "appreciate",
        "grateful",
        "patience",
        "whichever",
        "prefer",
        "option",
        "options",
        "choice",
        "definitely",
        "guarantee",
        "promise",
        "message",
        "warehouse",
        "customer",
        "service",
        "payment",
        "account",
        "order",
        "address",
        "annoying",
        "upsetting",
        "worrying",
        "stressful",
        "angry",
        "believe",
        "receive",
        "received",
        "birthday",
        "wedding",
        "funeral",
        "husband",
        "daughter",
        "daughter's",
        "because",
        "should",
        "really",
        "already",
        "arrange",
        "arranged",
        "organise",
        "yourself",
        "ourselves",
        "nothing",
        "something",
        "everything",
        "revert",
        "reverts",
        "regard",
        "regards",
        "website",
        "websites",
        "inbox",
        "voucher",
        "vouchers",
        "postcode",
        "refunded",
        "reimbursed",
        "courier",
        "couriers",
        "quid",
    ]
    return frozenset(plain | set(extra))


@lru_cache(maxsize=4096)
def repair(word: str) -> str:
    """Return the cue word that an unknown `word` was meant to be, or the word itself."""
    from rapidfuzz import process  # noqa: PLC0415  # loaded only when a word is unknown
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    low = word.lower()
    if len(low) < 4 or low in known_words() or not low.isascii() or word[:1].isupper():
        return word
    if low.endswith("s") and low[:-1] in known_words():
        return word
    limit = 1 if len(low) < 8 else 2
    candidates = [w for w in _by_letter().get(low[0], ()) if abs(len(w) - len(low)) <= limit]
    best = process.extractOne(low, candidates, scorer=OSA.distance, score_cutoff=limit)
    return best[0] if best else word


@cache
def _by_letter() -> dict[str, tuple[str, ...]]:
    letters: dict[str, list[str]] = {}
    for word in sorted(cue_words()):
        if len(word) > 3:
            letters.setdefault(word[0], []).append(word)
    return {k: tuple(v) for k, v in letters.items()}
