from __future__ import annotations

import io
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from quizapp.certificates.badge import SIDE, bake
from quizapp.certificates.page.specimen import sample_facts
from quizapp.domain.certificate import IssuerKind

CREDENTIAL = '{"name": "Žofie", "n": 1}\n'.encode()


def test_the_credential_comes_out_byte_for_byte() -> None:
    image = Image.open(io.BytesIO(bake(sample_facts(), CREDENTIAL)))
    image.load()

    assert image.text["openbadgecredential"].encode() == CREDENTIAL  # type: ignore[attr-defined]  # PNG only
    assert image.size == (SIDE, SIDE)


def test_the_text_stands_in_one_uncompressed_chunk_before_the_picture() -> None:
    data = bake(sample_facts(), CREDENTIAL)
    start = data.index(b"iTXt")
    length = int.from_bytes(data[start - 4 : start])
    body = data[start + 4 : start + 4 + length]

    assert body == b"openbadgecredential\0\0\0\0\0" + CREDENTIAL
    assert int.from_bytes(data[start + 4 + length : start + 8 + length]) == zlib.crc32(
        b"iTXt" + body
    )
    assert data.count(b"iTXt") == 1
    assert start < data.index(b"IDAT")


def test_badges_of_one_run_differ_in_the_credential_alone() -> None:
    one = bake(sample_facts("Nadia Rahman"), CREDENTIAL)
    other = bake(sample_facts("Paul Otieno"), CREDENTIAL)

    assert one == other
    assert bake(sample_facts(), CREDENTIAL) == one


def test_the_corners_are_clear_and_the_middle_shows_the_mark() -> None:
    image = Image.open(io.BytesIO(bake(sample_facts(), CREDENTIAL))).convert("RGBA")

    corner, edge = image.getpixel((2, 2)), image.getpixel((300, 18))
    assert isinstance(corner, tuple)
    assert isinstance(edge, tuple)
    assert corner[3] == 0
    assert edge[3] > 250


@pytest.mark.parametrize("kind", IssuerKind)
@pytest.mark.parametrize("title", ["خدمة العملاء", "A title " * 12, "Ευγένεια"])
def test_a_badge_is_made_for_every_title_and_issuer(title: str, kind: IssuerKind) -> None:
    facts = replace(
        sample_facts(kind=kind), exam_title=title, programme=title, issuer_name=f"{title} GmbH"
    )

    assert bake(facts, CREDENTIAL).startswith(b"\x89PNG")


def test_practice_looks_different() -> None:
    facts = sample_facts()
    practice = replace(facts, issuer_kind=IssuerKind.LOCAL)

    assert bake(practice, CREDENTIAL) != bake(facts, CREDENTIAL)
