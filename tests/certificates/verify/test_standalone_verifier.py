"""The stand-alone verifier: the same code under its own name, with few libraries."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from office import found
from PIL import Image

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
    Image.new("L", (60, 60), 255).save(folder / "photo.png")
    (folder / "empty").mkdir()
    return folder


def run(out: Path, *words: str, module: str = "quizapp_verify") -> subprocess.CompletedProcess[str]:
    """Run it where our package and the big libraries can't be imported."""
    blocker = out / "blocker"
    blocker.mkdir(exist_ok=True)
    (blocker / "sitecustomize.py").write_text(
        "import sys\n" + "".join(f"sys.modules[{name!r}] = None\n" for name in BLOCKED.split())
    )
    return subprocess.run(
        [sys.executable, "-m", module, *words],
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
        (("n" * 300, *BOTH), 3),
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


def test_a_photo_is_not_said_to_have_no_code_where_nothing_reads_photos(out: Path) -> None:
    done = run(out, "photo.png", "--json", *BOTH)
    (file,) = json.loads(done.stdout)["files"]
    assert (done.returncode, file["reasons"][0]["code"]) == (3, "no_photo_reader")
    assert "can't be read here" in file["headline"]
    assert "pip install pillow zxing-cpp" in file["next_step"]


def test_files_in_each_others_place_and_an_empty_folder_are_named(out: Path) -> None:
    swapped = run(out, "certificate.pdf", "--trust", "status.json", "--status", "trust.json")
    assert swapped.stderr == (
        "quizapp-verify: status.json is a status list, not a trust bundle. Give it with --status.\n"
    )
    assert "There is no file to check in empty" in run(out, "empty", *BOTH).stdout


def test_an_end_that_nobody_foresaw_has_no_colours_exit_code(out: Path) -> None:
    (out / "broken.py").write_text(
        "from quizapp_verify import command\n"
        "command.VerifierPool = None\n"
        "raise SystemExit(command.main(['certificate.pdf']))\n"
    )
    done = run(out, module="broken")
    assert done.returncode == 70
    assert "Nothing was checked" in done.stderr


def test_it_tells_its_version(out: Path) -> None:
    project = tomllib.loads((SCRIPT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    done = run(out, "--version")
    assert (done.returncode, done.stdout) == (
        0,
        f"quizapp-verify {project['project']['version']}\n",
    )


def test_nothing_of_issuing_is_in_it(out: Path) -> None:
    names = {path.stem for path in (out / "project" / "quizapp_verify").rglob("*.py")}
    assert not names & {"issuer", "issue", "sign", "keys", "page", "finish", "badge"}
    assert {"pdf_bytes", "judge", "status", "trust"} <= names


def test_no_name_of_the_app_is_left_in_its_imports(out: Path) -> None:
    for path in (out / "project" / "quizapp_verify").rglob("*.py"):
        assert "from quizapp." not in path.read_text(encoding="utf-8"), path


def test_its_guide_names_the_wheel_that_the_project_makes_and_no_package_index() -> None:
    project = tomllib.loads((SCRIPT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = f"quizapp_verify-{project['project']['version']}-py3-none-any.whl"
    for guide in (SCRIPT.parent / "README.md", ROOT / "docs" / "certificates.md"):
        words = guide.read_text(encoding="utf-8")
        assert wheel in words
        assert "packaging/quizapp_verify/assemble.py ./verifier" in words
        assert "pip wheel --no-deps ./verifier" in words
        assert "pip install quizapp-verify" not in words
        assert "pip install 'quizapp-verify" not in words
