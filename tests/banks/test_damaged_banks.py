"""Damaged banks: each fault is named with its file and line, in words, and nothing crashes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from bank_folder import BankFolder

from quizapp import banks
from quizapp.banks.cache import MemoryCache, file_stamp
from quizapp.banks.ledger import Ledger, Place
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


HOSTILE = {
    "20,000 nested lists": (b"items: " + b"[" * 20_000, 1, "nested deeper than 50"),
    "20,000 nested mappings": (b"{a: " * 20_000, 1, "nested deeper than 50"),
    "20,000 nested entries": (b"items:\n" + b"- " * 20_000 + b"x", 2, "nested deeper than 50"),
    "2,500 indented levels": (
        b"\n".join(b" " * depth + b"a:" for depth in range(2_500)),
        51,
        "nested deeper than 50",
    ),
    "an alias bomb": (
        b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 10))
            for name in range(ord("b"), ord("j"))
        ),
        6,
        "values once aliases are filled in",
    ),
    "many aliases": (b"a: &a x\nb: [" + b"*a, " * 101 + b"x]", 2, "more than 100 aliases"),
    "a node in itself": (b"items: &a [*a]", 1, "may not contain itself"),
    "an object tag": (b"items: !!python/object/apply:os.system [ls]", 1, "tag !!python"),
    "a private tag": (b"items:\n  - !secret x", 2, "tag !secret"),
    "4 MiB and a byte": (b"#" * (4 * 2**20 + 1), 0, "larger than 4 MiB"),
    "latin-1 letters": ("items:\n  - é".encode("latin-1"), 2, "not UTF-8"),
    "a NUL": (b"items:\n\n  - a\x00b", 3, "control character"),
    "an empty file": (b"", 0, "the file is empty"),
    "only a comment": (b"# nothing\n", 0, "the file is empty"),
    "two documents": (b"items: []\n---\nitems: []\n", 2, "second document"),
    "a list as a name": (b"? [a]\n: b\n", 1, "name of a field"),
    "a bare text": (b"hello", 1, "fields (name: value) are expected"),
    "a list of texts": (b"items: [a, b]", 1, "fields (name: value) are expected"),
    "a JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", 1, "not UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_line(name: str, bank_folder: BankFolder) -> None:
    content, line, says = HOSTILE[name]
    bank_folder.write("items/hostile.yaml", content)

    told = [f for f in bank_folder.faults() if f.file == "items/hostile.yaml"]

    assert any(f.line == line and says in f.message for f in told), "\n".join(map(str, told))


def test_a_link_to_a_file_outside_the_bank_is_not_read(
    bank_folder: BankFolder, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: swordfish")
    (bank_folder.folder / "items" / "link.yaml").symlink_to(secret)

    (fault,) = bank_folder.faults()

    assert fault.file == "items/link.yaml"
    assert "swordfish" not in fault.message


def test_a_link_to_nothing_and_a_folder_with_a_files_name_are_named(
    bank_folder: BankFolder,
) -> None:
    (bank_folder.folder / "items" / "gone.yaml").symlink_to("nowhere.yaml")
    (bank_folder.folder / "items" / "folder.yaml").mkdir()

    with pytest.raises(InputError) as refusal:
        banks.load(bank_folder.folder, cache=MemoryCache())

    assert [f.file for f in refusal.value.faults] == ["items/folder.yaml", "items/gone.yaml"]
    assert file_stamp(bank_folder.folder)


@pytest.mark.parametrize("file", ["items/more.yml", "extra.yaml", "drafts/items.yaml"])
def test_a_file_that_has_no_place_is_named(file: str, bank_folder: BankFolder) -> None:
    bank_folder.write(file, "items: []")

    assert [fault.file for fault in bank_folder.faults()] == [file]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        (
            "items:\n  - id: AA-1-M01",
            "items:\nmore:\n  - id: AA-1-M01",
            "items:",
            "is missing or empty",
        ),
        (
            "items:\n  - id: AA-1-M01",
            "items: []\nmore:\n  - id: AA-1-M01",
            "items:",
            "list is empty",
        ),
        ("items:\n  - id: AA-1-M01", "itmes:\n  - id: AA-1-M01", "itmes:", "did you mean 'items'"),
        ("- id: AA-1-L01", "- idd: AA-1-L01", "idd: AA-1-L01", "did you mean 'id'"),
        ("- id: AA-1-L01", "- id: AA-1-R01", "kind: listening", "already defined"),
    ],
)
def test_one_slip_about_an_id_brings_no_further_faults_about_references(
    old: str, new: str, at: str, says: str, bank_folder: BankFolder
) -> None:
    bank_folder.change(AA, old, new)

    with pytest.raises(InputError) as refusal:
        banks.load(bank_folder.folder)

    told = refusal.value.faults
    assert not [fault for fault in told if "there is no item" in fault.message]
    assert any(says in fault.message for fault in told)
    assert len(told) <= 2, "\n".join(map(str, told))
    assert abs(told[0].line - bank_folder.line_of(AA, at)) <= 1
    assert "References to items were not checked" in refusal.value.summary


def test_a_framework_whose_domains_are_misspelt_is_one_fault_or_two(
    bank_folder: BankFolder,
) -> None:
    bank_folder.change(FRAME, "domains:", "domain:").change(
        FRAME, "misconceptions:", "misconception:"
    )

    told = bank_folder.faults()

    assert {fault.file for fault in told} == {FRAME}
    assert len(told) == 3


def test_a_misspelt_kind_is_named_with_what_was_meant(bank_folder: BankFolder) -> None:
    bank_folder.change(AA, "    kind: listening", "    knd: listening")

    told = [fault.message for fault in bank_folder.faults()]

    assert told == [
        "the field 'kind' is missing or empty",
        "unknown field 'knd' in an item; did you mean 'kind'?",
    ]


def test_a_reference_is_answered_with_an_id_of_its_own_domain_where_it_has_one() -> None:
    ledger = Ledger()
    for name in ("CL-1-M01", "CH-1-M12", "kettle"):
        ledger.define("item", name, Place("items/a.yaml", 1, ""))
    for name in ("CH-1-M01", "kettel"):
        ledger.refer("item", name, Place("items/a.yaml", 2, ""))

    ledger.settle()

    assert [fault.message for fault in ledger.faults] == [
        "there is no item 'CH-1-M01'; did you mean 'CH-1-M12'?",
        "there is no item 'kettel'; did you mean 'kettle'?",
    ]


def test_one_misspelt_criterion_is_one_fault(bank_folder: BankFolder) -> None:
    bank_folder.change(
        BB, "- {id: time_commitment, weight: 2}", "- {id: time_comitment, weight: 2}"
    )

    (told,) = [fault.message for fault in bank_folder.faults()]

    assert told == "there is no criterion 'time_comitment'; did you mean 'time_commitment'?"


def test_a_criterion_changed_for_another_is_one_fault_a_sample(bank_folder: BankFolder) -> None:
    bank_folder.change(BB, "- {id: time_commitment, weight: 2}", "- {id: apologise, weight: 2}")

    told = [fault.message for fault in bank_folder.faults()]

    assert told == [
        "says nothing about apologise; time_commitment is no criterion of this item"
    ] * len(told)
    assert len(told) == 3


def test_two_faults_in_one_unreadable_file_are_both_told(bank_folder: BankFolder) -> None:
    bank_folder.write("items/x.yaml", "a: 1\na: 2\nb: !tag c\nd: [\n")

    lines = [fault.line for fault in bank_folder.faults()]

    assert lines == [2, 3, 5]


def test_shared_samples_of_hostile_yaml_are_refused() -> None:
    folder = Path(__file__).parents[2].parent / "shared" / "fixtures" / "nasty"
    if not folder.is_dir():
        pytest.skip("the shared samples are not beside this checkout")
    for name in ("26_yaml_alias_bomb.yaml", "27_yaml_object_tag.yaml"):
        with pytest.raises(InputError) as refusal:
            banks.load(folder / name)
        assert refusal.value.faults[0].file == name
        assert refusal.value.faults[0].line > 0
