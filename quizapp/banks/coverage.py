"""How much of everything a bank holds, and what its targets still ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.banks.targets import FLOOR_OF, Floor, Targets
from quizapp.domain.items import (
    Care,
    ChoiceBody,
    ConversationBody,
    Fault,
    FreeTextBody,
    Item,
    Level,
    ListeningBody,
    Mood,
    MultipleBody,
    Pool,
    Status,
)
from quizapp.domain.marking import LIBRARY
from quizapp.domain.plan import Bank

COLUMNS = ("choice", "response", "free_text", "conversation", "listening")
_SELECTED = ("choice", "response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One floor: what is counted, how many there are and how many are asked for."""

    group: str
    name: str
    found: float
    floor: float
    ceiling: float | None = None

    @property
    def met(self) -> bool:
        """Tell whether the floor is reached and the ceiling kept."""
        small = 1e-9
        above = self.found >= self.floor - small
        return above and (self.ceiling is None or self.found <= self.ceiling + small)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All counts of a bank. `grid` holds items by objective and column of `COLUMNS`."""

    items: int
    lines: tuple[Line, ...]
    grid: Mapping[str, Mapping[str, int]]

    @property
    def unmet(self) -> tuple[Line, ...]:
        """Return the floors that are not reached."""
        return tuple(line for line in self.lines if not line.met)


def coverage(bank: Bank, targets: Targets | None = None) -> Coverage:
    """Count a bank by everything its targets may ask for; retired items count for nothing."""
    items = [item for item in bank.items if item.status is not Status.RETIRED]
    floors = targets or Targets()
    return Coverage(
        items=len(items),
        lines=tuple(_lines(bank, items, floors)),
        grid={
            objective.id: _columns([i for i in items if i.objective == objective.id])
            for domain in bank.domains
            for objective in domain.objectives
        },
    )


def _columns(items: Sequence[Item]) -> dict[str, int]:
    counted = Counter(FLOOR_OF[item.kind] for item in items)
    return {column: counted[column] for column in COLUMNS}


def _lines(bank: Bank, items: Sequence[Item], targets: Targets) -> Iterator[Line]:
    yield from _by_kind(items, targets)
    yield from _by_objective(bank, items, targets)
    yield from _by_concept(bank, items, targets)
    yield from _by_tag(bank, items, targets)
    yield from _by_criterion(items, targets)
    yield from _by_variety(bank, items, targets)


def _by_kind(items: Sequence[Item], targets: Targets) -> Iterator[Line]:
    secure = [item for item in items if item.pool is Pool.SECURE]
    for group, counted, floors in (
        ("kind", _columns(items), targets.items_by_kind),
        ("secure", _columns(secure), targets.secure_by_kind),
    ):
        for column in COLUMNS:
            yield Line(group=group, name=column, found=counted[column], floor=floors.get(column, 0))


def _by_objective(bank: Bank, items: Sequence[Item], targets: Targets) -> Iterator[Line]:
    for domain in bank.domains:
        for objective in domain.objectives:
            own = [item for item in items if item.objective == objective.id]
            counted = _columns(own)
            floor = targets.objectives.get(objective.id, Floor())
            for column in COLUMNS:
                yield Line(
                    group="objective",
                    name=f"{objective.id} {column}",
                    found=counted[column],
                    floor=getattr(floor, column),
                )
            yield Line(
                group="objective",
                name=f"{objective.id} choice and response",
                found=sum(counted[column] for column in _SELECTED),
                floor=targets.choice_items_per_objective,
            )
            yield Line(
                group="objective",
                name=f"{objective.id} formats",
                found=len({item.kind for item in own}),
                floor=targets.formats_per_objective,
            )
            if objective.level is Level.RESPOND and targets.objectives:
                written = [
                    item
                    for item in items
                    if FLOOR_OF[item.kind] in ("free_text", "conversation")
                    and objective.id in (item.objective, *item.objectives_also)
                ]
                yield Line(
                    group="objective", name=f"{objective.id} performed", found=len(written), floor=1
                )


def _by_concept(bank: Bank, items: Sequence[Item], targets: Targets) -> Iterator[Line]:
    tags: Counter[str] = Counter()
    selected: Counter[str] = Counter()
    for item in items:
        tags.update(item.concepts)
        if FLOOR_OF[item.kind] in _SELECTED:
            selected.update(item.concepts)
    for concept in bank.concepts:
        floor = targets.concept_tags.get(concept.standing, 0)
        yield Line(group="concept", name=concept.id, found=tags[concept.id], floor=floor)
        if floor and concept.standing != "claim":
            yield Line(
                group="concept",
                name=f"{concept.id} in choice or response",
                found=selected[concept.id],
                floor=1,
            )


def _by_tag(bank: Bank, items: Sequence[Item], targets: Targets) -> Iterator[Line]:
    frameworks = Counter(name for item in items for name in item.frameworks)
    for framework in bank.frameworks:
        yield Line(
            group="framework",
            name=framework.id,
            found=frameworks[framework.id],
            floor=targets.framework_items,
        )
    believed = Counter(name for item in items for name in distractor_beliefs(item))
    for misconception in bank.misconceptions:
        yield Line(
            group="misconception",
            name=misconception.id,
            found=believed[misconception.id],
            floor=targets.misconception_distractors,
        )


def distractor_beliefs(item: Item) -> Iterator[str]:
    """Yield the misconception of each distractor and each poor reply of an item."""
    if isinstance(item.body, ChoiceBody | MultipleBody | ListeningBody):
        yield from (o.misconception for o in item.body.options if o.misconception)
    elif isinstance(item.body, ConversationBody):
        for node in item.body.nodes:
            yield from (r.misconception for r in node.replies if r.misconception)


def _by_criterion(items: Sequence[Item], targets: Targets) -> Iterator[Line]:
    """Criteria by scenarios that use them, and by met and unmet samples."""
    used: Counter[str] = Counter()
    seen: set[tuple[str, bool]] = set()
    for item in items:
        if isinstance(item.body, FreeTextBody):
            used.update(criterion.id for criterion in item.body.criteria)
            seen.update(pair for sample in item.body.samples for pair in sample.expected.items())
        elif isinstance(item.body, ConversationBody):
            used.update({c.id for node in item.body.nodes for c in node.criteria})
    for name in LIBRARY:
        floor = targets.criterion_exceptions.get(name, targets.criterion_scenarios)
        yield Line(group="criterion", name=name, found=used[name], floor=floor)
        if floor:
            for met, word in ((True, "met"), (False, "unmet")):
                yield Line(
                    group="criterion",
                    name=f"{name} {word} in a sample",
                    found=int((name, met) in seen),
                    floor=1,
                )


def _by_variety(bank: Bank, items: Sequence[Item], targets: Targets) -> Iterator[Line]:
    cases = [item for item in items if item.channel is not None]
    total = max(len(cases), 1)
    slack = targets.share_tolerance
    for channel, share in targets.channel_shares.items():
        found = sum(item.channel == channel for item in cases) / total
        yield Line(
            group="channel", name=channel, found=found, floor=share - slack, ceiling=share + slack
        )
    for domain in bank.domains if targets.difficulty_shares else ():
        own = [item for item in items if item.domain == domain.id]
        for difficulty, share in targets.difficulty_shares.items():
            found = sum(item.difficulty == difficulty for item in own) / max(len(own), 1)
            yield Line(
                group="difficulty",
                name=f"{domain.id} {difficulty}",
                found=found,
                floor=share - slack,
                ceiling=share + slack,
            )
    trades = {item.trade.casefold() for item in cases if item.trade}
    yield Line(group="variety", name="trades", found=len(trades), floor=targets.trades)
    shares = {
        "without fault of the firm": (
            sum(item.fault not in (None, Fault.FIRM) for item in cases),
            targets.not_firms_fault,
        ),
        "happy, neutral or mixed": (
            sum(item.mood not in (None, Mood.UPSET) for item in cases),
            targets.not_upset,
        ),
        "vulnerable or handed over": (
            sum(item.care is not Care.NONE for item in cases),
            targets.special_care,
        ),
    }
    for name, (count, floor) in shares.items():
        yield Line(group="variety", name=name, found=count / total, floor=floor)
