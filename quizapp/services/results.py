"""Results to look at, asking a person to read them, and doing without where there is nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.desk import Role
from quizapp.domain.reading import Reading
from quizapp.domain.result import Result
from quizapp.errors import UserError
from quizapp.storage.attempts import AttemptStore

if TYPE_CHECKING:
    from quizapp.services.review_script import Decided, Scripts
    from quizapp.storage.readings import ReviewRequest

CONCEDED = "The person took the lower bound as final."


class Results:
    """Reads results and takes requests for a person's review."""

    def __init__(
        self,
        store: AttemptStore,
        clock: Clock,
        *,
        scripts: Callable[[], Scripts],
        has_desk: Callable[[], bool],
    ) -> None:
        self._store = store
        self._clock = clock
        self._scripts = scripts
        self._has_desk = has_desk

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

    def requests(self, attempt_id: str) -> tuple[ReviewRequest, ...]:
        """Return what was asked about an attempt, oldest first, with what people answered."""
        return self._scripts().requests(attempt_id)

    def is_alone(self) -> bool:
        """Tell whether there is no organisation whose people read what waits."""
        return not self._has_desk()

    def take_lower_bound(self, attempt_id: str) -> Decided:
        """Let a held result be final with nothing undecided met; for where there is no desk.

        What the marker left undecided is stored as not met, beside its marks. `UserError` where an
        organisation has people who read, or where nothing waits.
        """
        if self._has_desk():
            raise UserError("Somebody of your organisation reads these replies. Wait for them.")
        scripts = self._scripts()
        script = scripts.of(attempt_id)
        if not script.open:
            raise UserError("Nothing in this attempt waits for a person.")
        scripts.refuse_certified(attempt_id)
        now = self._clock.now()
        made = [
            Reading(
                attempt=attempt_id,
                item=item,
                point=point,
                met=script.least(item, point),
                reason=CONCEDED,
                reader="",
                role=Role.LEARNER,
                machine_met=script.machine(item, point),
                marker=script.grades[item].marker,
                read_at=now,
            )
            for item, point in script.open
        ]
        with scripts.transaction():
            return scripts.store(script, made, at=now)
