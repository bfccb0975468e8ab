"""Files that a person asked for: written beside their place and put there in one step."""

from __future__ import annotations

import os
from pathlib import Path

from quizapp.errors import UserError


def write_file(target: Path, data: bytes) -> Path:
    """Write a file; `UserError` if the place can't be written, and then nothing is there."""
    refuse_no_folder(target)
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(
            f"{target} could not be written ({error.strerror}). Choose another place."
        ) from error
    return target


def refuse_no_folder(target: Path) -> None:
    """Raise `UserError` for a file in a folder that is not there, which is most often mistyped."""
    if not target.absolute().parent.is_dir():
        raise UserError(
            f"There is no folder {target.parent}. Make it first, or choose another place."
        )


def write_through(path: Path, data: bytes) -> None:
    """Write a file so that it is on the disk before anything that follows."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def keep_names(folder: Path) -> None:
    """Bring the names in a folder to the disk, so that a power cut loses no renamed file.

    Windows does so by itself and lets nobody ask for it.
    """
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
