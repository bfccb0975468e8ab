"""What a terminal shows, what the checking process answers, and odd badge files."""

from __future__ import annotations

import io
import os
import zlib
from pathlib import Path

import pytest
from office import FOUNDED, TODAY, Office, codes

from quizapp.certificates.issue import IssuedCertificate
from quizapp.certificates.verify import report, verify_file, worker
from quizapp.certificates.verify.held import Held
from quizapp.certificates.verify.messages import held_to_json, receive, send
from quizapp.domain.verdict import from_json

PNG = b"\x89PNG\r\n\x1a\n"


def test_text_names_every_reason_and_counts_the_files(office: Office) -> None:
    made = office.issue(valid_until=FOUNDED.date().replace(day=19), replaces="urn:uuid:1")
    late = office.verify(made.pdf, statuses=())
    green = office.verify(office.issue().pdf)
    said = report.text([late, green])
    assert "[?] AMBER handed-in: Genuine, but it has ended" in said
    assert "Also: there is no status list here" in said
    assert "Replaces:    urn:uuid:1" in said
    assert said.endswith("2 files: 1 green, 1 amber.")


def test_text_of_a_grey_file_has_no_facts(office: Office) -> None:
    said = report.text([office.verify(b"hello")])
    assert said.startswith("[-] GREY")
    assert "What is signed" not in said
    assert "What to do: " in said


def _asked(held: Held, *messages: dict[str, object]) -> list[dict[str, object]]:
    """Run the checking process's loop on prepared messages."""
    source, target = io.BytesIO(), io.BytesIO()
    send(source, {"held": held_to_json(held)})
    for message in messages:
        send(source, message)
    source.seek(0)
    worker.serve(source, target)
    target.seek(0)
    answers = []
    while (answer := receive(target)) is not None:
        answers.append(answer)
    return answers


def test_the_process_answers_each_message_in_turn(
    office: Office, certificate: IssuedCertificate, tmp_path: Path
) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(certificate.pdf)
    raw = office.issuer.publish_status(office.listing, now=FOUNDED).raw
    held = Held(bundles=(office.trust.bundles[0].raw,), statuses=(raw,))
    now = TODAY.isoformat()
    ready, first, second = _asked(
        held, {"now": now}, {"now": now, "path": str(path)}, {"now": now, "path": "none"}
    )
    assert ready == {"ready": True}
    assert from_json(first["verdict"]).colour == "green"  # type: ignore[arg-type]  # from JSON
    assert codes(from_json(second["verdict"])) == ["no_file"]  # type: ignore[arg-type]  # as above


def test_the_process_says_which_file_it_was_given_wrongly(rival: Office, office: Office) -> None:
    raw = rival.issuer.publish_status(rival.listing, now=FOUNDED).raw
    held = Held(bundles=(office.trust.bundles[0].raw,), statuses=(raw,))
    (answer,) = _asked(held, {"now": TODAY.isoformat()})
    assert "not trusted here" in str(answer["refused"])


@pytest.mark.parametrize("error", [MemoryError, ZeroDivisionError])
def test_an_unforeseen_end_is_told_and_does_not_end_the_process(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(worker, "verify_path", broken)
    message: dict[str, object] = {"now": TODAY.isoformat(), "path": "x"}
    answers = _asked(Held(), message, message)
    said = "memory" if error is MemoryError else "ZeroDivisionError"
    assert answers == [{"failed": said}, {"failed": said}]


@pytest.mark.skipif(os.name != "posix", reason="the limit is a POSIX one")
def test_memory_is_limited_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource", reason="not on this system")
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *what: asked.append(what))
    assert worker.limit_memory(1 << 30)
    assert (resource.RLIMIT_AS, (1 << 30, 1 << 30)) in asked


def chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body).to_bytes(4)
    return len(body).to_bytes(4) + kind + body + check


def baked(*bodies: bytes, kind: bytes = b"iTXt") -> bytes:
    return PNG + b"".join(chunk(kind, body) for body in bodies) + chunk(b"IEND", b"")


def test_a_badge_may_hold_its_credential_packed(
    office: Office, certificate: IssuedCertificate
) -> None:
    packed = zlib.compress(certificate.credential_json)
    png = baked(b"openbadgecredential\0\1\0\0\0" + packed)
    assert codes(office.verify(png)) == ["picture_unproven"]


def test_odd_badges_are_not_accepted(office: Office, certificate: IssuedCertificate) -> None:
    vc = certificate.credential_json
    plain = b"openbadgecredential\0\0\0\0\0" + vc
    damaged = bytearray(baked(plain))
    damaged[40] ^= 1
    cases = {
        "credential_changed": [
            baked(plain, plain),
            baked(b"openbadgecredential\0\2\0\0\0" + vc),
            baked(b"openbadgecredential\0\1\0\0\0not packed"),
            baked(b"openbadgecredential\0\0\0\0\0" + vc.replace(b"79.5", b"99.5")),
            baked(b"openbadgecredential\0" + vc, kind=b"tEXt"),
        ],
        "unreadable": [bytes(damaged), baked(plain)[:-20], PNG + b"\0\0\0\1"],
    }
    for code, files in cases.items():
        for data in files:
            assert codes(office.verify(data)) == [code]


def test_one_file_can_be_checked_in_this_process(
    office: Office, certificate: IssuedCertificate, tmp_path: Path
) -> None:
    path = tmp_path / "c.pdf"
    path.write_bytes(certificate.pdf)
    found = verify_file(path, trust=office.trust, statuses=[office.status], now=TODAY)
    assert found.colour == "green"
