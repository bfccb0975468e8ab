"""What a check says, to the letter: lines on a terminal, and every field of a verdict."""

from __future__ import annotations

import dataclasses
import io
import zlib
from datetime import date, datetime
from pathlib import Path

import pytest
from office import FOUNDED, TODAY, Office, codes
from PIL import Image
from test_printed_claims import picture

from quizapp.certificates import issuer
from quizapp.certificates.issue import IssuedCertificate
from quizapp.certificates.page import wording
from quizapp.certificates.verify import badge_file, judge, messages, photo, report
from quizapp.certificates.verify.held import Held
from quizapp.domain.desk import Supervision
from quizapp.domain.plan import CutStatus
from quizapp.domain.verdict import (
    Check,
    CheckName,
    CheckState,
    Colour,
    FileKind,
    Finding,
    Reason,
    SignedFacts,
    Verdict,
)

SERIAL = "QZ-2026-0000AAAA"
GREEN = """\
[ok] GREEN handed-in: Genuine and valid
    Genuine. Issued by Harbour Care Ltd to Nadia Ćirić-Øvergård for Certification exam on 5 May \
2026. Valid until 5 May 2028.
    What is signed:
      Holder:      Nadia Ćirić-Øvergård
      For:         Certification exam
      Programme:   Empathy in customer service
      Result:      79.5 of 100, pass mark 68 (provisional)
      Taken:       4 May 2026, on site, under supervision
      Issuer:      "Harbour Care Ltd"
      Issued:      5 May 2026
      Valid until: 5 May 2028
      Serial:      QZ-2026-0000AAAA
    Checks:
      yes   The file has not been changed
      yes   The signature is right and made with the issuer's key
      yes   The file is built as our certificates are
      yes   The digital credential inside is genuine
      yes   The page says what the credential says
      yes   The issuer is one you trust
      yes   It is valid today (checked on 20 May 2026)
      yes   It has not been withdrawn (list 1 of 1 May 2026)
    What to do: Compare the name with the person; the look of the page proves nothing."""
CLAIM = """\
[?] AMBER handed-in: Genuine claim; compare it with the page
    Intact, but only the printed code was checked: the claim below is genuine, the page is not \
proven.
    What is signed:
      Holder:      Nadia Ćirić-Øvergård
      For:         Certification exam
      Result:      79.5 of 100
      Issuer:      "Harbour Care Ltd"
      Issued:      5 May 2026
      Valid until: 5 May 2028
      Serial:      QZ-2026-0000AAAA
    Checks:
      yes   The signature is right and made with the issuer's key
      open  The page says what the credential says (compare it yourself)
      yes   The issuer is one you trust (Harbour Care Ltd)
      yes   It is valid today (checked on 20 May 2026)
      yes   It has not been withdrawn (list 1 of 1 May 2026)
    What to do: Compare each line below with the page, and ask for the PDF file."""
RED = """\
[X] RED handed-in: Changed after it was issued
    Do not accept: the file was changed after it was issued. The end of the file is missing.
    Checks:
      NO    The signature is right and made with the issuer's key (The end of the file is missing.)
    What to do: Ask the holder or the issuer for the original."""
GREY = """\
[-] GREY handed-in: Not a certificate we can check
    This is not a certificate we can check. It is not a PDF, credential, badge or photo that this \
program knows.
    What to do: Ask the holder for the PDF file."""


@pytest.fixture(scope="module")
def known(office: Office) -> IssuedCertificate:
    """Issue a certificate of a known serial."""
    return office.issue(serial=SERIAL)


def test_a_genuine_file_a_code_a_changed_file_and_no_certificate(
    office: Office, known: IssuedCertificate
) -> None:
    changed = known.pdf[:-300] + b"x" * 300
    given = (known.pdf, picture(known.qr), changed, b"nothing")
    said = report.text([office.verify(data) for data in given])
    counted = "4 files: 1 green, 1 amber, 1 red, 1 grey."
    assert said == f"{GREEN}\n\n{CLAIM}\n\n{RED}\n\n{GREY}\n\n{counted}"


def test_one_file_is_not_counted(office: Office, known: IssuedCertificate) -> None:
    assert report.text([office.verify(known.pdf)]) == GREEN


def test_further_findings_a_missing_end_and_a_replaced_serial_are_said() -> None:
    facts = SignedFacts(
        serial="S-2",
        holder_name="Ana",
        title="Exam",
        score=70,
        issued_on=date(2026, 1, 2),
        valid_until=None,
        issuer_name="Us",
        issuer_id="did:key:z",
        replaces="S-1",
    )
    verdict = Verdict(
        file="a.pdf",
        kind=FileKind.PDF,
        colour=Colour.AMBER,
        findings=(
            Finding(reason=Reason.SELF_ISSUED),
            Finding(reason=Reason.CLAIM_ONLY, detail="Look twice."),
            Finding(reason=Reason.PICTURE_UNPROVEN),
        ),
        checks=(),
        facts=facts,
        checked_at=TODAY,
        status_date=None,
        status_sequence=None,
    )
    lines = report.text([verdict]).splitlines()
    assert f"    Also: {Reason.CLAIM_ONLY.text} Look twice." in lines
    assert f"    Also: {Reason.PICTURE_UNPROVEN.text}" in lines
    assert "      Result:      70 of 100" in lines
    assert "      Valid until: no end" in lines
    assert "      Replaces:    S-1" in lines
    assert "    Checks:" not in lines
    assert not [line for line in lines if "Programme" in line]


@pytest.mark.parametrize("supervision", [*Supervision, "", "onsite", "remote", "in the library"])
@pytest.mark.parametrize("status", [*CutStatus, "", "by lot"])
def test_supervision_and_pass_mark_are_said_in_the_words_of_the_page(
    office: Office, supervision: str, status: str
) -> None:
    facts = dataclasses.replace(office.facts(), supervision=supervision, cut_status=status)
    on_page = "\n".join(line.text for line in wording.words(facts)).casefold()
    signed = judge.signed_facts(facts)
    taken, mark = report.taken(signed), report.result(signed)
    assert taken.partition(", ")[2] in on_page
    assert mark.partition(" (")[2].removesuffix(")") in on_page
    assert taken.startswith("4 May 2026")


def passed(*names: CheckName) -> dict[CheckName, CheckState]:
    return dict.fromkeys(names, CheckState.PASSED)


def states(verdict: Verdict) -> dict[CheckName, CheckState]:
    return {c.name: c.state for c in verdict.checks if c.state is not CheckState.SKIPPED}


def test_a_pdf_carries_all_facts_and_the_list_it_was_checked_against(
    office: Office, known: IssuedCertificate
) -> None:
    verdict = office.verify(known.pdf)
    assert verdict.facts is not None
    assert dataclasses.replace(verdict.facts, credential_id="") == SignedFacts(
        serial=SERIAL,
        holder_name="Nadia Ćirić-Øvergård",
        title="Certification exam",
        programme="Empathy in customer service",
        score=79.5,
        cut=68.0,
        band="secure",
        cut_status="provisional",
        issued_on=date(2026, 5, 5),
        taken_on=date(2026, 5, 4),
        valid_until=date(2028, 5, 5),
        issuer_name="Harbour Care Ltd",
        issuer_id=office.issuer.issuer_id,
        supervision="onsite",
    )
    assert (verdict.file, verdict.kind, verdict.findings) == ("handed-in", FileKind.PDF, ())
    assert (verdict.checked_at, verdict.status_date) == (TODAY, FOUNDED)
    assert verdict.status_sequence == 1


def test_a_credential_and_a_badge_pass_what_a_file_without_a_page_can(
    office: Office, known: IssuedCertificate
) -> None:
    wanted = passed(
        CheckName.FILE, CheckName.CREDENTIAL, CheckName.ISSUER, CheckName.TIME, CheckName.STATUS
    )
    alone, baked = office.verify(known.credential_json), office.verify(known.badge_png)
    assert (alone.kind, states(alone), alone.findings) == (FileKind.CREDENTIAL, wanted, ())
    assert (baked.kind, states(baked)) == (FileKind.BADGE, wanted)
    assert baked.findings == (Finding(reason=Reason.PICTURE_UNPROVEN),)
    assert alone.facts == baked.facts == office.verify(known.pdf).facts


def test_a_practice_issuers_credential_and_code_leave_the_issuer_open(tmp_path: Path) -> None:
    from office import open_again  # noqa: PLC0415 - only this test founds a practice issuer

    issuer.create_local(tmp_path / "own", "This computer", now=FOUNDED)
    own = open_again(tmp_path / "own", now=FOUNDED)
    made = own.issue()
    credential, code = own.verify(made.credential_json), own.verify(picture(made.qr))
    assert states(credential)[CheckName.ISSUER] is CheckState.OPEN
    assert codes(credential) == ["self_issued"]
    assert states(code)[CheckName.ISSUER] is CheckState.OPEN
    assert set(codes(code)) == {"claim_only", "self_issued"}


def test_a_code_carries_only_what_is_printed(office: Office, known: IssuedCertificate) -> None:
    verdict = office.verify(picture(known.qr))
    assert verdict.facts == SignedFacts(
        serial=SERIAL,
        holder_name="Nadia Ćirić-Øvergård",
        title="Certification exam",
        score=79.5,
        issued_on=date(2026, 5, 5),
        valid_until=date(2028, 5, 5),
        issuer_name="Harbour Care Ltd",
        issuer_id=office.issuer.issuer_id,
    )
    page = next(check for check in verdict.checks if check.name is CheckName.PAGE)
    assert page == Check(name=CheckName.PAGE, state=CheckState.OPEN, detail="compare it yourself")


def test_a_code_counts_until_the_last_second_of_its_last_day(
    office: Office, known: IssuedCertificate
) -> None:
    last = datetime.fromisoformat("2028-05-05T23:59:58+00:00")
    data = picture(known.qr)
    assert "ended" not in codes(office.verify(data, now=last))
    assert "ended" in codes(office.verify(data, now=last.replace(day=6, hour=0)))


def test_pictures_are_known_by_their_first_bytes() -> None:
    for head in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\0", b"MM\0*", b"BM6"):
        assert photo.is_picture(head + b"rest")
    assert photo.is_picture(b"RIFF\0\0\0\0WEBPVP8 ")
    assert not photo.is_picture(b"RIFF\0\0\0\0WAVEfmt ")
    assert not photo.is_picture(b"JUNK\0\0\0\0WEBPVP8 ")
    assert not photo.is_picture(b"%PDF-1.7")


def blank(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (side, side), 255).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (blank(40), Reason.NO_CLAIM, ""),
        (b"\xff\xd8\xff" + b"nonsense", Reason.UNREADABLE, ""),
        (blank(8000), Reason.UNREADABLE, ""),
    ],
)
def test_a_picture_without_a_code_or_that_is_none_is_grey(
    office: Office, data: bytes, reason: Reason, detail: str
) -> None:
    verdict = office.verify(data)
    assert verdict.findings == (Finding(reason=reason, detail=detail),)
    assert (verdict.kind, verdict.colour) == (FileKind.CLAIM, Colour.GREY)
    assert (verdict.facts, states(verdict)) == (None, {})


def test_two_different_codes_in_one_picture_prove_nothing(
    office: Office, known: IssuedCertificate
) -> None:
    one = Image.open(io.BytesIO(picture(known.qr)))
    other = Image.open(io.BytesIO(picture(office.issue().qr)))
    both = Image.new("L", (one.width + other.width, max(one.height, other.height)), 255)
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    verdict = office.verify(out.getvalue())
    assert verdict.findings == (
        Finding(reason=Reason.CLAIM_CHANGED, detail="There are several codes in it."),
    )
    assert states(verdict) == {CheckName.SIGNATURE: CheckState.FAILED}


def test_a_large_scan_and_a_small_one_are_both_read(
    office: Office, known: IssuedCertificate
) -> None:
    assert codes(office.verify(picture(known.qr, scale=2))) == ["claim_only"]
    assert codes(office.verify(picture(known.qr, scale=40))) == ["claim_only"]


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


def badge(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")


BAKED = b"openbadgecredential\0"


def test_a_baked_credential_is_found_plain_or_packed() -> None:
    plain = chunk(b"iTXt", BAKED + b"\0\0en\0bake\0" + b'{"a":1}')
    packed = chunk(b"iTXt", BAKED + b"\1\0\0\0" + zlib.compress(b'{"a":2}'))
    assert badge_file.credential_in(badge(plain)) == b'{"a":1}'
    assert badge_file.credential_in(badge(packed)) == b'{"a":2}'
    assert badge_file.credential_in(badge(chunk(b"tEXt", b"Title\0x"))) is None
    assert badge_file.credential_in(badge(chunk(b"gAMA", BAKED))) is None


@pytest.mark.parametrize(
    ("chunks", "detail"),
    [
        (
            (chunk(b"iTXt", BAKED + b"\0\0\0\0a"),) * 2,
            "There are several credentials in the picture.",
        ),
        ((chunk(b"iTXt", BAKED + b"\2\0\0\0a"),), "The credential in the picture is damaged."),
        ((chunk(b"iTXt", BAKED + b"\0\1\0\0a"),), "The credential in the picture is damaged."),
        ((chunk(b"iTXt", BAKED + b"\0\0only"),), "The credential in the picture is damaged."),
        ((chunk(b"iTXt", BAKED + b"\1\0\0\0not packed"),), "The credential is damaged."),
    ],
)
def test_a_badge_with_a_damaged_credential_or_two_is_red(
    office: Office, chunks: tuple[bytes, ...], detail: str
) -> None:
    verdict = office.verify(badge(*chunks))
    assert verdict.findings == (Finding(reason=Reason.CREDENTIAL_CHANGED, detail=detail),)
    assert (verdict.kind, verdict.colour) == (FileKind.BADGE, Colour.RED)


def test_a_badge_cut_short_or_with_a_wrong_sum_is_unreadable(office: Office) -> None:
    whole = badge(chunk(b"iTXt", BAKED + b"\0\0\0\0a"))
    for data in (whole[:-12], whole[:-6], whole[:20] + b"X" + whole[21:]):
        assert codes(office.verify(data)) == ["unreadable"]


def test_frames_come_out_as_they_went_in_and_a_broken_one_is_nothing() -> None:
    pipe = io.BytesIO()
    messages.send(pipe, {"verify": "a.pdf", "n": 1})
    messages.send(pipe, {})
    raw = pipe.getvalue()
    assert raw[:4] == (24).to_bytes(4)
    again = io.BytesIO(raw)
    assert messages.receive(again) == {"verify": "a.pdf", "n": 1}
    assert messages.receive(again) == {}
    assert messages.receive(again) is None
    assert messages.receive(io.BytesIO(raw[:10])) is None
    with pytest.raises(ValueError, match="a frame larger than allowed"):
        messages.receive(io.BytesIO((messages.MAX_FRAME + 1).to_bytes(4)))


@pytest.mark.parametrize("seen", [None, TODAY])
def test_what_is_held_survives_the_way_to_the_checking_process(seen: datetime | None) -> None:
    held = Held(
        bundles=(b"\0bundle",),
        statuses=(b"one", b"two"),
        logs=(b"log",),
        accept_without_list=True,
        newest_seen=seen,
        names=("bundle.json", "one.json", "two.json", "log.json"),
    )
    assert messages.held_from_json(messages.held_to_json(held)) == held
