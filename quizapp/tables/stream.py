"""One XML part of a workbook, read as a stream; only plain elements and texts are let through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from quizapp.tables.package import Package
from quizapp.tables.table import refused

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Handler:
    """What is done while a part is read: one object for each kind of part."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note that an element begins."""

    def text(self, text: str) -> None:
        """Take text inside the element under way."""

    def end(self, tag: str) -> None:
        """Note that an element ends."""


def parse(package: Package, part: str, name: str, handler: Handler) -> None:
    """Read a part of the workbook as a stream; `InputError` for anything that is no plain XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(*_: object) -> None:
        raise refused(
            name,
            "The workbook holds a document type or entities, which no list needs. It was not "
            "read. Copy the list into a new workbook.",
            where=part,
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, found: handler.start(local_name(tag), found)
    parser.EndElementHandler = lambda tag: handler.end(local_name(tag))
    parser.CharacterDataHandler = handler.text
    try:
        for chunk in package.chunks(part):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise refused(
            name, "The workbook is damaged. Save it again as .xlsx.", where=part
        ) from error


def local_name(tag: str) -> str:
    """Return a name without the prefix of its namespace."""
    return tag.rpartition(":")[2]


def unescaped(text: str) -> str:
    """Return a text with the signs that workbooks write as `_x000D_`."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
