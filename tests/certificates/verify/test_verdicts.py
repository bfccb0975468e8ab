"""Verdicts: colours, words, exit codes, and that no single check makes a green."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from office import FOUNDED, ISSUED, TODAY, Office, codes

from quizapp.certificates.issue import IssuedCertificate
from quizapp.certificates.trust import TrustStore, skeleton
from quizapp.certificates.verify import verify_file
from quizapp.domain.verdict import (
    CheckName,
    CheckState,
    Colour,
    FileKind,
    Finding,
    Reason,
    Verdict,
    exit_code,
    from_json,
    to_json,
    worst_first,
)

OPENINGS = {
    Colour.AMBER: "Intact, but ",
    Colour.RED: "Do not accept: ",
    Colour.GREY: "This is not a certificate we can check. ",
}


def test_green_names_issuer_person_course_and_dates(
    office: Office, certificate: IssuedCertificate
) -> None:
    verdict = office.verify(certificate.pdf)
    assert verdict.colour is Colour.GREEN
    assert verdict.headline == "Genuine and valid"
    assert verdict.sentence == (
        "Genuine. Issued by Harbour Care Ltd to Nadia Ćirić-Øvergård for Certification exam "
        "on 5 May 2026. Valid until 5 May 2028."
    )


def test_green_needs_every_check_to_pass(office: Office, certificate: IssuedCertificate) -> None:
    verdict = office.verify(certificate.pdf)
    assert [check.name for check in verdict.checks] == list(CheckName)
    assert {check.state for check in verdict.checks} == {CheckState.PASSED}


def test_a_credential_alone_leaves_the_page_unproven(
    office: Office, certificate: IssuedCertificate
) -> None:
    verdict = office.verify(certificate.credential_json)
    assert verdict.colour is Colour.GREEN
    assert verdict.kind is FileKind.CREDENTIAL
    page = next(check for check in verdict.checks if check.name is CheckName.PAGE)
    assert page.state is CheckState.SKIPPED


def test_a_badge_is_amber_because_its_picture_is_not_signed(
    office: Office, certificate: IssuedCertificate
) -> None:
    verdict = office.verify(certificate.badge_png)
    assert codes(verdict) == ["picture_unproven"]
    assert verdict.facts is not None
    assert verdict.facts.holder_name == "Nadia Ćirić-Øvergård"


@pytest.mark.parametrize("reason", list(Reason), ids=lambda r: r.code)
def test_every_reason_has_words_and_a_next_step(reason: Reason) -> None:
    verdict = Verdict(
        file="x.pdf",
        kind=FileKind.PDF,
        colour=reason.colour,
        findings=(Finding(reason=reason, detail="More."),),
        checks=(),
        facts=None,
        checked_at=TODAY,
    )
    assert reason.colour is not Colour.GREEN
    assert verdict.sentence.startswith(OPENINGS[reason.colour])
    assert verdict.sentence.endswith(". More.")
    assert reason.text[0].islower() == (reason.colour is not Colour.GREY)
    assert reason.headline[0].isupper()
    assert not reason.headline.endswith(".")
    assert verdict.next_step.endswith(".")
    assert "!" not in reason.text + reason.next_step + reason.headline
    said = f"{verdict.sentence} {verdict.next_step}"
    assert len(re.findall("Do not|not rely", said)) == (reason.colour is Colour.RED)  # said once


def test_reason_codes_are_unique() -> None:
    assert len({reason.code for reason in Reason}) == len(list(Reason))


def test_the_worst_file_decides_the_exit_code() -> None:
    def one(colour: Colour) -> Verdict:
        return Verdict(
            file=f"{colour}.pdf",
            kind=FileKind.PDF,
            colour=colour,
            findings=(),
            checks=(),
            facts=None,
            checked_at=TODAY,
        )

    every = [one(c) for c in (Colour.GREEN, Colour.GREY, Colour.AMBER, Colour.RED)]
    assert [v.colour for v in worst_first(every)] == ["red", "grey", "amber", "green"]
    assert [exit_code([v]) for v in every] == [0, 3, 1, 2]
    assert exit_code(every) == 2
    assert exit_code(every[:3]) == 3
    assert exit_code([every[0], every[2]]) == 1


def test_verdicts_survive_json(office: Office, certificate: IssuedCertificate) -> None:
    for data in (certificate.pdf, certificate.pdf[:-9], certificate.badge_png, b"?"):
        verdict = office.verify(data)
        assert from_json(json.loads(json.dumps(to_json(verdict)))) == verdict


def test_after_its_last_day_it_is_amber(office: Office) -> None:
    made = office.issue(valid_until=date(2026, 5, 19))
    last_moment = datetime(2026, 5, 19, 23, 59, 0, tzinfo=UTC)
    assert office.verify(made.pdf, now=last_moment).colour is Colour.GREEN
    verdict = office.verify(made.pdf, now=last_moment + timedelta(minutes=2))
    assert codes(verdict) == ["ended"]
    assert "19 May 2026" in verdict.sentence


def test_a_clock_before_the_issue_date_is_amber(
    office: Office, certificate: IssuedCertificate
) -> None:
    verdict = office.verify(certificate.pdf, now=ISSUED - timedelta(hours=1))
    assert codes(verdict) == ["clock_before_issue"]


def test_a_clock_turned_back_behind_signed_dates_is_amber(
    office: Office, certificate: IssuedCertificate
) -> None:
    verdict = office.verify(certificate.pdf, newest_seen=TODAY + timedelta(days=1))
    assert codes(verdict) == ["clock_behind"]


def test_an_unknown_issuer_is_quoted(office: Office, rival: Office) -> None:
    verdict = office.verify(rival.issue().pdf)
    assert codes(verdict) == ["issuer_unknown"]
    assert '"Distant Shores Academy"' in verdict.sentence


def test_several_reasons_are_all_told_the_worst_first(office: Office) -> None:
    made = office.issue(valid_until=date(2026, 5, 6))
    verdict = office.verify(made.pdf, statuses=())
    assert codes(verdict) == ["ended", "status_unknown"]


def test_red_shows_the_facts_of_a_credential_that_is_still_proven(
    office: Office, certificate: IssuedCertificate
) -> None:
    verdict = office.verify(certificate.pdf + b"\n")
    assert codes(verdict) == ["later_revision"]
    assert verdict.facts is not None
    assert verdict.facts.holder_name == "Nadia Ćirić-Øvergård"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_certificate"),
        (b"hello", "not_a_certificate"),
        (b"{}", "not_a_certificate"),
        (b"%PDF-1.7\nno signature\n%%EOF\n" + bytes(2000), "unsigned"),
        (b"%PDF-1.7\n", "unreadable"),
        (b"%PDF-1.7\n/ByteRange [0 1 2 3]", "not_our_profile"),
        (b"\x89PNG\r\n\x1a\n", "unreadable"),
        (b"\xff\xd8\xff\xe0nothing", "unreadable"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "unreadable"),
        (b'{"credentialSubject": 1}', "credential_changed"),
        (b'{"type":"QuizappTrustBundle"}', "not_a_certificate"),
    ],
)
def test_other_files_get_their_reason(office: Office, data: bytes, code: str) -> None:
    assert codes(office.verify(data)) == [code]


def test_half_a_download_and_an_empty_file_are_called_so(
    office: Office, certificate: IssuedCertificate
) -> None:
    half = office.verify(certificate.pdf[: len(certificate.pdf) // 2])
    assert codes(half) == ["unreadable"]
    assert half.sentence.endswith("Its end is missing, as after a download that broke off.")
    assert half.next_step == "Download or copy it again, or ask the holder to send it again."
    unsigned = certificate.pdf.index(b"%%EOF") + 5
    for end in range(unsigned + 20, len(certificate.pdf) - 6, 97):
        cut = office.verify(certificate.pdf[:end])
        assert cut.colour in (Colour.GREY, Colour.RED)
        assert "as after a download that broke off" in cut.sentence, end
    assert "The file is empty." in office.verify(b"").sentence


@pytest.mark.parametrize(
    ("kind", "says", "option"),
    [
        ("QuizappTrustBundle", "It is a trust bundle", "--trust"),
        ("BitstringStatusListCredential", "It is a status list", "--status"),
        ("QuizappIssuanceLog", "It is an issuance log", "--log"),
    ],
)
def test_a_file_of_the_issuer_is_told_where_it_belongs(
    office: Office, kind: str, says: str, option: str
) -> None:
    verdict = office.verify(b'{"type":"%s"}' % kind.encode())
    assert says in verdict.sentence
    assert verdict.next_step == f"Give it with {option}, beside the certificate to be checked."
    assert from_json(to_json(verdict)) == verdict
    assert to_json(verdict)["reasons"][0]["next_step"] == verdict.next_step


def test_a_missing_or_huge_file_is_grey(office: Office, tmp_path: Path) -> None:
    def check(path: Path) -> Verdict:
        return verify_file(path, trust=office.trust, now=TODAY)

    assert codes(check(tmp_path / "none.pdf")) == ["no_file"]
    assert codes(check(tmp_path)) == ["no_file"]
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    assert codes(check(huge)) == ["too_large"]


@pytest.mark.parametrize(
    "name",
    ["HARBOUR CARE LTD", "Harbour  Care Ltd.", "Hаrbоur Cаrе Ltd", "Hárbour Câre Ltd"],
)
def test_names_that_look_alike_have_one_skeleton(name: str) -> None:
    assert skeleton(name) == skeleton("Harbour Care Ltd")


def test_names_that_differ_stay_apart() -> None:
    names = ["Harbour Care Ltd", "Harbour Core Ltd", "Arbour Care Ltd", "港湾ケア", "Порт"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_trusting_nobody_accepts_nobody(office: Office, certificate: IssuedCertificate) -> None:
    verdict = office.verify(certificate.pdf, trust=TrustStore(), statuses=())
    assert codes(verdict) == ["issuer_unknown"]


def test_a_replacement_names_what_it_replaces(office: Office) -> None:
    made = office.issue(replaces="urn:uuid:4a3e0f0a-0000-4000-8000-000000000000")
    verdict = office.verify(made.pdf)
    assert verdict.colour is Colour.GREEN
    assert verdict.facts is not None
    assert verdict.facts.replaces == "urn:uuid:4a3e0f0a-0000-4000-8000-000000000000"


def test_issued_bytes_do_not_depend_on_what_is_not_in_the_facts(office: Office) -> None:
    facts = office.facts()
    one, two = (office.issuer.sign_certificate(facts) for _ in range(2))
    assert one.credential_json == two.credential_json
    assert one.qr == two.qr
    assert one.badge_png == two.badge_png
    assert dataclasses.replace(facts) == facts
    assert FOUNDED < TODAY
