"""When something comes back: memory by FSRS, and the way to the exam by a written-down rule.

FSRS 6 says how stable a memory is after each answer. When it comes back is worked out from that
and from the days to the exam, so a changed exam date needs no stored dates to be changed. The rule
and its reasons are in `docs/progress.md`. `fsrs` is imported when something is reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from quizapp.domain.standing import Confidence

MISSED_BELOW = 0.6
"""Points below which an answer counts as missed."""
FULL_FROM = 0.9
"""Points from which an answer counts as right rather than partly right."""
USUAL_RETENTION, EARLY_RETENTION, LATE_RETENTION = 0.90, 0.85, 0.95
EARLY_DAYS, LATE_DAYS = 60, 7
LONGEST_DAYS = 180
SHARE_OF_WAY = 0.8
"""Before the last week nothing stays away longer than this share of the days to the exam."""
DECAY = -0.1542
"""The forgetting exponent of FSRS 6 with its default parameters."""
FACTOR: float = 0.9 ** (1 / DECAY) - 1


class Kind(StrEnum):
    """What is remembered: a question, or a criterion of written replies."""

    ITEM = "item"
    CRITERION = "criterion"


class Memory(NamedTuple):
    """What is known about one subject. `stability` is days until 90 % is left.

    `source` is the item it was last seen in; `sure_wrong` holds until it is right on a later day.
    """

    kind: Kind
    subject: str
    source: str
    stability: float
    difficulty: float
    reviewed_at: datetime
    reviews: int = 1
    lapses: int = 0
    sure_wrong: bool = False


class Review(NamedTuple):
    """One answer as the schedule sees it."""

    kind: Kind
    subject: str
    source: str
    points: float
    confidence: Confidence | None
    at: datetime

    @property
    def missed(self) -> bool:
        """Tell whether the answer counts as missed."""
        return self.points < MISSED_BELOW


def rating(points: float, confidence: Confidence | None) -> int:
    """Return the FSRS rating: 1 again, 2 hard, 3 good, 4 easy.

    A right guess and a partly right answer are hard; right and sure is easy.
    """
    if points < MISSED_BELOW:
        return 1
    if points < FULL_FROM or confidence is Confidence.GUESS:
        return 2
    return 4 if confidence is Confidence.SURE else 3


def review(before: Memory | None, answer: Review) -> Memory:
    """Return the memory after an answer."""
    from fsrs import Card, Rating, Scheduler, State  # noqa: PLC0415 - only when something is reviewed

    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    at = answer.at.astimezone(UTC)
    card = Card(card_id=1, due=at)
    if before is not None:
        card = Card(
            card_id=1,
            state=State.Review,
            stability=before.stability,
            difficulty=before.difficulty,
            due=at,
            last_review=before.reviewed_at.astimezone(UTC),
        )
    after, _ = scheduler.review_card(
        card, Rating(rating(answer.points, answer.confidence)), review_datetime=at
    )
    return Memory(
        kind=answer.kind,
        subject=answer.subject,
        source=answer.source,
        stability=float(after.stability or 0.0),
        difficulty=float(after.difficulty or 0.0),
        reviewed_at=at,
        reviews=(before.reviews if before else 0) + 1,
        lapses=(before.lapses if before else 0) + int(answer.missed),
        sure_wrong=_sure_wrong(before, answer),
    )


def _sure_wrong(before: Memory | None, answer: Review) -> bool:
    if answer.missed:
        held = before is not None and before.sure_wrong
        return held or answer.confidence is Confidence.SURE
    if before is None or not before.sure_wrong:
        return False
    return local_day(before.reviewed_at) == local_day(answer.at)


def desired_retention(days_to_exam: int | None) -> float:
    """Return the share of memory asked for: rising on the way to the exam."""
    if days_to_exam is None or days_to_exam < 0:
        return USUAL_RETENTION
    near = (EARLY_DAYS - days_to_exam) / (EARLY_DAYS - LATE_DAYS)
    near = min(1.0, max(0.0, near))
    return EARLY_RETENTION + near * (LATE_RETENTION - EARLY_RETENTION)


def maximum_interval(days_to_exam: int | None) -> int:
    """Return the most days until something comes back, seen from the day of the answer."""
    if days_to_exam is None or days_to_exam < LATE_DAYS:
        return LONGEST_DAYS
    return max(1, min(LONGEST_DAYS, int(SHARE_OF_WAY * days_to_exam)))


def retrievability(memory: Memory, on: date) -> float:
    """Return the chance that the memory is still there on a day."""
    days = max(0, (on - local_day(memory.reviewed_at)).days)
    return float((1 + FACTOR * days / memory.stability) ** DECAY)


def interval(stability: float, retention: float) -> int:
    """Return the whole days after which a memory has faded to a share, at least one."""
    days = float(stability / FACTOR * (retention ** (1 / DECAY) - 1))
    return max(1, min(LONGEST_DAYS, round(days)))


def is_due(memory: Memory, on: date, exam: date | None) -> bool:
    """Tell whether something should come back on a day, planned back from the exam date."""
    seen = local_day(memory.reviewed_at)
    away = (on - seen).days
    if away < 1:
        return False
    exam = exam if exam is not None and on <= exam else None
    longest = maximum_interval((exam - seen).days if exam else None)
    wanted = interval(memory.stability, desired_retention((exam - on).days if exam else None))
    return away >= min(longest, wanted) or memory.sure_wrong


def due(memories: Iterable[Memory], on: date, exam: date | None) -> tuple[Memory, ...]:
    """Return what is due on a day: sure and wrong first, then what fades most."""
    found = [memory for memory in memories if is_due(memory, on, exam)]
    found.sort(key=lambda m: (not m.sure_wrong, retrievability(m, on), m.kind, m.subject))
    return tuple(found)


def forecast(
    memories: Sequence[Memory], on: date, exam: date | None, *, days: int = 14
) -> tuple[int, ...]:
    """Return how much comes back on each day from `on`, if all that is due gets done.

    What comes back is taken to be answered as a memory at the retention asked for grows: its
    stability doubles, which is close to what FSRS gives for a good answer at 90 %.
    """
    left = list(memories)
    counts = []
    for step in range(days):
        day = on + timedelta(days=step)
        done = [memory for memory in left if is_due(memory, day, exam)]
        counts.append(len(done))
        noon = datetime.combine(day, time(12)).astimezone(UTC)
        gone = {id(memory) for memory in done}
        left = [
            m._replace(stability=2 * m.stability, reviewed_at=noon, sure_wrong=False)
            if id(m) in gone
            else m
            for m in left
        ]
    return tuple(counts)


def local_day(moment: datetime) -> date:
    """Return the day on the wall calendar."""
    return moment.astimezone().date()
