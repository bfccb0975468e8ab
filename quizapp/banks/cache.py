"""Whether a bank folder has changed, and where a parsed bank is kept between starts.

The fingerprint is taken over the bytes of the files. Reading them all at every start would cost
more than the rows, so a stamp of names, sizes and times decides whether that is needed.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the first page asks for the stamp and needs no values
    from quizapp.domain.plan import Bank

FORMAT = "1"
"""Goes into every fingerprint; raised when the same files would be read into other values."""


class BankCache(Protocol):
    """Keeps parsed banks by fingerprint; `storage` implements it with rows."""

    def get(self, fingerprint: str) -> Bank | None:
        """Return the bank that was kept under the fingerprint, or None."""

    def put(self, fingerprint: str, bank: Bank) -> None:
        """Keep a bank under its fingerprint."""


class MemoryCache:
    """A cache for one run of the program, for tests and for commands that load a bank twice."""

    def __init__(self) -> None:
        self._banks: dict[str, Bank] = {}

    def get(self, fingerprint: str) -> Bank | None:
        """Return the bank that was kept under the fingerprint, or None."""
        return self._banks.get(fingerprint)

    def put(self, fingerprint: str, bank: Bank) -> None:
        """Keep a bank under its fingerprint."""
        self._banks[fingerprint] = bank


def bank_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a bank in a fixed order, hidden ones left out."""
    found = [
        path
        for pattern in ("*.yaml", "*.yml")
        for path in folder.rglob(pattern)
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def file_stamp(folder: Path) -> str:
    """Return a quick stamp of names, sizes and times: equal stamps mean that nothing was edited."""
    stamp = hashlib.sha256(FORMAT.encode())
    for path in bank_files(folder):
        about = path.lstat()
        name = path.relative_to(folder).as_posix()
        stamp.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return stamp.hexdigest()


def file_fingerprint(folder: Path) -> str:
    """Return the hash of the names and bytes of all files, the same on every computer."""
    total = hashlib.sha256(FORMAT.encode())
    for path in bank_files(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with contextlib.suppress(OSError):  # the loader says what is wrong with such a file
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
