"""Heads of items for form assembly, built by a few words each."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.domain.items import Difficulty, ItemHead, ItemKind, Level, Pool, Status
from quizapp.domain.plan import CutStatus, ExamPlan, PlanKind, Quota, Retake, Section

LEVELS = (Level.RECALL, Level.APPLY, Level.ANALYSE, Level.RESPOND)


def head(
    number: int,
    *,
    kind: ItemKind = ItemKind.CHOICE,
    domain: str = "AL",
    pool: Pool = Pool.LEARN,
    status: Status = Status.REVIEWED,
    enemies: Sequence[str] = (),
    scenario: str | None = None,
    level: Level | None = None,
    angoff: float | None = 0.65,
) -> ItemHead:
    return ItemHead(
        id=f"{domain}-{kind}-{number:02}",
        kind=kind,
        title="",
        domain=domain,
        objective=f"{domain}-{number % 6 + 1}",
        concepts=("C-001",),
        level=level or LEVELS[number % 4],
        difficulty=Difficulty.MEDIUM,
        pool=pool,
        status=status,
        channel=None,
        trade="",
        scenario=scenario,
        enemies=tuple(enemies),
        minutes=1.0,
        angoff=angoff,
        content_hash=f"hash-{number}",
        option_ids=("a", "b", "c", "d"),
        key="a" if kind in (ItemKind.CHOICE, ItemKind.LISTENING) else None,
    )


def plan(
    *quotas: Quota, pool: Pool = Pool.LEARN, retake: Retake | None = None, **changes: object
) -> ExamPlan:
    values: dict[str, object] = {
        "id": "test",
        "title": "Test exam",
        "kind": PlanKind.MOCK,
        "sections": (Section(id="s1", title="One", quotas=quotas, weight=1.0, minutes=10),),
        "pool": pool,
        "certificate": False,
        "cut": 60.0,
        "cut_status": CutStatus.PROVISIONAL,
        "retake": retake or Retake(),
    }
    return ExamPlan(**{**values, **changes})  # type: ignore[arg-type]  # a test names what it changes


def quota(count: int, *domains: str, kind: ItemKind = ItemKind.CHOICE) -> Quota:
    return Quota(count=count, kinds=(kind,), domains=domains)
