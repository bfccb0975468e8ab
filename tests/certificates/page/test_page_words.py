from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quizapp.certificates.page import page_digest, printed_lines
from quizapp.certificates.page.specimen import sample_facts
from quizapp.certificates.page.wording import long_date, points
from quizapp.domain.certificate import CertificateFacts, DomainResult, IssuerKind


def test_lines_stand_in_reading_order() -> None:
    lines = printed_lines(sample_facts())

    order = [
        "Harbour Lane Academy",
        "No. EMP-26-0418-K7",
        "Certificate",
        "This certifies that",
        "Nadia Rahman",
        "has passed the certification exam",
        "Empathy in Customer Service, Specialist",
        "Result",
        "Passed, 78 %",
        "Band “Secure”",
        "Pass mark 68 % (provisional)",
        "Form B, version 1.2",
        "Domains examined",
        "Foundations of empathy: strong",
        "Team and measurement: secure",
        "Exam taken 10 December 2026",
        "Issued 12 December 2026",
        "Valid until 11 December 2029",
        "Taken remotely, identity confirmed by the issuer",
        "Helen Brandt",
        "Check this certificate, no internet needed",
    ]
    assert [line for line in lines if line in order] == order
    assert any("Digitally signed. Verify with quizapp" in line for line in lines)
    assert lines[-1].endswith("Not an accredited personnel certification under ISO/IEC 17024.")


def test_a_certificate_for_practice_says_so_before_the_name() -> None:
    lines = printed_lines(sample_facts(kind=IssuerKind.LOCAL))

    assert lines.index("Self-issued, practice") < lines.index("Nadia Rahman")
    assert "has passed the practice exam" in lines
    assert "Self-issued, practice" not in printed_lines(sample_facts())


def test_a_certificate_without_end_says_no_expiry() -> None:
    lines = printed_lines(replace(sample_facts(), valid_until=None))

    assert "Valid until: No expiry" in lines


def test_a_cut_set_by_a_panel_is_told_apart_from_a_provisional_one() -> None:
    lines = printed_lines(replace(sample_facts(), cut_status="panel"))

    assert "Pass mark 68 % (set by a panel)" in lines


def test_a_programme_of_another_name_is_printed() -> None:
    facts = replace(sample_facts(), programme="Service Academy 2026")

    assert "in the programme Service Academy 2026" in printed_lines(facts)


def test_a_replaced_certificate_is_named() -> None:
    facts = replace(sample_facts(), replaces="EMP-25-0001-AA")

    assert "Replaces certificate EMP-25-0001-AA" in printed_lines(facts)


def test_supervision_in_words_of_the_issuer_is_printed_as_it_is() -> None:
    facts = replace(sample_facts(), supervision="Watched by two invigilators")

    assert "Watched by two invigilators" in printed_lines(facts)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (78.0, "78"),
        (67.96, "67.9"),
        (68.05, "68"),
        (99.999, "99.9"),
        (0.3 * 100, "30"),
        (100, "100"),
    ],
)
def test_points_are_never_rounded_up_past_a_mark(value: float, text: str) -> None:
    assert points(value) == text


def test_months_are_written_in_letters() -> None:
    assert long_date(date(2026, 3, 2)) == "2 March 2026"


@pytest.mark.parametrize(
    "changed",
    [
        {"holder_name": "Nadia Rahmann"},
        {"exam_title": "Empathy in Customer Service, Expert"},
        {"score": 78.1},
        {"cut": 69.0},
        {"cut_status": "panel"},
        {"serial": "EMP-26-0418-K8"},
        {"band": "strong"},
        {"form_id": "C"},
        {"issuer_name": "Harbor Lane Academy"},
        {"taken_on": date(2026, 12, 9)},
        {"valid_until": None},
        {"supervision": "none"},
        {"domains": (DomainResult(title="Foundations of empathy", band="secure"),)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_digest_changes_with_every_printed_fact(changed: dict[str, object]) -> None:
    facts: CertificateFacts = replace(sample_facts(), **changed)  # type: ignore[arg-type]  # by name

    assert page_digest(facts) != page_digest(sample_facts())


def test_spelling_a_letter_in_two_code_points_prints_the_same() -> None:
    composed, parted = sample_facts("Zoë"), sample_facts("Zoe\u0308  ")

    assert page_digest(composed) == page_digest(parted)


def test_an_exam_taken_alone_says_so() -> None:
    facts = replace(sample_facts(), supervision="self-taken")

    assert "Taken alone, without supervision" in printed_lines(facts)
