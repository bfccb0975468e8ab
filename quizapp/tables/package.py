"""The ZIP archive around a workbook, opened part by part within limits and never unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

from quizapp.tables.table import refused

MOST_PARTS: Final = 2_000
LARGEST_PART: Final = 64_000_000
LARGEST_TOTAL: Final = 160_000_000
MOST_PACKED: Final = 150
"""How many times smaller a part may be packed; tables reach about thirty."""
PACKED_FROM: Final = 1_000_000
CHUNK: Final = 65_536
BOMB: Final = (
    "The workbook unpacks to far more than a list of people would. It was not opened. Copy the "
    "list into a new workbook."
)
DAMAGED: Final = "The archive is damaged or cut off. Save or download the workbook again."


class Package:
    """The parts of a workbook by name."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise refused(name, DAMAGED) from error
        self._parts = self._checked(self._archive.infolist())

    def __enter__(self) -> Self:
        """Use the package for a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the archive."""
        self._archive.close()

    def _checked(self, found: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(found) > MOST_PARTS or sum(part.file_size for part in found) > LARGEST_TOTAL:
            raise refused(self._name, BOMB)
        for part in found:
            ratio = part.file_size / max(1, part.compress_size)
            if part.file_size > LARGEST_PART or (
                part.file_size > PACKED_FROM and ratio > MOST_PACKED
            ):
                raise refused(self._name, BOMB, where=part.filename)
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise refused(self._name, DAMAGED, where=part.filename)
            if part.flag_bits & 1:
                raise refused(
                    self._name, "The archive has a password. Save the workbook without one."
                )
        parts = {part.filename.lstrip("/"): part for part in found}
        if len(parts) != len(found):
            raise refused(self._name, DAMAGED)
        return parts

    def has(self, part: str) -> bool:
        """Tell whether there is a part of this name."""
        return part in self._parts

    def chunks(self, part: str) -> Iterator[bytes]:
        """Return a part piece by piece; what is really unpacked counts, too."""
        read = 0
        try:
            with self._archive.open(self._parts[part]) as stream:
                while chunk := stream.read(CHUNK):
                    read += len(chunk)
                    if read > LARGEST_PART:
                        raise refused(self._name, BOMB, where=part)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise refused(self._name, DAMAGED, where=part) from error
