"""What holds for the finished page holds for the signed certificate too."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from office import Office

from quizapp.certificates.page import templates
from quizapp.certificates.page.specimen import NAMES, sample_facts
from quizapp.domain.verdict import Colour

Tool = Callable[..., subprocess.CompletedProcess[str]]


def signed(office: Office, template: str, script: str) -> bytes:
    name, language = NAMES[script]
    look = replace(office.facts().appearance, template=template)
    return office.issue(holder_name=name, holder_language=language, appearance=look).pdf


@pytest.mark.parametrize(("template", "script"), [("circles", "arabic"), ("engraved", "thai")])
def test_a_signed_certificate_is_accepted_and_every_reader_is_content(
    template: str, script: str, office: Office, tool: Tool
) -> None:
    pdf = signed(office, template, script)
    told = tool(pdf, "pdfsig", "{}").stdout
    printed = tool(pdf, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", "{}")

    assert office.verify(pdf).colour is Colour.GREEN
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, "", "")
    assert tool(pdf, "qpdf", "--check", "{}").returncode == 0


def test_a_signed_certificate_with_logo_and_signature_is_accepted(office: Office) -> None:
    look = replace(sample_facts(pictures=True).appearance, template="ripples")

    assert office.verify(office.issue(appearance=look).pdf).colour is Colour.GREEN


@pytest.mark.proof
def test_verapdf_passes_signed_certificates_of_every_template_and_script(
    verapdf: ModuleType, office: Office, tmp_path: Path
) -> None:
    files = []
    for template in templates():
        for script in NAMES:
            files.append(tmp_path / f"{template}-{script}.pdf")
            files[-1].write_bytes(signed(office, template, script))
    results = verapdf.check(files)

    assert len(results) == 2 * len(files)
    assert [f"{r.file} {r.profile} {r.failed}" for r in results if not r.passed] == []
    assert max(file.stat().st_size for file in files) <= 100_000
