"""Forms that an earlier release drew are drawn again today, to the letter.

An attempt stores its seed, not its draws: a result of last year can only be explained if the same
plan, bank, history and seed still give the same form. When a test here fails, the drawing changed;
that needs a new way of drawing beside the old one, not new expectations.
"""

import random

import pytest
from heads import head, plan, quota

from quizapp.domain.attempt import Form
from quizapp.domain.items import ItemHead, ItemKind, Level
from quizapp.domain.plan import ExamPlan, Navigation, Quota, Retake, Section
from quizapp.errors import UserError
from quizapp.exam.assemble import History, assemble, level_excess, mean_angoff, thin_domains
from quizapp.exam.shuffle import key_positions

LEVELS = {"recall": 0.10, "apply": 0.40, "analyse": 0.30, "respond": 0.20}
FIRST = [
    "AL-choice-10 dabc",
    "CH-choice-09 bdca",
    "AL-choice-11 adbc",
    "CH-choice-06 dcab",
    "AL-choice-08 dcba",
    "DE-ordering-01 acdb",
    "CH-choice-01 dcab",
    "AL-choice-07 cabd",
    "CH-free_text-02 abcd",
    "CH-free_text-05 adbc",
]
NEXT = [
    "AL-choice-12 cabd",
    "DE-ordering-03 bcda",
    "AL-choice-01 acdb",
    "CH-choice-05 cdba",
    "AL-choice-03 dcab",
    "CH-choice-10 dcab",
    "CH-choice-02 acdb",
    "AL-choice-09 cabd",
    "CH-free_text-03 bdca",
    "CH-free_text-01 adbc",
]
FORCED = [
    "AL-choice-06 cdab",
    "AL-choice-03 cbda",
    "CH-choice-11 dacb",
    "AL-choice-04 abcd",
    "AL-choice-01 acbd",
    "CH-choice-09 bdac",
    "DE-ordering-01 dbac",
    "CH-choice-02 dcba",
    "CH-free_text-04 acbd",
    "CH-free_text-01 bdac",
]
REPEATS = ("AL-choice-03",)
REPORT = (
    (
        "1 of 10 questions was also in your last form, because the pool is too small "
        "for an entirely new one."
    ),
    "The share of “recall” questions is 2% outside its range.",
    "This form differs by 0.03 from the mean rating of the pool.",
)


def bank() -> list[ItemHead]:
    """Return items with everything that a draw weighs: ratings, scenarios, enemies, levels."""
    made = [
        head(
            n,
            domain=domain,
            angoff=0.4 + (n * 7 % 11) / 20,
            scenario=f"{domain}-s" if n in (4, 5) else None,
            enemies=[f"{domain}-choice-02"] if n == 1 else (),
            level=list(Level)[n * 5 % 4],
        )
        for domain in ("AL", "CH", "DE")
        for n in range(1, 13)
    ]
    written = [head(n, domain="CH", kind=ItemKind.FREE_TEXT, angoff=0.5) for n in range(1, 6)]
    ordered = [head(n, domain="DE", kind=ItemKind.ORDERING, angoff=None) for n in range(1, 4)]
    return [*made, *written, *ordered]


def exam(**changes: object) -> ExamPlan:
    sections = (
        Section(
            id="s1",
            title="Choice",
            quotas=(quota(4, "AL"), quota(3, "CH"), quota(1, "DE", kind=ItemKind.ORDERING)),
            weight=0.6,
            minutes=10,
        ),
        Section(
            id="s2",
            title="Written",
            quotas=(
                Quota(count=1, kinds=(ItemKind.FREE_TEXT,), domains=("CH",)),
                Quota(count=1, kinds=(ItemKind.FREE_TEXT,)),
            ),
            weight=0.4,
            navigation=Navigation.SEQUENTIAL,
        ),
    )
    values: dict[str, object] = {
        "sections": sections,
        "levels": LEVELS,
        "retake": Retake(max_overlap=0.3),
    }
    return plan(**{**values, **changes})  # type: ignore[arg-type]  # a test names what it changes


def spelt(form: Form) -> list[str]:
    """Return a line for each item: its id, and its options in the order shown."""
    return [f"{item} {''.join(form.option_order[item])}" for item in form.items]


def test_a_first_form() -> None:
    form = assemble(exam(), bank(), seed=2026)
    assert spelt(form) == FIRST
    assert [(part.id, len(part.items)) for part in form.sections] == [("s1", 8), ("s2", 2)]
    assert form.id == "test-ff2e376e36"
    assert (form.plan, form.seed) == ("test", 2026)
    assert (form.repeats, form.overlap) == ((), 0.0)
    assert form.report == ("The share of “recall” questions is 2% outside its range.",)


def test_a_form_after_another_one() -> None:
    first = assemble(exam(), bank(), seed=2026)
    seen = {"AL-choice-05": 3, "AL-choice-07": 2, "CH-choice-03": 1}
    history = History(last_form=frozenset(first.items), seen=seen)
    form = assemble(exam(), bank(), seed=7, history=history)
    assert spelt(form) == NEXT
    assert form.repeats == ()


def test_a_form_that_had_to_give_way_says_so() -> None:
    heads = [h for h in bank() if h.domain != "AL" or h.id < "AL-choice-08"]
    first = assemble(exam(), heads, seed=1)
    form = assemble(exam(), heads, seed=2, history=History(last_form=frozenset(first.items)))
    assert spelt(form) == FORCED
    assert form.repeats == REPEATS
    assert form.overlap == len(REPEATS) / 10
    assert form.report == REPORT


def test_levels_beyond_their_range_are_measured_and_recall_is_a_ceiling() -> None:
    five = [head(n, level=level) for n, level in enumerate([*Level, Level.RECALL])]
    written = head(1, kind=ItemKind.FREE_TEXT, level=Level.RESPOND)
    excess = level_excess(exam(), [*five, written])
    assert {level: round(beyond, 6) for level, beyond in excess.items()} == {
        "recall": 0.3,
        "apply": 0.15,
        "analyse": 0.05,
    }
    assert level_excess(exam(), [five[1]])["respond"] == 0.2 - 0.05
    assert "recall" not in level_excess(exam(), [five[1]])
    assert level_excess(exam(levels={}), five) == {}
    assert level_excess(exam(), [written]) == {}


def test_a_domain_is_thin_with_less_than_half_of_its_objectives() -> None:
    pool = [head(n, domain="AL") for n in range(1, 7)]
    same = [head(1, domain="AL"), head(7, domain="AL"), head(13, domain="AL")]
    assert thin_domains(same, pool) == ("AL",)
    assert thin_domains(pool[:3], pool) == ()
    assert thin_domains(pool[:1], pool) == ()
    assert thin_domains(same[:2], pool) == ("AL",)


def test_the_mean_rating_leaves_out_what_has_none() -> None:
    assert mean_angoff([head(1, angoff=0.4), head(2, angoff=0.6), head(3, angoff=None)]) == 0.5
    assert mean_angoff([head(1, angoff=None)]) is None


def test_a_form_far_from_the_rating_of_its_pool_says_by_how_much() -> None:
    heads = [head(n, angoff=0.3 if n < 3 else 0.9) for n in range(1, 6)]
    form = assemble(plan(quota(4)), heads, seed=1)
    assert form.report == ("This form differs by 0.06 from the mean rating of the pool.",)


def test_what_is_missing_is_said_with_plan_kind_place_and_pool() -> None:
    wanted = plan(
        Quota(count=3, kinds=(ItemKind.MATCHING, ItemKind.ORDERING), domains=("CH", "DE"))
    )
    with pytest.raises(UserError) as caught:
        assemble(wanted, bank()[:-1], seed=1)
    assert str(caught.value) == (
        "“Test exam” needs 3 questions of kind matching or ordering in CH or DE, and the learn "
        "pool of this bank has 2. Choose another exam or add questions."
    )
    with pytest.raises(UserError, match="kind listening, and the learn pool"):
        assemble(plan(quota(1, kind=ItemKind.LISTENING)), bank(), seed=1)


def test_exactly_enough_is_enough() -> None:
    wanted = plan(Quota(count=3, kinds=(ItemKind.ORDERING,)))
    assert len(assemble(wanted, bank(), seed=1).items) == 3


def test_an_impossible_draw_says_what_to_do() -> None:
    heads = [head(1, scenario="s"), head(2, scenario="s")]
    with pytest.raises(UserError) as caught:
        assemble(plan(quota(2)), heads, seed=1)
    assert str(caught.value) == (
        "No form could be drawn for “Test exam”: too many questions exclude each other. "
        "Add questions to the bank or loosen its enemy lists."
    )


def test_an_ordering_never_opens_in_the_order_of_the_bank() -> None:
    heads = [head(n, kind=ItemKind.ORDERING) for n in range(1, 9)]
    for seed in range(60):
        form = assemble(plan(quota(8, kind=ItemKind.ORDERING)), heads, seed=seed)
        assert ("a", "b", "c", "d") not in form.option_order.values()


def test_the_key_may_stand_four_times_in_a_row_only_where_there_is_one_place() -> None:
    rng = random.Random(1)  # noqa: S311 - as for a form, nothing is secret here
    assert key_positions([1, 1, 1, 1, 1], rng) == [0, 0, 0, 0, 0]
    two = key_positions([2] * 40, rng)
    assert two.count(0) == 20
    assert all(len(set(two[n : n + 4])) == 2 for n in range(37))
