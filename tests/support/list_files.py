"""Lists of people as files: how a test writes one, and workbooks written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

Write = Callable[[str, bytes | str], Path]


def workbook(**parts: str) -> bytes:
    """Return a workbook written by hand: parts by name, with slashes as double underscores."""
    base = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
    }
    base |= {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in base.items():
            packed.writestr(name, text)
    return made.getvalue()


def sheet(rows: str) -> bytes:
    return workbook(xl__worksheets__sheet1=f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
