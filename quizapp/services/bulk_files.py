"""Copies of many certificates in a folder or a ZIP file, never half written.

Every file is written beside its place under a name of the run's own and put there in one step. A
file of somebody else's that has the name already stays; the copy then carries its serial as well.
"""

from __future__ import annotations

import hashlib
import os
import uuid
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from quizapp.errors import UserError
from quizapp.services.file_names import NameParts, file_name
from quizapp.services.written_file import keep_names, write_through

ENDING = ".pdf"
KEPT = "What is issued is kept; make room or choose another place, and start again to go on."


def sweep(folder: Path) -> None:
    """Remove what a killed run left half written; its names are the run's own."""
    for part in folder.glob(".QZ-*.part"):
        part.unlink(missing_ok=True)


def put(folder: Path, pattern: str, parts: NameParts, data: bytes) -> Path:
    """Put one certificate into a folder, once; return where it stands."""
    target = place(folder, pattern, parts, hashlib.sha256(data).hexdigest())
    if not target.exists():
        part = folder / f".{parts.serial}.part"
        with _told(target, part):
            write_through(part, data)
            part.replace(target)
            keep_names(folder)
    return target


def place(folder: Path, pattern: str, parts: NameParts, sha256: str) -> Path:
    """Return where the copy of a certificate stands in a folder, or would."""
    name = file_name(pattern, parts)
    target = folder / f"{name}{ENDING}"
    if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
        target = folder / f"{name} ({parts.serial}){ENDING}"
    return target


def names_in_zip(pattern: str, parts: Sequence[NameParts]) -> tuple[str, ...]:
    """Return the name of each file in a ZIP; no two are alike, whatever the case."""
    taken: set[str] = set()
    names = []
    for one in parts:
        name = file_name(pattern, one)
        if name.casefold() in taken:
            name = f"{name} ({one.serial})"
        taken.add(name.casefold())
        names.append(f"{name}{ENDING}")
    return tuple(names)


def pack(
    target: Path, pattern: str, parts: Sequence[NameParts], data_of: Callable[[str], bytes]
) -> None:
    """Write a ZIP of certificates; `data_of` gives the file of a serial."""
    part = target.with_name(f".{target.name}.part")
    with _told(target, part):
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for one, name in zip(parts, names_in_zip(pattern, parts), strict=True):
                    day = one.issued_on
                    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
                    archive.writestr(entry, data_of(one.serial))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)


def refuse_unwritable(target: Path, *, folder: bool) -> None:
    """Raise `UserError` unless files can be written there; makes the folder if it is missing."""
    if not folder and target.is_dir():
        raise UserError(f"{target} is a folder. Name a file that ends in .zip.")
    where = target if folder else target.parent
    probe = where / f".{uuid.uuid4().hex}.part"
    try:
        where.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UserError(
            f"{where} can't be written to ({error.strerror}). Choose another place."
        ) from error


@contextmanager
def _told(target: Path, part: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(f"{target} could not be written ({error.strerror}). {KEPT}") from error
