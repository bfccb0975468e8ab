# ruff: noqa: E501  # tables of patterns and measured weights read best in one piece
"""The reply as the marker reads it: normalised words that still know where they stood.

Everything downstream looks at `Passage.norm`, one string of lower-case words and marks with single
spaces between them. `Passage.span` turns any stretch of it back into code points of the text as the
learner typed it, so that evidence can be shown in the learner's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quizapp.grading.free_text.lexicon import shorthand

_TOKEN = re.compile(
    r"""
    (?P<link>https?://\S+|www\.\S+)
  | (?P<time>(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d.,]\d)\s?(?:[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.m\.|\d{1,2}\s?[ap]m\b)
  | (?P<number>[£$€₹]\s?\d+(?:[.,]\d+)*k?|\d+(?:[.,]\d+)*(?:st|nd|rd|th|%|k|h|hrs?|mins?|gb|mb|kg|g|x|pm|am)?\b)
  | (?P<short>w/o|w/|b/c|[ap]\.m\.|e\.g\.|i\.e\.|t&cs?|mr\.|mrs\.|ms\.|dr\.|st\.)
  | (?P<word>[^\W\d_]+(?:['’‘`´][^\W\d_]+)*['’]?)
  | (?P<mark>\.{2,}|…|[.!?;:,()"“”\n–—/&@#^*<>=+~%-])
  | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STOP = re.compile(r"[.!?;…\n]|\.{2,}")
_GAP_MARKS = {"-", "’", "'", "*", "~", "^", "#", "@"}


@dataclass(frozen=True, slots=True)
class Word:
    """One normalised word or mark, with the code points of the original it stands for."""

    text: str
    start: int
    end: int
    kind: str
    raw: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the passage: positions in `Passage.norm` and in the original."""

    norm: str
    offset: int
    start: int
    end: int
    index: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its normal form, its sentences, and the way back to the original."""

    original: str
    words: tuple[Word, ...]
    norm: str
    starts: tuple[int, ...]
    clauses: tuple[Clause, ...]
    repairs: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences as they were typed, without space around them."""
        return tuple(self.original[c.start : c.end].strip() for c in self.clauses)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return the half-open span of the original under `norm[begin:end]`."""
        first = self._word_at(begin)
        last = self._word_at(max(begin, end - 1))
        low = min(w.start for w in self.words[first : last + 1])
        high = max(w.end for w in self.words[first : last + 1])
        while high > low and self.original[high - 1].isspace():
            high -= 1
        return low, high

    def _word_at(self, position: int) -> int:
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= position:
                low = middle
            else:
                high = middle - 1
        return low


Repair = Callable[[str], str]


def read(text: str, repair: Repair | None = None) -> Passage:
    """Normalise `text`; `repair` may map an unknown word to the word that was meant."""
    words: list[Word] = []
    repairs = 0
    matches = list(_TOKEN.finditer(text))
    last_end = 0
    for place, match in enumerate(matches):
        kind = match.lastgroup or "other"
        raw = match.group()
        gap = text[last_end : match.start()]
        if "\n" in gap and words and not _STOP.fullmatch(words[-1].text):
            words.append(Word("\n", last_end, match.start(), "stop", gap))
        last_end = match.end()
        following = matches[place + 1].group().lower() if place + 1 < len(matches) else ""
        before = words[-1].text if words else ""
        pieces, repaired = _normal(raw, kind, before, following, repair)
        repairs += repaired
        width = match.end() - match.start()
        if len(pieces) == 1 or width < len(pieces):
            words.extend(Word(p, match.start(), match.end(), kind, raw) for p in pieces)
        else:
            words.extend(_split(pieces, match.start(), match.end(), kind, raw))
    return _assemble(text, words, repairs)


def _split(pieces: list[str], start: int, end: int, kind: str, raw: str) -> list[Word]:
    """Share a token's code points among its pieces: the first keeps its own length where it can."""
    first = min(len(pieces[0]), end - start - (len(pieces) - 1))
    cut = start + max(1, first)
    head = Word(pieces[0], start, cut, kind, raw)
    return [head, *(Word(p, cut, end, kind, raw) for p in pieces[1:])]


def _normal(
    raw: str, kind: str, before: str, following: str, repair: Repair | None
) -> tuple[list[str], bool]:
    low = raw.lower().replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    if kind == "time":
        return [re.sub(r"\s", "", low).replace(".", ":", 1).replace(".", "")], False
    if kind == "number":
        return [shorthand.digit(low, before, following) or re.sub(r"\s", "", low)], False
    if kind == "mark":
        return ["\n" if low == "\n" else ("…" if low.startswith("..") else low)], False
    if kind not in {"word", "short"}:
        return [low], False
    low = low.strip("'") if low.endswith("'") else low
    low = low.removesuffix(".") if kind == "short" and low[:2] in {"mr", "ms", "dr", "st"} else low
    meant = shorthand.expand(low, following)
    if meant is not None:
        return meant, False
    squeezed = re.sub(r"(.)\1{2,}", r"\1\1", low)
    if "'" not in squeezed and repair is not None and kind == "word":
        fixed = repair(squeezed if raw[:1].islower() or raw.isupper() or not before else raw)
        if fixed.lower() not in {low, squeezed}:
            return fixed.lower().split(), True
    return [squeezed], False


def _assemble(text: str, words: list[Word], repairs: int) -> Passage:
    kept = [w for w in words if w.text and not (w.kind == "mark" and w.text in _GAP_MARKS)]
    starts: list[int] = []
    position = 0
    for word in kept:
        starts.append(position)
        position += len(word.text) + 1
    norm = " ".join(w.text for w in kept)
    clauses: list[Clause] = []
    first = 0
    for place, word in enumerate(kept):
        stop = bool(_STOP.fullmatch(word.text)) or word.kind == "other"
        following = kept[place + 1] if place + 1 < len(kept) else None
        same = following is not None and bool(_STOP.fullmatch(following.text))
        if stop and same:
            continue
        if stop or following is None:
            piece = norm[starts[first] : starts[place] + len(word.text)]
            if any(w.kind in {"word", "number", "time", "short"} for w in kept[first : place + 1]):
                clauses.append(
                    Clause(piece, starts[first], kept[first].start, word.end, len(clauses))
                )
                first = place + 1
    if first < len(kept) and clauses:
        pass
    return Passage(text, tuple(kept), norm, tuple(starts), tuple(clauses), repairs)
