"""Splitting a stem into the case and the question that is asked about it."""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(r"(?<=[.!?…:])[\"”’']?\s+(?=[\"“‘'(]?[A-Z0-9])")
_BRACKETS = re.compile(r"\s*\(([^()]*\b[CF]-\d{2,3}\b[^()]*)\)")
_CODE = re.compile(r"[CF]-\d{2,3}")
_TASK = re.compile(r"(?i)(?:put|match|order|arrange|sort|bring|assign)\b")
_CLOSING = re.compile(r"(?i)\s*\(?\b(?:choose|select|pick|tick) \w+\)?[.:]?\s*$")
_CHOOSE = re.compile(r"(?i)\b(choose|select|pick|tick)\b")


@lru_cache(maxsize=64)
def split(stem: str) -> tuple[str, str]:
    """Return case and question; the question is the last sentence that asks for something.

    A stem of one sentence is all question. Sentences inside a customer's quoted words stay with it.
    """
    text = shown(stem)
    cuts = [match.end() for match in _END.finditer(text) if not _inside_quotes(text, match.end())]
    if not cuts:
        return "", text
    starts = [0, *cuts]
    sentences = [text[a:b].strip() for a, b in zip(starts, [*cuts, len(text)], strict=True)]
    asking = [n for n, words in enumerate(sentences) if words.endswith("?") or _TASK.match(words)]
    start = starts[asking[-1]] if asking else cuts[-1]
    if start == 0:
        return "", text
    if _CHOOSE.search(text[start:]) and len(text[start:].split()) <= 4 and len(cuts) > 1:  # noqa: PLR2004 - “Choose two.” and its like
        start = cuts[-2]
    elif _CHOOSE.search(text[start:]) and len(text[start:].split()) <= 4:  # noqa: PLR2004 - as above
        return "", text
    return text[:start].strip(), text[start:].strip()


def shown(text: str) -> str:
    """Return a bank's text as shown: without emphasis marks, numbers of cards and frameworks."""
    return _BRACKETS.sub(_without_codes, text.replace("**", "")).strip()


def _without_codes(found: re.Match[str]) -> str:
    parts = [part.strip() for part in re.split(r",|\band\b|\bwith\b", found[1])]
    words = [part for part in parts if part and not _CODE.fullmatch(part)]
    return f" ({', '.join(words)})" if words else ""


def without_choose(question: str) -> str:
    """Return a question without a closing “Choose THREE”, which the options say themselves."""
    return _CLOSING.sub("", question).strip()


def _inside_quotes(text: str, at: int) -> bool:
    before = text[:at]
    curly = before.count("“") - before.count("”")
    return curly > 0 or before.count('"') % 2 == 1
