from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from quizapp.certificates.page import draw, templates
from quizapp.certificates.page.composer import LEAST_QR
from quizapp.certificates.page.specimen import picture, sample_code, sample_facts
from quizapp.certificates.qr_image import MOST_CHARACTERS, QUIET_MODULES, QrMatrix, qr_matrix
from quizapp.certificates.verify.photo import read_codes
from quizapp.domain.certificate import PageSize
from quizapp.errors import UserError

MILLIMETRES_PER_INCH = 25.4
PRINTED_SIDE = 28.0
SCANNER = 150


def as_image(matrix: QrMatrix, scale: int) -> Image.Image:
    side = (matrix.modules + 2 * QUIET_MODULES) * scale
    image = Image.new("L", (side, side), 255)
    for row, start, length in matrix.runs:
        left, top = (start + QUIET_MODULES) * scale, (row + QUIET_MODULES) * scale
        image.paste(0, (left, top, left + length * scale, top + scale))
    return image


def scanned(text: str, angle: float, shift: float) -> Image.Image:
    """Scan a code printed at 28 mm with 150 dots per inch, laid on the glass at an angle."""
    fine = 8
    matrix = qr_matrix(text)
    paper = as_image(matrix, fine)
    dots = PRINTED_SIDE / MILLIMETRES_PER_INCH * SCANNER
    shrink = matrix.modules * fine / dots
    wide = round(dots * 2.2)
    turned = paper.rotate(angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    sheet = Image.new("L", (round(wide * shrink), round(wide * shrink)), 255)
    offset = round((sheet.width - turned.width) / 2 + shift * shrink)
    sheet.paste(turned, (offset, offset))
    return sheet.resize((wide, wide), Image.Resampling.BOX)


def read(image: Image.Image) -> str:
    """Read a picture with the reader of the verifier."""
    out = io.BytesIO()
    image.save(out, "PNG")
    found = read_codes(out.getvalue())
    return found[0] if found else ""


@pytest.mark.parametrize("size", PageSize)
@pytest.mark.parametrize("template", templates())
def test_the_code_on_the_page_is_large_enough_and_reads(template: str, size: PageSize) -> None:
    page = draw(sample_facts(template=template, size=size), sample_code())
    box = next(box for box in page.boxes if box.name == "qr")
    modules = qr_matrix(sample_code()).modules
    side = (box.right - box.left) * modules / (modules + 2 * QUIET_MODULES)

    assert side >= LEAST_QR
    assert read(picture(page.pdf, 150)) == sample_code()


@pytest.mark.parametrize("template", templates())
def test_the_quiet_zone_is_white(template: str) -> None:
    page = draw(sample_facts(template=template), sample_code())
    box = next(box for box in page.boxes if box.name == "qr")
    image = picture(page.pdf, 72 * 4).convert("RGB")
    modules = qr_matrix(sample_code()).modules
    quiet = (box.right - box.left) * QUIET_MODULES / (modules + 2 * QUIET_MODULES)
    ring = [
        image.getpixel((round(x * 4), round((page.size[1] - y) * 4)))
        for step in range(100)
        for depth in (0.1, 0.5, 0.9)
        for x, y in (
            (box.left + (box.right - box.left) * step / 100, box.bottom + quiet * depth),
            (box.left + (box.right - box.left) * step / 100, box.top - quiet * depth),
            (box.left + quiet * depth, box.bottom + (box.top - box.bottom) * step / 100),
            (box.right - quiet * depth, box.bottom + (box.top - box.bottom) * step / 100),
        )
    ]

    assert set(ring) == {(255, 255, 255)}


def scans_read(count: int) -> int:
    letters = sample_code()[4:]
    good = 0
    for number in range(count):
        text = f"QZ1:{letters[number:]}{letters[:number]}"
        angle = (number * 137.508) % 360
        good += read(scanned(text, angle, (number % 7) / 7)) == text
    return good


def test_a_sample_of_printed_and_scanned_codes_is_read() -> None:
    assert scans_read(12) == 12


@pytest.mark.proof
def test_of_a_hundred_printed_and_scanned_codes_at_least_99_are_read() -> None:
    assert scans_read(100) >= 99


def test_the_code_has_correction_level_m() -> None:
    found = zxingcpp.read_barcodes(as_image(qr_matrix(sample_code()), 4))

    assert found[0].ec_level == "M"


@pytest.mark.parametrize("text", ["", "A" * (MOST_CHARACTERS + 1)])
def test_a_text_that_cannot_be_a_code_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="1 to 400"):
        qr_matrix(text)
