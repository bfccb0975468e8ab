"""What an issuer hands out: certificates good and bad, its trust bundle and its status list."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from quizapp.certificates import issuer as issuers
from quizapp.certificates import keys, status_desk
from quizapp.certificates.page.specimen import sample_facts
from quizapp.certificates.status import StatusReason
from quizapp.clock import SystemClock

WORDS = "seven quiet lanterns glow"
WITHDRAWN, SUSPENDED = 7, 8
"""Places in the status list."""


def hand_out(folder: Path, *, every_state: bool = False) -> Path:
    """Write a good certificate, one with a bit changed, and a file that is none, with the rest.

    With `every_state` there is one withdrawn, one suspended and one that has ended besides.
    """
    now = SystemClock().now().replace(microsecond=0)
    office = folder / "office"
    secret = keys.passphrase(WORDS)
    issuers.create_organisation(office, "Harbour Lane Academy", secret, now=now)
    opened = issuers.open_issuer(office, secret, now=now)
    facts = replace(
        sample_facts(),
        issued_at=now,
        taken_on=now.date(),
        valid_until=now.date().replace(year=now.year + 2, day=1),
        issuer_id=opened.issuer_id,
        issuer_name=opened.public.name,
        identity_salt="f3a9c1d2",
    )
    made = opened.sign_certificate(facts)
    (folder / "good.pdf").write_bytes(made.pdf)
    cut = made.pdf.index(b"stream") + 60
    doctored = made.pdf[:cut] + bytes([made.pdf[cut] ^ 1]) + made.pdf[cut + 1 :]
    (folder / "doctored.pdf").write_bytes(doctored)
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7 nothing")
    if every_state:
        for name, place in (("withdrawn", WITHDRAWN), ("suspended", SUSPENDED)):
            other = replace(facts, status_index=place)
            (folder / f"{name}.pdf").write_bytes(opened.sign_certificate(other).pdf)
        past = replace(facts, valid_until=now.date() - timedelta(days=1))
        (folder / "ended.pdf").write_bytes(opened.sign_certificate(past).pdf)
    issuers.export_trust(office, folder / "trust-bundle.json")
    today = now.date()
    status_desk.change(
        office,
        opened,
        lambda listing: (
            listing.revoke(WITHDRAWN, StatusReason.EXAM_ANNULLED, today).suspend(
                SUSPENDED, StatusReason.UNDER_REVIEW, today
            )
            if every_state
            else listing
        ),
        now=now,
    )
    shutil.copy(office / status_desk.FILE, folder / "status-list.vc.json")
    return folder
