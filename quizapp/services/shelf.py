"""The bank folder and its rows: parsed once per change of its files, outlined without decoding.

The first page is painted from an `Outline`; the values of items and plans are not even imported.
"""

from __future__ import annotations

import json
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quizapp.banks import cache
from quizapp.clock import Clock
from quizapp.domain.vocabulary import ItemKind, Pool
from quizapp.progress.readiness import Blueprint, Draw, Part
from quizapp.storage.banks import BankRow, BankStore, OutlineRow, PartRow

if TYPE_CHECKING:
    from quizapp.domain.plan import Bank


class OutlineObjective(NamedTuple):
    """An objective with the weight of its domain, as a share of 1."""

    id: str
    text: str
    domain: str
    weight: float


class Outline(NamedTuple):
    """What the first page needs of a bank. `plan_sizes` are numbers of items by plan id."""

    title: str
    objectives: tuple[OutlineObjective, ...]
    plan_sizes: dict[str, int]
    certification: str
    items: tuple[OutlineRow, ...]
    domain_titles: dict[str, str] = field(default_factory=dict)
    domain_weights: dict[str, float] = field(default_factory=dict)
    blueprints: tuple[Blueprint, ...] = ()

    @property
    def learnable(self) -> tuple[OutlineRow, ...]:
        """Return the items that practice may show."""
        return tuple(item for item in self.items if item.pool == Pool.LEARN)

    @property
    def talks(self) -> tuple[OutlineRow, ...]:
        """Return the conversations that practice may show."""
        return tuple(item for item in self.learnable if item.kind == ItemKind.CONVERSATION)


class Shelf:
    """Keeps one bank folder and its rows in step."""

    def __init__(self, store: BankStore, *, folder: Path, clock: Clock) -> None:
        self.store = store
        self._folder = folder
        self._clock = clock
        self._row: BankRow | None = None
        self._outline: Outline | None = None

    def row(self) -> BankRow:
        """Return the rows of the bank; `InputError` names everything that is wrong with it."""
        if self._row is None:
            stamp = cache.file_stamp(self._folder) if self._folder.is_dir() else ""
            known = self.store.by_fingerprint(stamp) if stamp else None
            self._row = known or self._parse(stamp)
        return self._row

    def outline(self) -> Outline:
        """Return the outline of the bank, read from rows without decoding an item."""
        if self._outline is None:
            row = self.row()
            frame = json.loads(row.meta)
            self._outline = Outline(
                title=frame["title"],
                objectives=tuple(
                    OutlineObjective(
                        id=objective["id"],
                        text=objective["text"],
                        domain=domain["id"],
                        weight=domain["weight"],
                    )
                    for domain in frame["domains"]
                    for objective in domain["objectives"]
                ),
                plan_sizes={
                    plan["id"]: sum(q["count"] for s in plan["sections"] for q in s["quotas"])
                    for plan in frame["plans"]
                },
                certification=next(
                    (p["title"] for p in frame["plans"] if p["kind"] == "certification"), ""
                ),
                items=self.store.outline(row.content_hash),
                domain_titles={d["id"]: d["title"] for d in frame["domains"]},
                domain_weights={d["id"]: d["weight"] for d in frame["domains"]},
                blueprints=tuple(map(_blueprint, frame["plans"])),
            )
        return self._outline

    def _parse(self, stamp: str) -> BankRow:
        from quizapp import banks  # noqa: PLC0415 - parsing happens once per change of a bank
        from quizapp.banks import rows  # noqa: PLC0415 - as above

        bank = banks.load(self._folder)
        frame = replace(bank, items=(), scenarios=(), concepts=())
        row = BankRow(
            content_hash=bank.content_hash,
            id=bank.id,
            version=bank.version,
            fingerprint=stamp,
            meta=rows.to_json(frame),
        )
        self.store.put(row, _parts(bank), loaded_at=self._clock.now())
        return row


def _blueprint(plan: dict[str, Any]) -> Blueprint:
    return Blueprint(
        plan=plan["id"],
        title=plan["title"],
        parts=tuple(
            Part(
                weight=section["weight"],
                draws=tuple(
                    Draw(
                        number=quota["count"],
                        kinds=tuple(quota["kinds"]),
                        domains=tuple(quota["domains"]),
                    )
                    for quota in section["quotas"]
                ),
            )
            for section in plan["sections"]
        ),
        cut=plan["cut"],
        min_written=plan["min_written"],
        certifies=plan["kind"] == "certification",
    )


def _parts(bank: Bank) -> list[PartRow]:
    from quizapp.banks import rows  # noqa: PLC0415 - parsing happens once per change of a bank
    from quizapp.domain.items import head_of  # noqa: PLC0415 - as above

    parts = [
        PartRow(
            kind="item",
            id=item.id,
            head=rows.canonical(head_of(item)),
            body=rows.item_to_row(item),
        )
        for item in bank.items
    ]
    parts += [
        PartRow(kind=kind, id=part.id, head="", body=rows.canonical(part))
        for kind, group in (("scenario", bank.scenarios), ("concept", bank.concepts))
        for part in group
    ]
    return parts
