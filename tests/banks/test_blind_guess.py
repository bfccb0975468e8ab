"""The blind-guess table finds keys that can be guessed, and only those."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from quizapp.banks.guess import CLASSIFIER, GuessRow, blind_guess, table, telling
from quizapp.banks.loading import Loaded
from quizapp.domain.items import ChoiceBody, Option, Status
from quizapp.domain.plan import Bank

TEXT = (
    "ask tell send hold find give take call note plan wait turn read mark list name open close "
    "move keep"
)
WORDS = TEXT.split()

Write = Callable[[random.Random], Sequence[str]]


def bank_of(small: Loaded, count: int, write: Write, *, scenario: str | None = None) -> Bank:
    """Return a bank of choice items; the first text written is the key, positions are drawn."""
    rng = random.Random(7)  # noqa: S311 (a bank must be the same at every run)
    model = next(item for item in small.bank.items if item.id == "AA-1-M01")
    items = []
    for number in range(count):
        texts = list(write(rng))
        place = rng.randrange(4)
        key = texts.pop(0)
        texts.insert(place, key)
        options = tuple(
            Option(id="abcd"[n], text=text, correct=n == place) for n, text in enumerate(texts)
        )
        items.append(
            replace(model, id=f"X-{number}", scenario=scenario, body=ChoiceBody(options=options))
        )
    return replace(small.bank, items=tuple(items))


def plain(rng: random.Random) -> list[str]:
    return [" ".join(rng.sample(WORDS, 5)) for _ in range(4)]


def rate(bank: Bank, strategy: str) -> GuessRow:
    return next(row for row in blind_guess(bank) if row.strategy == strategy)


def test_keys_without_cues_are_guessed_at_chance(small: Loaded) -> None:
    rows = blind_guess(bank_of(small, 240, plain))

    assert [row.strategy for row in rows if not row.passed] == []
    assert all(row.chance == 0.25 for row in rows)
    assert len(rows) == 13


@pytest.mark.parametrize(
    ("strategy", "cue"),
    [
        ("longest option", lambda text: f"{text} and so on and on"),
        ("shortest option", lambda text: text.split()[0]),
        ("most empathy words", lambda text: f"{text} feel"),
        ("most hedged", lambda text: f"{text} perhaps"),
        ("most specific", lambda text: f"{text} 12 Leeds"),
    ],
)
def test_a_cue_in_every_key_is_found(
    strategy: str, cue: Callable[[str], str], small: Loaded
) -> None:
    def write(rng: random.Random) -> list[str]:
        key, *rest = plain(rng)
        return [cue(key), *rest]

    row = rate(bank_of(small, 40, write), strategy)

    assert row.rate > 0.95
    assert not row.passed
    assert len(row.easy) >= 38


def test_a_word_that_marks_the_key_is_learnt_from_other_items(small: Loaded) -> None:
    def write(rng: random.Random) -> list[str]:
        return [f"{text} {'gladly' if n == 0 else 'indeed'}" for n, text in enumerate(plain(rng))]

    assert rate(bank_of(small, 60, write), CLASSIFIER).rate > 0.9


def test_items_of_one_scenario_never_teach_each_other(small: Loaded) -> None:
    rows = blind_guess(bank_of(small, 60, plain, scenario="kettle"))

    assert CLASSIFIER not in {row.strategy for row in rows}


def test_ties_are_split_and_do_not_depend_on_the_order(small: Loaded) -> None:
    bank = bank_of(small, 40, lambda _: ["ask", "one", "two", "six"])

    assert rate(bank, "longest option").rate == pytest.approx(0.25)


def test_retired_items_do_not_count(small: Loaded) -> None:
    bank = bank_of(small, 10, plain)
    retired = replace(
        bank, items=tuple(replace(item, status=Status.RETIRED) for item in bank.items)
    )

    assert blind_guess(retired) == ()


def test_the_table_marks_what_is_above_its_margin(small: Loaded) -> None:
    rows = blind_guess(bank_of(small, 40, lambda rng: ["ask them all of this", *plain(rng)[1:]]))

    printed = table(rows).splitlines()

    assert len(printed) == len(rows) + 1
    assert [("above the margin" in line) for line in printed[1:]] == [not r.passed for r in rows]


def test_the_words_that_give_keys_away_are_named(small: Loaded) -> None:
    def write(rng: random.Random) -> list[str]:
        return [f"{text} {'gladly' if n == 0 else 'indeed'}" for n, text in enumerate(plain(rng))]

    keys, distractors = telling(bank_of(small, 40, write), count=3)

    assert keys[0] == "gladly"
    assert distractors[0] == "indeed"
