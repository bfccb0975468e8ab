"""The desk's commands as HR uses them: set up, import, assign, look, hand out, erase, check."""

from __future__ import annotations

import csv
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizapp.cli.commands import Doors, run
from quizapp.storage.lock import FolderLock

DESK = "four words make it strong"
NEW = "five other words are better"
ONE: Mapping[str, str] = {"--passphrase-fd": DESK}
NONE: Mapping[str, str] = {}
LIST = "Name;Nr;Mail;Team\nZoë Ünal;0017;zoe@e.org;Chat\nAnn Lee;18;ann@e.org;Phone | Chat\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs a command; options ending in -fd get their text on a pipe."""

    def call(*words: object, secrets: Mapping[str, str] = ONE) -> Said:
        spoken = ["--data-dir", str(tmp_path / "data"), *map(str, words)]
        open_ends = []
        for option, text in secrets.items():
            reading, writing = os.pipe()
            os.write(writing, text.encode())
            os.close(writing)
            open_ends.append(reading)
            spoken += [option, str(reading)]
        code = run(spoken, Doors(open_window=lambda _: 0, run_demo=lambda *_, **__: 0))
        for end in open_ends:
            os.close(end)
        said = capfd.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return call


@pytest.fixture
def office(command: Command, tmp_path: Path) -> Path:
    """Set up the desk and import two people; return the folder for files."""
    assert command("desk", "init").code == 0
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert command("people", "import", tmp_path / "list.csv").code == 0
    return tmp_path


def test_a_list_is_shown_before_it_is_imported(command: Command, tmp_path: Path) -> None:
    command("desk", "init")
    path = tmp_path / "list.csv"
    path.write_text(LIST + "Bob;;bob;Chat\n", encoding="cp1252")
    said = command("people", "import", path, "--dry-run")
    assert said.code == 2
    assert "cp1252, semicolon" in said.out
    assert "personnel number = “Nr”" in said.out
    assert "2 new, 0 changed, 0 same, 1 with faults" in said.out
    assert "list.csv:4: e-mail: “bob” is not an e-mail address" in said.err
    assert command("people", "list").out == ""
    said = command("people", "import", path, "--leave-out-faulty")
    assert said.out.endswith("2 added, 0 changed, 0 the same; new groups: Chat, Phone.\n")
    assert "left out: list.csv:4" in said.err


def test_columns_can_be_chosen_by_their_titles(command: Command, tmp_path: Path) -> None:
    command("desk", "init")
    path = tmp_path / "list.csv"
    path.write_text("A,B,C\nAnn Lee,Lee Ann,18\n", encoding="utf-8")
    said = command("people", "import", path, "--column", "name=B", "--delimiter", "comma")
    assert said.code == 0, said.err
    assert "Lee Ann" in command("people", "list").out
    assert command("people", "import", path, "--column", "name=X").code == 2
    assert command("people", "import", path, "--column", "title=A").code == 64


def test_people_are_listed_added_corrected_and_exported(command: Command, office: Path) -> None:
    assert [p["name"] for p in json.loads(command("people", "list", "--json").out)] == [
        "Ann Lee",
        "Zoë Ünal",
    ]
    assert "Zoë" not in command("people", "list", "--group", "phone").out
    assert "Zoë" in command("people", "list", "--search", "unal", "--all").out
    assert command("people", "add", "Bo Ek", "--number", "19", "--group", "Chat").code == 0
    said = command("people", "correct", "19", "--name", "Bo Ek-Aas", "--email", "bo@e.org")
    assert "Bo Ek-Aas" in said.out
    assert command("people", "export", office / "out.csv", "--group", "Chat").code == 0
    with (office / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row[0] for row in csv.reader(file)} == {"Name", "Ann Lee", "Zoë Ünal", "Bo Ek-Aas"}
    assert command("people", "export", office / "out.doc").code == 2
    assert "no group" in command("people", "list", "--group", "Sales").err
    assert "Nobody on the roster" in command("people", "correct", "99", "--name", "X").err


def test_an_exam_is_given_shown_and_taken_back(command: Command, office: Path) -> None:
    said = command(
        *("assign", "short", "--group", "Chat", "--opens", "2090-01-01", "--due", "2090-02-01"),
        *("--attempts", 2, "--extra-time", 25, "--aid", "may-pause", "--supervision", "on-site"),
    )
    assert said.out == "short was given to 2 people.\n", said.err
    shown = command("assign", "short", "--list").out
    assert "Ann Lee  0 of 2 tries, from 2090-01-01 until 2090-02-01, on-site" in shown
    assert command("assign", "short", "18", "--withdraw").out.endswith("from 1 person.\n")
    assert "Ann Lee" not in command("assign", "short", "--list").out
    assert "Name people" in command("assign", "short").err
    assert "leads to a certificate" in command("assign", "mock", "18").err
    assert office.exists()


def test_a_persons_data_are_handed_out_and_erased(command: Command, office: Path) -> None:
    assert command("people", "data", "ann@e.org", office / "ann.zip").code == 0
    with zipfile.ZipFile(office / "ann.zip") as packed:
        assert "Ann Lee" in packed.read("overview.txt").decode()
    said = command("people", "erase", "18", "--yes")
    assert "Erased: 0 attempts" in said.out
    assert "Ann" not in command("people", "list").out


def test_the_log_is_listed_exported_and_checked(command: Command, office: Path) -> None:
    assert "roster.imported" in command("audit", "list", "--last", 5).out
    log = office / "log.jsonl"
    assert command("audit", "export", log).code == 0
    assert command("audit", "check", log, secrets=NONE).code == 0
    assert "every line follows" in command("audit", "check", secrets=NONE).out
    log.write_text(log.read_text(encoding="utf-8").replace("roster.", "people."), encoding="utf-8")
    said = command("audit", "check", log, secrets=NONE)
    assert (said.code, "changed at line" in said.out) == (1, True)
    said = command("desk", "check", secrets=NONE)
    assert (said.code, "is sound" in said.out) == (0, True)


def test_checking_works_while_the_window_is_open(command: Command, office: Path) -> None:
    with FolderLock(office / "data"):
        assert command("audit", "check", secrets=NONE).code == 0
        assert command("desk", "check", secrets=NONE).code == 0
        assert "already open" in command("people", "list").err


def test_passphrases_are_changed_and_the_old_one_is_refused(command: Command, office: Path) -> None:
    assert command("desk", "init").code == 2
    both = {"--passphrase-fd": DESK, "--new-fd": NEW}
    assert command("desk", "change", secrets=both).code == 0
    assert "not the passphrase" in command("people", "list").err
    new = {"--passphrase-fd": NEW}
    assert "Zoë" in command("people", "list", secrets=new).out
    readers = {"--passphrase-fd": NEW, "--new-fd": NEW}
    assert "different passphrases" in command("desk", "readers", secrets=readers).err
    readers["--new-fd"] = "words for readers alone"
    assert command("desk", "readers", secrets=readers).code == 0
    assert "short" in command("desk", "change", secrets={**new, "--new-fd": "short"}).err
    assert office.exists()


def test_a_lost_passphrase_needs_an_organisations_key(command: Command, office: Path) -> None:
    lost = {"--key-fd": "some key passphrase", "--new-fd": NEW}
    assert "no organisation's issuer" in command("desk", "recover", secrets=lost).err
    key = {"--passphrase-fd": "some key passphrase", "--desk-fd": DESK}
    assert command("issuer", "init", "Harbour Lane", secrets=key).code == 0
    assert command("desk", "recover", secrets=lost).code == 0
    assert "Zoë" in command("people", "list", secrets={"--passphrase-fd": NEW}).out
    assert office.exists()


def test_history_and_restore_need_the_desk_once_there_is_one(
    command: Command, office: Path
) -> None:
    assert command("history").out == "No attempts yet.\n"
    backup = office / "copy.sqlite3"
    assert command("backup", "--to", backup, secrets=NONE).code == 0
    assert command("restore", backup, secrets={"--passphrase-fd": "a guess of mine"}).code == 2
    assert command("restore", backup).code == 0
    assert command("desk", "check", secrets=NONE).code == 0


def test_without_a_desk_its_commands_say_how_to_set_one_up(
    command: Command, tmp_path: Path
) -> None:
    assert "desk init" in command("people", "list").err
    assert "No desk is set up" in command("desk", "check", secrets=NONE).out
    assert command("history", secrets=NONE).code == 0
    assert command("people", "list", secrets={"--passphrase-fd": ""}).code == 2
    assert tmp_path.exists()


# What a list is told to be


def test_names_with_accents_and_who_changes_are_shown(command: Command, office: Path) -> None:
    path = office / "old.csv"
    text = "Name;Nr;Mail\nZoë Ünal-Groß;0017;zoe@e.org\nAnn Lee;18;ann@e.org\nJürgen Öz;20;\n"
    path.write_bytes(text.encode("cp1252"))
    said = command("people", "import", path, "--dry-run")
    assert "Windows-1252 was taken. Check names with accents." in said.out
    assert "Names with accents: Zoë Ünal-Groß, Jürgen Öz." in said.out
    assert "line 2: Zoë Ünal-Groß changes: name\n" in said.out
    assert "Ann Lee changes" not in said.out
    assert "below" not in said.out


def test_torn_lines_are_told(command: Command, office: Path) -> None:
    path = office / "torn.csv"
    path.write_text(
        "Name;Nr;Mail;Team\nZu Viele;20;p20@e.org;Chat;extra\nKurz;24\n"
        "Ann Lee;18;ann@e.org;Chat;\n",
        encoding="utf-8",
    )
    said = command("people", "import", path)
    assert said.code == 2
    assert "torn.csv:2: There are more values here than titles" in said.err
    assert "Line 3 has fewer values than the titles" in said.out
    said = command("people", "import", path, "--leave-out-faulty")
    assert said.out.endswith("1 added, 1 changed, 0 the same.\n")


def test_columns_that_mean_nothing_are_named_with_the_option_that_helps(
    command: Command, office: Path
) -> None:
    path = office / "nocol.csv"
    path.write_text("Foo;Bar\n1;Ann\n2;Bob\n", encoding="utf-8")
    for words in ((), ("--dry-run",), ("--leave-out-faulty",)):
        said = command("people", "import", path, *words)
        assert said.code == 2
        assert "its columns are not clear" in said.err
        assert "--column name=TITLE" in said.err
        assert "“Foo”, “Bar”" in said.err
        assert "without those lines" not in said.err
    said = command("people", "import", path, "--delimiter", "comma")
    assert "--delimiter" in said.err


def test_a_person_without_number_and_e_mail_is_not_added(command: Command, office: Path) -> None:
    said = command("people", "add", "Neu Person")
    assert (said.code, "Add a personnel number or an e-mail" in said.err) == (2, True)
    assert command("people", "correct", "18", "--email", "").code == 0
    said = command("people", "correct", "18", "--number", "")
    assert (said.code, "Add a personnel number or an e-mail" in said.err) == (2, True)
    said = command("people", "correct", "18")
    assert (said.code, "--name, --number or --email" in said.err) == (64, True)
    assert office.exists()


def test_a_group_that_is_not_there_names_those_that_are(command: Command, office: Path) -> None:
    assert "There are: Chat, Phone." in command("people", "list", "--group", "Sales").err
    assert office.exists()


# What assigning says


def test_who_has_an_exam_is_listed_by_name_for_those_who_were_asked_for(
    command: Command, office: Path
) -> None:
    command("assign", "short", "--group", "Chat", "--due", "2090-02-01")
    command("assign", "certification", "18")
    shown = command("assign", "short", "--list").out.splitlines()
    assert [line.split("  ")[:2] for line in shown] == [["18", "Ann Lee"], ["0017", "Zoë Ünal"]]
    assert command("assign", "short", "0017", "--list").out.splitlines() == shown[1:]
    assert command("assign", "short", "--group", "Phone", "--list").out.splitlines() == shown[:1]
    mine = command("assign", "18", "--list").out
    assert mine.count("Ann Lee") == 2
    assert "certification" in mine
    assert "Nobody here has it" in command("assign", "certification", "0017", "--list").out
    assert office.exists()


def test_replacing_and_taking_back_say_of_how_many(command: Command, office: Path) -> None:
    assert command("assign", "short", "18").out == "short was given to 1 person.\n"
    said = command("assign", "short", "--group", "Chat")
    assert said.out == "short was given to 2 people, 1 of them in place of an open assignment.\n"
    assert command("assign", "short", "18", "--withdraw").out.endswith("from 1 person.\n")
    said = command("assign", "short", "18", "--withdraw")
    assert (said.code, "taken back" in said.err) == (2, True)
    assert command("assign", "--withdraw").code == 64
    assert office.exists()


def test_a_day_is_asked_for_by_an_example(command: Command, office: Path) -> None:
    said = command("assign", "short", "18", "--due", "31.03.2027")
    assert (said.code, "such as 2027-03-31" in said.err, "%" in said.err) == (64, True, False)
    said = command("assign", "--help", secrets=NONE)
    assert ("%Y" in said.out, "DATE" in said.out) == (False, True)
    assert office.exists()


# Files that are written


def test_a_folder_that_is_not_there_is_not_made(command: Command, office: Path) -> None:
    for words in (
        ("people", "export", office / "typo" / "out.csv"),
        ("people", "data", "18", office / "typo" / "ann.zip"),
        ("audit", "export", office / "typo" / "log.jsonl"),
        ("report", "--out", office / "typo" / "report.csv"),
    ):
        said = command(*words)
        assert (said.code, "There is no folder" in said.err) == (2, True), words
    assert not (office / "typo").exists()


def test_a_file_that_was_there_is_said_to_be_replaced(command: Command, office: Path) -> None:
    for words in (
        ("people", "export", office / "out.csv"),
        ("people", "data", "18", office / "ann.zip"),
        ("audit", "export", office / "log.jsonl"),
        ("report", "--out", office / "report.csv"),
    ):
        assert "in place of" not in command(*words).out, words
        assert "in place of the file that was there" in command(*words).out, words


def test_an_archive_is_named_as_one(command: Command, office: Path) -> None:
    said = command("people", "data", "18", office / "ann.txt")
    assert (said.code, "end in .zip" in said.err) == (2, True)
    assert not (office / "ann.txt").exists()


def test_few_results_are_told_in_a_sentence(command: Command, office: Path) -> None:
    said = command("report").out
    assert "2 people" in said.splitlines()[0]
    assert (
        "Everybody: no share and no mean yet: there are 0 of the 5 final results that are needed."
        in said
    )
    assert "too few" not in said
    assert office.exists()
