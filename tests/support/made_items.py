"""Items that tests make up: everything but the body is of no matter."""

from __future__ import annotations

from quizapp.domain.items import (
    Body,
    Channel,
    Difficulty,
    Item,
    ItemKind,
    KeyStatus,
    Level,
    Pool,
    Status,
)


def item(body: Body, kind: ItemKind = ItemKind.FREE_TEXT, channel: Channel | None = None) -> Item:
    """Return a reviewed item of the learning pool with this body."""
    return Item(
        id="CH-1",
        kind=kind,
        domain="CH",
        objective="CH-1",
        concepts=(),
        level=Level.RESPOND,
        difficulty=Difficulty.MEDIUM,
        pool=Pool.LEARN,
        status=Status.REVIEWED,
        key_status=KeyStatus.AUTHOR_REVIEWED,
        channel=channel,
        stem="A kettle leaked.",
        body=body,
        content_hash="hash-1",
    )
