"""Reading a file that somebody handed over: it can neither fill the memory nor hang the program."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quizapp.errors import UserError

MOST_BYTES: Final = 64 * 1024 * 1024
"""More than any list, log or bundle has: a hundred thousand certificates take 15 MB of log."""


MOST_KEY_BYTES: Final = 1024 * 1024
"""More than a key file with its certificates has."""


def read_handed(path: Path, *, at_most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a regular file of at most this size; otherwise `UserError`.

    A device or a pipe has no size that could be asked for beforehand, and is not opened at all.
    """
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
