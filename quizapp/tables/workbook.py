"""Workbooks (.xlsx): one sheet read as texts, without evaluating or fetching anything.

The parts are read as a stream by expat; a document type or an entity is refused at once. Only what
a list needs is understood: texts, numbers, merged and hidden cells. A formula is never computed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from quizapp.tables.package import Package
from quizapp.tables.sheet import SheetReader
from quizapp.tables.stream import Handler, local_name, parse, unescaped
from quizapp.tables.table import LONGEST_CELL, Table, refused

MAIN: Final = "xl/workbook.xml"
MOST_STRINGS: Final = 1_000_000
_PADDED: Final = re.compile(r"0{2,20}")


@dataclass(slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def read(data: bytes, name: str, *, sheet: str = "") -> Table:
    """Read one sheet: the one named, else the first that is shown and holds something."""
    with Package(data, name) as package:
        if not package.has(MAIN):
            raise refused(name, _other_archive(package))
        sheets = _sheets(package, name)
        chosen = _chosen(sheets, sheet, name)
        texts = _Strings()
        if package.has("xl/sharedStrings.xml"):
            parse(package, "xl/sharedStrings.xml", name, texts)
        styles = _Styles()
        if package.has("xl/styles.xml"):
            parse(package, "xl/styles.xml", name, styles)
        for place, one in enumerate(chosen):
            reader = SheetReader(name, texts.found, styles.widths())
            parse(package, one.part, name, reader)
            rows = reader.rows()
            if rows or place == len(chosen) - 1:
                break
    if not rows:
        raise refused(name, "There is nothing in the sheets that are shown.")
    return Table(
        source=name,
        rows=rows,
        sheet=one.name,
        sheets=tuple(found.name for found in sheets),
        notes=(*_sheet_notes(sheets, one), *reader.notes()),
    )


def _other_archive(package: Package) -> str:
    if package.has("content.xml"):
        return "This is an OpenDocument file. Save it as .xlsx or CSV."
    if package.has("word/document.xml"):
        return "This is a text document. Save the list as .xlsx or CSV."
    return "This is an archive, but no workbook. Unpack it and choose the list itself."


def _sheets(package: Package, name: str) -> list[_Sheet]:
    book, targets = _Book(), _Targets()
    parse(package, MAIN, name, book)
    if package.has("xl/_rels/workbook.xml.rels"):
        parse(package, "xl/_rels/workbook.xml.rels", name, targets)
    sheets = []
    for title, relation, hidden in book.found:
        target = targets.found.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if package.has(part):
            sheets.append(_Sheet(title, part, hidden))
    if not sheets:
        raise refused(name, "The workbook has no sheet that can be read. Save it again as .xlsx.")
    return sheets


def _chosen(sheets: list[_Sheet], wanted: str, name: str) -> list[_Sheet]:
    if wanted:
        named = [sheet for sheet in sheets if sheet.name == wanted]
        if not named:
            there = ", ".join(f"“{sheet.name}”" for sheet in sheets)
            raise refused(name, f"There is no sheet “{wanted}”. There are: {there}.")
        return named
    shown = [sheet for sheet in sheets if not sheet.hidden]
    if not shown:
        raise refused(name, "All sheets are hidden. Show the one with the list.")
    return shown


def _sheet_notes(sheets: list[_Sheet], used: _Sheet) -> tuple[str, ...]:
    others = [f"“{sheet.name}”" for sheet in sheets if sheet is not used and not sheet.hidden]
    hidden = [f"“{sheet.name}”" for sheet in sheets if sheet is not used and sheet.hidden]
    notes = []
    if others:
        notes.append(f"Only the sheet “{used.name}” is read, not {', '.join(others)}.")
    if hidden:
        notes.append(f"Hidden and not read: {', '.join(hidden)}.")
    return tuple(notes)


@dataclass(slots=True)
class _Book(Handler):
    found: list[tuple[str, str, bool]] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if local_name(k) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.found.append((attributes.get("name", ""), relation, hidden))


@dataclass(slots=True)
class _Targets(Handler):
    found: dict[str, str] = field(default_factory=dict)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")


@dataclass(slots=True)
class _Strings(Handler):
    """The table of texts that cells refer to; readings of Asian signs are not part of them."""

    found: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _inside: bool = False
    _aside: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        del attributes
        if tag == "si":
            self._pieces, self._length = [], 0
        elif tag == "rPh":
            self._aside = True
        self._inside = tag == "t" and not self._aside

    def text(self, text: str) -> None:
        if self._inside and self._length <= LONGEST_CELL:
            self._length += len(text)
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        self._inside = False
        if tag == "rPh":
            self._aside = False
        elif tag == "si" and len(self.found) < MOST_STRINGS:
            self.found.append(unescaped("".join(self._pieces)))


@dataclass(slots=True)
class _Styles(Handler):
    """Number formats that only fill up with zeros, such as 00000 for personnel numbers."""

    _formats: dict[str, str] = field(default_factory=dict)
    _used: list[str] = field(default_factory=list)
    _cells: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._cells = True
        elif tag == "xf" and self._cells:
            self._used.append(attributes.get("numFmtId", ""))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._cells = False

    def widths(self) -> dict[str, int]:
        """Return the width to fill up to, by style."""
        return {
            str(place): len(code)
            for place, number in enumerate(self._used)
            if _PADDED.fullmatch(code := self._formats.get(number, ""))
        }
