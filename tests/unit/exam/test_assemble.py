from collections import Counter

import pytest
from heads import head, plan, quota
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.items import ItemKind, Level, Pool, Status
from quizapp.domain.plan import Retake
from quizapp.errors import UserError
from quizapp.exam.assemble import History, assemble

POOL = [head(n, domain=d) for d in ("AL", "CH", "DE") for n in range(1, 19)]


def test_the_same_seed_gives_the_same_form_and_another_seed_another() -> None:
    exam = plan(quota(4, "AL"), quota(3, "CH"))
    one, again, other = (assemble(exam, POOL, seed=s) for s in (7, 7, 8))
    assert one == again
    assert one.items != other.items
    assert one.id != other.id


def test_the_form_does_not_depend_on_the_order_in_which_the_bank_lists_its_items() -> None:
    exam = plan(quota(4, "AL"), quota(3, "CH"))
    assert assemble(exam, POOL, seed=3) == assemble(exam, POOL[::-1], seed=3)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_quotas_by_domain_are_met_exactly_and_nothing_comes_twice(seed: int) -> None:
    exam = plan(quota(4, "AL"), quota(3, "CH"), quota(2))
    form = assemble(exam, POOL, seed=seed)
    domains = Counter(item[:2] for item in form.items)
    assert len(set(form.items)) == 9
    assert domains["AL"] >= 4
    assert domains["CH"] >= 3


def test_enemies_and_items_of_one_scenario_never_share_a_form() -> None:
    items = [
        head(1, enemies=["AL-choice-02"]),
        head(2),
        head(3, scenario="s"),
        head(4, scenario="s"),
        head(5),
    ]
    for seed in range(40):
        form = set(assemble(plan(quota(3)), items, seed=seed).items)
        assert not {"AL-choice-01", "AL-choice-02"} <= form
        assert not {"AL-choice-03", "AL-choice-04"} <= form


def test_drafts_and_the_other_pool_are_left_out() -> None:
    items = [
        head(1),
        head(2),
        head(3, status=Status.DRAFT),
        head(4, pool=Pool.SECURE),
        head(5, status=Status.RETIRED),
    ]
    assert set(assemble(plan(quota(2)), items, seed=1).items) == {"AL-choice-01", "AL-choice-02"}
    secure = plan(quota(1), pool=Pool.SECURE)
    assert assemble(secure, items, seed=1).items == ("AL-choice-04",)


def test_a_pool_that_is_too_small_is_named_with_what_is_missing() -> None:
    with pytest.raises(UserError, match=r"needs 2 questions of kind free text in CH.*has 0"):
        assemble(plan(quota(2, "CH", kind=ItemKind.FREE_TEXT)), POOL, seed=1)


def test_a_bank_whose_items_all_exclude_each_other_is_refused_with_a_sentence() -> None:
    items = [head(1, scenario="s"), head(2, scenario="s")]
    with pytest.raises(UserError, match="exclude each other"):
        assemble(plan(quota(2)), items, seed=1)


def test_the_next_form_avoids_the_last_one_where_the_pool_allows_it() -> None:
    exam = plan(quota(6, "AL"), retake=Retake(max_overlap=0.3))
    first = assemble(exam, POOL, seed=1)
    second = assemble(exam, POOL, seed=2, history=History(last_form=frozenset(first.items)))
    assert second.overlap == 0.0
    assert not second.repeats


def test_a_forced_repeat_is_reported_and_counted() -> None:
    items = [head(n) for n in range(1, 9)]
    exam = plan(quota(6), retake=Retake(max_overlap=0.3))
    first = assemble(exam, items, seed=1)
    second = assemble(exam, items, seed=2, history=History(last_form=frozenset(first.items)))
    assert len(second.repeats) == 4
    assert second.overlap == pytest.approx(4 / 6)
    assert "4 of 6 questions were also in your last form" in second.report[0]
    assert "more than the 30%" in second.report[1]


def test_levels_come_within_their_range_when_the_pool_has_them() -> None:
    items = [head(n, level=level) for n, level in enumerate(list(Level) * 10, start=1)]
    wanted = {"recall": 0.10, "apply": 0.40, "analyse": 0.30, "respond": 0.20}
    form = assemble(plan(quota(10), levels=wanted), items, seed=5)
    by_id = {h.id: h.level for h in items}
    assert Counter(by_id[i] for i in form.items) == {
        Level.RECALL: 1,
        Level.APPLY: 4,
        Level.ANALYSE: 3,
        Level.RESPOND: 2,
    }


@settings(max_examples=30)
@given(st.integers(0, 1000))
def test_key_positions_are_balanced_and_run_three_times_at_most(seed: int) -> None:
    form = assemble(plan(quota(24)), POOL, seed=seed)
    places = [form.option_order[item].index("a") for item in form.items]
    assert set(Counter(places).values()) <= {5, 6, 7}
    assert all(len(set(places[n : n + 4])) > 1 for n in range(len(places) - 3))
