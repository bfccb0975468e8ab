"""A passphrase as it was meant: the same words, however a keyboard or a file put them down.

An “ü” can be one sign or two, and a file may begin with a byte order mark and end with a line end.
"""

from __future__ import annotations

import unicodedata

from quizapp.errors import UserError

SHORTEST = 10
"""Signs of a new passphrase at least."""


def settled(text: str) -> str:
    """Return the one form of a passphrase that is stored: composed, without marks of a file."""
    plain = unicodedata.normalize("NFC", text.removeprefix("\ufeff").rstrip("\r\n"))
    try:
        plain.encode()
    except UnicodeEncodeError as error:
        raise UserError(
            "The passphrase holds signs that are no text in UTF-8. Type it in this program, or "
            "save it as UTF-8."
        ) from error
    return plain


def spellings(text: str) -> tuple[str, ...]:
    """Return the forms under which a typed passphrase may be stored, the likeliest first.

    Those set by earlier versions are stored as they were typed, composed or apart.
    """
    plain = settled(text)
    return tuple(dict.fromkeys((plain, unicodedata.normalize("NFD", plain), text)))


def refuse_short(text: str) -> None:
    """Raise `UserError` unless a new passphrase is long enough."""
    if len(settled(text)) < SHORTEST:
        raise UserError(
            f"The passphrase is short. Take at least {SHORTEST} characters; "
            "four unrelated words are good."
        )


def refuse_different(text: str, again: str) -> None:
    """Raise `UserError` unless a new passphrase was typed twice alike."""
    if settled(text) != settled(again):
        raise UserError("The two passphrases differ. Type the same one twice.")
