"""Drawing a form from a plan: quotas, pools, enemies, what the learner saw last, and a seed.

The same plan, heads, history and seed always give the same form. Hard rules are never broken:
quotas, pool, no enemies together, one item a scenario, nothing twice. Wishes are weighed: items of
the last form, coverage of objectives, levels, difficulty. The best of a fixed number of seeded
draws is kept, and `Form.report` says in sentences which wishes had to give way.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import ceil

from quizapp.domain.attempt import Form, FormSection
from quizapp.domain.items import ItemHead, ItemKind, Status
from quizapp.domain.plan import ExamPlan, Quota
from quizapp.errors import UserError
from quizapp.exam.shuffle import option_orders

DRAWS = 24
"""Seeded draws compared for one form; more bring little (see `docs/architecture.md`)."""

WRITTEN_KINDS = frozenset({ItemKind.FREE_TEXT, ItemKind.CONVERSATION})
REFERENCE_TOLERANCE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What this learner has met: the last form of the plan, and how often each item was seen."""

    last_form: frozenset[str] = frozenset()
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draw:
    """One candidate form with the sum of the wishes it breaks."""

    sections: tuple[tuple[ItemHead, ...], ...]
    penalty: float


def assemble(
    plan: ExamPlan,
    heads: Sequence[ItemHead],
    *,
    seed: int,
    history: History | None = None,
) -> Form:
    """Draw a form. `UserError` names the quota that the pool cannot fill."""
    history = history or History()
    usable = [head for head in heads if head.pool is plan.pool and head.status is Status.REVIEWED]
    usable.sort(key=lambda head: head.id)
    _require_enough(plan, usable)
    places, apart = _tightest_first(plan, usable), _kept_apart(usable)
    best: _Draw | None = None
    for attempt in range(DRAWS):
        rng = random.Random(f"{plan.id}:{seed}:{attempt}")  # noqa: S311 - a form must be rebuildable from its seed; nothing is secret here
        draw = _draw(plan, usable, places, apart, rng=rng, history=history)
        if draw is not None and (best is None or draw.penalty < best.penalty):
            best = draw
    if best is None:
        raise UserError(
            f"No form could be drawn for “{plan.title}”: too many questions exclude each other. "
            "Add questions to the bank or loosen its enemy lists."
        )
    chosen = [head for section in best.sections for head in section]
    shown = {head.id for head in chosen}
    repeats = tuple(sorted(shown & history.last_form))
    return Form(
        id=_form_id(plan, seed, chosen),
        plan=plan.id,
        seed=seed,
        sections=tuple(
            FormSection(id=section.id, items=tuple(head.id for head in items))
            for section, items in zip(plan.sections, best.sections, strict=True)
        ),
        option_order=option_orders(chosen, seed=seed),
        repeats=repeats,
        overlap=len(repeats) / len(chosen) if chosen else 0.0,
        report=_report(plan, chosen, usable, repeats),
    )


def _fits(head: ItemHead, quota: Quota) -> bool:
    return head.kind in quota.kinds and (not quota.domains or head.domain in quota.domains)


def _require_enough(plan: ExamPlan, usable: Sequence[ItemHead]) -> None:
    for section in plan.sections:
        for quota in section.quotas:
            found = sum(_fits(head, quota) for head in usable)
            if found < quota.count:
                kinds = " or ".join(kind.replace("_", " ") for kind in quota.kinds)
                where = f" in {' or '.join(quota.domains)}" if quota.domains else ""
                raise UserError(
                    f"“{plan.title}” needs {quota.count} questions of kind {kinds}{where}, and the "
                    f"{plan.pool} pool of this bank has {found}. Choose another exam or add "
                    "questions."
                )


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of one quota in its section, and the items that fit them."""

    section: int
    number: int
    count: int
    fitting: tuple[ItemHead, ...]


def _tightest_first(plan: ExamPlan, usable: Sequence[ItemHead]) -> list[_Places]:
    """Return the quotas, those with the fewest items to spare first."""
    found = [
        _Places(section, number, quota.count, tuple(h for h in usable if _fits(h, quota)))
        for section, part in enumerate(plan.sections)
        for number, quota in enumerate(part.quotas)
    ]
    return sorted(found, key=lambda p: (len(p.fitting) - p.count, p.section, p.number))


def _kept_apart(usable: Sequence[ItemHead]) -> dict[str, set[str]]:
    """Return by id which items may not stand in a form beside it: itself and its enemies.

    One enemy need not name the other.
    """
    apart = {head.id: {head.id, *head.enemies} for head in usable}
    for head in usable:
        for enemy in head.enemies:
            apart.setdefault(enemy, {enemy}).add(head.id)
    return apart


def _draw(
    plan: ExamPlan,
    usable: Sequence[ItemHead],
    places: Sequence[_Places],
    apart: Mapping[str, AbstractSet[str]],
    *,
    rng: random.Random,
    history: History,
) -> _Draw | None:
    """Fill the tightest quotas first, preferring what was not in the last form and least seen."""
    size = sum(section.size for section in plan.sections)
    full = {level: share * size for level, share in plan.levels.items()} if plan.levels else None
    taken: list[ItemHead] = []
    barred: set[str] = set()
    scenarios: set[str | None] = set()
    by_section: dict[int, list[tuple[int, ItemHead]]] = {n: [] for n in range(len(plan.sections))}
    covered: Counter[str] = Counter()
    levels: Counter[str] = Counter()

    def wish(head: ItemHead) -> float:
        """Return how unwelcome an item is now: seen before, objective covered, level full."""
        over = 0.0
        if full is not None and head.kind not in WRITTEN_KINDS:
            over = float(levels[head.level] >= full.get(head.level, 0.0))
        return 0.5 * history.seen.get(head.id, 0) + 0.6 * covered[head.objective] + 1.2 * over

    for part in places:
        for _ in range(part.count):
            candidates = [
                h for h in part.fitting if h.id not in barred and h.scenario not in scenarios
            ]
            if not candidates:
                return None
            head = min(
                candidates, key=lambda h: (h.id in history.last_form, wish(h) + rng.random(), h.id)
            )
            taken.append(head)
            barred |= apart[head.id]
            if head.scenario is not None:
                scenarios.add(head.scenario)
            covered[head.objective] += 1
            if head.kind not in WRITTEN_KINDS:
                levels[head.level] += 1
            by_section[part.section].append((part.number, head))
    sections = tuple(_arranged(drawn, rng) for drawn in by_section.values())
    return _Draw(sections=sections, penalty=_penalty(plan, taken, usable, history))


def _arranged(drawn: Sequence[tuple[int, ItemHead]], rng: random.Random) -> tuple[ItemHead, ...]:
    """Mix the items of a section, but keep written cases and talks in the order of the plan."""
    if all(head.kind in WRITTEN_KINDS for _, head in drawn):
        return tuple(head for _, head in sorted(drawn, key=lambda entry: entry[0]))
    heads = [head for _, head in drawn]
    rng.shuffle(heads)
    return tuple(heads)


def level_excess(plan: ExamPlan, chosen: Sequence[ItemHead]) -> dict[str, float]:
    """Return by level how far the shares of the choice items leave the target, beyond tolerance.

    The share of `recall` is a ceiling, the others are targets (syllabus, section 5).
    """
    counted = [head for head in chosen if head.kind not in WRITTEN_KINDS]
    if not plan.levels or not counted:
        return {}
    shares = Counter(str(head.level) for head in counted)
    excess: dict[str, float] = {}
    for level, target in plan.levels.items():
        share = shares[level] / len(counted)
        away = max(0.0, share - target) if level == "recall" else abs(share - target)
        beyond = away - (0.0 if level == "recall" else plan.level_tolerance)
        if beyond > 1e-9:  # noqa: PLR2004 - guards against the last bit of a sum of shares
            excess[level] = beyond
    return excess


def thin_domains(chosen: Sequence[ItemHead], usable: Collection[ItemHead]) -> tuple[str, ...]:
    """Return the domains with less than half of their objectives in the form.

    A domain with fewer places than half its objectives is asked to cover as many as it has places.
    """
    thin = []
    for domain in sorted({head.domain for head in chosen}):
        objectives = {head.objective for head in usable if head.domain == domain}
        mine = [head for head in chosen if head.domain == domain]
        if len({head.objective for head in mine}) < min(ceil(len(objectives) / 2), len(mine)):
            thin.append(domain)
    return tuple(thin)


def mean_angoff(heads: Collection[ItemHead]) -> float | None:
    """Return the mean Angoff rating of the heads that have one."""
    ratings = [head.angoff for head in heads if head.angoff is not None]
    return sum(ratings) / len(ratings) if ratings else None


def _difficulty_gap(chosen: Sequence[ItemHead], usable: Sequence[ItemHead]) -> float:
    """Return how far the form is easier or harder than its pool, kind by kind in equal shares."""
    pool: dict[ItemKind, float | None] = {
        kind: mean_angoff([head for head in usable if head.kind is kind])
        for kind in {head.kind for head in chosen}
    }
    gaps = [
        head.angoff - reference
        for head in chosen
        if head.angoff is not None and (reference := pool[head.kind]) is not None
    ]
    return abs(sum(gaps) / len(gaps)) if gaps else 0.0


def _penalty(
    plan: ExamPlan, chosen: Sequence[ItemHead], usable: Sequence[ItemHead], history: History
) -> float:
    overlap = sum(head.id in history.last_form for head in chosen) / max(1, len(chosen))
    beyond = max(0.0, _difficulty_gap(chosen, usable) - REFERENCE_TOLERANCE)
    return (
        100 * max(0.0, overlap - plan.retake.max_overlap)
        + 10 * overlap
        + 20 * sum(level_excess(plan, chosen).values())
        + 5 * len(thin_domains(chosen, usable))
        + 20 * beyond
    )


def _report(
    plan: ExamPlan,
    chosen: Sequence[ItemHead],
    usable: Sequence[ItemHead],
    repeats: Sequence[str],
) -> tuple[str, ...]:
    lines = []
    if repeats:
        lines.append(
            f"{len(repeats)} of {len(chosen)} questions {'was' if len(repeats) == 1 else 'were'} "
            "also in your last form, "
            "because the pool is too small for an entirely new one."
        )
    if len(repeats) > plan.retake.max_overlap * len(chosen):
        lines.append(
            f"That is more than the {plan.retake.max_overlap:.0%} that this plan allows; "
            "the bank needs more questions."
        )
    lines += [
        f"The share of “{level}” questions is {beyond:.0%} outside its range."
        for level, beyond in level_excess(plan, chosen).items()
    ]
    lines += [
        f"Fewer than half of the objectives of {domain} are in this form."
        for domain in thin_domains(chosen, usable)
    ]
    if (gap := _difficulty_gap(chosen, usable)) > REFERENCE_TOLERANCE:
        lines.append(f"This form differs by {gap:.2f} from the mean rating of the pool.")
    return tuple(lines)


def _form_id(plan: ExamPlan, seed: int, chosen: Sequence[ItemHead]) -> str:
    text = "\n".join([plan.id, str(seed), *(f"{h.id} {h.content_hash}" for h in chosen)])
    return f"{plan.id}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
