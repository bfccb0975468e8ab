"""Reading a file that somebody handed over: it can neither fill the memory nor hang the program."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Final

from quizapp.errors import UserError

MOST_BYTES: Final = 64 * 1024 * 1024
"""More than any list, log or bundle has: a hundred thousand certificates take 15 MB of log."""
MOST_KEY_BYTES: Final = 1024 * 1024
"""More than a key file with its certificates has."""


class HandedKind(Enum):
    """What an issuer hands out beside certificates: its mark, its name, where it is given."""

    BUNDLE = (b'"QuizappTrustBundle"', "a trust bundle", "--trust")
    STATUS = (b'"BitstringStatusListCredential"', "a status list", "--status")
    LOG = (b'"QuizappIssuanceLog"', "an issuance log", "--log")

    def __init__(self, mark: bytes, title: str, option: str) -> None:
        """Keep the three parts as attributes."""
        self.mark = mark
        self.title = title
        self.option = option


def kind_of(data: bytes) -> HandedKind | None:
    """Tell which of an issuer's files this says it is; nothing of it is checked."""
    return next((kind for kind in HandedKind if kind.mark in data), None)


def read_handed(path: Path, *, at_most: int = MOST_BYTES, kind: HandedKind | None = None) -> bytes:
    """Return the bytes of a regular file of at most this size; otherwise `UserError`.

    A device or a pipe has no size that could be asked for beforehand, and is not opened at all.
    With `kind`, a file that plainly is something else is refused by its name.
    """
    data = _bytes_of(path, at_most)
    if kind is not None:
        _refuse_other(path, data, kind)
    return data


def _refuse_other(path: Path, data: bytes, kind: HandedKind) -> None:
    if not data:
        raise UserError(f"{path} is empty. Download or copy it again.")
    if data.startswith(b"%PDF-"):
        raise UserError(f"{path} is a PDF file, not {kind.title}. Name it without {kind.option}.")
    if data.startswith(b"{") and not data.rstrip().endswith(b"}"):
        raise UserError(f"{path} breaks off before its end. Download or copy it again.")
    other = kind_of(data)
    if other is not None and kind.mark not in data:
        raise UserError(f"{path} is {other.title}, not {kind.title}. Give it with {other.option}.")


def _bytes_of(path: Path, at_most: int) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UserError(f"{path} is not a file. Name the file itself.")
        if size > at_most:
            raise UserError(
                f"{path} has {size / 1e6:.0f} MB; such a file has {at_most / 1e6:.0f} MB at most. "
                "Ask for the right one."
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} can't be opened ({error.strerror}). Check the path.") from error
