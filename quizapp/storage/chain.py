"""The chain of finished attempts: a link each time a result is stored, and the signed heads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from sqlite3 import Connection, Row

from quizapp.domain.record import START, ChainLink, SignedHead, digest_of, link_hash
from quizapp.storage.database import Database

_CONTENT = (
    """select id, learner, plan, plan_body, bank, bank_version, bank_hash, form, started_at,
         finished_at, accommodations, supervision, rehearsal from attempts where id = ?""",
    "select item, answer, saved_at, confidence from answers where attempt = ? order by item",
    """select item, points, grade, answer, confidence, graded_at from grades
       where attempt = ? order by id""",
    """select decision, points, result, decided_at, reviewed from results
       where attempt = ? order by id""",
    """select item, turn, criterion, met, reason, reader, role, machine_met, marker, read_at
       from readings where attempt = ? order by id""",
)
"""What a digest covers. Where an attempt stands, its clocks and scratch notes are left out."""


class ChainStore:
    """Reads the chain and keeps its signed heads; links are written by `add_link`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def links(self) -> Iterator[ChainLink]:
        """Return every link, oldest first."""
        rows = self._database.connection.execute("select * from attempt_chain order by seq")
        return (_link(row) for row in rows)

    def end(self) -> tuple[int, str]:
        """Return number and hash of the last link; 0 and zeros for an empty chain."""
        return _end(self._database.connection)

    def last_link(self, attempt_id: str) -> ChainLink | None:
        """Return the newest link of an attempt, or None."""
        row = self._database.connection.execute(
            "select * from attempt_chain where attempt = ? order by seq desc limit 1",
            (attempt_id,),
        ).fetchone()
        return _link(row) if row else None

    def link_hash(self, seq: int) -> str | None:
        """Return the hash of one link, or None."""
        row = self._database.connection.execute(
            "select hash from attempt_chain where seq = ?", (seq,)
        ).fetchone()
        return str(row["hash"]) if row else None

    def content(self, attempt_id: str) -> str | None:
        """Return the digest of an attempt as it is now, or None if it is gone."""
        return content_digest(self._database.connection, attempt_id)

    def unlinked(self) -> tuple[str, ...]:
        """Return attempts with a result that have no link, the first finished first."""
        rows = self._database.connection.execute(
            """select r.attempt from results r
               where not exists (select 1 from attempt_chain c where c.attempt = r.attempt)
               group by r.attempt order by min(r.id)"""
        )
        return tuple(row["attempt"] for row in rows)

    def add_link(self, attempt_id: str, at: datetime) -> None:
        """Add an attempt as it stands, in the transaction under way or in one of its own."""
        with self._database.transaction() as connection:
            add_link(connection, attempt_id, at)

    def add_head(self, head: SignedHead) -> None:
        """Keep a signed head."""
        with self._database.transaction() as connection:
            connection.execute(
                """insert into chain_heads
                     (at, seq, hash, audit_seq, audit_hash, public_key, signature)
                   values (?,?,?,?,?,?,?)""",
                (
                    head.at.isoformat(),
                    head.seq,
                    head.hash,
                    head.audit_seq,
                    head.audit_hash,
                    head.public_key,
                    head.signature,
                ),
            )

    def heads(self) -> tuple[SignedHead, ...]:
        """Return every signed head, oldest first."""
        rows = self._database.connection.execute("select * from chain_heads order by id")
        return tuple(_head(row) for row in rows)

    def last_head(self) -> SignedHead | None:
        """Return the newest signed head, or None."""
        row = self._database.connection.execute(
            "select * from chain_heads order by id desc limit 1"
        ).fetchone()
        return _head(row) if row else None


def content_digest(connection: Connection, attempt_id: str) -> str | None:
    """Return the digest of what is stored of an attempt, or None if there is none."""
    parts = [
        [
            [value.hex() if isinstance(value, float) else value for value in row]
            for row in connection.execute(query, (attempt_id,))
        ]
        for query in _CONTENT
    ]
    return digest_of(parts) if parts[0] else None


def add_link(connection: Connection, attempt_id: str, at: datetime) -> None:
    """Add an attempt as it stands to the chain, in the transaction under way."""
    digest = content_digest(connection, attempt_id)
    if digest is None:
        return
    last, before = _end(connection)
    made = link_hash(seq=last + 1, attempt=attempt_id, at=at, digest=digest, before=before)
    connection.execute(
        "insert into attempt_chain values (?,?,?,?,?,?)",
        (last + 1, attempt_id, at.isoformat(), digest, before, made),
    )


def _end(connection: Connection) -> tuple[int, str]:
    row = connection.execute(
        "select seq, hash from attempt_chain order by seq desc limit 1"
    ).fetchone()
    return (row[0], row[1]) if row else (0, START)


def _link(row: Row) -> ChainLink:
    return ChainLink(
        seq=row["seq"],
        attempt=row["attempt"],
        at=datetime.fromisoformat(row["at"]),
        digest=row["digest"],
        before=row["before_hash"],
        hash=row["hash"],
    )


def _head(row: Row) -> SignedHead:
    return SignedHead(
        at=datetime.fromisoformat(row["at"]),
        seq=row["seq"],
        hash=row["hash"],
        audit_seq=row["audit_seq"],
        audit_hash=row["audit_hash"],
        public_key=row["public_key"],
        signature=row["signature"],
    )
