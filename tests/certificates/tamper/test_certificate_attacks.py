"""Altered certificates: none may be green, and only a stranger's own certificate may be amber."""

from __future__ import annotations

import random
from collections.abc import Callable

import attacks
import pytest
from cms_parts import cms_of, with_cms
from credential_attacks import CREDENTIAL_ATTACKS
from office import Office, codes
from sample import Sample

from quizapp.certificates.issue import IssuedCertificate
from quizapp.domain.verdict import Colour

TRIES = 3


def repeatable(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable attacks, not secrets


@pytest.fixture(scope="session")
def sample(office: Office, rival: Office, certificate: IssuedCertificate) -> Sample:
    other = office.issue(holder_name="Bo Lindqvist", score=91.0)
    return Sample(genuine=certificate, other=other, office=office, rival=rival)


def test_the_untouched_certificate_is_green(office: Office, sample: Sample) -> None:
    assert office.verify(sample.pdf).colour is Colour.GREEN


@pytest.mark.parametrize("attack", attacks.ALL, ids=lambda a: a.__name__)
def test_no_altered_pdf_is_accepted(attack: attacks.Attack, office: Office, sample: Sample) -> None:
    for seed in range(TRIES):
        altered = attack(sample, repeatable(seed))
        assert altered != sample.pdf
        verdict = office.verify(altered)
        allowed = {Colour.RED, Colour.GREY}
        if attack.__name__ in attacks.MAY_BE_AMBER:
            allowed = {Colour.AMBER}
        assert verdict.colour in allowed, (seed, codes(verdict))


@pytest.mark.parametrize("attack", CREDENTIAL_ATTACKS, ids=lambda a: a.__name__)
def test_no_altered_credential_is_accepted(
    attack: Callable[[Sample, random.Random], bytes], office: Office, sample: Sample
) -> None:
    for seed in range(12):
        altered = attack(sample, repeatable(seed))
        if altered == sample.genuine.credential_json:
            continue
        verdict = office.verify(altered)
        assert verdict.colour in {Colour.RED, Colour.GREY}, (seed, codes(verdict))


def test_without_a_trust_bundle_forgeries_are_still_not_green(
    office: Office, sample: Sample
) -> None:
    bare = {"trust": type(office.trust)(), "statuses": ()}
    for attack in attacks.ALL:
        verdict = office.verify(attack(sample, repeatable(1)), **bare)
        assert verdict.colour is not Colour.GREEN, attack.__name__


def test_a_certificate_damaged_anywhere_is_refused_and_never_raises(
    office: Office, sample: Sample
) -> None:
    """Damage in the algorithm identifiers once ended in errors that the library calls its own."""
    cms = cms_of(sample.pdf)
    leaf = office.trust.bundles[0].keys[0].chain[0]
    start = cms.index(leaf)
    for at in range(start, start + len(leaf), 3):
        broken = bytearray(cms)
        broken[at] ^= 0x11
        assert office.verify(with_cms(sample.pdf, bytes(broken))).colour is Colour.RED
