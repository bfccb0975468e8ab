from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler, State
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.standing import Confidence
from quizapp.progress import schedule
from quizapp.progress.schedule import Kind, Memory, Review

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = schedule.local_day(NOON)


def answered(
    points: float, confidence: Confidence | None = None, *, at: datetime = NOON, item: str = "Q1"
) -> Review:
    return Review(
        kind=Kind.ITEM, subject=item, source=item, points=points, confidence=confidence, at=at
    )


def memory(stability: float, *, days_ago: int = 0, subject: str = "Q1") -> Memory:
    return Memory(
        kind=Kind.ITEM,
        subject=subject,
        source=subject,
        stability=stability,
        difficulty=5.0,
        reviewed_at=NOON - timedelta(days=days_ago),
    )


def days_away(known: Memory, exam: date | None) -> int:
    seen = schedule.local_day(known.reviewed_at)
    return next(n for n in range(1, 400) if schedule.is_due(known, seen + timedelta(days=n), exam))


@pytest.mark.parametrize(
    ("points", "confidence", "expected"),
    [
        (0.0, Confidence.SURE, 1),
        (0.59, None, 1),
        (0.6, Confidence.SURE, 2),
        (1.0, Confidence.GUESS, 2),
        (1.0, None, 3),
        (1.0, Confidence.FAIRLY_SURE, 3),
        (1.0, Confidence.SURE, 4),
    ],
)
def test_a_right_guess_is_hard_and_a_sure_hit_is_easy(
    points: float, confidence: Confidence | None, expected: int
) -> None:
    assert schedule.rating(points, confidence) == expected


def test_what_was_missed_comes_back_the_next_day_and_what_was_right_later() -> None:
    assert days_away(schedule.review(None, answered(0.0)), None) == 1
    good = schedule.review(None, answered(1.0))
    sure = schedule.review(None, answered(1.0, Confidence.SURE))
    assert 1 < days_away(good, None) < days_away(sure, None)


def test_nothing_comes_back_on_the_day_it_was_answered() -> None:
    assert not schedule.is_due(schedule.review(None, answered(0.0)), TODAY, None)


def test_the_same_answers_give_the_same_memory() -> None:
    assert schedule.review(None, answered(1.0)) == schedule.review(None, answered(1.0))


@pytest.mark.parametrize("retention", [0.85, 0.9, 0.95])
@pytest.mark.parametrize("stability", [0.4, 2.3, 8.3, 30.0, 90.0])
def test_days_away_are_those_of_fsrs_itself(stability: float, retention: float) -> None:
    scheduler = Scheduler(
        desired_retention=retention,
        maximum_interval=schedule.LONGEST_DAYS,
        enable_fuzzing=False,
        learning_steps=(),
        relearning_steps=(),
    )
    card = Card(
        card_id=1,
        state=State.Review,
        stability=stability,
        difficulty=5.0,
        due=NOON,
        last_review=NOON - timedelta(days=3),
    )
    after, _ = scheduler.review_card(card, Rating.Good, review_datetime=NOON)
    assert after.stability is not None
    assert schedule.interval(after.stability, retention) == (after.due - NOON).days


def test_retention_rises_on_the_way_to_the_exam_and_never_falls() -> None:
    asked = [schedule.desired_retention(days) for days in range(90, -1, -1)]
    assert asked == sorted(asked)
    assert (asked[0], asked[-1]) == (0.85, 0.95)
    assert schedule.desired_retention(None) == 0.90


@given(stability=st.floats(0.1, 400), ahead=st.integers(8, 200))
def test_everything_is_seen_once_more_before_the_exam(stability: float, ahead: int) -> None:
    exam = TODAY + timedelta(days=ahead)
    assert days_away(memory(stability), exam) < ahead


def test_a_nearer_exam_brings_a_strong_memory_back_earlier_without_a_new_answer() -> None:
    strong = memory(60.0)
    far = days_away(strong, TODAY + timedelta(days=120))
    assert days_away(strong, TODAY + timedelta(days=20)) == 16 < far


def test_after_the_exam_the_usual_rule_holds_again() -> None:
    past = TODAY - timedelta(days=2)
    assert days_away(memory(8.3), past) == days_away(memory(8.3), None)


def test_sure_and_wrong_comes_first() -> None:
    plain = memory(0.2, days_ago=3, subject="A")
    sure = memory(5.0, days_ago=1, subject="B")._replace(sure_wrong=True)
    found = schedule.due([plain, sure], TODAY, None)
    assert [m.subject for m in found] == ["B", "A"]


def test_sure_and_wrong_holds_until_it_is_right_on_a_later_day() -> None:
    wrong = schedule.review(None, answered(0.0, Confidence.SURE))
    same_day = schedule.review(wrong, answered(1.0, at=NOON + timedelta(minutes=2)))
    next_day = schedule.review(same_day, answered(1.0, at=NOON + timedelta(days=1)))
    assert [wrong.sure_wrong, same_day.sure_wrong, next_day.sure_wrong] == [True, True, False]
    assert (next_day.reviews, next_day.lapses) == (3, 1)


def test_the_forecast_counts_each_memory_when_it_comes_back() -> None:
    known = [memory(0.2, days_ago=2, subject="A"), memory(8.3, subject="B")]
    counts = schedule.forecast(known, TODAY, None, days=10)
    assert counts[0] == 1
    assert sum(counts) >= 2
