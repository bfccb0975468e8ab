"""The stand-alone verifier: the same code under its own name, with few libraries."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from office import found

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "packaging" / "quizapp_verify" / "assemble.py"
BLOCKED = "quizapp pyhanko reportlab pyld click PySide6 sqlite_utils platformdirs yaml zxingcpp"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("assemble_verifier", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("receiver")
    now = datetime.now(UTC).replace(microsecond=0)
    office = found(folder / "issuer", now=now)
    made = office.issue(issued_at=now, taken_on=now.date(), valid_until=None)
    (folder / "certificate.pdf").write_bytes(made.pdf)
    (folder / "changed.pdf").write_bytes(made.pdf + b" ")
    (folder / "badge.png").write_bytes(made.badge_png)
    (folder / "trust.json").write_bytes(office.trust.bundles[0].raw)
    raw = office.issuer.publish_status(office.listing, now=now).raw
    (folder / "status.json").write_bytes(raw)
    _script().assemble(folder / "project")
    return folder


def run(out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it where our package and the big libraries can't be imported."""
    blocker = out / "blocker"
    blocker.mkdir(exist_ok=True)
    (blocker / "sitecustomize.py").write_text(
        "import sys\n" + "".join(f"sys.modules[{name!r}] = None\n" for name in BLOCKED.split())
    )
    return subprocess.run(
        [sys.executable, "-m", "quizapp_verify", *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=out,
        env={**os.environ, "PYTHONPATH": f"{blocker}{os.pathsep}{out / 'project'}"},
    )


BOTH = ("--trust", "trust.json", "--status", "status.json")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("certificate.pdf", *BOTH), 0),
        (("certificate.pdf",), 1),
        (("badge.png", *BOTH), 1),
        (("changed.pdf", *BOTH), 2),
        (("none.pdf", *BOTH), 3),
        (("certificate.pdf", "--trust", "none.json"), 64),
        (("certificate.pdf", "--trust", "status.json"), 64),
        ((), 64),
    ],
)
def test_it_gives_the_same_exit_codes(out: Path, words: tuple[str, ...], code: int) -> None:
    done = run(out, *words)
    assert done.returncode == code, done.stdout + done.stderr


def test_it_gives_the_same_json_as_the_app(out: Path) -> None:
    done = run(out, "certificate.pdf", "--json", *BOTH)
    (file,) = json.loads(done.stdout)["files"]
    assert file["verdict"] == "green"
    assert file["facts"]["holder_name"] == "Nadia Ćirić-Øvergård"


def test_nothing_of_issuing_is_in_it(out: Path) -> None:
    names = {path.stem for path in (out / "project" / "quizapp_verify").rglob("*.py")}
    assert not names & {"issuer", "issue", "sign", "keys", "page", "finish", "badge"}
    assert {"pdf_bytes", "judge", "status", "trust"} <= names


def test_no_name_of_the_app_is_left_in_its_imports(out: Path) -> None:
    for path in (out / "project" / "quizapp_verify").rglob("*.py"):
        assert "from quizapp." not in path.read_text(encoding="utf-8"), path
