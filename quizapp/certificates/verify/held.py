"""What a verifier holds, as the files it came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.certificates.verify.judge import Circumstances


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Trust bundles, status lists and issuance logs, unchecked until `around` reads them."""

    bundles: tuple[bytes, ...] = ()
    statuses: tuple[bytes, ...] = ()
    logs: tuple[bytes, ...] = ()
    accept_without_list: bool = False
    newest_seen: datetime | None = None

    def around(self, now: datetime) -> Circumstances:
        """Read and check all files; UserError if one of them is not right."""
        from quizapp.certificates import (  # noqa: PLC0415 - the program that only sends it on need not load these
            issuance_log,
            status,
            trust,
        )
        from quizapp.certificates.verify.judge import Circumstances  # noqa: PLC0415 - as above

        store = trust.TrustStore()
        for raw in self.bundles:
            store = store.with_bundle(trust.read(raw))
        for raw in self.logs:
            store = store.with_log(issuance_log.read(raw))
        return Circumstances(
            trust=store,
            statuses=tuple(status.read(raw, store) for raw in self.statuses),
            now=now,
            accept_without_list=self.accept_without_list,
            newest_seen=self.newest_seen,
        )
