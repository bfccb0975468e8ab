from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from quizapp.certificates.page import draw
from quizapp.certificates.page.colour import WHITE, Colour, Palette
from quizapp.certificates.page.pictures import picture
from quizapp.certificates.page.specimen import picture as rendered
from quizapp.certificates.page.specimen import sample_code, sample_facts
from quizapp.errors import UserError


def image_bytes(mode: str, size: tuple[int, int], kind: str, colour: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind)  # type: ignore[arg-type]  # any colour of the mode
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "kind", "colour"),
    [
        ("RGB", "PNG", (200, 30, 30)),
        ("RGBA", "PNG", (200, 30, 30, 90)),
        ("L", "PNG", 90),
        ("P", "PNG", 3),
        ("RGB", "JPEG", (200, 30, 30)),
        ("CMYK", "JPEG", (10, 200, 200, 0)),
    ],
)
def test_logos_of_every_usual_kind_are_drawn(mode: str, kind: str, colour: object) -> None:
    facts = sample_facts()
    logo = image_bytes(mode, (80, 40), kind, colour)
    page = draw(replace(facts, appearance=replace(facts.appearance, logo=logo)), sample_code())
    box = next(box for box in page.boxes if box.name == "logo")
    image = rendered(page.pdf, 72).convert("RGB")
    middle = (round((box.left + box.right) / 2), round(page.size[1] - (box.top + box.bottom) / 2))

    assert abs((box.right - box.left) / (box.top - box.bottom) - 2) < 0.01
    assert image.getpixel(middle) != (255, 255, 255)


def test_large_pictures_are_made_small_once_for_all_certificates() -> None:
    shown = picture(image_bytes("RGB", (3000, 1500), "JPEG", (9, 9, 200)), "logo")

    assert (shown.width, shown.height) == (667, 334)
    assert shown is picture(image_bytes("RGB", (3000, 1500), "JPEG", (9, 9, 200)), "logo")


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a" + b"\0" * 20],
    ids=["empty", "text", "broken", "another kind"],
)
def test_a_file_that_is_no_picture_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UserError, match=r"not a PNG or JPEG that can be read\. Choose another"):
        picture(data, "logo")


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(UserError, match="too large"):
        picture(image_bytes("1", (9000, 9000), "PNG", 1), "logo")


def test_pictures_have_descriptions_for_screen_readers(finished: object) -> None:
    facts = sample_facts(pictures=True)
    assert callable(finished)
    with pikepdf.Pdf.open(io.BytesIO(finished(facts))) as pdf:
        told = [
            str(node.Alt)
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and node.get("/S") == pikepdf.Name.Figure
        ]

    assert sorted(told) == [
        "Logo of Harbour Lane Academy",
        "QR code with the signed claim of this certificate",
        "Signature of Helen Brandt",
    ]


@pytest.mark.parametrize("colour", ["#FFEE00", "#FFFFFF", "#77CCAA", "#0E6265"])
def test_an_issuers_colour_is_darkened_until_text_in_it_can_be_read(colour: str) -> None:
    palette = Palette.of(colour, colour)
    contrast = 1.05 / (palette.text.luminance + 0.05)

    assert contrast >= 4.5
    assert palette.accent == Colour.parse(colour)


@pytest.mark.parametrize("text", ["teal", "#12345", "#12345G", "123456"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not a colour"):
        Colour.parse(text)


def test_tints_run_from_white_to_the_colour() -> None:
    teal = Colour.parse("#0E6265")

    assert teal.tint(0) == WHITE
    assert str(teal.tint(1)) == str(teal)
