"""From a line of text to positioned glyphs, in the order in which they stand on the paper.

A line is cut into runs of one direction, one script and one font; each run is shaped by HarfBuzz.
Latin, Greek and Cyrillic letters of a line all come from the first font that has every one of them,
so that a name never mixes two designs. All measures are in thousandths of an em.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from bidi import algorithm as bidi

from quizapp.certificates.page.fonts import HAN_LANGUAGES, Face, Style, face, script_face
from quizapp.certificates.page.scripts import (
    ALPHABETIC,
    EAST_ASIAN,
    JOINERS,
    Script,
    han_language,
    is_unprintable,
    script_of,
)

_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "“": "”", "‘": "’"}
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a run: its number in the font, how far it moves on, its shift, what it reads."""

    number: int
    advance: float
    shift_x: float
    shift_y: float
    width: float
    reads: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, left to right; `start` is the place of its text in the line.

    A `backwards` run is read from its last glyph to its first.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    start: int
    backwards: bool


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped line: its text, its runs from left to right, its width and the box of its ink."""

    text: str
    runs: tuple[Run, ...]
    width: float
    left: float
    bottom: float
    right: float
    top: float


@lru_cache(maxsize=4096)
def missing(text: str, style: Style, language: str = "") -> tuple[str, ...]:
    """Return the characters of a cleaned text that no font can print, each once, in order."""
    chosen = _assign(text, style, language)
    return tuple(
        dict.fromkeys(c for c, (_, font) in zip(text, chosen, strict=True) if font is None)
    )


@lru_cache(maxsize=4096)
def shape(text: str, style: Style, language: str = "", *, tracked: bool = False) -> Shaped:
    """Shape one cleaned line; `tracked` leaves out ligatures because the letters will be spread.

    Raises `LookupError` for a character without a glyph; ask `missing` first.
    """
    chosen = _assign(text, style, language)
    levels = _levels(text)
    runs = []
    for start, end in _visual_order(levels, _spans(levels, chosen)):
        script, font = chosen[start]
        if font is None:
            message = f"no font has the character U+{ord(text[start]):04X}"
            raise LookupError(message)
        backwards = bool(levels[start] % 2)
        glyphs = _shape_run(text[start:end], font, script, language, backwards, tracked)
        runs.append(Run(font, glyphs, start, backwards))
    return _measure(text, runs)


def _assign(text: str, style: Style, language: str) -> list[tuple[Script, Face | None]]:
    """Give every character its script and its font."""
    scripts = _settle(text)
    han = han_language(text, language)
    plain = [c for c, script in zip(text, scripts, strict=True) if script in ALPHABETIC]
    alphabet = _alphabet_face(plain or [c for c in text if script_of(c) is Script.COMMON], style)
    chosen: list[tuple[Script, Face | None]] = []
    for character, script in zip(text, scripts, strict=True):
        chosen.append((script, _face_for(character, script, style, han, alphabet)))
    return chosen


def _face_for(
    character: str, script: Script, style: Style, han: str, alphabet: Face | None
) -> Face | None:
    if is_unprintable(character):
        return None
    candidates: list[Face | None] = []
    if script in EAST_ASIAN:
        languages = (han, *(other for other in HAN_LANGUAGES if other != han))
        candidates = [script_face(script, style, other) for other in languages]
    elif script not in ALPHABETIC and script is not Script.COMMON:
        candidates = [script_face(script, style, han)]
    if script in ALPHABETIC or script_of(character) is Script.COMMON:
        candidates += [alphabet, *(face(spec) for spec in style.value)]
    code = ord(character)
    return next((font for font in candidates if font and code in font.coverage), None)


def _alphabet_face(characters: Sequence[str], style: Style) -> Face | None:
    fonts = [font for spec in style.value if (font := face(spec)) is not None]
    return next((font for font in fonts if font.covers(characters)), fonts[0] if fonts else None)


def _settle(text: str) -> list[Script]:
    """Let spaces, digits and marks belong to the letters before them, or else after them.

    A closing bracket belongs where its opening one does, so that both come from one font.
    """
    scripts = [script_of(character) for character in text]
    strong = next((script for script in scripts if script is not Script.COMMON), Script.LATIN)
    waiting: list[tuple[str, Script]] = []
    for place, (character, script) in enumerate(zip(text, tuple(scripts), strict=True)):
        if script is not Script.COMMON:
            strong = script
            continue
        if waiting and character == waiting[-1][0]:
            strong = waiting.pop()[1]
        elif character in _BRACKETS:
            waiting.append((_BRACKETS[character], strong))
        scripts[place] = strong
    return scripts


def _levels(text: str) -> list[int]:
    """Return the direction level of every character (Unicode TR 9); even runs rightwards."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return [0] * len(text)
    # The algorithm drops joiners (its rule X9); they keep the level of the letter before them.
    kept = [place for place, character in enumerate(text) if character not in JOINERS]
    levels = [0] * len(text)
    for place, level in zip(kept, _levels_without_joiners([text[k] for k in kept]), strict=True):
        levels[place] = level
    for place, character in enumerate(text):
        if character in JOINERS:
            levels[place] = levels[place - 1] if place else levels[kept[0]]
    return levels


def _levels_without_joiners(characters: Sequence[str]) -> list[int]:
    text = "".join(characters)
    storage = bidi.get_empty_storage()
    base = bidi.get_base_level(text)
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    bidi.get_embedding_levels(text, storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    return [int(character["level"]) for character in storage["chars"]]


def _spans(
    levels: Sequence[int], chosen: Sequence[tuple[Script, Face | None]]
) -> list[tuple[int, int]]:
    spans = []
    for _, places in groupby(range(len(levels)), key=lambda at: (levels[at], *chosen[at])):
        members = list(places)
        spans.append((members[0], members[-1] + 1))
    return spans


def _visual_order(levels: Sequence[int], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Reverse the runs from the deepest level up (rule L2), so that they read left to right."""
    order = list(spans)
    for level in range(max(levels, default=0), 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and levels[order[end][0]] >= level:
                end += 1
            order[place:end] = reversed(order[place:end])
            place = max(end, place + 1)
    return order


def _shape_run(
    text: str, font: Face, script: Script, language: str, backwards: bool, tracked: bool
) -> tuple[Glyph, ...]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if backwards else "ltr"
    buffer.script = script.value
    if language:
        buffer.language = language
    features = {"liga": False, "clig": False} if tracked else {}
    hb.shape(font.font, buffer, features)
    infos = buffer.glyph_infos
    clusters = [info.cluster for info in infos]
    reads = _reading(clusters[::-1], text)[::-1] if backwards else _reading(clusters, text)
    return tuple(
        Glyph(
            number=info.codepoint,
            advance=font.thousandths(position.x_advance),
            shift_x=font.thousandths(position.x_offset),
            shift_y=font.thousandths(position.y_offset),
            width=round(font.thousandths(font.advance(info.codepoint))),
            reads=read,
        )
        for info, position, read in zip(infos, buffer.glyph_positions, reads, strict=True)
    )


def _reading(clusters: Sequence[int], text: str) -> list[str]:
    """Say for each glyph what it stands for; the first one read of a cluster carries its text."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    seen: set[int] = set()
    reads = []
    for cluster in clusters:
        reads.append("" if cluster in seen else text[cluster : ends[cluster]])
        seen.add(cluster)
    return reads


def _measure(text: str, runs: Sequence[Run]) -> Shaped:
    pen = 0.0
    left = bottom = right = top = None
    for run in runs:
        for glyph in run.glyphs:
            ink = run.face.font.get_glyph_extents(glyph.number)
            if ink is not None and ink.width:
                scale = run.face.thousandths
                start = pen + glyph.shift_x + scale(ink.x_bearing)
                upper = glyph.shift_y + scale(ink.y_bearing)
                end = start + scale(ink.width)
                lower = upper + scale(ink.height)
                left = start if left is None else min(left, start)
                right = end if right is None else max(right, end)
                top = upper if top is None else max(top, upper)
                bottom = lower if bottom is None else min(bottom, lower)
            pen += glyph.advance
    return Shaped(text, tuple(runs), pen, left or 0.0, bottom or 0.0, right or 0.0, top or 0.0)
