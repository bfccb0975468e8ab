"""Lists that would do harm or are no lists: refused in a sentence that names file and line."""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from list_files import Write, sheet, workbook

from quizapp.domain.desk import FORMULA_SIGNS
from quizapp.errors import InputError, UserError
from quizapp.tables import table as tables
from quizapp.tables.opening import open_table
from quizapp.tables.writing import csv_bytes, xlsx_bytes

NASTY = Path(__file__).parents[2].parent / "shared" / "fixtures" / "nasty"
MEGABYTE = 1_000_000


def refused(path: Path) -> str:
    """Return what a refusal says; every fault names the file."""
    with pytest.raises(InputError) as caught:
        open_table(path)
    assert all(fault.file == path.name for fault in caught.value.faults)
    return "\n".join(fault.message for fault in caught.value.faults)


def bomb(size: int) -> bytes:
    return sheet(" " * size)


def test_a_bomb_is_refused_by_what_it_declares(write: Write) -> None:
    assert "far more than a list" in refused(write("bomb.xlsx", bomb(100 * MEGABYTE)))


def test_a_bomb_that_lies_about_its_size_is_refused_as_damaged(write: Write) -> None:
    data = bytearray(bomb(30 * MEGABYTE))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    true, lie = size.to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert "damaged" in refused(write("bomb.xlsx", bytes(data).replace(true, lie)))


def test_a_single_cell_that_claims_two_hundred_megabytes_is_refused(write: Write) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    data = bytearray(made.getvalue())
    claim, at = (200 * MEGABYTE).to_bytes(4, "little"), data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = claim
    assert "far more than a list" in refused(write("claim.xlsx", bytes(data)))


def test_a_cell_too_long_for_any_spreadsheet_is_refused_on_its_line(write: Write) -> None:
    cell = f'<row r="3"><c t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>'
    assert "32767" in refused(write("cell.xlsx", sheet(cell)))
    assert "signs" in refused(write("cell.csv", "Name;Number\n" + "x" * 140_000 + ";1\n"))


def test_a_million_columns_are_refused(write: Write) -> None:
    assert "columns" in refused(write("wide.csv", ";".join("x" * 1_000_000) + "\n"))
    far = '<row r="1"><c r="A1"><v>1</v></c><c r="BDWGN1"><v>2</v></c></row>'
    assert "columns" in refused(write("wide.xlsx", sheet(far)))


def test_too_many_rows_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.tables.delimited.MOST_ROWS", 10)
    monkeypatch.setattr("quizapp.tables.sheet.MOST_ROWS", 10)
    assert "rows" in refused(write("long.csv", "Name;Number\n" + "Ann;1\n" * 20))
    row = "<row><c><v>1</v></c></row>"
    assert "rows" in refused(write("long.xlsx", sheet(row * 20)))


def test_a_file_larger_than_any_list_is_not_even_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.tables.opening.MOST_BYTES", 100)
    assert "MB" in refused(write("large.csv", b"x" * 101))


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
        '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x"> %e;]><worksheet/>',
    ],
)
def test_document_types_and_entities_are_refused(write: Write, part: str) -> None:
    assert "document type" in refused(write("x.xlsx", workbook(xl__worksheets__sheet1=part)))
    strings = workbook(xl__worksheets__sheet1="<worksheet/>", xl__sharedStrings=part)
    assert "document type" in refused(write("y.xlsx", strings))


def test_broken_xml_in_a_workbook_is_a_sentence(write: Write) -> None:
    text = workbook(xl__worksheets__sheet1="<worksheet><sheetData>")
    assert "damaged" in refused(write("x.xlsx", text))


def test_deep_nesting_ends_without_a_crash(write: Write) -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert "nothing" in refused(write("x.xlsx", workbook(xl__worksheets__sheet1=deep)))


def test_nul_bytes_are_named_by_line(write: Write) -> None:
    path = write("nul.csv", b"Name;Number\nAnn;1\nB\0;2\n" + b"Cy;3\n" * 50)
    with pytest.raises(InputError) as caught:
        open_table(path)
    assert caught.value.faults[0].line == 3


def test_two_encodings_in_one_file_are_told_apart_by_line(write: Write) -> None:
    data = "Name;Number\nZoë;1\nJörg;2\n".encode() + "Müller;3\n".encode("cp1252")
    with pytest.raises(InputError) as caught:
        open_table(write("mixed.csv", data))
    assert caught.value.faults[0].line == 4
    assert "mixes two encodings" in caught.value.faults[0].message
    assert open_table(write("mixed.csv", data), encoding="cp1252").rows[3].cells[0] == "Müller"


def test_bytes_that_are_not_in_the_chosen_encoding_are_named_by_line(write: Write) -> None:
    path = write("l.csv", b"Name;Number\nAnn;1\nM\xfcller;2\n")
    with pytest.raises(InputError) as caught:
        open_table(path, encoding="utf-8")
    assert caught.value.faults[0].line == 3


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01_billion_laughs.xml", "XML file"),
        ("02_xxe_file.xml", "XML file"),
        ("04_zip_slip.zip", "no workbook"),
        ("05_truncated.zip", "damaged"),
        ("06_zip_bomb_ratio.zip", "far more"),
        ("09_nul_bytes.gift", "NUL"),
        ("21_empty.xml", "empty"),
        ("22_html_named.xlsx", "HTML page"),
        ("24_apkg_placeholder_and_garbage.apkg", "no workbook"),
        ("25_csv_unclosed_quote.csv", "never closed"),
        ("28_symlink.zip", "no workbook"),
    ],
)
def test_nasty_files_from_elsewhere_are_refused(name: str, words: str) -> None:
    path = NASTY / name
    if not path.exists():
        pytest.skip("the shared fixtures are not beside this checkout")
    assert words in refused(path)


def test_a_list_full_of_formulas_from_elsewhere_stays_text() -> None:
    path = NASTY / "18_formula_injection.csv"
    if not path.exists():
        pytest.skip("the shared fixtures are not beside this checkout")
    table = open_table(path)
    cells = [cell for row in table.rows for cell in row.cells]
    assert any(cell.startswith(FORMULA_SIGNS) for cell in cells)
    back = list(
        csv.reader(io.StringIO(csv_bytes(row.cells for row in table.rows).decode("utf-8-sig")))
    )
    assert not any(cell.startswith(FORMULA_SIGNS) for row in back for cell in row)


@given(data=st.binary(max_size=400))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_table_or_a_sentence(write: Write, data: bytes) -> None:
    with suppress(UserError):
        table = open_table(write("any.csv", data))
        assert all(len(row.cells) <= tables.MOST_COLUMNS for row in table.rows)


@given(place=st.integers(0, 10_000), value=st.integers(0, 255))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_with_a_changed_byte_is_a_table_or_a_sentence(
    write: Write, place: int, value: int
) -> None:
    data = bytearray(xlsx_bytes({"S": [("Name", "Number"), ("Ann", 1), ("Bo", 2)]}))
    data[place % len(data)] = value
    with suppress(UserError):
        assert open_table(write("changed.xlsx", bytes(data))).rows
