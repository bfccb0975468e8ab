"""Whether a bank folder has changed, and where a parsed bank is kept between starts.

The fingerprint is taken over the bytes of the files. Reading them all at every start would cost
more than the rows, so a stamp of names, sizes and times decides whether that is needed.
"""

from __future__ import annotations

import contextlib
import os
import zlib
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
    yield from (folder / name for name in _names(folder))


def _names(folder: Path) -> list[str]:
    """Return the names of the YAML files below a folder, as POSIX paths, sorted."""
    found = []
    top = str(folder)
    for place, inner, files in os.walk(top):
        inner[:] = [name for name in inner if not name.startswith(".")]
        within = place[len(top) :].replace(os.sep, "/").strip("/")
        found += [
            f"{within}/{name}" if within else name
            for name in [*files, *inner]
            if name.endswith((".yaml", ".yml")) and not name.startswith(".")
        ]
    return sorted(found)


def file_stamp(folder: Path) -> str:
    """Return a quick stamp of names, sizes and times: equal stamps mean that nothing was edited.

    It is taken at every start, so it does without a cryptographic hash.
    """
    top, total, newest, lines = str(folder), 0, 0, [FORMAT]
    for name in _names(folder):
        about = os.lstat(f"{top}/{name}")
        total, newest = total + about.st_size, max(newest, about.st_mtime_ns)
        lines.append(f"{name} {about.st_size} {about.st_mtime_ns}")
    check = zlib.crc32("\n".join(lines).encode())
    return f"{check:08x}-{len(lines)}-{total}-{newest}"


def file_fingerprint(folder: Path) -> str:
    """Return the hash of the names and bytes of all files, the same on every computer."""
    import hashlib  # noqa: PLC0415 - not needed by a start that finds its rows

    total = hashlib.sha256(FORMAT.encode())
    for path in bank_files(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with contextlib.suppress(OSError):  # the loader says what is wrong with such a file
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
