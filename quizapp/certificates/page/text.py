"""The form in which text is printed and compared."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """Return the text in composed form (NFC) with single spaces, as it is printed and compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())
