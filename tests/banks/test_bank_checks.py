"""Each rule of the item-writing guide is seen to fire, and to keep still on a good bank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from bank_folder import BankFolder

from quizapp import banks
from quizapp.banks.lint.report import Finding, Severity
from quizapp.banks.loading import Loaded
from quizapp.domain.items import ChoiceBody, Item, Option
from quizapp.domain.plan import Bank

AA, BB, PLAN = "items/aa.yaml", "items/bb.yaml", "plans/mini.yaml"


def findings(loaded: Loaded, rule: str) -> list[Finding]:
    report = banks.check(loaded.bank, places=loaded.places, targets=loaded.targets)
    return [finding for finding in report.findings if finding.rule == rule]


def of_bank(bank: Bank, rule: str) -> list[Finding]:
    return [finding for finding in banks.check(bank).findings if finding.rule == rule]


# ruff: noqa: E501 (a change to a file is easier to read on one line)
FIRES = {
    "rationale": (
        AA,
        "        rationale: She learns about kettles and hears nothing about her gift.\n",
        "",
        "AA-1-M01",
    ),
    "misconception": (
        AA,
        "        misconception: BB-m2\n        rationale: She learns",
        "        rationale: She learns",
        "AA-1-M01",
    ),
    "option-length": (
        AA,
        "text: Kettles of this kind come back to us rather often these days.",
        "text: Kettles of this kind come back to us rather often these days, and I could tell you at length about the seals that fail.",
        "AA-1-M01",
    ),
    "grammar-cue": (
        AA,
        "come back to us rather often these days.",
        "come back to us rather often these days",
        "AA-1-M01",
    ),
    "catch-all": (
        AA,
        "text: You read her the return rules",
        "text: None of the above is of any use",
        "AA-1-R01",
    ),
    "choose-number": (AA, "**Choose TWO.**", "**Choose some.**", "AA-1-R01"),
    "even-lists": (AA, "      - {id: d, text: A remedy}\n", "", "AA-2-R02"),
    "stem-question": (
        AA,
        "Which two acts show a caller that you listen?",
        "Which of the following is true?",
        "AA-1-R01",
    ),
    "stem-length": (
        AA,
        "stem: The caller says",
        "stem: " + "Then she tells one more thing about it. " * 12 + "The caller says",
        "AA-1-M01",
    ),
    "unsupported-claim": (
        AA,
        "rationale: It names the feeling behind the words (C-1).",
        "rationale: Research shows that it works (C-1).",
        "AA-1-M01",
    ),
    "claim-keyed": (
        AA,
        "    concepts: [C-1]\n    frameworks: [F-1]",
        "    concepts: [C-3, C-1]",
        "AA-1-M01",
    ),
    "enemies": (AA, "    mood: mixed\n    enemies: [AA-1-M01]\n", "    mood: mixed\n", "AA-1-M01"),
    "listening-length": (AA, "pause: 3.0", "pause: 30", "AA-1-L01"),
    "samples-order": (
        BB,
        "expected: {acknowledge_feeling: false, concrete_next_step: false, time_commitment: false, no_blame: false}",
        "expected: {acknowledge_feeling: true, concrete_next_step: true, time_commitment: true, no_blame: true}",
        "BB-1-F01",
    ),
    "talk-endings": (BB, "id: e3, kind: lost", "id: e3, kind: partly", "BB-1-V01"),
    "talk-best": (BB, "when: {score_min: 0.6}", "when: {score_max: 0.6}", "BB-1-V01"),
    "reply-grades": (
        BB,
        "            text: I was not, and that was my mistake. Tell me how things are in the flat.\n            grade: 3",
        "            text: I was not, and that was my mistake. Tell me how things are in the flat.\n            grade: 2",
        "BB-1-V01",
    ),
    "model-reply": (
        BB,
        "        model_reply: With your mother in the cold I understand the worry. A fitter is with you by three, and I ring you at two.\n",
        "",
        "BB-1-V01",
    ),
    "plan-feasible": (PLAN, "{count: 1, kinds: [free_text]}", "{count: 2, kinds: [free_text]}", ""),
    "level-ceiling": (
        AA,
        "    concepts: [C-1, C-2]\n    level: apply",
        "    concepts: [C-1, C-2]\n    level: respond",
        "AA-2-R01",
    ),
    "plan-levels": (
        PLAN,
        "min_written: 0.5",
        "min_written: 0.5\nlevels: {analyse: 0.1, respond: 0.9}",
        "",
    ),
    "review-key": ("reviews/all.yaml", "answered: a", "answered: b", "AA-1-M01"),
    "blind-disagreement": (
        "reviews/all.yaml",
        "answered: a, agrees: true",
        "answered: b, agrees: false",
        "AA-1-M01",
    ),
    "blind-due": (
        "reviews/all.yaml",
        "note: Clear.",
        "note: Clear., changed: option b is harder",
        "AA-1-M01",
    ),
}


@pytest.mark.parametrize("rule", FIRES)
def test_a_rule_fires_on_the_item_that_breaks_it(rule: str, bank_folder: BankFolder) -> None:
    file, old, new, owner = FIRES[rule]
    before = {str(finding) for finding in findings(bank_folder.load(), rule)}
    bank_folder.change(file, old, new)

    fresh = [one for one in findings(bank_folder.load(), rule) if str(one) not in before]

    assert [finding.item for finding in fresh] == [owner]
    assert fresh[0].file == (file if file != "reviews/all.yaml" else AA)
    assert fresh[0].line > 0
    assert fresh[0].advice


def test_a_changed_item_is_due_until_a_fresh_reader_has_answered_it(
    bank_folder: BankFolder,
) -> None:
    bank_folder.change(
        "reviews/all.yaml", "note: Clear.", "note: Clear., changed: option b is harder"
    )
    bank_folder.change(
        "reviews/all.yaml",
        "reviews:\n",
        "reviews:\n  - {item: AA-1-M01, role: blind, round: 2, date: 2026-11-22, reader: software, "
        "answered: a, agrees: true}\n",
    )

    assert findings(bank_folder.load(), "blind-due") == []


def test_a_canned_way_to_win_a_talk_is_named(bank_folder: BankFolder) -> None:
    bank_folder.change(BB, "when: {score_min: 0.6}", "when: {score_min: 0.2}")

    told = [finding.message for finding in findings(bank_folder.load(), "talk-strategy")]

    assert any(message.startswith("always the first reply") for message in told)
    assert not any(message.startswith("always the longest reply") for message in told)


def test_an_ending_that_no_state_allows_is_named(bank_folder: BankFolder) -> None:
    bank_folder.change(BB, "when: {score_min: 0.6}", "when: {score_min: 0.0}")

    (finding,) = findings(bank_folder.load(), "talk-reach")

    assert "e2" in finding.message


def test_a_talk_that_forgives_nothing_is_named(bank_folder: BankFolder) -> None:
    bank_folder.change(BB, "{goto: n1b, when: {tension_min: 3}}, {goto: n2}]", "{goto: e3}]")
    bank_folder.change(
        BB,
        "routes: [{goto: n2}]\n          - id: b\n            text: I am listening",
        "routes: [{goto: e3}]\n          - id: b\n            text: I am listening",
    )

    (finding,) = findings(bank_folder.load(), "talk-recovery")

    assert finding.item == "BB-1-V01"


def test_a_rubric_without_a_feeling_is_named(bank_folder: BankFolder) -> None:
    text = (bank_folder.folder / BB).read_text(encoding="utf-8")
    bank_folder.write(BB, text.replace("acknowledge_feeling", "personalise"))

    (finding,) = findings(bank_folder.load(), "rubric-balance")

    assert "no feeling criterion" in finding.message


def test_the_small_bank_lacks_only_reviews_and_a_long_talk(small: Loaded) -> None:
    report = banks.check(small.bank, places=small.places)

    graver = {one.rule for one in report.findings if one.severity is not Severity.NOTE}
    assert graver == {"reviews", "talk-length", "plan-rules"}
    assert not report.clean


def test_a_draft_needs_no_reviews_yet(small: Loaded, bank_folder: BankFolder) -> None:
    bank_folder.change(
        BB,
        "    status: reviewed\n    key_status: author-reviewed\n    channel: email",
        "    status: draft\n    key_status: author-reviewed\n    channel: email",
    )

    assert "BB-1-F01" in {one.item for one in findings(small, "reviews")}
    assert "BB-1-F01" not in {one.item for one in findings(bank_folder.load(), "reviews")}


def test_a_plan_is_not_filled_with_drafts(bank_folder: BankFolder) -> None:
    bank_folder.change(
        BB,
        "    status: reviewed\n    key_status: author-reviewed\n    channel: email",
        "    status: draft\n    key_status: author-reviewed\n    channel: email",
    )

    (finding,) = findings(bank_folder.load(), "plan-feasible")

    assert finding.file == PLAN
    assert finding.line == bank_folder.line_of(PLAN, "kinds: [free_text]")
    assert "section s2 asks for 1 x free_text, at most 0" in finding.message


def many(small: Loaded, count: int, texts: Sequence[str], key: int | None = None) -> Bank:
    """Return a bank of `count` choice items; the key walks through the positions without `key`."""
    model = next(item for item in small.bank.items if item.id == "AA-1-M01")
    return replace(
        small.bank,
        items=tuple(
            _choice(model, number, texts, number % 4 if key is None else key)
            for number in range(count)
        ),
        plans=(),
    )


def _choice(model: Item, number: int, texts: Sequence[str], key: int) -> Item:
    options = tuple(
        Option(
            id="abcd"[place],
            text=f"{text} {number}",
            correct=place == key,
            rationale="why",
            misconception=None if place == key else "AA-m1",
        )
        for place, text in enumerate(texts)
    )
    stem = f"In the {number}th case somebody said something odd. What is best?"
    return replace(
        model,
        id=f"X-{number}",
        stem=stem,
        body=ChoiceBody(options=options),
        enemies=(),
        scenario=None,
    )


EVEN = ("Say what comes next", "Ask what went wrong", "Tell what was found", "Find how it began")


def test_balanced_items_break_no_rule_about_shares(small: Loaded) -> None:
    found = banks.check(many(small, 40, EVEN)).findings

    rules = {"length-cue", "position-balance", "absolutes", "stem-overlap", "empathy-words"}
    assert not [finding for finding in found if finding.rule in rules]


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        ("length-cue", ("Say what comes next of all this", *EVEN[1:])),
        ("position-balance", EVEN),
        ("absolutes", ("Say what comes next", "Always ask the why", "Never tell a thing", EVEN[3])),
        ("stem-overlap", ("Repeat somebody odd case", *EVEN[1:])),
        ("empathy-words", ("Say you feel for them", *EVEN[1:])),
    ],
)
def test_a_cue_shared_by_all_keys_is_reported_for_the_bank(
    rule: str, texts: Sequence[str], small: Loaded
) -> None:
    found = of_bank(many(small, 40, texts, key=0), rule)

    assert any(finding.severity is Severity.WARNING and not finding.item for finding in found)


def test_rules_about_shares_wait_for_forty_items(small: Loaded) -> None:
    assert of_bank(many(small, 39, EVEN, key=0), "position-balance") == []


def test_the_same_case_in_the_same_words_is_a_near_duplicate(small: Loaded) -> None:
    bank = many(small, 2, EVEN)

    (finding,) = of_bank(bank, "near-duplicate")

    assert finding.item == "X-1"
    assert "X-0" in finding.message


def test_the_same_plot_in_other_words_is_found_by_meaning(small: Loaded) -> None:
    def embed(texts: Sequence[str]) -> list[list[float]]:
        return [
            [1.0, 0.0] if "kettle" in text or "fitter" in text else [0.0, 1.0] for text in texts
        ]

    pair = tuple(i for i in small.bank.items if i.id in ("AA-1-M01", "BB-1-V01", "AA-2-R01"))
    report = banks.check(replace(small.bank, items=pair, plans=()), embed=embed)

    (finding,) = [one for one in report.findings if one.rule == "near-duplicate"]
    assert finding.item == "BB-1-V01"
    assert "AA-1-M01" in finding.message
    assert "meaning" in finding.message


def test_hard_sentences_are_reported_for_the_bank(small: Loaded) -> None:
    hard = (
        "Organisational representatives occasionally demonstrate insufficient consideration "
        "regarding individual circumstances notwithstanding considerable contractual obligations "
        "and comprehensive documentation procedures throughout the organisation"
    )
    bank = many(small, 2, [f"{hard} {letter}" for letter in "abcd"])

    assert any(finding.severity is Severity.WARNING for finding in of_bank(bank, "reading-level"))


def test_floors_that_are_missed_are_reported_with_both_figures(bank_folder: BankFolder) -> None:
    bank_folder.write(
        "targets.yaml",
        "items_by_kind: {choice: 2}\nconcept_tags: {claim: 2}\nframework_items: 1\n"
        "objectives:\n  - {id: AA-2, response: 2, listening: 1}\n",
    )

    report = banks.check(bank_folder.load().bank, targets=bank_folder.load().targets)

    told = {(f.rule, f.message) for f in report.findings if f.rule.startswith("coverage")}
    assert told == {
        ("coverage-kind", "choice: 1"),
        ("coverage-concept", "C-3: 1"),
        ("coverage-objective", "AA-2 listening: 0"),
    }


def test_targets_are_checked_like_every_file(bank_folder: BankFolder) -> None:
    bank_folder.write("targets.yaml", "objectives:\n  - {id: AA-7, choise: 2}\n")

    messages = [fault.message for fault in bank_folder.faults()]

    assert any("did you mean 'choice'" in message for message in messages)
    assert any("no objective 'AA-7'" in message for message in messages)
