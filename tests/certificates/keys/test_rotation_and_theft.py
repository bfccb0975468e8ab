"""Keys that follow one another or are stolen: bundle and issuance log say what still counts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from office import FOUNDED, Office, codes, found, open_again, secret

from quizapp.certificates import (
    issuance_log,
    issuer,
    log_desk,
    status_desk,
    trust,
)
from quizapp.certificates.issuance_log import LogEntry
from quizapp.certificates.status import StatusReason
from quizapp.certificates.trust import KeyState, TrustStore
from quizapp.domain.verdict import Colour
from quizapp.errors import DataError, UserError

NEXT_YEAR = FOUNDED + timedelta(days=350)


def test_after_a_rotation_under_the_right_clock_the_issuer_signs_again(tmp_path: Path) -> None:
    wrong = found(tmp_path / "issuer", now=FOUNDED + timedelta(days=900))
    issuer.rotate(wrong.folder, secret(), now=FOUNDED)
    again = open_again(wrong.folder, now=FOUNDED)
    assert again.verify(again.issue().pdf).colour is Colour.GREEN


def test_renewal_falls_due_thirty_days_before_the_end(office: Office) -> None:
    assert not issuer.renewal_due(office.issuer.public, FOUNDED + timedelta(days=300))
    assert issuer.renewal_due(office.issuer.public, FOUNDED + timedelta(days=340))


def test_after_rotation_old_and_new_certificates_are_green(own: Office) -> None:
    old = own.issue()
    issuer.rotate(own.folder, secret(), now=NEXT_YEAR)
    later = open_again(own.folder, now=NEXT_YEAR)
    new = later.issue(issued_at=NEXT_YEAR, valid_until=None)
    after = NEXT_YEAR + timedelta(days=1)
    assert later.verify(old.pdf, now=after).colour is Colour.GREEN
    assert later.verify(new.pdf, now=after).colour is Colour.GREEN
    assert later.issuer.issuer_id == own.issuer.issuer_id
    assert own.trust.bundles[0].fingerprint == later.trust.bundles[0].fingerprint


def test_the_old_bundle_does_not_know_the_new_key(own: Office) -> None:
    issuer.rotate(own.folder, secret(), now=NEXT_YEAR)
    later = open_again(own.folder, now=NEXT_YEAR)
    new = later.issue(issued_at=NEXT_YEAR, valid_until=None)
    verdict = own.verify(new.pdf, now=NEXT_YEAR + timedelta(days=1))
    assert codes(verdict) == ["wrong_key"]


def test_after_a_theft_only_logged_certificates_stay_green(own: Office) -> None:
    logged, unlogged = own.issue(), own.issue()
    lost_at = FOUNDED + timedelta(days=10)
    stolen = own.issuer
    issuer.compromise(own.folder, secret(), lost_at=lost_at, now=lost_at)
    later = open_again(own.folder, now=lost_at)
    forged = stolen.sign_certificate(own.facts(holder_name="Mallory"))
    entry = LogEntry(
        serial=logged.serial, sha256=logged.sha256, issued_at=FOUNDED + timedelta(days=4)
    )
    raw = issuance_log.write(
        [entry],
        later.issuer.credential_key(),
        issuer_id=later.issuer.issuer_id,
        now=lost_at,
    )
    store = later.trust.with_log(issuance_log.read(raw))
    verify = {"trust": store, "now": lost_at + timedelta(days=1)}
    assert later.verify(logged.pdf, **verify).colour is Colour.GREEN
    assert codes(later.verify(unlogged.pdf, **verify)) == ["signer_compromised"]
    assert codes(later.verify(forged.pdf, **verify)) == ["signer_compromised"]
    assert codes(later.verify(forged.credential_json, **verify)) == ["signer_compromised"]


def test_a_thief_cannot_write_the_log(own: Office) -> None:
    lost_at = FOUNDED + timedelta(days=10)
    stolen = own.issuer
    issuer.compromise(own.folder, secret(), lost_at=lost_at, now=lost_at)
    later = open_again(own.folder, now=lost_at)
    forged = stolen.sign_certificate(own.facts(holder_name="Mallory"))
    entry = LogEntry(serial=forged.serial, sha256=forged.sha256, issued_at=FOUNDED)
    raw = issuance_log.write(
        [entry], stolen.credential_key(), issuer_id=stolen.issuer_id, now=lost_at
    )
    store = later.trust.with_log(issuance_log.read(raw))
    verdict = later.verify(forged.pdf, trust=store, now=lost_at + timedelta(days=1))
    assert codes(verdict) == ["signer_compromised"]


def test_an_expired_key_needs_the_log(own: Office) -> None:
    made = own.issue(valid_until=None)
    much_later = FOUNDED + timedelta(days=3 * 365)
    no_list = {"accept_without_list": True, "now": much_later}
    assert codes(own.verify(made.pdf, **no_list)) == ["signer_expired"]
    entry = LogEntry(serial=made.serial, sha256=made.sha256, issued_at=FOUNDED)
    raw = issuance_log.write(
        [entry],
        own.issuer.credential_key(),
        issuer_id=own.issuer.issuer_id,
        now=FOUNDED,
    )
    store = own.trust.with_log(issuance_log.read(raw))
    assert own.verify(made.pdf, trust=store, **no_list).colour is Colour.GREEN


def test_the_root_may_live_elsewhere(own: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    issuer.move_root(own.folder, stick)
    issuer.open_issuer(own.folder, secret(), now=FOUNDED)
    with pytest.raises(UserError, match=r"no root\.p12 here.*--root"):
        issuer.rotate(own.folder, secret(), now=FOUNDED)
    made = issuer.rotate(own.folder, secret(), now=NEXT_YEAR, root_folder=stick)
    assert [key.state for key in made.keys] == [KeyState.VERIFY_ONLY, KeyState.CURRENT]


def test_root_keys_of_another_issuer_are_refused(own: Office, rival: Office) -> None:
    with pytest.raises(UserError, match="another issuer"):
        issuer.rotate(own.folder, secret(), now=NEXT_YEAR, root_folder=rival.folder)


def test_an_older_or_forked_bundle_is_refused(own: Office) -> None:
    first = own.trust.bundles[0]
    issuer.rotate(own.folder, secret(), now=NEXT_YEAR)
    second = trust.load(own.folder / "trust-bundle.json")
    store = TrustStore().with_bundle(second)
    with pytest.raises(UserError, match="older"):
        store.with_bundle(first)
    assert own.trust.with_bundle(second).bundles == (second,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Harbour", b"Harbor "),
        (b'"serial":1', b'"serial":2'),
        (b'"current"', b'"verify_only"'),
        (b'"version":1', b'"version":1,"x":1'),
        (b'"kind":"organisation"', b'"kind":"local"'),
    ],
)
def test_a_changed_bundle_is_refused(own: Office, old: bytes, new: bytes) -> None:
    raw = own.trust.bundles[0].raw
    assert old in raw
    with pytest.raises(UserError, match="was changed"):
        trust.read(raw.replace(old, new, 1))


def test_a_log_that_drops_an_entry_is_refused(own: Office) -> None:
    key, own_id = own.issuer.credential_key(), own.issuer.issuer_id
    entries = [LogEntry(serial=f"S{i}", sha256="0" * 64, issued_at=FOUNDED) for i in range(3)]
    full = issuance_log.read(issuance_log.write(entries, key, issuer_id=own_id, now=FOUNDED))
    cut = issuance_log.read(issuance_log.write(entries[1:], key, issuer_id=own_id, now=FOUNDED))
    store = TrustStore().with_log(full)
    with pytest.raises(UserError, match="does not continue"):
        store.with_log(cut)


def test_a_log_with_a_changed_entry_is_refused(own: Office) -> None:
    entries = [LogEntry(serial="S1", sha256="0" * 64, issued_at=FOUNDED)]
    raw = issuance_log.write(
        entries, own.issuer.credential_key(), issuer_id=own.issuer.issuer_id, now=FOUNDED
    )
    with pytest.raises(UserError, match="was changed"):
        issuance_log.read(raw.replace(b"S1", b"S2"))


def test_after_a_theft_the_issuers_own_list_goes_on_with_the_new_key(own: Office) -> None:
    day = FOUNDED.date()
    status_desk.change(
        own.folder,
        own.issuer,
        lambda listing: listing.revoke(5, StatusReason.OTHER, day),
        now=FOUNDED,
    )
    issuer.compromise(own.folder, secret(), lost_at=FOUNDED, now=FOUNDED)
    opened = issuer.open_issuer(own.folder, secret(), now=FOUNDED)
    made = status_desk.change(own.folder, opened, lambda listing: listing, now=FOUNDED)
    assert made.sequence == 2
    assert 5 in made.entries


def test_the_log_grows_at_its_end_and_takes_each_certificate_once(own: Office) -> None:
    one, two = (LogEntry(serial=s, sha256=s * 32, issued_at=FOUNDED) for s in ("S1", "S2"))
    first = log_desk.append(own.folder, own.issuer, [one], now=FOUNDED)
    second = log_desk.append(own.folder, own.issuer, [one, two], now=FOUNDED)
    assert second.entries == (one, two)
    assert second.continues(first)
    assert log_desk.entries(own.folder) == (one, two)


def test_the_log_refuses_another_file_under_a_known_serial(own: Office) -> None:
    entry = LogEntry(serial="S1", sha256="0" * 64, issued_at=FOUNDED)
    log_desk.append(own.folder, own.issuer, [entry], now=FOUNDED)
    other = LogEntry(serial="S1", sha256="1" * 64, issued_at=FOUNDED)
    with pytest.raises(DataError, match="another file"):
        log_desk.append(own.folder, own.issuer, [other], now=FOUNDED)


def test_a_log_signed_anew_after_a_theft_speaks_for_the_old_certificates(own: Office) -> None:
    made = own.issue()
    entry = LogEntry(serial=made.serial, sha256=made.sha256, issued_at=FOUNDED)
    log_desk.append(own.folder, own.issuer, [entry], now=FOUNDED)
    lost_at = FOUNDED + timedelta(days=10)
    issuer.compromise(own.folder, secret(), lost_at=lost_at, now=lost_at)
    later = open_again(own.folder, now=lost_at)
    log = log_desk.append(own.folder, later.issuer, [], now=lost_at)
    verdict = later.verify(
        made.pdf, trust=later.trust.with_log(log), now=lost_at + timedelta(days=1)
    )
    assert verdict.colour is Colour.GREEN
