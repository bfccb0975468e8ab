"""The order in which options are shown: balanced key positions, no long runs, from the seed."""

from __future__ import annotations

import random
from collections.abc import Sequence

from quizapp.domain.items import ItemHead, ItemKind

LONGEST_RUN = 3
"""The key stands at most this many times in a row at the same position (syllabus, section 4)."""


def key_positions(sizes: Sequence[int], rng: random.Random) -> list[int]:
    """Return a position of the key for each item, given its number of options.

    Positions are used as evenly as the sizes allow, and none more than three times in a row.
    """
    used: dict[int, int] = {}
    chosen: list[int] = []
    for size in sizes:
        last = chosen[-LONGEST_RUN:]
        blocked = last[0] if len(last) == LONGEST_RUN and len(set(last)) == 1 else None
        free = [place for place in range(size) if place != blocked] or list(range(size))
        place = min(free, key=lambda p: (used.get(p, 0), rng.random()))
        used[place] = used.get(place, 0) + 1
        chosen.append(place)
    return chosen


def option_orders(heads: Sequence[ItemHead], *, seed: int) -> dict[str, tuple[str, ...]]:
    """Return the order of options for each item that has any, the same for the same seed."""
    rng = random.Random(f"options:{seed}")  # noqa: S311 - must be rebuildable from the seed
    keyed = [head for head in heads if head.key is not None]
    places = dict(
        zip(
            (head.id for head in keyed),
            key_positions([len(head.option_ids) for head in keyed], rng),
            strict=True,
        )
    )
    orders: dict[str, tuple[str, ...]] = {}
    for head in heads:
        ids = list(head.option_ids)
        if not ids:
            continue
        if head.key is not None:
            ids.remove(head.key)
            rng.shuffle(ids)
            ids.insert(places[head.id], head.key)
        else:
            rng.shuffle(ids)
            if head.kind is ItemKind.ORDERING and tuple(ids) == head.option_ids:
                ids = [*ids[1:], ids[0]]
        orders[head.id] = tuple(ids)
    return orders
