"""Names of files by a pattern such as `{name} {serial}`, good on every system.

What some system refuses in a name becomes a hyphen; names that Windows keeps for itself get a sign
in front; nothing in a person's name can lead out of the folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from quizapp.errors import UserError

DEFAULT_PATTERN = "{name} {serial}"
LONGEST_BYTES = 180
"""Bytes of a name in UTF-8 before its ending; file systems allow 255."""
FIELDS: Mapping[str, str] = {
    "name": "the person's name",
    "number": "the personnel number",
    "serial": "the serial of the certificate",
    "exam": "the title of the exam",
    "group": "the first group of the person",
    "date": "the day of issue, such as 2026-11-24",
}
JOINERS = "\u200c\u200d"
"""Join or part letters in Persian and Indic names."""
_REFUSED = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """What a name can be made of."""

    name: str
    number: str
    serial: str
    exam: str
    group: str
    issued_on: date


def refuse_bad(pattern: str) -> None:
    """Raise `UserError` for a pattern that names no file or asks for what is not known."""
    known = ", ".join(f"{{{field}}} ({words})" for field, words in FIELDS.items())
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise UserError(
            f"“{pattern}” is not a pattern for file names: a bracket stands alone. Use {known}."
        ) from error
    strange = [p[1] for p in parts if p[1] is not None and (p[1] not in FIELDS or p[2] or p[3])]
    if strange:
        raise UserError(f"A file name can't hold {{{strange[0]}}}. Use {known}.")
    if "/" in pattern or "\\" in pattern:
        raise UserError("A pattern names files, not folders. Leave out the slash.")
    if not any(field is not None for _, field, _, _ in parts):
        raise UserError(f"With “{pattern}” all files would have one name. Use {known}.")


def file_name(pattern: str, parts: NameParts) -> str:
    """Return the name for one file, without its ending; it is never empty."""
    filled = pattern.format(
        name=parts.name,
        number=parts.number,
        serial=parts.serial,
        exam=parts.exam,
        group=parts.group,
        date=parts.issued_on.isoformat(),
    )
    return safe(filled) or parts.serial


def safe(text: str) -> str:
    """Return the text as a file name that every system takes."""
    plain = _REFUSED.sub("-", unicodedata.normalize("NFC", text))
    plain = "".join(
        sign for sign in plain if unicodedata.category(sign)[0] != "C" or sign in JOINERS
    )
    plain = " ".join(plain.split()).strip(". ")
    while len(plain.encode()) > LONGEST_BYTES:
        plain = plain[:-1].rstrip(". ")
    return f"_{plain}" if _RESERVED.match(plain) else plain
