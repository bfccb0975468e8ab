"""Renders every template with a name in every script, so that people can look at them.

    python -m quizapp.certificates.page.specimen OUTDIR [TEMPLATE…]

Writes a finished PDF and a PNG for each, with made-up facts and a code that proves nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pypdfium2
from PIL import Image, ImageDraw

from quizapp.certificates.finish import finish
from quizapp.certificates.page import draw, templates
from quizapp.domain.certificate import (
    Appearance,
    CertificateFacts,
    DomainResult,
    IssuerKind,
    PageSize,
)

_RESOLUTION = 144
_CODE = "QZ1:" + "6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDEPWK G2EP4J0BGJLFX3R3VHXK" * 5
_LONGEST_CODE = 380

# Sample names, each with the language that chooses Han glyphs.
NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "latin": ("Nadia Rahman", ""),
        "diacritics": ("Øyvind Šťastný-Þórðarson Żółć Ğül Œdipe", ""),
        "vietnamese": ("Nguyễn Thị Ánh Tuyết", "vi"),
        "greek": ("Γεώργιος Παπαδόπουλος", "el"),
        "cyrillic": ("Зоя Ђорђевић Їжакевич", "uk"),
        "arabic": ("عبد الرحمٰن بن محمّد الأنصاري", "ar"),
        "persian": ("مهدی آذریزدی‌نژاد", "fa"),
        "hebrew": ("שׁוּלַמִּית בֶּן־דָּוִד", "he"),
        "devanagari": ("श्रीकृष्ण त्रिपाठी ज्ञानेश्वर", "hi"),
        "thai": ("กฤษณ์ ศรีสุวรรณ์ทวีทรัพย์", "th"),
        "japanese": ("渡邊 直葉・ジョン", "ja"),
        "chinese-simplified": ("欧阳骨直", "zh-Hans"),
        "chinese-traditional": ("歐陽骨直", "zh-Hant"),
        "korean": ("김민준 남궁소라", "ko"),
        "mixed": ("Dr. משה Cohen 3rd محمد", ""),
        "long": (
            "Maria-Magdalena Wilhelmina von und zu Hohenstaufen-Württemberg de Ortega y Gasset",
            "",
        ),
    }
)


def sample_facts(
    name: str = "Nadia Rahman",
    language: str = "",
    *,
    template: str = "circles",
    size: PageSize = PageSize.A4,
    kind: IssuerKind = IssuerKind.ORGANISATION,
    title: str = "Empathy in Customer Service, Specialist",
    pictures: bool = False,
) -> CertificateFacts:
    """Return made-up facts of a certificate."""
    local = kind is IssuerKind.LOCAL
    bands = (
        ("Foundations of empathy", "strong"),
        ("Active listening", "secure"),
        ("Acknowledging and validating", "strong"),
        ("Complaint handling", "secure"),
        ("De-escalation", "growing"),
        ("Language and channels", "strong"),
        ("Personal, proactive service", "secure"),
        ("Team and measurement", "secure"),
    )
    return CertificateFacts(
        serial="EMP-26-0418-K7",
        credential_id="urn:uuid:0f7b0b0e-3a4e-4e39-9c3b-111122223333",
        status_index=4711,
        holder_name=name,
        holder_language=language,
        holder_email="",
        identity_salt="",
        programme="Empathy in Customer Service",
        exam_title=title,
        form_id="B",
        bank_id="empathy-in-service",
        bank_version="1.2",
        score=78.0,
        cut=68.0,
        cut_status="provisional",
        band="secure",
        domains=tuple(DomainResult(title=topic, band=band) for topic, band in bands),
        issued_at=datetime(2026, 12, 12, 9, 30, tzinfo=UTC),
        taken_on=date(2026, 12, 10),
        valid_until=None if local else date(2029, 12, 11),
        supervision="self" if local else "remote",
        issuer_id="urn:uuid:5d1a8e8e-6f2c-4c9b-8d5e-444455556666",
        issuer_name="Nadia’s own quizapp" if local else "Harbour Lane Academy",
        issuer_kind=kind,
        replaces=None,
        appearance=Appearance(
            template=template,
            page_size=size,
            logo=_sample_logo() if pictures else None,
            signatory_name="" if local else "Helen Brandt",
            signatory_title="" if local else "Head of Learning, for the issuer",
            signature_image=None if local else _sample_signature(),
        ),
    )


def sample_code() -> str:
    """Return a QR text of realistic length that no issuer has signed."""
    return _CODE[:_LONGEST_CODE]


def specimens(chosen: tuple[str, ...] = ()) -> Iterator[tuple[str, CertificateFacts]]:
    """Yield a name for each specimen and its facts."""
    for template in chosen or tuple(templates()):
        for script, (name, language) in NAMES.items():
            yield f"{template}-{script}", sample_facts(name, language, template=template)
        yield (
            f"{template}-letter",
            sample_facts(template=template, size=PageSize.LETTER, pictures=True),
        )
        yield f"{template}-logo", sample_facts(template=template, pictures=True)
        yield f"{template}-practice", sample_facts(template=template, kind=IssuerKind.LOCAL)
        yield (
            f"{template}-long-title",
            sample_facts(
                NAMES["long"][0],
                template=template,
                title="Empathy, Active Listening and De-escalation in Multilingual Customer "
                "Service for Public Transport and Municipal Utilities, Specialist",
            ),
        )


def main(arguments: list[str]) -> int:
    """Write the specimens and return the exit code."""
    if not arguments:
        sys.stderr.write(__doc__ or "")
        return 64
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, facts in specimens(tuple(arguments[1:])):
        pdf = finish(draw(facts, sample_code()), facts, b'{"specimen": true}\n')
        (folder / f"{name}.pdf").write_bytes(pdf)
        picture(pdf).save(folder / f"{name}.png")
        sys.stdout.write(f"{name}\n")
    return 0


def picture(pdf: bytes, resolution: int = _RESOLUTION) -> Image.Image:
    """Render the first page of a PDF at this resolution in dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image: Image.Image = document[0].render(scale=resolution / 72).to_pil()
        return image
    finally:
        document.close()


def _sample_signature() -> bytes:
    """Draw a signature with a pen that swings, as a PNG with a clear ground."""
    across, up = 620, 200
    image = Image.new("RGBA", (across * 2, up * 2), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    curve = [
        *((30, 170), (60, 60), (92, 40), (96, 150), (130, 70), (158, 48), (164, 150), (205, 110)),
        *((228, 120), (236, 150), (262, 104), (280, 66), (292, 30), (276, 150), (300, 74)),
        *((352, 36), (362, 78), (312, 96), (368, 112), (352, 158), (306, 150), (384, 132)),
        *((440, 122), (520, 128), (590, 116)),
    ]
    steps = 24
    points = []
    for place in range(len(curve) - 1):
        a, b, c, d = (curve[min(max(place + k, 0), len(curve) - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            points.append(
                tuple(_swing(a[axis], b[axis], c[axis], d[axis], t) * 2 for axis in (0, 1))
            )
    for start, end in pairwise(points):
        pen.line([start, end], fill=(28, 52, 110, 255), width=9)
        pen.ellipse(
            [start[0] - 4, start[1] - 4, start[0] + 4, start[1] + 4], fill=(28, 52, 110, 255)
        )
    return _png(image.resize((across, up), Image.Resampling.LANCZOS))


def _swing(a: float, b: float, c: float, d: float, t: float) -> float:
    """Interpolate between `b` and `c` (Catmull-Rom)."""
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _sample_logo() -> bytes:
    """Draw a made-up logo, a lighthouse beam over waves, as a PNG with a clear ground."""
    side = 800
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    teal, sand = (14, 98, 101, 255), (180, 73, 42, 255)
    pen.polygon([(360, 250), (440, 250), (480, 560), (320, 560)], fill=teal)
    pen.rectangle([340, 170, 460, 235], fill=sand)
    pen.polygon([(400, 80), (480, 165), (320, 165)], fill=teal)
    for row in range(3):
        for column in range(5):
            x = 60 + column * 136 + (row % 2) * 34
            y = 560 + row * 66
            pen.arc([x, y, x + 136, y + 90], 200, 340, fill=teal, width=26)
    return _png(image.resize((400, 400), Image.Resampling.LANCZOS))


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
