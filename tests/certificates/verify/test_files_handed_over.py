from __future__ import annotations

import os
from pathlib import Path

import pytest
from office import FOUNDED, TODAY, Office, codes

from quizapp.certificates.verify.files import verify_path
from quizapp.certificates.verify.handed import HandedKind, read_handed
from quizapp.certificates.verify.held import Held
from quizapp.errors import UserError


def test_a_file_is_read_up_to_its_largest_size(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(b"12345678")
    assert read_handed(file, at_most=8) == b"12345678"
    file.write_bytes(b"123456789")
    with pytest.raises(UserError, match=r"list\.json has 0 MB; such a file has 0 MB at most"):
        read_handed(file, at_most=8)


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    with file.open("wb") as written:
        written.truncate(200_000_000)
    with pytest.raises(UserError, match="has 200 MB; such a file has 67 MB at most"):
        read_handed(file)


def test_a_folder_or_nothing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a file"):
        read_handed(tmp_path)
    with pytest.raises(UserError, match=r"none can't be opened \(No such file"):
        read_handed(tmp_path / "none")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_neither_waited_for_nor_read(office: Office, tmp_path: Path) -> None:
    pipe = tmp_path / "certificate.pdf"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="is not a file"):
        read_handed(pipe)
    assert codes(verify_path(pipe, office.around())) == ["no_file"]


BUNDLE, STATUS, LOG = b'{"QuizappTrustBundle"}', b'{"BitstringStatusListCredential"}', b"{}"


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (STATUS, HandedKind.BUNDLE, "is a status list, not a trust bundle. Give it with --status."),
        (BUNDLE, HandedKind.STATUS, "is a trust bundle, not a status list. Give it with --trust."),
        (BUNDLE, HandedKind.LOG, "is a trust bundle, not an issuance log. Give it with --trust."),
        (b"%PDF-1.7", HandedKind.LOG, "is a PDF file, not an issuance log. Name it without --log."),
        (BUNDLE[:9], HandedKind.BUNDLE, "breaks off before its end. Download or copy it again."),
        (b"", HandedKind.STATUS, "is empty. Download or copy it again."),
    ],
)
def test_a_file_in_the_wrong_place_or_half_a_file_is_told_by_name(
    tmp_path: Path, data: bytes, kind: HandedKind, says: str
) -> None:
    file = tmp_path / "handed.json"
    file.write_bytes(data)
    with pytest.raises(UserError) as refusal:
        read_handed(file, kind=kind)
    assert str(refusal.value) == f"{file} {says}"


def test_a_file_in_its_place_is_read_whatever_else_it_mentions(tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(BUNDLE + STATUS)
    assert read_handed(file, kind=HandedKind.BUNDLE) == BUNDLE + STATUS


def test_of_several_files_the_wrong_one_is_named(office: Office) -> None:
    good = office.trust.bundles[0].raw
    status = office.issuer.publish_status(office.listing, now=FOUNDED).raw
    names = ("ours.json", "theirs.json", "list.json", "log.json")
    for held, name in (
        (Held(bundles=(good, b"{}"), names=names), "theirs.json"),
        (Held(bundles=(good, good), statuses=(status + b" ",), names=names), "list.json"),
        (Held(bundles=(good, good), statuses=(status,), logs=(b"{}",), names=names), "log.json"),
    ):
        with pytest.raises(UserError, match=f"^{name}: This is not an? "):
            held.around(TODAY)
