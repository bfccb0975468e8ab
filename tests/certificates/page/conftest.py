"""Facts to draw and tools to look at what was drawn."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from page_reading import CREDENTIAL

from quizapp.certificates.finish import finish
from quizapp.certificates.page import draw
from quizapp.certificates.page.specimen import sample_code
from quizapp.domain.certificate import CertificateFacts

_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def finished() -> Callable[[CertificateFacts], bytes]:
    """Draw and finish facts with a code of usual length."""

    def make(facts: CertificateFacts) -> bytes:
        return finish(draw(facts, sample_code()), facts, CREDENTIAL)

    return make


@pytest.fixture(scope="session")
def verapdf() -> ModuleType:
    """Give the conformance checker, or skip with what is needed to install it."""
    path = _ROOT / "packaging" / "verapdf" / "verapdf.py"
    spec = importlib.util.spec_from_file_location("verapdf", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verapdf"] = module
    spec.loader.exec_module(module)
    if reason := module.why_not():
        pytest.skip(reason)
    return module


@pytest.fixture
def tool(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a system tool on a PDF, whose place in the arguments is written `{}`."""

    def run(pdf: bytes, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        if shutil.which(name) is None:
            pytest.skip(f"needs {name}: apt-get install qpdf ghostscript poppler-utils")
        file = tmp_path / "certificate.pdf"
        file.write_bytes(pdf)
        filled = [str(file) if argument == "{}" else argument for argument in arguments]
        return subprocess.run([name, *filled], capture_output=True, text=True, check=False)

    return run
