"""The audit log for people: reading it, handing it out, and checking what was handed out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from quizapp.certificates.verify.handed import read_handed
from quizapp.clock import Clock
from quizapp.domain.record import AuditLine, SignedHead, first_audit_break
from quizapp.errors import UserError
from quizapp.services import desk_secrets
from quizapp.services.desk import OpenDesk, key_name
from quizapp.services.written_file import refuse_no_folder, write_file
from quizapp.storage.audit import AuditStore
from quizapp.storage.chain import ChainStore
from quizapp.storage.database import Database

FORMAT = "quizapp-audit"
VERSION = 1
UNSIGNED = (
    "Its lines follow from one another, but no signed head is with them, so anybody could have "
    "written them. Ask the desk for the log as “quizapp audit export” writes it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditVerdict:
    """What a check of a log found: its length, the heads that sign it, and the first problem."""

    lines: int
    heads: int
    keys: tuple[str, ...]
    problem: str | None


class Audit:
    """Writes lines for services, and shows and exports the log for the desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._store = AuditStore(database)
        self._chain = ChainStore(database)
        self._clock = clock

    def newest(self, opened: OpenDesk, *, number: int = 200) -> tuple[AuditLine, ...]:
        """Return the last lines, newest first."""
        opened.use()
        return self._store.newest(number)

    def check(self) -> AuditVerdict:
        """Check the log in these data; needs no passphrase, because it shows nothing."""
        return _verdict(list(self._store.lines()), self._chain.heads())

    def note_restore(self, opened: OpenDesk) -> None:
        """Note that a backup takes the place of these data; the line stays in what is kept."""
        opened.use()
        self._store.append("data.replaced", (), actor=opened.actor, at=self._clock.now())

    def export(self, opened: OpenDesk, target: Path) -> int:
        """Write the log as lines of JSON that `check_file` can check anywhere; return how many."""
        opened.use()
        refuse_no_folder(target)
        self._store.append("audit.exported", (), actor=opened.actor, at=self._clock.now())
        lines = list(self._store.lines())
        records: list[Mapping[str, Any]] = [
            {"format": FORMAT, "version": VERSION, "lines": len(lines)},
            *(_line_record(line) for line in lines),
            *(_head_record(head) for head in self._chain.heads()),
        ]
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        write_file(target, text.encode())
        return len(lines)


def check_file(source: Path) -> AuditVerdict:
    """Check an exported log; `UserError` if the file is no such log."""
    try:
        text = read_handed(source).decode("utf-8")
        records = [json.loads(line) for line in text.splitlines()]
        head, *others = records
        known = (head["format"], head["version"]) == (FORMAT, VERSION)
        lines = [_line(record) for record in others if "action" in record]
        heads = [_head(record) for record in others if "signature" in record]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            f"{source.name} is not an audit log as “quizapp audit export” writes it."
        ) from error
    if not known:
        raise UserError(f"{source.name} comes from a newer quizapp. Check it with that version.")
    verdict = _verdict(lines, heads)
    if verdict.problem is not None:
        return verdict
    if head.get("lines") != len(lines):
        problem = f"The log should have {head.get('lines')} lines and has {len(lines)}."
        return replace(verdict, problem=problem)
    if lines and not heads:
        return replace(verdict, problem=UNSIGNED)
    return verdict


def _verdict(lines: list[AuditLine], heads: Iterable[SignedHead]) -> AuditVerdict:
    found = tuple(heads)
    return AuditVerdict(
        lines=len(lines),
        heads=len(found),
        keys=tuple(sorted({key_name(head.public_key) for head in found})),
        problem=_problem(lines, found),
    )


def _problem(lines: list[AuditLine], heads: tuple[SignedHead, ...]) -> str | None:
    broken = first_audit_break(lines)
    if broken is not None:
        return f"The log was changed at line {broken}: it does not follow from the line before."
    hashes = {line.seq: line.hash for line in lines}
    for head in heads:
        if not desk_secrets.signed_by(head.public_key, head.signature, head.signed_bytes):
            return f"The head signed at {head.at.isoformat()} has a wrong signature."
        if hashes.get(head.audit_seq) != head.audit_hash:
            return f"Line {head.audit_seq} is not the one that was signed at {head.at.isoformat()}."
    return None


def _line_record(line: AuditLine) -> Mapping[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at.isoformat(),
        "actor": line.actor,
        "action": line.action,
        "subjects": list(line.subjects),
        "before": line.before,
        "hash": line.hash,
    }


def _line(record: Mapping[str, Any]) -> AuditLine:
    return AuditLine(
        seq=record["seq"],
        at=datetime.fromisoformat(record["at"]),
        actor=record["actor"],
        action=record["action"],
        subjects=tuple(record["subjects"]),
        before=record["before"],
        hash=record["hash"],
    )


def _head_record(head: SignedHead) -> Mapping[str, Any]:
    return {
        "at": head.at.isoformat(),
        "seq": head.seq,
        "hash": head.hash,
        "audit_seq": head.audit_seq,
        "audit_hash": head.audit_hash,
        "public_key": head.public_key.hex(),
        "signature": head.signature.hex(),
    }


def _head(record: Mapping[str, Any]) -> SignedHead:
    return SignedHead(
        at=datetime.fromisoformat(record["at"]),
        seq=record["seq"],
        hash=record["hash"],
        audit_seq=record["audit_seq"],
        audit_hash=record["audit_hash"],
        public_key=bytes.fromhex(record["public_key"]),
        signature=bytes.fromhex(record["signature"]),
    )
