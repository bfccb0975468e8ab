from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.progress.readiness import (
    Blueprint,
    ChanceWord,
    Draw,
    Evidence,
    Part,
    Readiness,
    TooFew,
    chance_word,
    readiness,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WEIGHTS = {"FE": 0.2, "AL": 0.3, "AV": 0.3, "CH": 0.2}
CHOICE = Blueprint(
    plan="mock",
    title="Mock exam",
    cut=65.0,
    parts=(
        Part(
            weight=1.0,
            draws=tuple(Draw(number=10, kinds=("choice",), domains=(d,)) for d in WEIGHTS),
        ),
    ),
)
MIXED = Blueprint(
    plan="certification",
    title="Certification exam",
    cut=60.0,
    min_written=0.5,
    parts=(
        Part(weight=0.6, draws=CHOICE.parts[0].draws),
        Part(weight=0.4, draws=(Draw(number=4, kinds=("free_text",)),)),
    ),
)


def answers(
    number: int, points: Sequence[float] = (1.0, 1.0, 0.0), *, domains: str = "FE AL AV CH"
) -> list[Evidence]:
    names = domains.split()
    return [
        Evidence(
            item=f"Q{n}",
            domain=names[n % len(names)],
            kind="choice",
            points=points[n % len(points)],
            at=NOW - timedelta(hours=number - n),
        )
        for n in range(number)
    ]


def written(number: int, points: float) -> list[Evidence]:
    return [
        Evidence(item=f"W{n}", domain="AV", kind="free_text", points=points, at=NOW)
        for n in range(number)
    ]


def made(evidence: Sequence[Evidence], plan: Blueprint = CHOICE) -> Readiness:
    found = readiness(evidence, plan, WEIGHTS, now=NOW)
    assert isinstance(found, Readiness)
    return found


@pytest.mark.parametrize(
    ("evidence", "missing", "sentence"),
    [
        ([], (20, 4), "Not enough answers for a forecast yet: 20 more answers in four domains."),
        (
            answers(12, domains="FE AL"),
            (8, 2),
            "Not enough answers for a forecast yet: 8 more answers in two other domains.",
        ),
        (
            answers(90, domains="FE AL AV"),
            (1, 1),
            "Not enough answers for a forecast yet: 1 more answer in one other domain.",
        ),
        (answers(19), (1, 0), "Not enough answers for a forecast yet: 1 more answer."),
    ],
)
def test_without_enough_answers_it_says_what_is_missing(
    evidence: list[Evidence], missing: tuple[int, int], sentence: str
) -> None:
    found = readiness(evidence, CHOICE, WEIGHTS, now=NOW)
    assert isinstance(found, TooFew)
    assert (found.answers, found.domains) == missing
    assert found.sentence == sentence


def test_twenty_answers_in_four_domains_are_enough() -> None:
    found = made(answers(20))
    assert found.low < found.expected < found.high
    assert (found.answers, found.domains) == (20, 4)


def test_more_answers_narrow_the_range() -> None:
    ranges = [made(answers(n)) for n in (21, 60, 240)]
    widths = [found.high - found.low for found in ranges]
    assert widths == sorted(widths, reverse=True)
    assert made(answers(240)).expected == pytest.approx(66, abs=3)


def test_one_domain_answered_better_counts_by_its_share_of_the_exam() -> None:
    light = [*answers(40), *answers(40, (1.0,), domains="FE")]
    assert made(light).expected > made(answers(40)).expected


def test_a_plan_with_written_replies_is_less_certain_without_any() -> None:
    none = made(answers(120), MIXED)
    some = made([*answers(120), *written(12, 0.7)], MIXED)
    assert some.high - some.low < none.high - none.low


def test_written_points_below_half_stand_in_the_way_of_passing() -> None:
    weak = made([*answers(200, (1.0,)), *written(60, 0.2)], MIXED)
    free = Blueprint(plan="x", title="x", cut=60.0, parts=MIXED.parts)
    other = made([*answers(200, (1.0,)), *written(60, 0.2)], free)
    assert weak.chance is not None
    assert other.chance is not None
    assert weak.chance < 0.2 < other.chance


def test_the_chance_of_the_total_alone_is_not_changed_by_a_rule_that_always_holds() -> None:
    easy = Blueprint(plan="x", title="x", cut=60.0, min_written=0.001, parts=MIXED.parts)
    free = Blueprint(plan="x", title="x", cut=60.0, parts=MIXED.parts)
    evidence = [*answers(60), *written(8, 0.7)]
    assert made(evidence, easy).chance == pytest.approx(made(evidence, free).chance, abs=0.002)


def test_a_repeated_item_says_less_than_a_new_one() -> None:
    same = [*answers(20), *[e for _ in range(5) for e in answers(20)]]
    new = answers(120)
    assert made(same).high - made(same).low > made(new).high - made(new).low


def test_old_answers_count_less_than_fresh_ones() -> None:
    long_ago = [
        Evidence(item=f"O{n}", domain=e.domain, kind="choice", points=0.0, at=NOW - timedelta(365))
        for n, e in enumerate(answers(40))
    ]
    fresh = [*long_ago, *answers(40, (1.0,))]
    assert made(fresh).expected > 75


def test_a_plan_without_a_mark_has_no_chance_to_pass() -> None:
    plan = Blueprint(plan="x", title="x", cut=None, parts=CHOICE.parts)
    assert (made(answers(40), plan).chance, made(answers(40), plan).word) == (None, None)


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (0.02, ChanceWord.VERY_UNLIKELY),
        (0.2, ChanceWord.UNLIKELY),
        (0.5, ChanceWord.EVEN),
        (0.8, ChanceWord.LIKELY),
        (0.97, ChanceWord.VERY_LIKELY),
    ],
)
def test_the_chance_is_said_in_one_of_five_words(chance: float, word: ChanceWord) -> None:
    assert chance_word(chance) is word
