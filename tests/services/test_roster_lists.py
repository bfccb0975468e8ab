"""Lists of people: what is guessed, what is refused, and that nothing is imported by halves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from list_files import Write, workbook

from quizapp.app import App
from quizapp.domain.desk import FORMULA_SIGNS, Preview, RosterField, RowChange, neutralised
from quizapp.errors import InputError
from quizapp.services.desk import OpenDesk
from quizapp.tables.opening import open_table

DESK = "four words make it strong"


@pytest.fixture
def desk(app: App) -> OpenDesk:
    return app.desk.set_up(DESK, DESK)


def previewed(app: App, desk: OpenDesk, path: Path) -> Preview:
    return app.roster_import.preview(desk, app.roster_import.read(desk, path))


def names(app: App, desk: OpenDesk) -> list[str]:
    return [entry.learner.name for entry in app.roster.people(desk)]


def said(preview: Preview) -> str:
    return "\n".join(str(fault) for fault in preview.faults)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encoding_and_delimiter_are_guessed_and_said(
    write: Write, delimiter: str, encoding: str
) -> None:
    lines = [("Name", "Number", "E-mail"), ("Zoë Müller", "017", "zoe@example.org")]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    table = open_table(write("list.csv", text.encode(encoding)))
    assert table.delimiter == delimiter
    assert table.encoding == encoding
    assert table.rows[1].cells == lines[1]


def test_encoding_and_delimiter_can_be_chosen(write: Write) -> None:
    path = write("list.csv", "Name,Number\nZoë,1\n".encode())
    table = open_table(path, encoding="cp1252", delimiter=";")
    assert table.rows[1].cells == ("ZoÃ«,1",)


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        ("Name;Nr;Mail;Team", {"name": 0, "personnel number": 1, "e-mail": 2, "group": 3}),
        ("Vorname;Nachname;E-Mail-Adresse", {"given name": 0, "family name": 1, "e-mail": 2}),
        ("Employee ID;Full Name;Department", {"personnel number": 0, "name": 1, "group": 2}),
        ("prénom;nom;courriel", {"given name": 0, "family name": 1, "e-mail": 2}),
    ],
)
def test_columns_are_recognised_by_their_titles(
    app: App, desk: OpenDesk, write: Write, titles: str, fields: dict[str, int]
) -> None:
    preview = previewed(app, desk, write("list.csv", f"{titles}\na;b;c;d\n"))
    assert {field.value: place for field, place in preview.mapping.items()} == fields


def test_without_titles_columns_are_told_by_what_stands_in_them(
    app: App, desk: OpenDesk, write: Write
) -> None:
    preview = previewed(app, desk, write("l.csv", "17,Ann Lee,ann@e.org\n18,Bo Ek,bo@e.org\n"))
    assert [(row.name, row.number, row.email) for row in preview.rows] == [
        ("Ann Lee", "17", "ann@e.org"),
        ("Bo Ek", "18", "bo@e.org"),
    ]


def test_another_mapping_changes_the_preview_without_reading_again(
    app: App, desk: OpenDesk, write: Write
) -> None:
    table = app.roster_import.read(desk, write("l.csv", "A;B;C\nAnn Lee;Lee Ann;17\n"))
    mapping = {RosterField.NAME: 1, RosterField.NUMBER: 2}
    preview = app.roster_import.preview(desk, table, mapping=mapping)
    assert [(row.name, row.number) for row in preview.rows] == [("Lee Ann", "17")]


def test_whether_there_are_titles_can_be_said(app: App, desk: OpenDesk, write: Write) -> None:
    table = app.roster_import.read(desk, write("l.csv", "Ann Lee;x\nBo Ek;y\n"))
    mapping = {RosterField.NAME: 0, RosterField.NUMBER: 1}
    for titled, expected in ((False, ["Ann Lee", "Bo Ek"]), (True, ["Bo Ek"])):
        preview = app.roster_import.preview(desk, table, mapping=mapping, titled=titled)
        assert [row.name for row in preview.rows] == expected


def test_titles_may_stand_below_a_heading(app: App, desk: OpenDesk, write: Write) -> None:
    preview = previewed(app, desk, write("l.csv", "Spring course\n\nName;Number\nAnn Lee;1\n"))
    assert [row.name for row in preview.rows] == ["Ann Lee"]
    assert "line 3" in " ".join(preview.notes)


def test_a_workbook_keeps_zeros_and_says_what_is_hidden(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Name", "Number", "Team"])
    page.append(["Zoë", 17, "Chat"])
    page.append(["Bo Ek", 123456789012, "Phone; Chat"])
    page["B2"].number_format = "00000"
    page.row_dimensions[3].hidden = True
    book.create_sheet("secret").sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    preview = previewed(app, desk, tmp_path / "list.xlsx")
    assert [(row.number, row.groups) for row in preview.rows] == [
        ("00017", ("Chat",)),
        ("123456789012", ("Phone", "Chat")),
    ]
    assert "“secret”" in " ".join(preview.notes)
    assert "1 hidden row" in " ".join(preview.notes)


def test_readings_of_asian_names_are_not_part_of_them(
    app: App, desk: OpenDesk, write: Write
) -> None:
    texts = (
        "<sst><si><t>Name</t></si><si><t>Number</t></si>"
        "<si><t>佐藤</t><rPh><t>さとう</t></rPh></si></sst>"
    )
    rows = (
        '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row r="2"><c t="s"><v>2</v></c><c><v>1E3</v></c></row>'
    )
    data = workbook(
        xl__worksheets__sheet1=f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        xl__sharedStrings=texts,
    )
    preview = previewed(app, desk, write("l.xlsx", data))
    assert [(row.name, row.number) for row in preview.rows] == [("佐藤", "1000")]


def test_a_list_is_imported_once_and_people_are_recognised_the_next_time(
    app: App, desk: OpenDesk, write: Write
) -> None:
    first = "Name;Number;Mail;Team\nAnn Lee;1;ann@e.org;Chat\nBo Ek;;bo@e.org;Chat | Phone\n"
    report = app.roster_import.take_in(desk, previewed(app, desk, write("a.csv", first)))
    assert (report.added, report.groups) == (2, ("Chat", "Phone"))
    again = previewed(app, desk, write("a.csv", first))
    assert [row.change for row in again.rows] == [RowChange.SAME, RowChange.SAME]
    moved = "Name;Number;Mail;Team\nAnn Lee-Ek;1;ann@e.org;chat\nBo Ek;2;BO@e.org;Phone\n"
    preview = previewed(app, desk, write("b.csv", moved))
    assert [row.changes for row in preview.rows] == [
        ("name",),
        ("personnel number", "e-mail", "groups"),
    ]
    report = app.roster_import.take_in(desk, preview)
    assert (report.added, report.changed, report.groups) == (0, 2, ())
    assert names(app, desk) == ["Ann Lee-Ek", "Bo Ek"]
    groups = {group.name: group.size for group in app.roster.groups(desk)}
    assert groups == {"Chat": 1, "Phone": 1}


def test_a_list_without_groups_leaves_groups_alone(app: App, desk: OpenDesk, write: Write) -> None:
    for text in ("Name;Number;Team\nAnn Lee;1;Chat\n", "Name;Number\nAnn Ek;1\n"):
        app.roster_import.take_in(desk, previewed(app, desk, write("a.csv", text)))
    assert [entry.groups for entry in app.roster.people(desk)] == [("Chat",)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";1;a@e.org;", "There is no name"),
        ("12345;1;a@e.org;", "is no name"),
        ("Ann Lee;1;ann at e.org;", "is not an e-mail address"),
        ("Ann Lee;;;", "personnel number or an e-mail"),
        ('"=HYPERLINK(""http://x"")";1;a@e.org;', "begins like a formula"),
        ("@SUM(1);1;a@e.org;", "begins like a formula"),
        ("Ann Lee;-1+2;a@e.org;", "begins like a formula"),
        (f"{'A' * 121};1;a@e.org;", "120 letters"),
        ("Ann\u202eLee;1;a@e.org;", "can't be printed"),
        ('"Ann\nLee";1;a@e.org;', "quotation mark"),
        (f"Ann Lee;{'9' * 41};a@e.org;", "40 signs"),
        (f"Ann Lee;1;a@e.org;{'T' * 81}", "80 letters"),
        ("Bo Ek;7;b@e.org;", "Line 2 has the same personnel number"),
        ("Bo Ek;8;KIM@e.org;", "Line 2 has the same e-mail"),
    ],
)
def test_each_fault_names_its_line_and_what_to_do_and_nothing_is_imported(
    app: App, desk: OpenDesk, write: Write, row: str, words: str
) -> None:
    text = f"Name;Number;Mail;Team\nKim Roe;7;kim@e.org;Chat\n{row}\n"
    preview = previewed(app, desk, write("l.csv", text))
    assert words in said(preview)
    assert "l.csv:3" in said(preview)
    with pytest.raises(InputError, match="was not imported"):
        app.roster_import.take_in(desk, preview)
    assert names(app, desk) == []
    assert app.roster.groups(desk) == ()
    report = app.roster_import.take_in(desk, preview, leave_out_faulty=True)
    assert (report.added, len(report.left_out) > 0) == (1, True)
    assert names(app, desk) == ["Kim Roe"]


def test_two_people_in_one_row_are_told_apart(app: App, desk: OpenDesk, write: Write) -> None:
    app.roster.add(desk, name="Ann Lee", number="1", email="ann@e.org")
    app.roster.add(desk, name="Bo Ek", number="2", email="bo@e.org")
    app.roster.add(desk, name="Cy Oh", email="shared@e.org")
    app.roster.add(desk, name="Di Po", email="shared@e.org")
    rows = "Ann Lee;1;bo@e.org\nEve Xu;9;ann@e.org\nCy Oh;;shared@e.org\n"
    preview = previewed(app, desk, write("l.csv", f"Name;Number;Mail\n{rows}"))
    assert preview.rows == ()
    assert "belongs to Ann Lee and the e-mail to Bo Ek" in said(preview)
    assert "belongs to Ann Lee with the personnel number 1" in said(preview)
    assert "Several people have this e-mail" in said(preview)


def test_an_import_that_fails_in_the_middle_leaves_nothing(
    app: App, desk: OpenDesk, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = previewed(app, desk, write("l.csv", "Name;Number;Team\nAnn Lee;1;Chat\n"))
    lines = app.audit.check().lines

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(app.roster_import._store, "set_groups", fail)
    with pytest.raises(RuntimeError):
        app.roster_import.take_in(desk, preview)
    assert names(app, desk) == []
    assert app.roster.groups(desk) == ()
    assert app.audit.check().lines == lines


def test_formulas_errors_truths_and_merged_cells_are_faults_of_their_cells(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Name", "Number", "Team"])
    page.append(['=HYPERLINK("http://evil.example","Ann")', 1, "Chat"])
    page.append(["Bo Ek", "#N/A", "Chat"])
    page["B3"].data_type = "e"
    page.append([True, 3, "Chat"])
    page.append(["Cy Oh", 4, "Chat"])
    page.append([None, 5, "Chat"])
    page.merge_cells("A5:A6")
    page.append([3.5, 6, "Chat"])
    page.append(["Di Po", 7, "=1+1"])
    book.save(tmp_path / "l.xlsx")
    preview = previewed(app, desk, tmp_path / "l.xlsx")
    told = said(preview)
    for line, words in (
        (2, "is a formula"),
        (3, "holds an error"),
        (4, "TRUE or FALSE"),
        (6, "merged cells"),
        (7, "is no name"),
        (8, "is a formula"),
    ):
        assert any(f"l.xlsx:{line}" in one and words in one for one in told.splitlines()), told
    assert [row.name for row in preview.rows] == ["Cy Oh"]
    assert "evil" not in told


def test_no_cell_of_an_export_is_taken_for_a_formula(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    app.roster.add(desk, name="=cmd|' /C calc'!A0", number="+49 1", email="")
    group = app.roster.add_group(desk, "@home")
    app.roster.add(desk, name="Ann Lee", number="007", groups=[group.id])
    for name in ("roster.csv", "roster.xlsx"):
        assert app.roster.export(desk, tmp_path / name) == 2
        cells = _cells(tmp_path / name)
        assert not any(str(cell).startswith(FORMULA_SIGNS) for cell in cells)
        assert {"'=cmd|' /C calc'!A0", "'+49 1", "'@home", "007"} <= set(cells)


def _cells(path: Path) -> list[str]:
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        return [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    book = openpyxl.load_workbook(path)
    rows: Iterable[tuple[object, ...]] = book.worksheets[0].iter_rows(values_only=True)
    found = [str(value) for row in rows for value in row if value is not None]
    assert all(c.data_type != "f" for row in book.worksheets[0].iter_rows() for c in row)
    return found


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_every_sign_that_begins_a_formula_is_neutralised(sign: str) -> None:
    assert neutralised(f"{sign}1+1") == f"'{sign}1+1"
    assert neutralised(f"  {sign}1") == f"'  {sign}1"
    assert neutralised("a=1") == "a=1"


def test_an_export_can_be_imported_again_without_a_change(
    app: App, desk: OpenDesk, tmp_path: Path
) -> None:
    groups = [app.roster.add_group(desk, name).id for name in ("Chat", "Phone")]
    app.roster.add(desk, name="Zoë Müller", number="007", email="zoe@e.org", groups=groups)
    app.roster.add(desk, name="Bo Ek", email="bo@e.org")
    for name in ("roster.csv", "roster.xlsx"):
        app.roster.export(desk, tmp_path / name)
        preview = previewed(app, desk, tmp_path / name)
        assert preview.faults == ()
        assert [row.change for row in preview.rows] == [RowChange.SAME, RowChange.SAME]
