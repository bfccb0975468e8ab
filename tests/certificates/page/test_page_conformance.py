from __future__ import annotations

import hashlib
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
from page_reading import CREDENTIAL, tagged_lines

from quizapp.certificates.page import draw, printed_lines, templates
from quizapp.certificates.page.specimen import NAMES, sample_code, sample_facts, specimens
from quizapp.domain.certificate import CertificateFacts, IssuerKind

Finished = Callable[[CertificateFacts], bytes]
Tool = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("template", templates())
@pytest.mark.parametrize("script", NAMES)
def test_the_tags_read_the_printed_lines(template: str, script: str, finished: Finished) -> None:
    facts = sample_facts(*NAMES[script], template=template)
    page = draw(facts, sample_code())

    assert tagged_lines(finished(facts)) == page.lines == printed_lines(facts)


@pytest.mark.parametrize("script", NAMES)
def test_copying_gives_the_name_in_every_script(
    script: str, finished: Finished, tool: Tool
) -> None:
    facts = sample_facts(*NAMES[script])
    told = tool(finished(facts), "pdftotext", "-raw", "{}", "-")
    words = set(re.sub("[\u200e\u200f\u202a-\u202e]", " ", told.stdout).split())

    assert told.stderr == ""
    for word in " ".join(printed_lines(facts)).split():
        # poppler turns the replacement text of words from the right around; the tags have it right
        assert word in words or (is_from_right(word) and word[::-1] in " ".join(words))


def is_from_right(word: str) -> bool:
    return any("\u0590" <= character <= "\u06ff" for character in word)


def test_glyphs_alone_read_as_latin_text_even_for_programs_that_ignore_actual_text(
    finished: Finished, tool: Tool
) -> None:
    facts = sample_facts("Øyvind Šťastný")
    bare = re.sub(rb"/ActualText <[0-9A-F]+>", b"", uncompressed(finished(facts)))
    told = tool(bare, "pdftotext", "-raw", "{}", "-").stdout

    assert "Øyvind Šťastný" in told
    assert "This certifies that" in told


def uncompressed(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as document:
        document.save(
            out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
        )
    return out.getvalue()


@pytest.mark.parametrize("template", templates())
def test_qpdf_and_ghostscript_find_nothing(template: str, finished: Finished, tool: Tool) -> None:
    pdf = finished(sample_facts(*NAMES["devanagari"], template=template, pictures=True))
    checked = tool(pdf, "qpdf", "--check", "{}")
    printed = tool(pdf, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", "{}")

    assert (checked.returncode, checked.stderr) == (0, "")
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, "", "")


def test_poppler_reads_the_structure_and_the_file_inside(finished: Finished, tool: Tool) -> None:
    pdf = finished(sample_facts())
    structure = tool(pdf, "pdfinfo", "-struct-text", "{}")
    files = tool(pdf, "pdfdetach", "-list", "{}")
    info = tool(pdf, "pdfinfo", "{}")
    fonts = tool(pdf, "pdffonts", "{}").stdout.splitlines()[2:]

    assert structure.stderr == ""
    assert structure.stdout.index("H1 (block)") < structure.stdout.index('"Nadia Rahman"')
    assert "1 embedded files\n1: credential.json" in files.stdout
    assert "Certificate: Empathy in Customer Service, Specialist, Nadia Rahman" in info.stdout
    assert "Tagged:          yes" in info.stdout
    assert fonts
    assert all(re.search(r"CID TrueType +Identity-H +yes yes yes", row) for row in fonts)


def test_the_credential_is_inside_byte_for_byte(finished: Finished) -> None:
    with pikepdf.Pdf.open(io.BytesIO(finished(sample_facts()))) as pdf:
        spec = pdf.Root.AF[0]
        stream = spec.EF.F

        assert stream.read_bytes() == CREDENTIAL
        assert bytes(stream.Params.CheckSum) == hashlib.md5(CREDENTIAL).digest()  # noqa: S324 - PDF names MD5
        assert spec.AFRelationship == pikepdf.Name.Data
        assert pdf.Root.Names.EmbeddedFiles.Names[1].objgen == spec.objgen


def test_dates_and_number_come_from_the_facts(finished: Finished) -> None:
    with pikepdf.Pdf.open(io.BytesIO(finished(sample_facts()))) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()

        assert str(pdf.docinfo.CreationDate) == "D:20261212093000+00'00'"
        assert "<xmp:CreateDate>2026-12-12T09:30:00+00:00</xmp:CreateDate>" in metadata
        assert "urn:uuid:0f7b0b0e-3a4e-4e39-9c3b-111122223333" in metadata


def test_signs_in_names_do_not_break_the_metadata(finished: Finished) -> None:
    facts = sample_facts("A & B <b>")
    with pikepdf.Pdf.open(io.BytesIO(finished(facts))) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == f"Certificate: {facts.exam_title}, A & B <b>"


def test_there_is_one_empty_signature_field_and_nothing_active(finished: Finished) -> None:
    with pikepdf.Pdf.open(io.BytesIO(finished(sample_facts()))) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)

        assert [str(field.T) for field in fields] == ["Signature1"]
        assert "/V" not in fields[0]
        assert set(pdf.Root.keys()).isdisjoint({"/OpenAction", "/AA", "/OCProperties", "/Outlines"})


def test_a_page_worded_in_english_says_so_whatever_was_asked(finished: Finished) -> None:
    with pikepdf.Pdf.open(io.BytesIO(finished(sample_facts()))) as pdf:
        assert str(pdf.Root.Lang) == "en"


def sample_of_all() -> list[tuple[str, CertificateFacts]]:
    """Give the scripts that are shaped most, with the templates in turn, and one for practice."""
    keys = list(templates())
    shaped = ("arabic", "hebrew", "devanagari", "thai", "japanese")
    scripts = [
        (f"{keys[place % 3]}-{script}", sample_facts(*NAMES[script], template=keys[place % 3]))
        for place, script in enumerate(shaped)
    ]
    return [*scripts, ("practice", sample_facts(kind=IssuerKind.LOCAL, pictures=True))]


def test_verapdf_passes_samples_as_pdf_a_3a_and_pdf_ua_1(
    verapdf: ModuleType, finished: Finished, tmp_path: Path
) -> None:
    assert failures(verapdf, sample_of_all(), finished, tmp_path) == []


@pytest.mark.proof
def test_verapdf_passes_every_template_in_every_script(
    verapdf: ModuleType, finished: Finished, tmp_path: Path
) -> None:
    assert failures(verapdf, list(specimens()), finished, tmp_path) == []


def failures(
    verapdf: ModuleType,
    samples: list[tuple[str, CertificateFacts]],
    finished: Finished,
    folder: Path,
) -> list[str]:
    files = []
    for name, facts in samples:
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(finished(facts))
    results = verapdf.check(files)
    assert len(results) == 2 * len(files)
    return [
        f"{result.file} {result.profile} {result.failed}" for result in results if not result.passed
    ]


def test_verapdf_does_find_what_an_unfinished_page_lacks(
    verapdf: ModuleType, tmp_path: Path
) -> None:
    file = tmp_path / "raw.pdf"
    file.write_bytes(draw(sample_facts(), sample_code()).pdf)

    assert [result.passed for result in verapdf.check([file])] == [False, False]
