"""The credential inside a baked badge: a PNG with one `openbadgecredential` text chunk."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from quizapp.certificates.strict_json import MAX_BYTES
from quizapp.certificates.verify.refused import Refused
from quizapp.domain.verdict import Reason

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KEYWORD: Final = b"openbadgecredential"
_FRAME: Final = 12


def is_png(data: bytes) -> bool:
    """Tell whether the bytes begin as a PNG."""
    return data.startswith(_SIGNATURE)


def credential_in(data: bytes) -> bytes | None:
    """Give the baked credential, or nothing for an ordinary picture; `Refused` for two."""
    found = [
        body
        for kind, body in _chunks(data)
        if kind in (b"iTXt", b"tEXt", b"zTXt") and body.partition(b"\0")[0] == _KEYWORD
    ]
    if not found:
        return None
    if len(found) > 1:
        raise Refused(Reason.CREDENTIAL_CHANGED, "There are several credentials in the picture.")
    return _text(found[0])


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + _FRAME <= len(data):
        size = int.from_bytes(data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        check = data[at + 8 + size : at + _FRAME + size]
        if len(body) != size or int.from_bytes(check) != zlib.crc32(kind + body):
            raise Refused(Reason.UNREADABLE)
        yield kind, body
        if kind == b"IEND":
            return
        at += _FRAME + size
    raise Refused(Reason.UNREADABLE)


def _text(body: bytes) -> bytes:
    """Read an iTXt body: keyword, flag, method, language, translated keyword, text."""
    rest = body[len(_KEYWORD) + 1 :]
    flag, method = rest[:1], rest[1:2]
    parts = rest[2:].split(b"\0", 2)
    if flag not in (b"\0", b"\1") or method != b"\0" or len(parts) != 3:  # noqa: PLR2004 - language, translated keyword, text
        raise Refused(Reason.CREDENTIAL_CHANGED, "The credential in the picture is damaged.")
    text = parts[2]
    if flag == b"\0":
        return text
    try:
        return zlib.decompressobj().decompress(text, MAX_BYTES + 1)
    except zlib.error as error:
        raise Refused(Reason.CREDENTIAL_CHANGED, "The credential is damaged.") from error
