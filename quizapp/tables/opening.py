"""Opening a file as a table: told by its content, never by its name."""

from __future__ import annotations

from pathlib import Path

from quizapp.errors import UserError
from quizapp.tables import delimited
from quizapp.tables.table import MOST_BYTES, Table, refused

ZIP = b"PK\x03\x04"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "This is an old workbook or one with a password. Save it as .xlsx."),
    (b"%PDF", "This is a PDF. Export the list as CSV or .xlsx."),
    (b"\x1f\x8b", "This is a packed file. Unpack it first."),
    (b"Rar!", "This is a packed file. Unpack it first."),
    (b"7z\xbc\xaf", "This is a packed file. Unpack it first."),
    (b"\x89PNG", "This is a picture. Export the list as CSV or .xlsx."),
    (b"\xff\xd8\xff", "This is a picture. Export the list as CSV or .xlsx."),
)


def open_table(path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Table:
    """Read a list; what is not chosen is guessed. `InputError` says why a file can't be read."""
    name = path.name
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise refused(
                name,
                f"The file has {size / 1e6:.0f} MB; a list of people may have "
                f"{MOST_BYTES / 1e6:.0f} MB. Leave out what is no list.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} can't be opened ({error.strerror}). Check the path.") from error
    if not data.strip():
        raise refused(name, "The file is empty. Export the list again.")
    if data.startswith(ZIP):
        from quizapp.tables import workbook  # noqa: PLC0415 - most lists are text

        return workbook.read(data, name, sheet=sheet)
    for sign, message in _OTHERS:
        if data.startswith(sign):
            raise refused(name, message)
    _refuse_markup(data, name)
    return delimited.read(data, name, encoding=encoding, delimiter=delimiter)


def _refuse_markup(data: bytes, name: str) -> None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        raise refused(
            name,
            "This is an HTML page, not a workbook, whatever its name says. Open it in a "
            "spreadsheet program and save it as .xlsx or CSV.",
        )
    if start.startswith(b"<"):
        raise refused(name, "This is an XML file, not a list. Export the list as CSV or .xlsx.")
