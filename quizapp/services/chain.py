"""Whether finished attempts are as they were when they were marked.

Somebody who can write the database file can rewrite the chain as well, but not the heads signed
before: what stood at the last unlocking of the desk can't be changed unseen without its passphrase.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.domain.record import START, ChainLink, first_audit_break, first_link_break
from quizapp.services import desk_secrets
from quizapp.services.desk import DESK, key_name
from quizapp.storage.audit import AuditStore
from quizapp.storage.chain import ChainStore
from quizapp.storage.database import Database
from quizapp.storage.desk_secrets import SecretStore

ERASED = "person.erased"
"""The action whose subjects may be missing from the data."""
ADVICE = "No certificate is issued from it. Put back a backup from before the change."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """How long the chain is, what was erased from it, and what is wrong with it, if anything."""

    links: int
    erased: int
    heads: int
    problem: str | None


class Chain:
    """Checks the chain of attempts, its signed heads and the audit log they rest on."""

    def __init__(self, database: Database) -> None:
        self._chain = ChainStore(database)
        self._audit = AuditStore(database)
        self._secrets = SecretStore(database)

    def links(self) -> tuple[ChainLink, ...]:
        """Return every link, oldest first."""
        return tuple(self._chain.links())

    def check(self) -> str | None:
        """Return what is wrong with links, heads or any attempt in a sentence, or None."""
        return self.state().problem

    def state(self) -> ChainState:
        """Check everything and say how much there is."""
        last: dict[str, ChainLink] = {}
        number = 0
        for link in self._chain.links():
            last[link.attempt] = link
            number += 1
        erased = self._audit.subjects_of(ERASED)
        gone = [a for a in last if a in erased and self._chain.content(a) is None]
        problem = self.check_links()
        for link in last.values():
            if problem:
                break
            problem = self._link_problem(link, erased)
        return ChainState(
            links=number, erased=len(gone), heads=len(self._chain.heads()), problem=problem
        )

    def check_links(self) -> str | None:
        """Check links, audit log and heads without reading the attempts; quick."""
        broken = first_link_break(self._chain.links())
        if broken is not None:
            return f"The chain of finished attempts is broken at link {broken}. {ADVICE}"
        line = first_audit_break(self._audit.lines())
        if line is not None:
            return f"The audit log was changed at line {line}. {ADVICE}"
        if self._secrets.has(DESK):
            loose = self._chain.unlinked()
            if loose:
                return f"Attempt {loose[0]} has a result that the chain does not know. {ADVICE}"
        return self._heads_problem()

    def check_attempt(self, attempt_id: str) -> str | None:
        """Check that one attempt is as it was when its result was stored."""
        link = self._chain.last_link(attempt_id)
        if link is None:
            return f"Attempt {attempt_id} is not in the chain of finished attempts. {ADVICE}"
        return self._link_problem(link, self._audit.subjects_of(ERASED))

    def standing(self, attempt_id: str) -> str:
        """Return one word for the last link of an attempt: sound, erased, broken or none."""
        link = self._chain.last_link(attempt_id)
        if link is None:
            return "none"
        now = self._chain.content(attempt_id)
        if now is None and attempt_id in self._audit.subjects_of(ERASED):
            return "erased"
        return "sound" if now == link.digest else "broken"

    def _link_problem(self, link: ChainLink, erased: frozenset[str]) -> str | None:
        now = self._chain.content(link.attempt)
        if now == link.digest or (now is None and link.attempt in erased):
            return None
        what = "is gone" if now is None else "was changed"
        return f"Attempt {link.attempt} {what} after its result was stored. {ADVICE}"

    def _heads_problem(self) -> str | None:
        heads = self._chain.heads()
        stored = self._secrets.get(DESK)
        if stored is None:
            return None
        if not heads:
            return f"The signed head of the chain is missing. {ADVICE}"
        keys = self._audit.subjects_of("desk.recovered") | {key_name(stored.public_key or b"")}
        for head in heads:
            day = f"{head.at.date():%d.%m.%Y}"
            own = key_name(head.public_key) in keys
            if not own or not desk_secrets.signed_by(
                head.public_key, head.signature, head.signed_bytes
            ):
                return f"The head of the chain signed on {day} is not the desk's. {ADVICE}"
            if not self._leads_to(head.seq, head.hash, self._chain.link_hash(head.seq)):
                return f"The chain of attempts no longer leads to its head of {day}. {ADVICE}"
            if not self._leads_to(
                head.audit_seq, head.audit_hash, self._audit.line_hash(head.audit_seq)
            ):
                return f"The audit log no longer leads to its head of {day}. {ADVICE}"
        return None

    @staticmethod
    def _leads_to(seq: int, wanted: str, found: str | None) -> bool:
        return found == wanted or (seq == 0 and wanted == START)
