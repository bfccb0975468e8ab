"""Results to look at, and asking a person to read them."""

from __future__ import annotations

from quizapp.clock import Clock
from quizapp.domain.result import Result
from quizapp.errors import UserError
from quizapp.storage.attempts import AttemptStore


class Results:
    """Reads results and takes requests for a person's review."""

    def __init__(self, store: AttemptStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(self, attempt_id: str) -> Result:
        """Return the result of an attempt."""
        result = self._store.result(attempt_id)
        if result is None:
            raise UserError("This attempt has no result yet. Hand it in first.")
        return result

    def request_review(self, attempt_id: str, why: str, *, item: str | None = None) -> None:
        """Ask a person to read an attempt, or one reply of it; the reason is kept as typed."""
        if not why.strip():
            raise UserError(
                "Write a sentence on what you see differently, so that a person can look."
            )
        self._store.request_review(attempt_id, item=item, why=why.strip(), at=self._clock.now())
