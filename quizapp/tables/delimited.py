"""Lists as text: the encoding and the delimiter are guessed, said, and can be chosen."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.tables.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    TableRow,
    refused,
)

ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
"""What may be chosen; `utf-8-sig` begins with a mark of its own, as does `utf-16`."""
DELIMITERS: Final = (";", ",", "\t", "|")
SAMPLE_LINES: Final = 60
SHOWN_LINES: Final = 5


def read(data: bytes, name: str, *, encoding: str = "", delimiter: str = "") -> Table:
    """Read delimited text; `InputError` names the line that can't be read."""
    notes: list[str] = []
    chosen = encoding or _guessed_encoding(data, name, notes)
    text = _decoded(data, chosen, name)
    _refuse_nul(text, name)
    sign = delimiter or _guessed_delimiter(text)
    return Table(
        source=name,
        rows=tuple(_rows(text, sign, name)),
        encoding=chosen,
        delimiter=sign,
        notes=tuple(notes),
    )


def _guessed_encoding(data: bytes, name: str, notes: list[str]) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4096]
    if len(sample) > 1 and sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_mixture(data, name)
        notes.append("The file is not UTF-8, so Windows-1252 was taken. Check names with accents.")
        return "cp1252"
    return "utf-8"


def _refuse_mixture(data: bytes, name: str) -> None:
    """Raise `InputError` where some lines are UTF-8 and others are not."""
    apart: tuple[list[int], list[int]] = ([], [])
    for number, line in enumerate(data.splitlines(), start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            apart[1].append(number)
        else:
            apart[0].append(number)
    if not apart[0]:
        return
    fewer = min(apart, key=len)
    shown = ", ".join(map(str, fewer[:SHOWN_LINES]))
    raise refused(
        name,
        f"The file mixes two encodings; other than the rest is line {shown}"
        f"{' and more' if len(fewer) > SHOWN_LINES else ''}. Save it as “CSV UTF-8”, or choose the "
        "encoding yourself.",
        line=fewer[0],
    )


def _decoded(data: bytes, encoding: str, name: str) -> str:
    if encoding not in ENCODINGS:
        raise refused(name, f"“{encoding}” is no encoding for lists: {', '.join(ENCODINGS)}.")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(
            name, f"This line is not {encoding}. Choose another encoding.", line=line
        ) from error


def _refuse_nul(text: str, name: str) -> None:
    place = text.find("\0")
    if place >= 0:
        raise refused(
            name,
            "There is an empty sign (NUL) in this line: the file is damaged or no text. Export "
            "the list again.",
            line=text.count("\n", 0, place) + 1,
        )


def _guessed_delimiter(text: str) -> str:
    """Return the sign that cuts the first lines into the same number of columns most often."""
    lines = text[:200_000].splitlines()[:SAMPLE_LINES]
    best, most = ",", 0.0
    for sign in DELIMITERS:
        widths = Counter(len(row) for row in _tolerant(lines, sign) if row)
        width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        worth = times / max(1, sum(widths.values())) + width / 1000
        if width > 1 and worth > most:
            best, most = sign, worth
    return best


def _tolerant(lines: Sequence[str], sign: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=sign)
    except csv.Error:
        return


def _rows(text: str, sign: str, name: str) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    line = taken = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise refused(name, _csv_words(error), line=line) from error
        if cells is None:
            return
        if not any(cells):
            continue
        taken += 1
        _refuse_large(cells, taken, line, name)
        odd = {
            place: "holds a line break; perhaps a quotation mark was opened and never closed"
            for place, cell in enumerate(cells)
            if "\n" in cell or "\r" in cell
        }
        yield TableRow(line, tuple(cells), odd) if odd else TableRow(line, tuple(cells))


def _refuse_large(cells: Sequence[str], taken: int, line: int, name: str) -> None:
    if taken > MOST_ROWS:
        raise refused(name, f"A list may have {MOST_ROWS} rows. Divide it.", line=line)
    if len(cells) > MOST_COLUMNS:
        raise refused(
            name,
            f"This line has {len(cells)} columns; a list may have {MOST_COLUMNS}. Check the "
            "delimiter.",
            line=line,
        )
    if max(map(len, cells)) > LONGEST_CELL:
        raise refused(
            name, f"A cell in this line has more than {LONGEST_CELL} signs. Shorten it.", line=line
        )


def _csv_words(error: csv.Error) -> str:
    said = str(error)
    if "field larger" in said:
        return f"A cell in this line has more than {LONGEST_CELL} signs. Shorten it."
    if "unexpected end" in said:
        return "A quotation mark is opened in this line and never closed. Close it or take it out."
    return "A quotation mark stands in the middle of a value. Double it or take it out."
