"""Values of the wrong sort: what was expected is said, and what stands there."""

# ruff: noqa: E501 (a change to a file is easier to read on one line)
from __future__ import annotations

import pytest
from bank_folder import BankFolder

AA, BB, FRAME, PLAN = "items/aa.yaml", "items/bb.yaml", "framework.yaml", "plans/mini.yaml"
HEAD = "bank.yaml"

# file, old, new, what stands on the line of the fault, what is said
CASES = {
    "fields for a text": (AA, "trade: library", "trade: {a: b}", "trade: {a", "a text is expected, not fields"),
    "a list for a text": (AA, "trade: library", "trade: [a]", "trade: [a", "a text is expected, not a list"),
    "a truth value for a text": (AA, "text: Naming a feeling", "text: true", "text: true", "put it in quotes if it is meant as text"),
    "a text for a number": (AA, "angoff: 0.7", "angoff: often", "angoff: often", "a number is expected, not 'often'"),
    "a long text for a number": (AA, "angoff: 0.7", f"angoff: {'often ' * 12}", "angoff: often", "often oft…'"),
    "infinity for a number": (AA, "angoff: 0.7", "angoff: 1e999", "angoff: 1e999", "out of range"),
    "a half for a whole number": (BB, "    trust: 0\n    tension: 1\n    nodes", "    trust: 0.5\n    tension: 1\n    nodes", "trust: 0.5", "a whole number is expected, not 0.5"),
    "a text for a list": (AA, "concepts: [C-1, C-2]", "concepts: C-1", "concepts: C-1", "a list is expected, not 'C-1'"),
    "an empty list": (AA, "concepts: [C-1, C-2]", "concepts: []", "concepts: []", "the list is empty"),
    "a list with a hole": (AA, "concepts: [C-1, C-2]", "concepts: [C-1, ~]", "C-1, ~", "a text is expected, not nothing"),
    "the same entry twice": (AA, "concepts: [C-1, C-2]", "concepts: [C-1, C-1]", "[C-1, C-1]", "stands twice"),
    "too many entries": (BB, "objectives_also: [AA-1]", "objectives_also: [AA-1, AA-2, BB-1, BB-2]", "BB-2]", "0 to 3 entries are expected, there are 4"),
    "an id with a space": (AA, "- {id: p1, text: You sound", "- {id: p 1, text: You sound", "p 1", "is no id"),
    "its own enemy": (AA, "enemies: [AA-1-L01]", "enemies: [AA-1-L01, AA-1-M01]", "enemies: [AA-1-L01, AA", "its own enemy"),
    "a misconception on the key": (AA, "        correct: true\n        rationale: It names", "        correct: true\n        misconception: BB-m1\n        rationale: It names", "        misconception: BB-m1\n", "stands for no misconception"),
    "an order twice": (AA, "key: [[b, d, a, c]]", "key: [[b, d, a, c], [b, d, a, c]]", "key: [[b", "the same order is listed twice"),
    "an order that is a text": (AA, "key: [[b, d, a, c]]", "key: [b, d, a, c]", "key: [b", "a list of option ids is expected"),
    "a match that is a list": (AA, "key: {p1: a, p2: b, p3: c}", "key: {p1: [a], p2: b, p3: c}", "p1: [a]", "a text is expected, not a list"),
    "matches that are a list": (AA, "key: {p1: a, p2: b, p3: c}", "key: [p1, a]", "key: [p1", "fields (name: value) are expected"),
    "a match for no prompt": (AA, "key: {p1: a, p2: b, p3: c}", "key: {p1: a, p2: b, p3: c, p4: d}", "p4: d", "there is no prompt 'p4'"),
    "an expectation that is a text": (BB, "time_commitment: false, no_blame: false}", "time_commitment: false, no_blame: nope}", "nope", "true or false is expected, not 'nope'"),
    "an expectation too many": (BB, "time_commitment: false, no_blame: false}", "time_commitment: false, no_blame: false, thank: true}", "thank: true", "thank is no criterion of this item"),
    "a sample of another kind": (BB, "- kind: weak", "- kind: poor", "kind: poor", "strong, borderline, weak"),
    "a criterion twice": (BB, "      - {id: concrete_next_step}\n", "      - {id: concrete_next_step}\n      - {id: concrete_next_step, weight: 1}\n", "weight: 1}", "stands twice"),
    "a mode that is none": (BB, "mode: call", "mode: letter", "mode: letter", "one of chat, call"),
    "a turn's id twice": (BB, "- {id: e2, kind: partly", "- {id: n2, kind: partly", "id: n2, kind", "already used in line"),
    "a turn without replies": (BB, "        criteria: [{id: validate_feeling}, {id: concrete_next_step}, {id: no_blame}]\n", "", "- id: n2", "either 'replies' or 'criteria'"),
    "routes beside ready replies": (BB, "        tone: He speaks fast.\n", "        tone: He speaks fast.\n        routes: [{goto: n2}]\n", "        routes: [{goto: n2}]", "each reply has its own routes"),
    "a route that hides another": (BB, "routes: [{goto: n1b}]", "routes: [{goto: n1b}, {goto: n2}]", "{goto: n1b}, {goto: n2}", "hides the routes below it"),
    "a variant that always holds": (BB, ", when: {tension_min: 2}}", "}", "I have had enough", "a variant needs a condition"),
    "a score on a ready reply": (BB, "when: {tension_min: 3}", "when: {score_min: 0.5}", "score_min: 0.5", "only a written turn has a score"),
    "criteria on a ready reply": (BB, "when: {tension_min: 3}", "when: {met: [thank]}", "met: [thank]", "only a written turn can be judged"),
    "a language that is a word": (HEAD, "language: en", "language: English", "language: English", "a language tag such as en"),
    "a date that is a word": ("reviews/all.yaml", "2026-11-21", "yesterday", "yesterday", "a date such as"),
    "a standing that is none": ("concepts/all.yaml", "standing: supporting", "standing: extra", "standing: extra", "core, supporting, claim"),
    "a certificate without a cut": (PLAN, "certificate: false\ncut: 60", "certificate: true", "sections:", "needs a cut"),
    "a section twice": (PLAN, "- id: s2", "- id: s1", "sections:", "two sections have the id 's1'"),
    "bands from the lowest up": (PLAN, "bands: [{minimum: 85, word: strong}, {minimum: 60, word: sound}]", "bands: [{minimum: 60, word: sound}, {minimum: 85, word: strong}]", "bands:", "from the highest minimum down"),
    "levels that are none": (PLAN, "min_written: 0.5", "levels: {expert: 1.0}", "levels:", "'expert' is no level"),
    "levels that do not add up": (PLAN, "min_written: 0.5", "levels: {recall: 0.5}", "levels:", "add up to 0.5"),
    "levels that are texts": (PLAN, "min_written: 0.5", "levels: {recall: most}", "levels:", "a number is expected"),
    "levels out of range": (PLAN, "min_written: 0.5", "levels: {recall: 2}", "levels:", "out of range"),
    "a pool for plans alone": (AA, "difficulty: easy\n    pool: learn", "difficulty: easy\n    pool: any", "pool: any", "'any' is for plans"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_value_is_told_with_what_was_expected(name: str, bank_folder: BankFolder) -> None:
    file, old, new, at, says = CASES[name]
    bank_folder.change(file, old, new)

    faults = [fault for fault in bank_folder.faults() if says in fault.message]

    assert faults, "\n".join(map(str, bank_folder.faults()))
    assert {fault.file for fault in faults} == {file}
    if name not in ("a certificate without a cut", "a section twice", "a misconception on the key"):
        assert faults[0].line == bank_folder.line_of(file, at)


def test_targets_know_the_standings(bank_folder: BankFolder) -> None:
    bank_folder.write("targets.yaml", "concept_tags: {vital: 2}\n")

    (fault,) = bank_folder.faults()

    assert (fault.file, fault.line) == ("targets.yaml", 1)
    assert "core, supporting, claim" in fault.message


def test_two_replies_of_a_turn_may_not_share_an_id(bank_folder: BankFolder) -> None:
    bank_folder.change(
        BB,
        "          - id: c\n            text: Of course.",
        "          - id: b\n            text: Of course.",
    )

    assert any(
        "two replies of this turn have the id 'b'" in f.message for f in bank_folder.faults()
    )
