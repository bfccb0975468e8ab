"""How words are made alike for finding, sorting and comparing names."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return a text in small letters without accents, so that any spelling finds it."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)


class _Plain(dict[int, int | None]):
    """Takes accents away; each sign is looked up once, since lists hold thousands of names."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_PLAIN = _Plain()
