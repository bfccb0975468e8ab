"""The banks that come with the program load, cannot be guessed blind and break no rule of form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from quizapp import banks, resources
from quizapp.banks.guess import blind_guess, table
from quizapp.banks.lint.report import SHARE_MINIMUM, Severity
from quizapp.banks.loading import Loaded, load_with_places

FOLDERS = resources.shipped_banks()
READ_BY_LEARNERS = frozenset({"text", "stem", "rationale", "says", "tone", "debrief", "task"})
CODE = re.compile(r"\b[CF]-\d{2,3}\b")
BRACKETS = re.compile(r"\([^()]*\)")
GROWING = ("coverage-", "plan-", "reviews")
"""Rules about how much there is; they are met when the bank is complete."""


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def shipped(request: pytest.FixtureRequest) -> Loaded:
    folder: Path = request.param
    return load_with_places(folder)


def test_there_is_a_shipped_bank() -> None:
    assert resources.shipped_bank().name == "empathy-in-service"


def test_a_shipped_bank_cannot_be_guessed_without_its_stems(shipped: Loaded) -> None:
    rows = blind_guess(shipped.bank)

    assert rows[0].items >= SHARE_MINIMUM
    assert [row.strategy for row in rows if not row.passed] == [], f"\n{table(rows)}"


def test_a_shipped_bank_breaks_no_rule_for_single_items(shipped: Loaded) -> None:
    report = banks.check(shipped.bank, places=shipped.places, targets=shipped.targets)

    broken = [
        str(finding)
        for finding in report.findings
        if finding.severity is not Severity.NOTE and not finding.rule.startswith(GROWING)
    ]
    assert broken == []


def test_numbers_of_cards_stand_in_brackets_alone_where_the_window_leaves_them_out(
    shipped: Loaded,
) -> None:
    document = banks.export(shipped.bank, include_secure=True)["items"]

    bare = [text for text in _texts(document) if CODE.search(BRACKETS.sub("", text))]

    assert bare == []


def _texts(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and key in READ_BY_LEARNERS:
        yield value


def test_the_default_plan_of_a_shipped_bank_can_be_filled(shipped: Loaded) -> None:
    report = banks.check(shipped.bank, places=shipped.places)
    plan = shipped.places[f"plan {shipped.bank.default_plan}"].file

    assert [str(f) for f in report.findings if f.rule == "plan-feasible" and f.file == plan] == []
