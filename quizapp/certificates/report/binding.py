"""Binds drawn pages into one tagged PDF, so that a screen reader follows tables and figures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from quizapp.certificates.page.structure import DrawnPage, Element

PRODUCER = "quizapp"


def bind(pages: Sequence[DrawnPage], *, title: str, author: str, made_at: datetime) -> bytes:
    """Return one PDF of these pages with their structure; equal input gives equal bytes."""
    with Pdf.new() as whole:
        sources = [Pdf.open(io.BytesIO(page.pdf)) for page in pages]
        try:
            for source in sources:
                whole.pages.append(source.pages[0])
            _tag(whole, pages)
            _describe(whole, title, author, made_at)
            out = io.BytesIO()
            whole.save(
                out,
                force_version="1.7",
                compress_streams=True,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                deterministic_id=True,
            )
        finally:
            for source in sources:
                source.close()
    return out.getvalue()


def _tag(whole: Pdf, pages: Sequence[DrawnPage]) -> None:
    root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    children: list[Object] = []
    numbers: list[int | Object] = []
    for number, (drawn, page) in enumerate(zip(pages, whole.pages, strict=True)):
        marked: dict[int, Object] = {}
        children += [_node(whole, page.obj, e, document, marked) for e in drawn.elements]
        parents = Array([marked[mark] for mark in range(len(marked))])
        numbers += [number, whole.make_indirect(parents)]
        page.obj.StructParents = number
        page.obj.Tabs = Name.S
    document.K = Array(children)
    root.K = Array([document])
    root.ParentTree = whole.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages)
    whole.Root.StructTreeRoot = root
    whole.Root.MarkInfo = Dictionary(Marked=True)
    whole.Root.Lang = String(pages[0].language)


def _node(
    whole: Pdf, page: Object, element: Element, parent: Object, marked: dict[int, Object]
) -> Object:
    node = whole.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent, Pg=page)
    )
    if element.alt:
        node.Alt = String(element.alt)
    if element.language:
        node.Lang = String(element.language)
    if element.kind == "TH":
        node.A = Dictionary(O=Name.Table, Scope=Name.Column)
    if element.box is not None:
        corners = (element.box.left, element.box.bottom, element.box.right, element.box.top)
        numbers = [pikepdf.Object.parse(f"{value:.2f}".encode("ascii")) for value in corners]
        node.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(numbers))
    if element.mark is not None:
        node.K = element.mark
        marked[element.mark] = node
    else:
        node.K = Array([_node(whole, page, one, node, marked) for one in element.children])
    return node


def _describe(whole: Pdf, title: str, author: str, made_at: datetime) -> None:
    stamp = f"D:{made_at.astimezone(UTC):%Y%m%d%H%M%S}+00'00'"
    whole.docinfo.Title = String(title)
    whole.docinfo.Author = String(author)
    whole.docinfo.Creator = String(PRODUCER)
    whole.docinfo.Producer = String(PRODUCER)
    whole.docinfo.CreationDate = String(stamp)
    whole.docinfo.ModDate = String(stamp)
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
