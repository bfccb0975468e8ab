"""Lists in the window: people taken in from a file, and people and results saved as one."""

from __future__ import annotations

from pathlib import Path

from desk_hands import DeskHands
from page_report import examine
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog

from quizapp.domain.desk import RosterField
from quizapp.ui.people_import import ImportDialog

LIST = (
    "Mitarbeiter;Personalnr;E-Mail;Abteilung\n"
    "Joanna Pieters;801;jp@x.example;Lager Süd\n"
    "Kofi Asante;802;ka@x.example;Lager Süd\n"
    "Amara Nwosu;471;p1@x.example;Phone\n"
    "Ohne Nummer;;;\n"
    "=1+1;803;x@x.example;Chat\n"
)


def test_a_list_is_shown_with_what_it_would_do_and_taken_in_as_a_whole(
    hands: DeskHands, tmp_path: Path
) -> None:
    page = hands.open("roster").roster
    source = tmp_path / "people.csv"
    source.write_text(LIST, encoding="cp1252")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        hands.wait(lambda: not dialog.busy)
        assert dialog.form.delimiter.currentData() == ";"
        kofi, amara = dialog.would.table.model.row(1), dialog.would.table.model.row(2)
        what = dialog.would.table.model.columns[-1]
        assert what.cell(kofi).text == "New"
        assert what.cell(amara).text == "Changed: groups"
        assert dialog.form.encoding.currentData() == "cp1252"
        meanings = [select.currentData() for select in dialog.columns.selects]
        assert meanings == [
            RosterField.NAME,
            RosterField.NUMBER,
            RosterField.EMAIL,
            RosterField.GROUP,
        ]
        assert dialog.would.faults.title.text() == "2 lines are left out"
        assert dialog.go.text() == "Import 3 people"
        assert examine("import", dialog).faults == []
        dialog.columns.selects[3].setCurrentIndex(0)
        hands.wait(lambda: not dialog.busy)
        assert dialog.preview is not None
        assert RosterField.GROUP not in dialog.preview.mapping
        dialog.columns.selects[3].setCurrentIndex(
            dialog.columns.selects[3].findData(RosterField.GROUP)
        )
        hands.wait(lambda: not dialog.busy)
        hands.driver.click(dialog.go)

    hands.pick(source).dialog(look, page.import_list.click)
    hands.wait(lambda: page.files.panel.isVisible() and not page.files.busy)
    assert page.files.panel.title.text() == "Imported, 2 lines left out"
    assert "2 people added, 1 changed." in page.files.panel.words.text()
    added = {"Joanna Pieters", "Kofi Asante"}
    hands.wait(lambda: added <= set(hands.names_shown()))  # the rows are read behind the job
    assert added <= set(hands.names_shown())
    page.group.setCurrentText("Lager Süd")
    assert hands.names_shown() == ["Joanna Pieters", "Kofi Asante"]


def test_another_delimiter_or_encoding_is_read_at_once(hands: DeskHands, tmp_path: Path) -> None:
    page = hands.open("roster").roster
    source = tmp_path / "people.csv"
    source.write_text("Name,Number\nJürgen Groß,9\n", encoding="utf-8")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        hands.wait(lambda: not dialog.busy)
        dialog.form.encoding.setCurrentIndex(dialog.form.encoding.findData("cp1252"))
        hands.wait(lambda: not dialog.busy)
        assert dialog.preview is not None
        assert dialog.preview.rows[0].name == "JÃ¼rgen GroÃŸ"
        dialog.form.delimiter.setCurrentIndex(dialog.form.delimiter.findData(";"))
        hands.wait(lambda: not dialog.busy)
        assert not dialog.go.isEnabled()
        dialog.form.delimiter.setCurrentIndex(dialog.form.delimiter.findData(","))
        hands.wait(lambda: not dialog.busy)
        assert len(dialog.preview.rows) == 1
        dialog.form.titles.setCurrentIndex(2)
        hands.wait(lambda: not dialog.busy)
        assert [column.title for column in dialog.preview.columns] == ["Column 1", "Column 2"]
        dialog.reject()

    hands.pick(source).dialog(look, page.import_list.click)
    assert "Jürgen Groß" not in hands.names_shown()


def test_a_list_that_is_let_go_over_the_page_is_shown(hands: DeskHands, tmp_path: Path) -> None:
    page = hands.open("roster").roster
    source = tmp_path / "people.csv"
    source.write_text(LIST, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(source))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    page.dragEnterEvent(over)
    assert over.isAccepted()
    titles: list[str] = []

    def look(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.reject()

    def let_go() -> None:
        page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
        hands.wait(lambda: bool(titles))

    hands.dialog(look, let_go)
    assert titles == ["Import a list of people"]


def test_the_list_of_people_is_saved_with_cells_that_no_program_takes_for_formulas(
    hands: DeskHands, tmp_path: Path
) -> None:
    page = hands.open("roster").roster
    door = hands.app.desk.opened
    assert door is not None
    person = hands.app.roster.one_of(door, "471").learner
    hands.app.roster.correct(door, person.id, number="-471")
    target = tmp_path / "people.csv"
    hands.pick(target).driver.click(page.save_list)
    hands.wait(lambda: not page.files.busy)
    assert hands.said() == "7 people saved as people.csv."
    words = target.read_text(encoding="utf-8-sig")
    assert "'-471" in words
    assert "Hana Kovářová" in words
    page.group.setCurrentText("Chat")
    hands.pick(tmp_path / "chat", "Excel workbook (*.xlsx)").driver.click(page.save_list)
    hands.wait(lambda: not page.files.busy)
    assert hands.said() == "6 people saved as chat.xlsx."
    assert (tmp_path / "chat.xlsx").read_bytes()[:2] == b"PK"
    hands.pick(target / "people.csv").driver.click(page.save_list)
    hands.wait(lambda: not page.files.busy)
    assert page.files.panel.title.text() == "Nothing was saved"


def test_a_file_that_is_no_list_is_refused_in_the_dialog(hands: DeskHands, tmp_path: Path) -> None:
    page = hands.open("roster").roster
    source = tmp_path / "people.xlsx"
    source.write_bytes(b"PK\x03\x04 not a workbook at all")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        hands.wait(lambda: not dialog.busy)
        assert dialog.fault.isVisible()
        assert not dialog.go.isEnabled()
        dialog.reject()

    hands.pick(source).dialog(look, page.import_list.click)


def test_results_of_chosen_people_are_saved(busy_hands: DeskHands, tmp_path: Path) -> None:
    page = busy_hands.open("roster").roster
    page.table.model.tick(0, 1, on=True)
    target = tmp_path / "results.csv"
    busy_hands.pick(target).driver.click(page.export)
    busy_hands.wait(lambda: not page.results.busy)
    words = target.read_text(encoding="utf-8-sig")
    assert "Amara Nwosu" in words
    assert "Chiara Fontana" not in words
