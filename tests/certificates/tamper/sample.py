"""What an attacker has: genuine certificates of one issuer, an issuer of their own, and tools."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from office import Office

from quizapp.certificates.issue import IssuedCertificate


@dataclass(frozen=True)
class Sample:
    """A genuine certificate, another one of the same issuer, and an attacker's own issuer.

    `office` stands for the issuer's key; only the attacks of an insider may touch it.
    """

    genuine: IssuedCertificate
    other: IssuedCertificate
    office: Office
    rival: Office

    @property
    def pdf(self) -> bytes:
        """The genuine file."""
        return self.genuine.pdf


def appended(pdf: bytes, change: Callable[[pikepdf.Pdf], dict[tuple[int, int], bytes]]) -> bytes:
    """Append an incremental update with new or changed objects, as an editor does."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        objects = change(opened)
        root, info = opened.trailer.Root.objgen, opened.trailer.Info.objgen
        size = max(
            int(opened.trailer.Size), *(number + 1 for number, _ in objects or {(0, 0): b""})
        )
    previous = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0])
    out = bytearray(pdf)
    table = bytearray(b"xref\n")
    for (number, generation), body in sorted(objects.items()):
        table += b"%d 1\n%010d %05d n \n" % (number, len(out), generation)
        out += b"%d %d obj\n" % (number, generation) + body + b"\nendobj\n"
    if not objects:
        table += b"0 0\n"
    start = len(out)
    out += table
    out += (
        b"trailer\n<</Size %d /Root %d %d R /Info %d %d R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, *root, *info, previous, start)
    )
    return bytes(out)


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """Write a stream object."""
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(body), body)
