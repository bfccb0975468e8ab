"""Measures of English text that the checks and the blind guess share.

Word lists are small on purpose and name what the item-writing guide names: words that sound
empathetic, absolutes, hedges. Reading level is the Flesch-Kincaid grade (Kincaid and others, 1975):
0.39 words per sentence + 11.8 syllables per word - 15.59.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)*]*(?:\s+|$)")
_ABBREVIATION = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St|No|e\.g|i\.e)\.")
_VOWELS = re.compile(r"[aeiouy]+")

EMPATHY = re.compile(
    r"\b(understand\w*|sorry|feel\w*|apolog\w+|appreciat\w+|frustrat\w+|upset\w*|disappoint\w*|"
    r"worr(?:y|ied|ying|ies)|hear(?:d|ing)?|imagine|concern\w*|regret\w*|care[sd]?|caring|"
    r"distress\w*|annoy\w+|stress\w*|anxious|difficult|thank\w*|must (?:be|have been))\b",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(
    r"\b(always|never|only|all|every|everyone|everybody|nobody|none|no one|must|completely|"
    r"entirely|impossible|guarantee\w*|any)\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(may|might|could|can|often|usually|sometimes|perhaps|likely|probably|seems?|sounds?|"
    r"tends?|partly|some|would|possibly|about|if)\b",
    re.IGNORECASE,
)
STRONG_ABSOLUTE = re.compile(r"\b(always|never|only|all)\b", re.IGNORECASE)
"""The four words that the guide compares between keys and distractors."""

_STOP = frozenset(
    _WORD.findall(
        "a an and are as at be been but by can could did do does for from had has have he her him "
        "his how i if in into is it its me more my no not now of on or our out she so some than "
        "that the their them then there they this to too up us was we were what when which who "
        "will with would you your one first best reply customer agent should say says asks ask"
    )
)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, figures left out."""
    return [word.casefold() for word in _WORD.findall(text)]


def tokens(text: str) -> list[str]:
    """Return words and figures in lower case."""
    return [word.casefold() for word in _TOKEN.findall(text)]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; titles such as `Mr.` end none."""
    joined = _ABBREVIATION.sub(r"\1", text)
    return [part for part in _SENTENCE_END.split(joined) if words(part)]


def syllables(word: str) -> int:
    """Estimate the syllables of an English word, at least one."""
    word = word.casefold()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text; 0 for a text without words."""
    found = words(text)
    if not found:
        return 0.0
    per_sentence = len(found) / max(len(sentences(text)), 1)
    per_word = sum(map(syllables, found)) / len(found)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def sentence_length(text: str) -> float:
    """Return the mean number of words in a sentence."""
    parts = sentences(text)
    return sum(len(words(part)) for part in parts) / len(parts) if parts else 0.0


def content_words(text: str) -> frozenset[str]:
    """Return the words that carry meaning, cut to a rough stem so that plurals agree."""
    return frozenset(_rough_stem(word) for word in words(text) if word not in _STOP)


def _rough_stem(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 (a stem of three)
            return word[: -len(ending)]
    return word


def hits(pattern: re.Pattern[str], text: str) -> int:
    """Return how often a pattern of words occurs."""
    return len(pattern.findall(text))
