"""Parsed banks as rows: a bank is decoded part by part, never read whole to show one item."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from quizapp.storage.database import Database

OUTLINE, OUTLINE_FORM = "outline", "1"
"""Kind and id of the part that holds the outline; another form of its rows gets another id."""


class BankRow(NamedTuple):
    """A bank as stored; `meta` is JSON of everything but items, scenarios and cards."""

    content_hash: str
    id: str
    version: str
    fingerprint: str
    meta: str


class PartRow(NamedTuple):
    """One item, scenario or card: `head` and `body` are JSON texts, `head` may be empty."""

    kind: str
    id: str
    head: str
    body: str


class OutlineRow(NamedTuple):
    """One item as the first page sees it."""

    id: str
    kind: str
    title: str
    domain: str
    objective: str
    pool: str
    minutes: float


class BankStore:
    """Keeps parsed banks under their content hash; old ones stay while attempts refer to them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_fingerprint(self, fingerprint: str) -> BankRow | None:
        """Return the bank parsed from files with this fingerprint, or None."""
        return self._one("fingerprint", fingerprint)

    def by_hash(self, content_hash: str) -> BankRow | None:
        """Return the bank with this content hash, or None."""
        return self._one("content_hash", content_hash)

    def _one(self, column: str, value: str) -> BankRow | None:
        row = self._database.connection.execute(
            f"select * from banks where {column} = ? order by loaded_at desc limit 1",  # noqa: S608 - one of two names written above
            (value,),
        ).fetchone()
        if row is None:
            return None
        return BankRow(
            content_hash=row["content_hash"],
            id=row["id"],
            version=row["version"],
            fingerprint=row["fingerprint"],
            meta=row["meta"],
        )

    def put(self, bank: BankRow, parts: Iterable[PartRow], *, loaded_at: datetime) -> None:
        """Store a parsed bank; the same content under a new fingerprint only renews that."""
        with self._database.transaction() as connection:
            known = connection.execute(
                "update banks set fingerprint = ?, loaded_at = ? where content_hash = ?",
                (bank.fingerprint, loaded_at.isoformat(), bank.content_hash),
            ).rowcount
            if known:
                return
            connection.execute(
                "insert into banks values (?,?,?,?,?,?)",
                (
                    bank.content_hash,
                    bank.id,
                    bank.version,
                    bank.fingerprint,
                    bank.meta,
                    loaded_at.isoformat(),
                ),
            )
            connection.executemany(
                "insert into bank_parts values (?,?,?,?,?)",
                ((bank.content_hash, p.kind, p.id, p.head, p.body) for p in parts),
            )
            outline = json.dumps(self._read_outline(bank.content_hash), ensure_ascii=False)
            connection.execute(
                "insert into bank_parts values (?,?,?,'',?)",
                (bank.content_hash, OUTLINE, OUTLINE_FORM, outline),
            )

    def heads(self, content_hash: str) -> list[str]:
        """Return the JSON heads of all items, by id."""
        rows = self._database.connection.execute(
            "select head from bank_parts where content_hash = ? and kind = 'item' order by id",
            (content_hash,),
        )
        return [row["head"] for row in rows]

    def outline(self, content_hash: str) -> tuple[OutlineRow, ...]:
        """Return a line for each reviewed item, by id; kept as one part since it is stored."""
        kept = self.part(content_hash, OUTLINE, OUTLINE_FORM)
        if kept is not None:
            return tuple(OutlineRow(*row) for row in json.loads(kept))
        return tuple(self._read_outline(content_hash))

    def _read_outline(self, content_hash: str) -> list[OutlineRow]:
        found = self._database.connection.execute(
            """select id, json_extract(head, '$.kind'), json_extract(head, '$.title'),
                 json_extract(head, '$.domain'), json_extract(head, '$.objective'),
                 json_extract(head, '$.pool'), json_extract(head, '$.minutes')
               from bank_parts where content_hash = ? and kind = 'item'
                 and json_extract(head, '$.status') = 'reviewed' order by id""",
            (content_hash,),
        )
        return [OutlineRow(*row) for row in found]

    def part(self, content_hash: str, kind: str, part_id: str) -> str | None:
        """Return the JSON body of one part, or None."""
        row = self._database.connection.execute(
            "select body from bank_parts where content_hash = ? and kind = ? and id = ?",
            (content_hash, kind, part_id),
        ).fetchone()
        return str(row["body"]) if row else None

    def parts(self, content_hash: str, kind: str) -> list[str]:
        """Return the JSON bodies of all parts of a kind, by id."""
        rows = self._database.connection.execute(
            "select body from bank_parts where content_hash = ? and kind = ? order by id",
            (content_hash, kind),
        )
        return [row["body"] for row in rows]

    def count(self, content_hash: str, kind: str) -> int:
        """Return how many parts of a kind a bank has."""
        row = self._database.connection.execute(
            "select count(*) as n from bank_parts where content_hash = ? and kind = ?",
            (content_hash, kind),
        ).fetchone()
        return int(row["n"])
