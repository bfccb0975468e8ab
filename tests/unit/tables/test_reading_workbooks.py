"""Workbooks part by part: which sheet, what counts as one, and what is refused before reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from quizapp.errors import InputError, UserError
from quizapp.tables.opening import open_table
from quizapp.tables.table import Table
from quizapp.tables.writing import Cell, csv_bytes, table_bytes, xlsx_bytes

BOOK = """<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets>
<x:sheet name="First" r:id="r1"/><x:sheet name="Second" r:id="r2"/>
<x:sheet name="Third" r:id="r3" state="veryHidden"/><x:sheet name="Gone" r:id="r4"/>
</x:sheets></x:workbook>"""
TARGETS = """<Relationships><Relationship Id="r1" Target="worksheets/one.xml"/>
<Relationship Id="r2" Target="/xl/worksheets/two.xml"/>
<Relationship Id="r3" Target="worksheets/three.xml"/>
<Relationship Id="r4" Target="http://example.org/x" TargetMode="External"/></Relationships>"""


def page(*rows: str) -> str:
    return f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>"


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


PARTS: Mapping[str, str] = {
    "xl/workbook.xml": BOOK,
    "xl/_rels/workbook.xml.rels": TARGETS,
    "xl/worksheets/one.xml": page(),
    "xl/worksheets/two.xml": page(row(text("Name")), row(text("Ann"))),
    "xl/worksheets/three.xml": page(row(text("Secret"))),
}


def packed(parts: Mapping[str, str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def opened(folder: Path, data: bytes, **chosen: str) -> Table:
    path = folder / "list.xlsx"
    path.write_bytes(data)
    return open_table(path, **chosen)


def refusal(folder: Path, data: bytes, **chosen: str) -> str:
    with pytest.raises(InputError) as caught:
        opened(folder, data, **chosen)
    return "\n".join(fault.message for fault in caught.value.faults)


def test_the_first_shown_sheet_with_something_in_it_is_read(tmp_path: Path) -> None:
    table = opened(tmp_path, packed(PARTS))
    assert (table.sheet, [one.cells for one in table.rows]) == ("Second", [("Name",), ("Ann",)])
    assert table.sheets == ("First", "Second", "Third")
    assert "“First”" in table.notes[0]
    assert table.notes[1] == "Hidden and not read: “Third”."


def test_a_sheet_can_be_chosen_even_a_hidden_one(tmp_path: Path) -> None:
    assert opened(tmp_path, packed(PARTS), sheet="Third").rows[0].cells == ("Secret",)
    assert "There are: “First”" in refusal(tmp_path, packed(PARTS), sheet="Fourth")


def test_a_workbook_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    hidden = BOOK.replace('"r1"/>', '"r1" state="hidden"/>').replace(
        '"r2"/>', '"r2" state="hidden"/>'
    )
    assert "All sheets are hidden" in refusal(
        tmp_path, packed({**PARTS, "xl/workbook.xml": hidden})
    )
    assert "nothing in the sheets" in refusal(tmp_path, packed(PARTS), sheet="First")
    assert "no sheet" in refusal(tmp_path, packed({"xl/workbook.xml": "<workbook/>"}))


@pytest.mark.parametrize(
    ("part", "words"),
    [("content.xml", "OpenDocument"), ("word/document.xml", "text document"), ("x", "no workbook")],
)
def test_other_archives_are_told_apart(tmp_path: Path, part: str, words: str) -> None:
    assert words in refusal(tmp_path, packed({part: "<x/>"}))


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old workbook or one with a password"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "packed file"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "HTML page"),
        (b" \n\t", "empty"),
    ],
)
def test_what_is_no_list_is_told_by_its_first_bytes(
    tmp_path: Path, start: bytes, words: str
) -> None:
    assert words in refusal(tmp_path, start)


def test_archives_with_passwords_odd_packing_or_two_parts_of_one_name_are_refused(
    tmp_path: Path,
) -> None:
    data = bytearray(packed(PARTS))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal(tmp_path, bytes(data))
    assert "damaged" in refusal(tmp_path, packed(PARTS, compression=zipfile.ZIP_LZMA))
    twice = packed(PARTS).replace(b"worksheets/three", b"worksheets/oneee")
    assert opened(tmp_path, twice).sheet == "Second"
    same = packed({**PARTS, "xl/worksheets/tw0.xml": "<x/>"}).replace(b"tw0.xml", b"two.xml")
    assert "damaged" in refusal(tmp_path, same)


def test_a_cut_off_part_is_damage(tmp_path: Path) -> None:
    data = bytearray(packed(PARTS, compression=zipfile.ZIP_STORED))
    at = data.find(b"Ann")
    data[at] ^= 1
    assert "damaged" in refusal(tmp_path, bytes(data))


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be opened"):
        open_table(tmp_path / "nothing.csv")


def test_kinds_of_cells_become_texts_or_odd(tmp_path: Path) -> None:
    cells = row(
        "<c><v>12.0</v></c>",
        "<c><v>1.5</v></c>",
        "<c><v>1e400</v></c>",
        "<c><v>many</v></c>",
        '<c t="str"><f>A1</f><v>made</v></c>',
        '<c t="s"><v>99</v></c>',
        '<c t="d"><v>2027-01-01</v></c>',
        text("line_x000D_break"),
    )
    parts = {**PARTS, "xl/worksheets/one.xml": page(cells)}
    read = opened(tmp_path, packed(parts)).rows[0]
    assert read.cells == (*("12", "1.5", "1e400", "many", "made", "", "2027-01-01", "line\rbreak"),)
    assert set(read.odd) == {4}


def test_hidden_columns_are_said(tmp_path: Path) -> None:
    sheet = '<worksheet><cols><col hidden="1"/></cols><sheetData>' + row(text("Name"))
    parts = {**PARTS, "xl/worksheets/one.xml": sheet + "</sheetData></worksheet>"}
    assert opened(tmp_path, packed(parts)).notes[-1] == "Hidden columns are read, too."


def test_a_sheet_full_of_merged_cells_is_refused(tmp_path: Path) -> None:
    merges = '<mergeCells><mergeCell ref="A1:GR9000"/></mergeCells>'
    sheet = page(row(text("Name")), '<row r="9000">' + text("x") + "</row>")
    parts = {
        **PARTS,
        "xl/worksheets/one.xml": sheet.replace("</worksheet>", merges + "</worksheet>"),
    }
    assert "merged cells" in refusal(tmp_path, packed(parts))


def test_what_is_written_can_be_read_by_others_and_by_us(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [("Name", "Points"), ("=1+1", 2.5), ("bell\x07", None)]
    (tmp_path / "t.xlsx").write_bytes(xlsx_bytes({"One": rows, "Two": rows}))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["One", "Two"]
    assert [[c.value for c in line] for line in book["One"].iter_rows()] == [
        ["Name", "Points"],
        ["'=1+1", 2.5],
        ["bell", None],
    ]
    assert open_table(tmp_path / "t.xlsx").rows[1].cells == ("'=1+1", "2.5")
    assert csv_bytes(rows).decode("utf-8-sig").splitlines()[1] == "'=1+1,2.5"
    with pytest.raises(UserError, match=r"\.csv or \.xlsx"):
        table_bytes(Path("t.doc"), {"One": rows})
