"""Reviews, enemies and plans: what must be true before a bank is released."""

from __future__ import annotations

import math
import re

from quizapp.banks.feasible import fits, in_pool, shortages
from quizapp.banks.lint.report import Severity, Subject
from quizapp.domain.items import (
    ChoiceBody,
    Item,
    ItemKind,
    Level,
    ListeningBody,
    MultipleBody,
    Pool,
    Review,
    ReviewRole,
    Status,
)
from quizapp.domain.plan import ExamPlan, Feedback, PlanKind

OBJECTIVE_SHARE = 0.5
WRITTEN_MINIMUM = 0.5

_WRITTEN = frozenset({ItemKind.FREE_TEXT, ItemKind.CONVERSATION})


def check_records(subject: Subject) -> None:
    """Run every check on reviews, enemies and plans."""
    ceilings = {
        objective.id: objective.level
        for domain in subject.bank.domains
        for objective in domain.objectives
    }
    for item in subject.live:
        _reviews(subject, item)
        _level(subject, item, ceilings.get(item.objective, item.level))
    _enemies(subject)
    for plan in subject.bank.plans:
        _plan(subject, plan)


def _reviews(subject: Subject, item: Item) -> None:
    if item.status is Status.DRAFT:
        subject.say(
            Severity.NOTE, "draft", "is a draft", "it is not delivered before review", item=item.id
        )
        return
    missing = [role for role in ReviewRole if role not in {r.role for r in item.reviews}]
    if missing:
        subject.say(
            Severity.ERROR,
            "reviews",
            f"is marked reviewed and has no {' and no '.join(missing)} review",
            "add the record under reviews/, or set the status to draft",
            item=item.id,
        )
    blind = sorted(
        (r for r in item.reviews if r.role is ReviewRole.BLIND), key=lambda r: (r.round, r.date)
    )
    if blind and blind[-1].agrees is False:
        subject.say(
            Severity.ERROR,
            "blind-disagreement",
            f"the last blind reader answered {blind[-1].answered} and disagreed with the key",
            "revise the item and let a fresh reader answer it",
            item=item.id,
        )
    for review in blind:
        _stale(subject, item, review)
    changed = [r for r in item.reviews if r.role is not ReviewRole.BLIND and r.changed]
    if blind and any(review.round >= blind[-1].round for review in changed):
        subject.say(
            Severity.NOTE,
            "blind-due",
            f"was changed after its blind answer: {changed[-1].changed}",
            "let a reader who has never seen it answer it and record that as the next round",
            item=item.id,
        )


def _level(subject: Subject, item: Item, ceiling: Level) -> None:
    """Hold an item to the level of its objective, which is a ceiling."""
    order = list(Level)
    if order.index(item.level) > order.index(ceiling):
        subject.say(
            Severity.WARNING,
            "level-ceiling",
            f"asks to {item.level}, its objective {item.objective} ends at {ceiling}",
            "lower the level, or choose another objective",
            item=item.id,
        )


def _stale(subject: Subject, item: Item, review: Review) -> None:
    """Compare what an agreeing reader answered with the key that the item has now."""
    if not isinstance(item.body, ChoiceBody | MultipleBody | ListeningBody) or not review.agrees:
        return
    answered = set(re.findall(r"[\w.-]+", review.answered))
    key = {option.id for option in item.body.options if option.correct}
    if answered <= {option.id for option in item.body.options} and answered != key:
        subject.say(
            Severity.WARNING,
            "review-key",
            f"the blind review of {review.date} agrees with {review.answered}, "
            f"the key is {', '.join(sorted(key))}",
            "check whether options were reordered since; keep ids when you move options",
            item=item.id,
        )


def _enemies(subject: Subject) -> None:
    enemies = {item.id: set(item.enemies) for item in subject.bank.items}
    for item in subject.live:
        for other in item.enemies:
            if item.id not in enemies.get(other, set()):
                subject.say(
                    Severity.ERROR,
                    "enemies",
                    f"names {other} as an enemy, which does not name it",
                    f"add {item.id} to the enemies of {other}",
                    item=item.id,
                )


def _plan(subject: Subject, plan: ExamPlan) -> None:
    """Whether the plan can be filled from reviewed items, and whether its rules fit its kind."""
    reviewed = [item for item in subject.live if item.status is Status.REVIEWED]
    for shortage in shortages(plan, reviewed):
        subject.say(
            Severity.ERROR,
            "plan-feasible",
            f"the plan {plan.id} cannot be filled from reviewed items: {shortage}",
            "write or review more such items, or ask for fewer",
            at=f"quota {plan.id}/{shortage.section}/{shortage.position}",
        )
    drawable = [
        item
        for item in reviewed
        if in_pool(item, plan.pool)
        and any(fits(item, quota) for section in plan.sections for quota in section.quotas)
    ]
    wanted = math.ceil((2 - plan.retake.max_overlap) * plan.size)
    if plan.retake.max_overlap < 1 and len(drawable) < wanted:
        subject.say(
            Severity.WARNING,
            "plan-depth",
            f"the plan {plan.id} draws {plan.size} from {len(drawable)} items, so a second form "
            f"overlaps by more than {plan.retake.max_overlap:.0%}",
            f"{wanted} items would do",
            at=f"plan {plan.id}",
        )
    _objectives(subject, plan, drawable)
    _levels(subject, plan, drawable)
    _rules(subject, plan)


def _objectives(subject: Subject, plan: ExamPlan, drawable: list[Item]) -> None:
    """Ask for half of a domain's objectives where the form has places enough for them."""
    for domain in subject.bank.domains:
        places = sum(
            quota.count
            for section in plan.sections
            for quota in section.quotas
            if quota.domains == (domain.id,)
        )
        wanted = min(math.ceil(OBJECTIVE_SHARE * len(domain.objectives)), places)
        found = {item.objective for item in drawable if item.domain == domain.id}
        if len(found) < wanted:
            subject.say(
                Severity.WARNING,
                "plan-objectives",
                f"the plan {plan.id} can cover {len(found)} of {len(domain.objectives)} objectives "
                f"of {domain.id}",
                f"{wanted} are expected in every form",
                at=f"plan {plan.id}",
            )


def _levels(subject: Subject, plan: ExamPlan, drawable: list[Item]) -> None:
    """Ask for enough items of each level to come within the tolerance of the plan's shares."""
    places = sum(
        quota.count
        for section in plan.sections
        for quota in section.quotas
        if not set(quota.kinds) & _WRITTEN
    )
    marked = [item for item in drawable if item.kind not in _WRITTEN]
    for level, share in plan.levels.items():
        wanted = math.ceil((share - plan.level_tolerance) * places - 1e-9)
        found = sum(item.level == level for item in marked)
        if found < wanted:
            subject.say(
                Severity.WARNING,
                "plan-levels",
                f"the plan {plan.id} needs {wanted} items of level {level} and can draw {found}",
                "write more of that level, or change the shares",
                at=f"plan {plan.id}",
            )


def _rules(subject: Subject, plan: ExamPlan) -> None:
    def say(message: str, advice: str) -> None:
        where = f"plan {plan.id}"
        subject.say(
            Severity.WARNING, "plan-rules", f"the plan {plan.id} {message}", advice, at=where
        )

    if plan.pool is Pool.SECURE and plan.feedback is not Feedback.NO_KEYS:
        say("draws secure items and shows their keys", "set feedback: no_keys")
    if plan.kind is PlanKind.PRACTICE and plan.certificate:
        say("is practice and gives a certificate", "make it a certification")
    if plan.kind is not PlanKind.CERTIFICATION and plan.pool is not Pool.LEARN:
        say("uses the secure pool outside certification", "set pool: learn")
    if plan.certificate and plan.min_written < WRITTEN_MINIMUM:
        say("certifies without half of the points in writing", "set min_written: 0.5")
    if plan.certificate and any(section.minutes is None for section in plan.sections):
        say("certifies without a time limit on every section", "set minutes")
