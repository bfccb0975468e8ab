"""Cutting the CMS out of a certificate, and putting another one in."""

from __future__ import annotations

import re


def cms_of(pdf: bytes) -> bytes:
    """Cut the CMS out of a certificate."""
    found = re.search(rb"/Contents <([0-9A-F]+)>\n/ByteRange", pdf)
    assert found is not None
    data = bytes.fromhex(found[1].decode())
    return data[: 4 + int.from_bytes(data[2:4])]


def with_cms(pdf: bytes, new: bytes) -> bytes:
    """Put another CMS in its place, padded with zeros."""
    found = re.search(rb"/Contents <([0-9A-F]+)>\n/ByteRange", pdf)
    assert found is not None
    text = new.hex().upper().encode().ljust(len(found[1]), b"0")
    return pdf[: found.start(1)] + text + pdf[found.end(1) :]
