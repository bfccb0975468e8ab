"""The commands: exit codes, JSON, passphrases that never show, and the whole way round."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from office import PASSPHRASE, Office, found

from quizapp.app import open_app

ROOT = Path(__file__).parents[3]


class Shell:
    """Runs `quizapp` as a person does, with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *words: str, passphrase: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "quizapp", "--data-dir", str(self.data), *words]
        if passphrase:
            command += ["--passphrase-fd", "0"]
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            input=passphrase + "\n" if passphrase else "",
            env={**os.environ, "PYTHONWARNINGS": "default"},
        )


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "data")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a certificate of today, its trust bundle and its status list."""
    folder = tmp_path_factory.mktemp("out")
    now = datetime.now(UTC).replace(microsecond=0)
    office: Office = found(folder / "issuer", now=now)
    made = office.issue(issued_at=now, taken_on=now.date(), valid_until=None)
    (folder / "certificate.pdf").write_bytes(made.pdf)
    (folder / "changed.pdf").write_bytes(made.pdf.replace(b"%%EOF", b"%%EOX", 1))
    (folder / "trust-bundle.json").write_bytes(office.trust.bundles[0].raw)
    raw = office.issuer.publish_status(office.listing, now=now).raw
    (folder / "status-list.vc.json").write_bytes(raw)
    return folder


def with_both(out: Path) -> list[str]:
    return [
        "--trust",
        str(out / "trust-bundle.json"),
        "--status",
        str(out / "status-list.vc.json"),
    ]


@pytest.mark.parametrize(
    ("files", "both", "code"),
    [
        (["certificate.pdf"], True, 0),
        (["certificate.pdf"], False, 1),
        (["changed.pdf"], True, 2),
        (["none.pdf"], True, 3),
        (["certificate.pdf", "none.pdf"], True, 3),
        (["certificate.pdf", "none.pdf", "changed.pdf"], True, 2),
        ([], True, 64),
    ],
)
def test_the_exit_code_is_the_worst_verdict(
    shell: Shell, out: Path, files: list[str], both: bool, code: int
) -> None:
    paths = [str(out / name) for name in files]
    done = shell.run("certificate", "verify", *paths, *(with_both(out) if both else []))
    assert done.returncode == code, done.stdout + done.stderr


def test_wrong_usage_is_sixty_four(shell: Shell, out: Path) -> None:
    file = str(out / "certificate.pdf")
    for words in (["--nonsense"], [file, "--trust", file], [file, "--status", "none.json"]):
        done = shell.run("certificate", "verify", *words)
        assert done.returncode == 64, done.stdout


def test_the_wrong_one_of_an_issuers_files_is_named(shell: Shell, out: Path) -> None:
    changed = out / "changed-bundle.json"
    changed.write_bytes((out / "trust-bundle.json").read_bytes().replace(b"Harbour", b"Harbor"))
    for words, says in (
        (["--status", out / "trust-bundle.json"], "is a trust bundle, not a status list. Give it"),
        ([*with_both(out), "--trust", changed], f"{changed}: This is not a trust bundle, or it"),
    ):
        done = shell.run("certificate", "verify", str(out / "certificate.pdf"), *map(str, words))
        assert done.returncode == 64, done.stdout
        assert says in done.stderr


def test_json_is_stable_and_complete(shell: Shell, out: Path) -> None:
    done = shell.run(
        "certificate", "verify", "--json", str(out / "certificate.pdf"), *with_both(out)
    )
    document = json.loads(done.stdout)
    (file,) = document["files"]
    assert document["version"] == 1
    assert (file["verdict"], file["exit_code"], file["reasons"]) == ("green", 0, [])
    assert file["facts"]["holder_name"] == "Nadia Ćirić-Øvergård"
    assert len(file["checks"]) == 8


def test_text_shows_the_signed_facts_and_a_word_for_the_colour(shell: Shell, out: Path) -> None:
    done = shell.run("certificate", "verify", str(out / "certificate.pdf"), *with_both(out))
    assert "[ok] GREEN" in done.stdout
    assert "Nadia Ćirić-Øvergård" in done.stdout
    assert "the look of the page proves nothing" in done.stdout


def test_an_issuer_is_founded_shown_exported_and_backed_up(shell: Shell, tmp_path: Path) -> None:
    made = shell.run("issuer", "init", "Harbour Care", passphrase=PASSPHRASE)
    assert made.returncode == 0, made.stderr
    fingerprint = made.stdout.split("bundle: ")[1].split("\n")[0]
    shown = shell.run("issuer", "show")
    assert fingerprint in shown.stdout
    exported = shell.run("issuer", "export-trust", str(tmp_path / "bundle.json"))
    assert fingerprint in exported.stdout
    saved = shell.run("issuer", "backup", str(tmp_path / "issuer.zip"))
    assert saved.returncode == 0
    assert (tmp_path / "issuer.zip").stat().st_mode & 0o077 == 0
    again = shell.run("issuer", "init", "Other", passphrase=PASSPHRASE)
    assert again.returncode == 2
    assert "already" in again.stderr


def test_a_place_that_cannot_be_written_is_a_sentence(shell: Shell, tmp_path: Path) -> None:
    shell.run("issuer", "init", "Harbour Care Ltd", passphrase=PASSPHRASE)
    nowhere = tmp_path / "no such folder" / "bundle.json"
    done = shell.run("issuer", "export-trust", str(nowhere))
    assert done.returncode == 2
    assert f"{nowhere} can't be used: No such file or directory." in done.stderr


def test_the_help_of_a_check_lists_the_exit_codes_line_by_line(shell: Shell) -> None:
    lines = shell.run("certificate", "verify", "--help").stdout.splitlines()
    assert "    0 green, all checks passed" in lines
    assert not [line for line in lines if "\\b" in line]


def test_keys_are_renewed_and_the_list_goes_on(shell: Shell, tmp_path: Path) -> None:
    shell.run("issuer", "init", "Harbour Care", passphrase=PASSPHRASE)
    first = shell.run("certificate", "status", passphrase=PASSPHRASE)
    assert "Status list 1 of" in first.stdout, first.stderr
    turned = shell.run("issuer", "rotate", passphrase=PASSPHRASE)
    assert "New signing keys" in turned.stdout, turned.stderr
    target = tmp_path / "list.json"
    second = shell.run(
        "certificate", "status", "--renew", "--out", str(target), passphrase=PASSPHRASE
    )
    assert "Status list 2 of" in second.stdout, second.stderr
    assert target.is_file()


def test_a_wrong_passphrase_is_a_sentence_and_is_nowhere_shown(shell: Shell) -> None:
    wrong = "moonlit-anchor-77"
    shell.run("issuer", "init", "Harbour Care", passphrase=PASSPHRASE)
    done = shell.run("issuer", "rotate", passphrase=wrong)
    assert done.returncode == 2
    assert "does not open" in done.stderr
    assert "moonlit" not in done.stdout + done.stderr
    assert PASSPHRASE.encode() not in b"".join(
        path.read_bytes() for path in shell.data.rglob("*") if path.is_file()
    )


def test_without_an_issuer_there_is_a_next_step(shell: Shell) -> None:
    done = shell.run("issuer", "show")
    assert done.returncode == 2
    assert "quizapp issuer init" in done.stderr


def test_an_unknown_serial_is_not_withdrawn(shell: Shell) -> None:
    open_app(shell.data).close()
    done = shell.run("certificate", "revoke", "QZ-0", "--reason", "other", passphrase=PASSPHRASE)
    assert done.returncode == 2
    assert "QZ-0" in done.stderr
