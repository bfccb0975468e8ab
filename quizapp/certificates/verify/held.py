"""What a verifier holds, as the files it came in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from quizapp.errors import UserError

if TYPE_CHECKING:
    from quizapp.certificates.verify.judge import Circumstances


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Trust bundles, status lists and issuance logs, unchecked until `around` reads them.

    `names` are what the files are called, in that order, so that a sentence can name the wrong one.
    """

    bundles: tuple[bytes, ...] = ()
    statuses: tuple[bytes, ...] = ()
    logs: tuple[bytes, ...] = ()
    accept_without_list: bool = False
    newest_seen: datetime | None = None
    names: tuple[str, ...] = ()

    def around(self, now: datetime) -> Circumstances:
        """Read and check all files; UserError if one of them is not right."""
        from quizapp.certificates import (  # noqa: PLC0415 - the program that only sends it on need not load these
            issuance_log,
            status,
            trust,
        )
        from quizapp.certificates.verify.judge import Circumstances  # noqa: PLC0415 - as above

        names = iter(self.names)
        store = trust.TrustStore()
        for raw in self.bundles:
            with _about(next(names, "")):
                store = store.with_bundle(trust.read(raw))
        listed = tuple((raw, next(names, "")) for raw in self.statuses)
        for raw in self.logs:
            with _about(next(names, "")):
                store = store.with_log(issuance_log.read(raw))
        statuses = []
        for raw, name in listed:
            with _about(name):
                statuses.append(status.read(raw, store))
        return Circumstances(
            trust=store,
            statuses=tuple(statuses),
            now=now,
            accept_without_list=self.accept_without_list,
            newest_seen=self.newest_seen,
        )


@contextmanager
def _about(name: str) -> Iterator[None]:
    """Put the name of the file before the sentence about it, where it is known."""
    try:
        yield
    except UserError as error:
        if not name:
            raise
        raise UserError(f"{name}: {error}") from error
