"""The issuer's own copy of its status list: the published file is the record, nothing beside it.

Each change reads the last file, checks it, changes it, and puts a file with the next number in its
place in one step; so a number is never used twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from quizapp.certificates import keys, status
from quizapp.certificates.issue import OpenIssuer
from quizapp.certificates.status import StatusFile, StatusList
from quizapp.certificates.trust import TrustBundle, TrustStore

FILE: Final = "status-list.vc.json"


def current(folder: Path, bundle: TrustBundle) -> StatusList:
    """Read the list as last published; an empty one if there is none yet."""
    path = folder / FILE
    if not path.is_file():
        return StatusList(issuer_id=bundle.issuer_id)
    own = TrustStore(bundles=(bundle,))
    file = status.read(path.read_bytes(), own, lost_keys_too=True)
    return StatusList(
        issuer_id=bundle.issuer_id,
        sequence=file.sequence,
        size=file.size,
        entries=tuple(file.entries.values()),
    )


def read(path: Path, bundle: TrustBundle) -> StatusFile:
    """Read a published list of this issuer and check it."""
    return status.read(path.read_bytes(), TrustStore(bundles=(bundle,)))


def change(
    folder: Path,
    opened: OpenIssuer,
    edit: Callable[[StatusList], StatusList],
    *,
    now: datetime,
    monotonic: float = 0.0,
) -> StatusFile:
    """Edit the list and publish it under the next number; an edit that changes nothing renews it.

    Lists of an issuer whose keys were renewed stay readable, because the trust bundle names every
    key it had. After a key was lost, the first edit signs the list with the new key.
    """
    listing = edit(current(folder, opened.bundle))
    published = opened.publish_status(listing, now=now, monotonic=monotonic)
    keys.write_private(folder / FILE, published.raw)
    return read(folder / FILE, opened.bundle)
