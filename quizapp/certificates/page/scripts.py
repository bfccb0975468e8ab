"""Which writing system a character belongs to, as far as choosing a font needs to know.

Only the scripts that the certificate sets are told apart. Everything else that is a letter counts
as `OTHER`, for which there is no font, so that it is reported instead of printed as an empty box.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from enum import StrEnum


class Script(StrEnum):
    """A writing system, named by its ISO 15924 code as HarfBuzz wants it."""

    LATIN = "Latn"
    GREEK = "Grek"
    CYRILLIC = "Cyrl"
    ARABIC = "Arab"
    HEBREW = "Hebr"
    DEVANAGARI = "Deva"
    THAI = "Thai"
    HAN = "Hani"
    KANA = "Kana"
    HANGUL = "Hang"
    COMMON = "Zyyy"
    OTHER = "Zzzz"


ALPHABETIC = frozenset({Script.LATIN, Script.GREEK, Script.CYRILLIC})
EAST_ASIAN = frozenset({Script.HAN, Script.KANA, Script.HANGUL})

# First and last code point of each block, Unicode 15; gaps between the rows are OTHER.
_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x005A, Script.LATIN),
    (0x0061, 0x007A, Script.LATIN),
    (0x00AA, 0x00AA, Script.LATIN),
    (0x00BA, 0x00BA, Script.LATIN),
    (0x00C0, 0x00D6, Script.LATIN),
    (0x00D8, 0x00F6, Script.LATIN),
    (0x00F8, 0x02B8, Script.LATIN),
    (0x02B9, 0x036F, Script.COMMON),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x0870, 0x08FF, Script.ARABIC),
    (0x0900, 0x097F, Script.DEVANAGARI),
    (0x0E00, 0x0E7F, Script.THAI),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1CD0, 0x1CFF, Script.DEVANAGARI),
    (0x1D00, 0x1DBF, Script.LATIN),
    (0x1DC0, 0x1DFF, Script.COMMON),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x2000, 0x2BFF, Script.COMMON),
    (0x2C60, 0x2C7F, Script.LATIN),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0x2E00, 0x2E7F, Script.COMMON),
    (0x2E80, 0x2FDF, Script.HAN),
    (0x3000, 0x3004, Script.COMMON),
    (0x3005, 0x3007, Script.HAN),
    (0x3008, 0x3020, Script.COMMON),
    (0x3021, 0x302D, Script.HAN),
    (0x302E, 0x303F, Script.COMMON),
    (0x3040, 0x30FF, Script.KANA),
    (0x3130, 0x318F, Script.HANGUL),
    (0x31F0, 0x31FF, Script.KANA),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA720, 0xA7FF, Script.LATIN),
    (0xA8E0, 0xA8FF, Script.DEVANAGARI),
    (0xAB30, 0xAB6F, Script.LATIN),
    (0xAC00, 0xD7FF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB00, 0xFB06, Script.LATIN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE20, 0xFE2F, Script.COMMON),
    (0xFE30, 0xFE4F, Script.COMMON),
    (0xFE70, 0xFEFC, Script.ARABIC),
    (0xFF00, 0xFF20, Script.COMMON),
    (0xFF21, 0xFF5A, Script.LATIN),
    (0xFF66, 0xFF9D, Script.KANA),
    (0x20000, 0x323AF, Script.HAN),
)
_STARTS = tuple(first for first, _, _ in _BLOCKS)

# The only invisible characters that spelling needs: they join or part letters in Persian and Indic.
JOINERS = frozenset("\u200c\u200d")


def script_of(character: str) -> Script:
    """Return the script of one character; digits, spaces and punctuation are `COMMON`."""
    code = ord(character)
    place = bisect_right(_STARTS, code) - 1
    if place >= 0 and code <= _BLOCKS[place][1]:
        return _BLOCKS[place][2]
    return Script.OTHER if unicodedata.category(character)[0] in "LM" else Script.COMMON


def is_unprintable(character: str) -> bool:
    """Tell whether a character is a control or an invisible mark that may change how text reads.

    Direction overrides and zero-width spaces can make a name look like another one, so they are
    refused on a certificate rather than dropped in silence.
    """
    return character not in JOINERS and unicodedata.category(character)[0] == "C"


def han_language(text: str, stated: str) -> str:
    """Return `ja`, `zh-Hans`, `zh-Hant` or `ko`: the stated language, else what the text tells.

    The same Han character is drawn differently in these four; kana or hangul beside it settle the
    question, and without any sign simplified Chinese is taken.
    """
    wanted = stated.casefold()
    for prefix, language in _HAN_LANGUAGES:
        if wanted == prefix or wanted.startswith(f"{prefix}-"):
            return language
    found = {script_of(character) for character in text}
    if Script.KANA in found:
        return "ja"
    return "ko" if Script.HANGUL in found else "zh-Hans"


_HAN_LANGUAGES = (
    ("ja", "ja"),
    ("ko", "ko"),
    ("zh-hant", "zh-Hant"),
    ("zh-tw", "zh-Hant"),
    ("zh-hk", "zh-Hant"),
    ("zh-mo", "zh-Hant"),
    ("zh", "zh-Hans"),
)
