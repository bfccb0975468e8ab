"""The font files of the certificate page, opened once, cut to the glyphs that a page uses.

HarfBuzz reads the variable fonts as they are: it shapes with the wanted weight and optical size,
and its subsetter writes a static TrueType program that holds only the glyphs of one page. That
takes less than a millisecond, needs no cache of instances on the disk and leaves no state behind,
so the same facts give the same bytes whatever was drawn before.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

import fontpkg
import uharfbuzz as hb

from quizapp.certificates.page.scripts import Script

# Tables that a page never reads: layout, names and metrics for vertical or interactive use.
_DROPPED_TABLES = (
    *("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "VORG", "VVAR"),
    *("cmap", "gasp", "kern", "meta", "name", "post", "vhea", "vmtx"),
)
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class FontSpec:
    """Where a font comes from and how its axes are set; `name` is what the PDF calls it."""

    name: str
    family: str
    axes: tuple[tuple[str, float], ...] = ()
    italic: bool = False
    weight: int = 400
    file: str = ""


class Style(Enum):
    """How a piece of text is set; the value lists the fonts to try for Latin, Greek, Cyrillic."""

    DISPLAY = (
        FontSpec("Newsreader-Display", "newsreader", (("opsz", 60), ("wght", 400))),
        FontSpec("NotoSerif", "noto-serif", (("wdth", 100), ("wght", 400))),
    )
    DISPLAY_BOLD = (
        FontSpec("Newsreader-DisplaySemiBold", "newsreader", (("opsz", 60), ("wght", 600))),
        FontSpec("NotoSerif-SemiBold", "noto-serif", (("wdth", 100), ("wght", 600))),
    )
    DISPLAY_ITALIC = (
        FontSpec(
            "Newsreader-DisplayItalic",
            "newsreader",
            (("opsz", 60), ("wght", 400)),
            italic=True,
        ),
        FontSpec("NotoSerif-Italic", "noto-serif", (("wdth", 100), ("wght", 400)), italic=True),
    )
    SERIF = (
        FontSpec("Newsreader-Text", "newsreader", (("opsz", 18), ("wght", 400))),
        FontSpec("NotoSerif", "noto-serif", (("wdth", 100), ("wght", 400))),
    )
    TEXT = (
        FontSpec("AtkinsonHyperlegible-Regular", "atkinson-hyperlegible"),
        FontSpec("NotoSans", "noto-sans", (("wdth", 100), ("wght", 400))),
    )
    TEXT_BOLD = (
        FontSpec("AtkinsonHyperlegible-Bold", "atkinson-hyperlegible", weight=700),
        FontSpec("NotoSans-Bold", "noto-sans", (("wdth", 100), ("wght", 700))),
    )


_WEIGHTS = {Style.TEXT_BOLD: (700, "-Bold"), Style.DISPLAY_BOLD: (600, "-SemiBold")}

# family or package, file inside the package, has a width axis
_SCRIPT_FONTS: Mapping[str, tuple[str, str, str, bool]] = {
    "Arab": ("NotoSansArabic", "noto-sans-arabic", "", True),
    "Deva": ("NotoSansDevanagari", "noto-sans-devanagari", "", True),
    "Thai": ("NotoSansThai", "noto-sans-thai", "", True),
    "Hebr": (
        "NotoSansHebrew",
        "justmytype_intl_rtl",
        "notosanshebrew/NotoSansHebrew[wdth,wght].ttf",
        True,
    ),
    "ja": ("NotoSansJP", "justmytype_intl_cjk", "notosansjp/NotoSansJP[wght].ttf", False),
    "ko": ("NotoSansKR", "justmytype_intl_cjk", "notosanskr/NotoSansKR[wght].ttf", False),
    "zh-Hans": ("NotoSansSC", "justmytype_intl_cjk", "notosanssc/NotoSansSC[wght].ttf", False),
    "zh-Hant": ("NotoSansTC", "justmytype_intl_cjk", "notosanstc/NotoSansTC[wght].ttf", False),
}
HAN_LANGUAGES = ("zh-Hans", "ja", "zh-Hant", "ko")
_EXTRA_SCRIPTS = frozenset({Script.HEBREW, Script.HAN, Script.KANA, Script.HANGUL})


@dataclass(frozen=True, slots=True)
class FontProgram:
    """A font cut to some glyphs: the TrueType file, the new glyph numbers and what a PDF asks for.

    All measures are in thousandths of an em. `widths` is indexed by the new glyph number.
    """

    tag: str
    data: bytes
    numbers: Mapping[int, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic: bool
    serif: bool


class Face:
    """One font at one setting of its axes."""

    def __init__(self, spec: FontSpec, path: Path) -> None:
        """Open the file; its bytes are mapped, not copied."""
        self.spec = spec
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font = hb.Font(self._face)
        if spec.axes:
            self.font.set_variations(dict(spec.axes))
        self.upem = self._face.upem
        self.coverage = frozenset(self._face.unicodes)
        self._prepared: hb.Face | None = None

    def covers(self, text: Iterable[str]) -> bool:
        """Tell whether the font has a glyph for every character of the text."""
        return all(ord(character) in self.coverage for character in text)

    def thousandths(self, units: float) -> float:
        """Turn font units into thousandths of an em."""
        return float(units * _THOUSAND / self.upem)

    def advance(self, glyph: int) -> int:
        """Return the width of a glyph in font units, as the embedded program will state it."""
        return int(self.font.get_glyph_h_advance(glyph))

    def cut(self, glyphs: Iterable[int]) -> FontProgram:
        """Return the static font program that holds these glyphs and `.notdef`."""
        wanted = sorted(set(glyphs))
        if self._prepared is None:
            self._prepared = hb.subset_preprocess(self._face)
        order = hb.SubsetInput()
        order.glyph_set.update(wanted)
        order.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        for tag in _DROPPED_TABLES:
            order.drop_table_tag_set.add(int.from_bytes(tag.ljust(4).encode(), "big"))
        for axis, value in self.spec.axes:
            order.pin_axis_location(self._prepared, axis, value)
        plan = hb.SubsetPlan(self._prepared, order)
        numbers = {int(old): int(new) for old, new in plan.old_to_new_glyph_mapping.items()}
        program = plan.execute()
        static = hb.Font(program)
        extents = static.get_font_extents("ltr")
        return FontProgram(
            tag=_subset_tag(self.spec.name, wanted),
            data=bytes(program.blob.data),
            numbers=numbers,
            widths=tuple(
                round(self.thousandths(static.get_glyph_h_advance(number)))
                for number in range(program.glyph_count)
            ),
            box=self._box(static, program.glyph_count),
            ascent=round(self.thousandths(extents.ascender)),
            descent=round(self.thousandths(extents.descender)),
            cap_height=self._cap_height(),
            italic=self.spec.italic,
            serif=self.spec.family in {"newsreader", "noto-serif"},
        )

    def _box(self, static: hb.Font, count: int) -> tuple[int, int, int, int]:
        corners = []
        for number in range(count):
            ink = static.get_glyph_extents(number)
            if ink is not None and ink.width:
                across = ink.x_bearing + ink.width
                below = ink.y_bearing + ink.height
                corners.append((ink.x_bearing, below, across, ink.y_bearing))
        if not corners:
            return (0, 0, 0, 0)
        left, bottom, right, top = zip(*corners, strict=True)
        low = (min(left), min(bottom))
        high = (max(right), max(top))
        return (
            round(self.thousandths(low[0])),
            round(self.thousandths(low[1])),
            round(self.thousandths(high[0])),
            round(self.thousandths(high[1])),
        )

    def _cap_height(self) -> int:
        glyph = self.font.get_nominal_glyph(ord("H"))
        ink = self.font.get_glyph_extents(glyph) if glyph else None
        return round(self.thousandths(ink.y_bearing)) if ink else 700


def face(spec: FontSpec) -> Face | None:
    """Return the opened font, or nothing when the package that carries it is not installed."""
    path = find(spec)
    return None if path is None else _open(spec, path)


def script_face(script: Script, style: Style, han: str) -> Face | None:
    """Return the font for a script beyond Latin, Greek and Cyrillic; `han` is the language."""
    key = han if script in {Script.HAN, Script.KANA, Script.HANGUL} else script.value
    known = _SCRIPT_FONTS.get(key)
    if known is None:
        return None
    name, family, file, has_width = known
    weight, suffix = _WEIGHTS.get(style, (400, ""))
    axes: tuple[tuple[str, float], ...] = (("wght", weight),)
    if has_width:
        axes = (("wdth", 100), *axes)
    return face(FontSpec(f"{name}{suffix}", family, axes, weight=weight, file=file))


def needs_extra(script: Script) -> bool:
    """Tell whether the fonts of a script come with the optional extra `scripts`."""
    return script in _EXTRA_SCRIPTS


def extra_is_missing(script: Script) -> bool:
    """Tell whether a character cannot be set only because the extra `scripts` is not installed."""
    package = "justmytype_intl_rtl" if script is Script.HEBREW else "justmytype_intl_cjk"
    return needs_extra(script) and importlib.util.find_spec(package) is None


@lru_cache(maxsize=64)
def _open(spec: FontSpec, path: Path) -> Face:
    return Face(spec, path)


@lru_cache(maxsize=64)
def find(spec: FontSpec) -> Path | None:
    """Return the file of a font, or nothing when its package is not installed."""
    if spec.file:
        package = importlib.util.find_spec(spec.family)
        if package is None or package.origin is None:
            return None
        path = Path(package.origin).parent / "fonts" / "ofl" / spec.file
        return path if path.is_file() else None
    slope = "italic" if spec.italic else "normal"
    try:
        return Path(fontpkg.path(spec.family, spec.weight, slope))
    except fontpkg.FontpkgError:
        return None


def _subset_tag(name: str, glyphs: Iterable[int]) -> str:
    """Return the six capitals that mark a cut font, a function of its contents."""
    digest = hashlib.sha256(f"{name}:{','.join(map(str, glyphs))}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
