"""Status lists: signed, numbered, never rolled back, and what they do to a verdict."""

from __future__ import annotations

import base64
import functools
import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest
from office import FOUNDED, TODAY, Office, codes

from quizapp.certificates import status, status_desk
from quizapp.certificates.issue import IssuedCertificate
from quizapp.certificates.status import Standing, StatusEntry, StatusList, StatusReason
from quizapp.certificates.trust import TrustStore
from quizapp.domain.verdict import CheckName, CheckState, Colour
from quizapp.errors import UserError

DAY = FOUNDED.date()
INDEX = 4711


def test_a_withdrawn_certificate_is_red_after_the_list_is_loaded(
    office: Office, certificate: IssuedCertificate
) -> None:
    fresh = StatusList(issuer_id=office.issuer.issuer_id)
    listing = office.publish(fresh.revoke(INDEX, StatusReason.EXAM_ANNULLED, DAY), TODAY)
    for data in (certificate.pdf, certificate.credential_json):
        verdict = office.verify(data, statuses=(listing,))
        assert verdict.colour is Colour.RED
        assert codes(verdict) == ["withdrawn"]
    assert office.verify(certificate.pdf).colour is Colour.GREEN


def test_the_newest_of_several_lists_counts(office: Office, certificate: IssuedCertificate) -> None:
    old = office.status
    new = office.publish(
        StatusList(issuer_id=old.issuer_id, sequence=90).revoke(INDEX, StatusReason.OTHER, DAY)
    )
    assert codes(office.verify(certificate.pdf, statuses=(new, old))) == ["withdrawn"]


def test_a_replaced_certificate_names_its_successor(
    office: Office, certificate: IssuedCertificate
) -> None:
    fresh = StatusList(issuer_id=office.issuer.issuer_id)
    listing = office.publish(
        fresh.replace(INDEX, StatusReason.NAME_CORRECTED, DAY, replaced_by="QZ-2026-NEW")
    )
    verdict = office.verify(certificate.pdf, statuses=(listing,))
    assert codes(verdict) == ["replaced"]
    assert "QZ-2026-NEW" in verdict.sentence


def test_a_suspension_is_amber_and_ends(office: Office, certificate: IssuedCertificate) -> None:
    fresh = StatusList(issuer_id=office.issuer.issuer_id)
    suspended = fresh.suspend(INDEX, StatusReason.UNDER_REVIEW, DAY)
    verdict = office.verify(certificate.pdf, statuses=(office.publish(suspended),))
    assert codes(verdict) == ["suspended"]
    assert verdict.colour is Colour.AMBER
    again = office.publish(suspended.reinstate(INDEX))
    assert office.verify(certificate.pdf, statuses=(again,)).colour is Colour.GREEN


def test_withdrawing_is_final(office: Office) -> None:
    gone = StatusList(issuer_id=office.issuer.issuer_id).revoke(1, StatusReason.OTHER, DAY)
    with pytest.raises(UserError, match="final"):
        gone.suspend(1, StatusReason.OTHER, DAY)
    with pytest.raises(UserError, match="suspended"):
        gone.reinstate(1)
    with pytest.raises(ValueError, match="outside"):
        gone.revoke(10**9, StatusReason.OTHER, DAY)


def test_without_a_list_the_answer_is_amber_unless_the_reader_takes_the_risk(
    office: Office, certificate: IssuedCertificate
) -> None:
    assert codes(office.verify(certificate.pdf, statuses=())) == ["status_unknown"]
    bold = office.verify(certificate.pdf, statuses=(), accept_without_list=True)
    assert bold.colour is Colour.GREEN
    standing = next(check for check in bold.checks if check.name is CheckName.STATUS)
    assert (standing.state, standing.detail) == (CheckState.SKIPPED, "no list, as you allowed")


def test_an_old_list_is_amber_and_says_how_old(
    office: Office, certificate: IssuedCertificate
) -> None:
    late = FOUNDED + timedelta(days=91)
    verdict = office.verify(certificate.pdf, now=late)
    assert codes(verdict) == ["status_stale"]
    assert "91 days" in verdict.sentence


def test_a_list_of_another_issuer_says_nothing(
    office: Office, rival: Office, certificate: IssuedCertificate
) -> None:
    verdict = office.verify(certificate.pdf, statuses=(rival.status,))
    assert codes(verdict) == ["status_unknown"]


def test_an_older_list_is_refused(office: Office) -> None:
    first = office.publish(StatusList(issuer_id=office.issuer.issuer_id, sequence=7))
    second = office.publish(StatusList(issuer_id=office.issuer.issuer_id, sequence=8))
    status.refuse_rollback(None, first)
    status.refuse_rollback(first.mark, second)
    status.refuse_rollback(second.mark, second)
    with pytest.raises(UserError, match="older"):
        status.refuse_rollback(second.mark, first)


def test_a_second_list_with_the_same_number_is_refused(office: Office) -> None:
    start = StatusList(issuer_id=office.issuer.issuer_id, sequence=7)
    one = office.publish(start)
    other = office.publish(start.revoke(3, StatusReason.OTHER, DAY))
    with pytest.raises(UserError, match="two different"):
        status.refuse_rollback(one.mark, other)


def test_the_list_of_a_stranger_is_refused(office: Office, rival: Office) -> None:
    raw = rival.issuer.publish_status(rival.listing, now=FOUNDED).raw
    with pytest.raises(UserError, match="not trusted"):
        status.read(raw, office.trust)
    with pytest.raises(UserError, match="not trusted"):
        status.read(raw, TrustStore())


def _raw(office: Office) -> bytes:
    listing = StatusList(issuer_id=office.issuer.issuer_id).revoke(3, StatusReason.OTHER, DAY)
    return office.issuer.publish_status(listing, now=FOUNDED).raw


def _packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).decode().rstrip("=")


@pytest.mark.parametrize(
    "change",
    [
        {"sequence": 99},
        {"sequence": True},
        {"validUntil": "2099-01-01T00:00:00Z"},
        {"entries": _packed(b"[]")},
        {"entries": _packed(b"x" * 3_000_000)},
        {"entries": "u!!"},
        {"more": 1},
        {"id": "urn:uuid:0"},
    ],
    ids=str,
)
def test_a_changed_list_is_refused(office: Office, change: dict[str, object]) -> None:
    document = json.loads(_raw(office)) | change
    text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(UserError, match="was changed"):
        status.read(text, office.trust)


def test_a_cut_list_is_refused(office: Office) -> None:
    with pytest.raises(UserError, match="was changed"):
        status.read(_raw(office)[:-2], office.trust)


def test_bits_follow_the_w3c_layout(office: Office) -> None:
    document = json.loads(_raw(office))
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    part = document["credentialSubject"][0]
    assert part["statusPurpose"] == "revocation"
    packed = part["encodedList"][1:]
    bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    assert len(bits) * 8 == status.MIN_ENTRIES
    assert bits[0] == 0b0001_0000
    assert not any(bits[1:])


def test_a_large_list_stays_small(office: Office) -> None:
    entries = tuple(
        StatusEntry(index=i * 101, standing=Standing.REVOKED, reason=StatusReason.OTHER, day=DAY)
        for i in range(1000)
    )
    listing = StatusList(issuer_id=office.issuer.issuer_id, entries=entries)
    published = office.issuer.publish_status(listing, now=FOUNDED)
    assert len(published.raw) <= 20 * 1024
    assert len(status.read(published.raw, office.trust).entries) == 1000


def test_the_desk_numbers_each_list_once(office: Office, tmp_path: Path) -> None:
    for index in (1, 2, 3):
        edit = functools.partial(StatusList.revoke, index=index, reason=StatusReason.OTHER, day=DAY)
        made = status_desk.change(tmp_path, office.issuer, edit, now=FOUNDED)
        assert made.sequence == index
    assert sorted(made.entries) == [1, 2, 3]
    assert not list(tmp_path.glob("*.new"))


def test_an_index_beyond_the_list_is_not_taken_as_valid(office: Office) -> None:
    made = office.issue(status_index=status.MIN_ENTRIES + 5)
    assert codes(office.verify(made.pdf)) == ["status_unknown"]
