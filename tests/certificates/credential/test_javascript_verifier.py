"""An independent verifier in another language accepts our credentials, and only unchanged ones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from office import Office

from quizapp.certificates import jsonld
from quizapp.certificates.issue import IssuedCertificate

HERE = Path(__file__).parent / "javascript"
MODULES = Path(os.environ.get("QUIZAPP_NODE_MODULES", HERE / "node_modules"))

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "@digitalbazaar" / "vc").is_dir(),
    reason="node or its packages are missing: npm ci --ignore-scripts in credential/javascript",
)


def judged(credential: bytes, folder: Path) -> dict[str, Any]:
    """Run the other verifier in a folder that sees the packages."""
    link = folder / "node_modules"
    if not link.exists():
        link.symlink_to(MODULES.resolve())
    shutil.copy(HERE / "verify.mjs", folder)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "credential.json").write_bytes(credential)
    contexts = Path(jsonld.__file__).parent / "contexts"
    done = subprocess.run(
        ["node", "verify.mjs", "credential.json", str(contexts)],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_accepts_both_proofs(certificate: IssuedCertificate, tmp_path: Path) -> None:
    found = judged(certificate.credential_json, tmp_path)
    assert found["rdf"] == {"verified": True, "error": None}
    assert found["jcs"] == {"verified": True}


def test_it_accepts_names_in_every_script(office: Office, tmp_path: Path) -> None:
    made = office.issue(
        holder_name="Ayşe Nguyễn Thị Ánh 'Zoë' Łukasz", valid_until=None, domains=()
    )
    found = judged(made.credential_json, tmp_path)
    assert found["rdf"]["verified"]
    assert found["jcs"]["verified"]


def test_it_refuses_a_changed_score(certificate: IssuedCertificate, tmp_path: Path) -> None:
    document = json.loads(certificate.credential_json)
    document["credentialSubject"]["result"][0]["value"] = "100"
    found = judged(json.dumps(document).encode(), tmp_path)
    assert not found["rdf"]["verified"]
    assert not found["jcs"]["verified"]


def test_it_refuses_an_unknown_term(certificate: IssuedCertificate, tmp_path: Path) -> None:
    document = json.loads(certificate.credential_json) | {"honours": "with distinction"}
    found = judged(json.dumps(document).encode(), tmp_path)
    assert "Safe mode" in found["rdf"]["error"]
    assert not found["jcs"]["verified"]
