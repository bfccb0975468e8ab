"""The signature of a PDF, checked on its bytes before any PDF parser is asked.

A signed certificate has one signature over every byte of the file but the signature's own
hexadecimal text, and that text is accepted in one spelling only. Nothing of the file is then free:
whatever differs from what was issued is refused, whether a reader would show the difference or not.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from quizapp.certificates import cms_profile
from quizapp.certificates.verify.refused import Refused
from quizapp.domain.verdict import Reason

_MARK: Final = b"/ByteRange"
_RANGE: Final = re.compile(rb"/ByteRange \[0 ([1-9]\d{0,8}) ([1-9]\d{0,8}) ([1-9]\d{0,8})\] *\n")
_HEADER: Final = re.compile(rb"%PDF-1\.7\n")
_HEX: Final = re.compile(rb"<(?:[0-9A-F]{2})+>")
_ENCRYPTED: Final = re.compile(rb"/Encrypt[\s/<\d]")
_BEFORE: Final = b"/Contents "
_END: Final = b"\n%%EOF\n"
_LONG_FORM: Final = 0x82
_END_WITHIN: Final = 1024
BROKEN_OFF: Final = "as after a download that broke off"
FETCH_AGAIN: Final = "Download or copy it again, or ask the holder to send it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A signature that holds for every byte of the file, its signer not yet judged."""

    chain: tuple[bytes, ...]
    byte_range: tuple[int, int, int, int]
    contents: bytes


def unseal(data: bytes) -> Sealed:
    """Check the signature of a PDF; `Refused` with the reason if it is not right."""
    marks = data.count(_MARK)
    if _ENCRYPTED.search(data):
        raise Refused(Reason.ENCRYPTED)
    if not marks and not _has_end(data):
        raise Refused(Reason.UNREADABLE, f"Its end is missing, {BROKEN_OFF}.", FETCH_AGAIN)
    if not marks:
        raise Refused(Reason.UNSIGNED)
    if marks > 1:
        raise Refused(Reason.LATER_REVISION, "It has more than one signature.")
    if not _HEADER.match(data):
        raise Refused(Reason.NOT_OUR_PROFILE, "It does not begin as our certificates do.")
    found = _RANGE.search(data)
    if found is None and not _has_end(data):
        raise Refused(Reason.NOT_OUR_PROFILE, f"Its end is missing, {BROKEN_OFF}.")
    if found is None:
        raise Refused(Reason.NOT_OUR_PROFILE, "The signature's range has another form.")
    first, start, rest = (int(part) for part in found.groups())
    _refuse_gaps(data, first, start, rest)
    contents = bytes.fromhex(data[first + 1 : start - 1].decode())
    parts = _parts(contents)
    digest = hashlib.sha256(data[:first])
    digest.update(data[start:])
    if digest.digest() != parts.digest or not cms_profile.signature_holds(parts):
        raise Refused(Reason.CHANGED)
    return Sealed(chain=parts.chain, byte_range=(0, first, start, rest), contents=contents)


def _has_end(data: bytes) -> bool:
    """Tell whether the mark that ends every PDF stands where readers look for it.

    What follows the mark must not be a part of the file: then an earlier mark was met.
    """
    _, mark, rest = data.rstrip(b"\0\t\n\r ")[-_END_WITHIN:].rpartition(_END.strip())
    return bool(mark) and b" obj" not in rest


def _refuse_gaps(data: bytes, first: int, start: int, rest: int) -> None:
    """Make sure that the range leaves out the signature's text and nothing else."""
    if start + rest < len(data):
        raise Refused(Reason.LATER_REVISION)
    if start + rest > len(data) or not first < start:
        raise Refused(Reason.CHANGED, f"A part of the file is missing, {BROKEN_OFF}.")
    gap = data[first:start]
    if not _HEX.fullmatch(gap) or not data[:first].endswith(_BEFORE):
        raise Refused(Reason.NOT_OUR_PROFILE, "The signature's text has another form.")
    if not data.endswith(_END):
        raise Refused(Reason.CHANGED, "The end of the file is missing.")


def _parts(contents: bytes) -> cms_profile.CmsParts:
    """Read the CMS and its zero padding."""
    if contents[:1] != b"\x30" or contents[1:2] != bytes([_LONG_FORM]):
        raise Refused(Reason.NOT_OUR_PROFILE, "The signature has another form.")
    size = 4 + int.from_bytes(contents[2:4])
    if size > len(contents) or contents[size:].strip(b"\0"):
        raise Refused(Reason.NOT_OUR_PROFILE, "The signature is not followed by zeros.")
    try:
        return cms_profile.split(contents[:size])
    except cms_profile.CmsError as error:
        raise Refused(Reason.NOT_OUR_PROFILE, "The signature has another form.") from error
