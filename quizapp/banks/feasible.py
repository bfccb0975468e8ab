"""Whether the quotas of a plan can be filled from a set of items, each item used once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.domain.items import Item, Pool
from quizapp.domain.plan import ExamPlan, Quota


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A quota that cannot be filled: `found` items at best, given the needs of the others."""

    section: str
    position: int
    quota: Quota
    found: int

    def __str__(self) -> str:
        """Say what is missing."""
        kinds = " or ".join(self.quota.kinds)
        domains = f" from {', '.join(self.quota.domains)}" if self.quota.domains else ""
        return (
            f"section {self.section} asks for {self.quota.count} x {kinds}{domains}, "
            f"at most {self.found} can be drawn"
        )


def in_pool(item: Item, pool: Pool) -> bool:
    """Tell whether a plan that draws from `pool` may use the item."""
    return pool is Pool.ANY or item.pool is pool


def fits(item: Item, quota: Quota) -> bool:
    """Tell whether an item can fill a place of a quota."""
    return item.kind in quota.kinds and (not quota.domains or item.domain in quota.domains)


def shortages(plan: ExamPlan, items: Iterable[Item]) -> tuple[Shortage, ...]:
    """Return the quotas that cannot all be filled together, by a greatest matching.

    Items of one scenario count as one, since a form takes at most one of them; enemies are left to
    the assembler, which can choose among what this test finds plenty of.
    """
    candidates = [item for item in items if in_pool(item, plan.pool)]
    units = _one_per_scenario(candidates)
    quotas = [
        (section.id, position, quota)
        for section in plan.sections
        for position, quota in enumerate(section.quotas)
    ]
    filled = _fill([quota for *_, quota in quotas], units)
    return tuple(
        Shortage(section=section, position=position, quota=quota, found=count)
        for (section, position, quota), count in zip(quotas, filled, strict=True)
        if count < quota.count
    )


def _one_per_scenario(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(f"scenario {item.scenario}" if item.scenario else item.id, []).append(
            item
        )
    return [tuple(group) for group in grouped.values()]


def _fill(quotas: Sequence[Quota], units: Sequence[tuple[Item, ...]]) -> list[int]:
    """Return how many places of each quota a greatest matching fills."""
    suits = [
        [index for index, unit in enumerate(units) if any(fits(item, quota) for item in unit)]
        for quota in quotas
    ]
    holder: dict[int, int] = {}
    filled = [0] * len(quotas)
    for number, quota in enumerate(quotas):
        for _ in range(quota.count):
            if not _place(number, suits, holder):
                break
            filled[number] += 1
    return filled


def _place(number: int, suits: Sequence[Sequence[int]], holder: dict[int, int]) -> bool:
    """Find a unit for one more place of a quota, moving others along an augmenting path."""
    reached_by: dict[int, int] = {}
    gives_up: dict[int, int] = {}
    waiting = [number]
    for quota in waiting:
        for unit in suits[quota]:
            if unit in reached_by:
                continue
            reached_by[unit] = quota
            owner = holder.get(unit)
            if owner is None:
                _hand_on(unit, number, reached_by, gives_up, holder)
                return True
            if owner != number and owner not in gives_up:
                gives_up[owner] = unit
                waiting.append(owner)
    return False


def _hand_on(
    free: int,
    number: int,
    reached_by: dict[int, int],
    gives_up: dict[int, int],
    holder: dict[int, int],
) -> None:
    """Let each quota on the path take the next unit, back to the quota that asked."""
    unit = free
    while True:
        quota = reached_by[unit]
        holder[unit] = quota
        if quota == number:
            return
        unit = gives_up[quota]
