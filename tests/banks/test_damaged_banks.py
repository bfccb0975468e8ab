"""Damaged banks: each fault is named with its file and line, in words, and nothing crashes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from bank_folder import BankFolder

from quizapp import banks
from quizapp.errors import InputError

AA, BB, FRAME, PLAN = "items/aa.yaml", "items/bb.yaml", "framework.yaml", "plans/mini.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """Replace `old` by `new` in `file`; then `says` is reported `below` lines after `at`."""

    file: str
    old: str
    new: str
    at: str
    says: str
    below: int = 0


CASES = {
    "a field is missing": Case(
        AA,
        "    angoff: 0.7\n    stem: The caller",
        "    stems: The caller",
        "stems: The",
        "did you mean 'stem'",
    ),
    "a field is unknown": Case(
        AA, "trade: kitchen goods", "trde: kitchen goods", "trde:", "unknown field 'trde'"
    ),
    "a word is not in the list": Case(
        AA, "difficulty: easy", "difficulty: eazy", "eazy", "easy, medium, hard"
    ),
    "a kind is unknown": Case(
        AA, "kind: ordering", "kind: order", "kind: order", "did you mean 'ordering'"
    ),
    "an id is used twice": Case(
        AA,
        "- id: AA-2-R02",
        "- id: AA-2-R01",
        "key: [[b, d, a, c]]",
        "already defined in items/aa.yaml",
        2,
    ),
    "two options share an id": Case(
        AA,
        "- {id: c, text: You fill",
        "- {id: b, text: You fill",
        "You fill",
        "second option with the id 'b'",
    ),
    "two options share a text": Case(
        AA,
        "text: You read her the return rules",
        "text: You offer a voucher at the start",
        "id: e, text: You offer",
        "same text",
    ),
    "no option is right": Case(
        AA,
        "        correct: true\n        rationale: It names the feeling",
        "        rationale: It names the feeling",
        "    options:",
        "no option is marked",
    ),
    "two options are right": Case(
        AA,
        "        misconception: BB-m2\n        rationale: She learns",
        "        correct: true\n        rationale: She learns",
        "    options:",
        "2 options are marked correct (a, b)",
    ),
    "all options of a multiple are wrong but one": Case(
        AA,
        "day was like, correct: true,",
        "day was like, misconception: AA-m1,",
        "stem: Which two acts",
        "1 options are marked correct",
        1,
    ),
    "a domain is unknown": Case(
        BB,
        "    domain: BB\n    objective: BB-1\n    objectives_also",
        "    domain: XX\n    objective: BB-1\n    objectives_also",
        "domain: XX",
        "no domain 'XX'",
    ),
    "an objective is unknown": Case(
        BB, "objectives_also: [AA-1]", "objectives_also: [AA-9]", "AA-9", "no objective 'AA-9'"
    ),
    "an objective is of another domain": Case(
        BB,
        "    domain: BB\n    objective: BB-1\n    objectives_also",
        "    domain: AA\n    objective: BB-1\n    objectives_also",
        "id: BB-1-F01",
        "belongs to the domain BB",
    ),
    "a concept is unknown": Case(
        AA, "concepts: [C-1, C-3]", "concepts: [C-1, C-7]", "C-7", "no concept 'C-7'"
    ),
    "a misconception is unknown": Case(
        AA,
        "        misconception: BB-m1\n        rationale: The remedy",
        "        misconception: BB-m9\n        rationale: The remedy",
        "BB-m9",
        "no misconception 'BB-m9'; did you mean 'BB-m",
    ),
    "a framework is unknown": Case(
        AA, "frameworks: [F-1]", "frameworks: [F-2]", "F-2", "no framework"
    ),
    "a scenario is unknown": Case(
        AA, "scenario: kettle", "scenario: kettel", "kettel", "did you mean 'kettle'"
    ),
    "an enemy is unknown": Case(
        AA, "enemies: [AA-1-L01]", "enemies: [AA-1-L09]", "L09", "no item 'AA-1-L09'"
    ),
    "a criterion is unknown": Case(
        BB,
        "      - {id: time_commitment, weight: 2}",
        "      - {id: time_comitment, weight: 2}",
        "time_comitment",
        "did you mean 'time_commitment'",
    ),
    "a sample forgets a criterion": Case(
        BB,
        "time_commitment: false, no_blame: false}",
        "time_commitment: false}",
        "time_commitment: false}",
        "says nothing about no_blame",
    ),
    "a sample is missing": Case(
        BB,
        "- kind: borderline",
        "- kind: strong",
        "    samples:",
        "one strong, one borderline and one weak",
    ),
    "a text stands for a truth value": Case(
        AA,
        "The father who was ill is passed over in silence, correct: true",
        "The father who was ill is passed over in silence, correct: yes",
        "correct: yes",
        "true or false is expected, not 'yes'",
    ),
    "a number is out of range": Case(
        AA, "angoff: 0.7", "angoff: 7", "angoff: 7", "0 to 1 is allowed"
    ),
    "an order leaves a step out": Case(
        AA, "key: [[b, d, a, c]]", "key: [[b, d, a]]", "[[b, d, a]]", "each option exactly once"
    ),
    "a prompt has no match": Case(
        AA,
        "key: {p1: a, p2: b, p3: c}",
        "key: {p1: a, p2: b}",
        "key: {p1: a, p2: b}",
        "no option is given for p3",
    ),
    "a match names no option": Case(
        AA, "key: {p1: a, p2: b, p3: c}", "key: {p1: a, p2: b, p3: z}", "p3: z", "no option 'z'"
    ),
    "a route leads nowhere": Case(
        BB, "          - {goto: e2}", "          - {goto: e9}", "- id: n2", "leads to 'e9'"
    ),
    "a path has no end": Case(
        BB,
        "routes: [{goto: n2}]\n          - id: b\n            text: I am listening",
        "routes: [{goto: n1}]\n          - id: b\n            text: I am listening",
        "- id: n1",
        "lead back to themselves",
    ),
    "a condition asks for what is not marked": Case(
        BB,
        "when: {score_min: 0.6}",
        "when: {met: [apologise]}",
        "met: [apologise]",
        "no criterion of this turn",
    ),
    "the last route has a condition": Case(
        BB,
        "          - {goto: e2}",
        "          - {goto: e2, when: {trust_min: 1}}",
        "trust_min: 1",
        "the last route must have no condition",
    ),
    "a start is unknown": Case(BB, "start: n1", "start: n0", "start: n0", "no turn 'n0'"),
    "a plan's weights do not add up": Case(
        PLAN, "weight: 0.4", "weight: 0.5", "sections:", "add up to 1.1"
    ),
    "a plan asks for an unknown domain": Case(
        PLAN, "domains: [AA]", "domains: [AB]", "[AB]", "no domain 'AB'"
    ),
    "the default plan is unknown": Case(
        "bank.yaml", "default_plan: mini", "default_plan: maxi", "maxi", "no plan 'maxi'"
    ),
    "the domains' weights do not add up": Case(
        FRAME,
        "    summary: Hearing what is said.\n    weight: 0.5",
        "    summary: Hearing what is said.\n    weight: 0.6",
        "- id: AA",
        "add up to 1.1",
    ),
    "a review is of an unknown item": Case(
        "reviews/all.yaml",
        "{item: AA-1-M01, role: content",
        "{item: AA-1-M02, role: content",
        "AA-1-M02",
        "no item 'AA-1-M02'",
    ),
    "a blind review says nothing": Case(
        "reviews/all.yaml",
        ", answered: a, agrees: true",
        "",
        "role: blind",
        "a blind review says what was answered",
    ),
    "a field stands twice": Case(
        AA,
        "    trade: library\n",
        "    trade: library\n    trade: museum\n",
        "trade: museum",
        "stands here and in line",
    ),
    "a tag is used": Case(
        AA, "trade: library", "trade: !!python/name:os.system library", "!!python", "is not allowed"
    ),
    "a colon is not quoted": Case(
        AA,
        "rationale: First hear, then",
        "rationale: First: hear, then",
        "First: hear",
        "put the text in quotes",
    ),
    "a turn stands apart": Case(
        BB,
        "    endings:\n",
        "      - {id: n9, says: Hi, criteria: [{id: thank}], routes: [{goto: n9}]}\n    endings:\n",
        "id: n9",
        "no route leads to the turn 'n9'",
    ),
    "a tab indents a line": Case(
        PLAN, "    title: Judgement", "\ttitle: Judgement", "title: Judgement", "spaces, not tabs"
    ),
    "a quotation mark stays open": Case(
        "bank.yaml", 'version: "1.0"', 'version: "1.0', "version:", "never closed"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_damaged_bank_names_file_line_and_fault(name: str, bank_folder: BankFolder) -> None:
    case = CASES[name]
    bank_folder.change(case.file, case.old, case.new)
    line = bank_folder.line_of(case.file, case.at) + case.below

    faults = bank_folder.faults()

    assert any(
        fault.file == case.file and fault.line == line and case.says in fault.message
        for fault in faults
    ), "\n".join(map(str, faults))


def test_all_faults_of_all_files_are_told_at_once(bank_folder: BankFolder) -> None:
    bank_folder.change(AA, "difficulty: easy", "difficulty: eazy")
    bank_folder.change(BB, "start: n1", "start: n0")
    bank_folder.change(PLAN, "cut: 60", "cut: lots")

    files = [fault.file for fault in bank_folder.faults()]

    assert files == [AA, BB, PLAN]


def test_a_missing_framework_turns_its_ids_into_faults_and_nothing_crashes(
    bank_folder: BankFolder,
) -> None:
    bank_folder.remove(FRAME)

    assert any("no domain 'AA'" in fault.message for fault in bank_folder.faults())


def test_a_missing_bank_file_is_named(bank_folder: BankFolder) -> None:
    bank_folder.remove("bank.yaml")

    assert [(f.file, f.line) for f in bank_folder.faults()] == [("bank.yaml", 0)]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no bank folder"):
        banks.load(tmp_path / "nowhere")
