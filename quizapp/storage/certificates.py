"""Certificates as issued: a serial is reserved first, then the file is written, then it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Connection, IntegrityError, Row

from quizapp.errors import UserError
from quizapp.storage.audit import append_line
from quizapp.storage.database import Database

KEY_HOLDER = "key"
"""Who acts in the audit log when the issuer's keys do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCertificate:
    """One certificate. `state` is reserved, issued, revoked, suspended or replaced.

    `sha256` is the hash of the file in `issued/`; empty while only reserved.
    """

    serial: str
    attempt: str | None
    learner: str | None
    holder: str
    exam_title: str
    issued_at: datetime
    valid_until: date | None
    sha256: str
    status_index: int
    state: str
    issuer: str
    facts: str


class CertificateStore:
    """Reads and writes the register of certificates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(self, certificate: StoredCertificate) -> None:
        """Store a certificate before it is drawn; `UserError` if the attempt has one already."""
        try:
            with self._database.transaction() as connection:
                _insert(connection, certificate)
        except IntegrityError as error:
            raise UserError(
                "This attempt has its certificate already. Open it under Certificates."
            ) from error

    def supersede(self, old: str, certificate: StoredCertificate) -> None:
        """Reserve a certificate that takes the place of another, which counts as replaced now."""
        with self._database.transaction() as connection:
            connection.execute(
                "update certificates set state = 'replaced' where serial = ?", (old,)
            )
            _insert(connection, certificate)

    def release(self, serial: str, *, back_to: tuple[str, str] | None = None) -> None:
        """Drop a reservation of which nothing was handed out.

        `back_to` names the certificate that it should have replaced and the state it had.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "delete from certificates where serial = ? and state = 'reserved'", (serial,)
            )
            if back_to is not None:
                connection.execute(
                    "update certificates set state = ? where serial = ?", (back_to[1], back_to[0])
                )

    def settle(self, serial: str, *, sha256: str, noted_at: datetime | None = None) -> None:
        """Record that the file of a reserved certificate stands in its place.

        `noted_at` also writes a line of the audit log, as an organisation wants it.
        """
        with self._database.transaction() as connection:
            if noted_at is not None:
                append_line(
                    connection, "certificate.issued", (serial,), actor=KEY_HOLDER, at=noted_at
                )
            connection.execute(
                "update certificates set sha256 = ?, state = 'issued' where serial = ?",
                (sha256, serial),
            )

    def set_state(self, serial: str, state: str, *, noted_at: datetime | None = None) -> None:
        """Record that a certificate was revoked, suspended, replaced or issued again."""
        with self._database.transaction() as connection:
            if noted_at is not None:
                append_line(
                    connection, f"certificate.{state}", (serial,), actor=KEY_HOLDER, at=noted_at
                )
            connection.execute(
                "update certificates set state = ? where serial = ?", (state, serial)
            )

    def get(self, serial: str) -> StoredCertificate | None:
        """Return one certificate, or None."""
        return self._one("serial", serial)

    def of_attempt(self, attempt_id: str) -> StoredCertificate | None:
        """Return the certificate in force of an attempt, or None."""
        row = self._database.connection.execute(
            "select * from certificates where attempt = ? and state in ('issued', 'reserved')",
            (attempt_id,),
        ).fetchone()
        return _certificate(row) if row else None

    def every_of_attempt(self, attempt_id: str) -> tuple[StoredCertificate, ...]:
        """Return all certificates of an attempt, whatever became of them, newest first."""
        rows = self._database.connection.execute(
            "select * from certificates where attempt = ? order by issued_at desc, rowid desc",
            (attempt_id,),
        )
        return tuple(_certificate(row) for row in rows)

    def _one(self, column: str, value: str) -> StoredCertificate | None:
        row = self._database.connection.execute(
            f"select * from certificates where {column} = ?",  # noqa: S608 - a name written above
            (value,),
        ).fetchone()
        return _certificate(row) if row else None

    def all(self, learner_id: str | None = None) -> tuple[StoredCertificate, ...]:
        """Return all certificates, newest first, optionally of one learner."""
        rows = self._database.connection.execute(
            """select * from certificates where ? is null or learner = ?
               order by issued_at desc, serial""",
            (learner_id, learner_id),
        )
        return tuple(_certificate(row) for row in rows)

    def indices(self) -> frozenset[int]:
        """Return the status indices in use."""
        rows = self._database.connection.execute("select status_index from certificates")
        return frozenset(row["status_index"] for row in rows)


def _insert(connection: Connection, certificate: StoredCertificate) -> None:
    connection.execute(
        "insert into certificates values (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            certificate.serial,
            certificate.attempt,
            certificate.learner,
            certificate.holder,
            certificate.exam_title,
            certificate.issued_at.isoformat(),
            certificate.valid_until.isoformat() if certificate.valid_until else None,
            certificate.sha256,
            certificate.status_index,
            certificate.state,
            certificate.issuer,
            certificate.facts,
        ),
    )


def _certificate(row: Row) -> StoredCertificate:
    return StoredCertificate(
        serial=row["serial"],
        attempt=row["attempt"],
        learner=row["learner"],
        holder=row["holder"],
        exam_title=row["exam_title"],
        issued_at=datetime.fromisoformat(row["issued_at"]),
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        sha256=row["sha256"],
        status_index=row["status_index"],
        state=row["state"],
        issuer=row["issuer"],
        facts=row["facts"],
    )
