"""`quizapp bank`: what a person or a script sees, and the exit codes they rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bank_folder import SMALL, BankFolder
from click.testing import CliRunner, Result

from quizapp.banks.exporting import export
from quizapp.banks.loading import Loaded
from quizapp.cli.bank import bank
from quizapp.errors import UserError


def run(*arguments: object) -> Result:
    return CliRunner().invoke(bank, [str(argument) for argument in arguments])


def clean_copy(folder: BankFolder) -> BankFolder:
    """Mend what the small bank lacks: make its unreviewed items drafts and drop its plan."""
    for file in ("items/aa.yaml", "items/bb.yaml"):
        text = (folder.folder / file).read_text(encoding="utf-8")
        folder.write(file, text.replace("status: reviewed", "status: draft"))
    folder.change("bank.yaml", "default_plan: mini\n", "").remove("plans/mini.yaml")
    text = (folder.folder / "items/bb.yaml").read_text(encoding="utf-8")
    folder.write("items/bb.yaml", text[: text.index("  - id: BB-1-V01")])
    return folder


def test_a_clean_bank_gives_0(bank_folder: BankFolder) -> None:
    result = run("check", clean_copy(bank_folder).folder)

    assert result.exit_code == 0, result.output
    assert "small 1.0: 6 items, clean" in result.output


def test_findings_give_1_and_lines_that_editors_can_jump_to() -> None:
    result = run("check", SMALL)

    assert result.exit_code == 1
    assert f"{SMALL}/items/aa.yaml:42: error [reviews] AA-1-R01: " in result.output
    assert "note [" not in result.output


def test_paths_open_from_the_folder_one_is_in(
    bank_folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank_folder.change("items/aa.yaml", "difficulty: easy", "difficulty: eazy")
    monkeypatch.chdir(bank_folder.folder.parent)

    Path("lone.yaml").write_text("a: [", encoding="utf-8")

    for words in (("check", "bank"), ("coverage", "bank"), ("check", "lone.yaml")):
        assert Path(run(*words).output.partition(":")[0]).is_file()
    monkeypatch.chdir("bank")
    assert run("check", ".").output.startswith("items/aa.yaml:13: ")


def test_a_finding_about_a_whole_bank_names_the_bank(bank_folder: BankFolder) -> None:
    bank_folder.write("targets.yaml", "trades: 99\n")

    lines = run("check", SMALL, bank_folder.folder).output.splitlines()

    assert [line for line in lines if line.startswith(f"{bank_folder.folder}: ")]
    assert not [line for line in lines if line.startswith(("error", "warning"))]


def test_notes_are_shown_on_request() -> None:
    assert "note [stem-length]" in run("check", SMALL, "--notes").output


def test_an_unusable_bank_gives_2_and_every_fault(bank_folder: BankFolder) -> None:
    bank_folder.change("items/aa.yaml", "difficulty: easy", "difficulty: eazy")

    result = run("check", SMALL, bank_folder.folder)

    assert result.exit_code == 2
    assert "items/aa.yaml:13: items[0].difficulty: one of easy, medium, hard" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [("check",), ("export", "--format", "json"), ("coverage",)])
def test_a_path_that_is_not_there_gives_2_and_a_sentence(command: tuple[str, ...]) -> None:
    result = run(*command, "nowhere")

    assert result.exit_code == 2
    assert "There is no bank folder nowhere" in result.output


def test_check_json_holds_faults_findings_and_figures(bank_folder: BankFolder) -> None:
    bank_folder.change("items/aa.yaml", "difficulty: easy", "difficulty: eazy")

    documents = json.loads(run("check", SMALL, bank_folder.folder, "--json", "--guess").output)

    good, bad = documents["banks"]
    assert (good["usable"], good["clean"], bad["usable"]) == (True, False, False)
    assert good["bank"]["items"] == 7
    assert {"rule", "severity", "item", "file", "line", "message", "advice"} <= set(
        good["findings"][0]
    )
    assert good["guess"][0]["strategy"] == "longest option"
    assert bad["faults"][0]["line"] == 13


def test_export_leaves_secure_items_out_unless_asked() -> None:
    shown = json.loads(run("export", SMALL, "--format", "json").output)
    everything = json.loads(run("export", SMALL, "--format", "json", "--include-secure").output)

    assert {item["pool"] for item in shown["items"]} == {"learn"}
    assert len(everything["items"]) == 7


def test_export_writes_a_file(tmp_path: Path) -> None:
    target = tmp_path / "bank.json"

    result = run("export", SMALL, "--format", "json", "--out", target)

    assert result.exit_code == 0
    assert result.output == (
        f"5 of 7 items written to {target}; 2 secure left out, which --include-secure takes in.\n"
    )
    assert json.loads(target.read_text(encoding="utf-8"))["bank"]["id"] == "small"


@pytest.mark.parametrize(
    "words", [("export", SMALL, "--format", "json", "--out"), ("coverage", SMALL, "--picture")]
)
def test_a_file_that_cannot_be_written_is_a_sentence(
    words: tuple[object, ...], tmp_path: Path
) -> None:
    result = run(*words, tmp_path / "no" / "such" / "file")

    assert isinstance(result.exception, UserError)
    assert "cannot be written" in str(result.exception)


def test_like_plots_are_noted_with_the_sentence_model(bank_folder: BankFolder) -> None:
    vectors = pytest.importorskip("quizapp.grading.free_text.vectors")
    if not vectors.available():
        pytest.skip("the sentence model is not installed")
    text = (bank_folder.folder / "items/bb.yaml").read_text(encoding="utf-8")
    copy = text[: text.index("  - id: BB-1-V01")].replace("BB-1-F01", "BB-1-F02")
    again = copy.replace(
        "A shop sent shoes in the wrong size.", "A shop posted shoes of a wrong size."
    )
    bank_folder.write("items/more.yaml", again.replace("I could cry.", "I am in tears."))

    result = run("check", bank_folder.folder, "--meaning", "--notes")

    assert "BB-1-F02: and BB-1-F01 are" in result.output
    assert "alike in meaning" in result.output


def by_kind(small: Loaded) -> dict[str, dict[str, Any]]:
    document = json.loads(json.dumps(export(small.bank, include_secure=True)))
    return {item["kind"]: item for item in document["items"]}


def test_the_exported_shape_is_the_promised_one(small: Loaded) -> None:
    document = export(small.bank)

    assert {"id", "title", "version", "language", "content_hash"} <= set(document["bank"])
    assert {"bank", "scenarios", "items", "exam_plans"} <= set(document)
    promised = {
        "id", "kind", "domain", "objective", "concepts", "level", "difficulty", "pool", "stem",
        "scenario", "options", "criteria", "samples", "content_hash",
    }  # fmt: skip
    for item in by_kind(small).values():
        assert promised <= set(item)


def test_each_kind_exports_its_key(small: Loaded) -> None:
    items = by_kind(small)

    assert set(items["choice"]["options"][0]) == {
        "id", "text", "correct", "rationale", "misconception",
    }  # fmt: skip
    assert items["choice"]["scenario"] == "kettle"
    assert items["multiple"]["scenario"] is None
    assert items["ordering"]["key"] == [["b", "d", "a", "c"]]
    assert items["matching"]["key"] == {"p1": "a", "p2": "b", "p3": "c"}
    assert {"prompts", "options"} <= set(items["matching"])
    assert items["listening"]["dialogue"][3]["pause"] == 3.0
    assert sum(option["correct"] for option in items["listening"]["options"]) == 1
    assert items["free_text"]["criteria"][0] == {"id": "acknowledge_feeling", "weight": 3.0}
    assert [sample["kind"] for sample in items["free_text"]["samples"]] == [
        "strong", "borderline", "weak",
    ]  # fmt: skip
    assert items["free_text"]["samples"][2]["expected"]["no_blame"] is False
    assert {"nodes", "endings", "start"} <= set(items["conversation"])


def test_enemies_that_are_not_exported_are_not_named(bank_folder: BankFolder) -> None:
    bank_folder.change("items/aa.yaml", "enemies: [AA-1-L01]", "enemies: [AA-1-L01, BB-1-F01]")

    document = export(bank_folder.load().bank)

    assert next(i for i in document["items"] if i["id"] == "AA-1-M01")["enemies"] == ["AA-1-L01"]


def test_coverage_without_targets_is_met() -> None:
    result = run("coverage", SMALL)

    assert result.exit_code == 0
    assert "every floor is met" in result.output


def test_coverage_names_what_is_short_and_gives_1(bank_folder: BankFolder) -> None:
    bank_folder.write("targets.yaml", "objectives:\n  - {id: BB-1, choice: 3}\n")

    result = run("coverage", bank_folder.folder)
    document = json.loads(run("coverage", bank_folder.folder, "--json").output)

    assert result.exit_code == 1
    assert "BB-1 choice" in result.output
    short = [line for line in document["counts"] if not line["met"]]
    assert [(line["name"], line["found"], line["floor"]) for line in short] == [
        ("BB-1 choice", 0, 3)
    ]
    assert document["grid"]["BB-1"]["conversation"] == 1


def test_coverage_draws_a_picture_that_says_what_is_short(
    bank_folder: BankFolder, tmp_path: Path
) -> None:
    bank_folder.write("targets.yaml", "objectives:\n  - {id: BB-1, choice: 3}\n")
    target = tmp_path / "coverage.svg"

    run("coverage", bank_folder.folder, "--picture", target)

    texts = [element.text for element in ET.parse(target).iter() if element.text]  # noqa: S314 (our own file)
    assert "0 / 3" in texts
    assert "BB-1" in texts


def test_a_picture_under_another_name_than_svg_is_refused_with_the_next_step(
    bank_folder: BankFolder, tmp_path: Path
) -> None:
    target = tmp_path / "coverage.png"

    result = run("coverage", bank_folder.folder, "--picture", target)

    assert isinstance(result.exception, UserError)
    assert "coverage.svg" in str(result.exception)
    assert not target.exists()


def test_help_names_the_exit_codes() -> None:
    assert "2: a bank cannot be used" in " ".join(run("check", "--help").output.split())
