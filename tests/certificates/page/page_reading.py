"""Reads a finished page as a verifier does: the replacement texts in the order of the tags."""

from __future__ import annotations

import io

import pikepdf

CREDENTIAL = b'{"name": "a credential", "n": 1}\n'


def tagged_lines(pdf: bytes) -> tuple[str, ...]:
    """Read the `/ActualText` of the page in the order of the structure tree."""
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as document:
        texts: dict[int, str] = {}
        mark = -1
        for instruction in pikepdf.parse_content_stream(document.pages[0], "BDC"):
            properties = instruction.operands[1]
            mark = int(properties.get("/MCID", mark))
            if "/ActualText" in properties:
                texts[mark] = str(properties["/ActualText"])
        order: list[int] = []
        _marks(document.Root.StructTreeRoot, order)
        return tuple(texts[mark] for mark in order if mark in texts)


def _marks(node: pikepdf.Object, order: list[int]) -> None:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            order.append(kid)
        elif kid is not None and "/Obj" not in kid:
            _marks(kid, order)
