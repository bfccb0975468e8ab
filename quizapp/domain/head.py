"""The head of an item: what lists, filters and form assembly need of it."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.domain.vocabulary import Channel, Difficulty, ItemKind, Level, Pool, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHead:
    """What form assembly, filters and lists need of an item, without its texts."""

    id: str
    kind: ItemKind
    title: str
    domain: str
    objective: str
    concepts: tuple[str, ...]
    level: Level
    difficulty: Difficulty
    pool: Pool
    status: Status
    channel: Channel | None
    trade: str
    scenario: str | None
    enemies: tuple[str, ...]
    minutes: float
    angoff: float | None
    content_hash: str
    option_ids: tuple[str, ...] = ()
    key: str | None = None
    criteria: tuple[str, ...] = ()
