"""The checking process: limits, recovery, folders, and no network anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from office import FOUNDED, TODAY, Office, codes

from quizapp.certificates.issue import IssuedCertificate
from quizapp.certificates.verify import worker
from quizapp.certificates.verify.held import Held
from quizapp.certificates.verify.messages import (
    held_from_json,
    held_to_json,
    receive,
    send,
)
from quizapp.certificates.verify.pool import VerifierPool, files_in
from quizapp.domain.verdict import Colour, Verdict
from quizapp.errors import UserError

ROOT = Path(__file__).parents[3]

STUCK = """
import sys, time
from quizapp.certificates.verify import messages, worker
real = worker._answer
def answer(message, around):
    name = message.get("path", "")
    if name.endswith("stuck.pdf"):
        import threading; threading.Event().wait()
    if name.endswith("dead.pdf"):
        import os; os._exit(9)
    if name.endswith("hungry.pdf"):
        return real({**message, "path": message["path"]}, around) if not bytearray(4 << 30) else {}
    return real(message, around)
def guarded(message, around):
    try:
        return answer(message, around)
    except MemoryError:
        return {"failed": "memory"}
worker._answer = guarded
worker.main()
"""


@pytest.fixture(scope="module")
def held(office: Office) -> Held:
    raw = office.issuer.publish_status(office.listing, now=FOUNDED).raw
    return Held(bundles=(office.trust.bundles[0].raw,), statuses=(raw,))


@pytest.fixture
def folder(certificate: IssuedCertificate, tmp_path: Path) -> Path:
    (tmp_path / "good.pdf").write_bytes(certificate.pdf)
    (tmp_path / "good.json").write_bytes(certificate.credential_json)
    (tmp_path / "changed.pdf").write_bytes(certificate.pdf + b"\n")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
    (tmp_path / "notes.txt").write_bytes(b"not looked at")
    (tmp_path / ".hidden.pdf").write_bytes(b"not looked at")
    (tmp_path / "settings.json").write_bytes(b"{}")
    return tmp_path


def test_a_folder_is_checked_worst_first(held: Held, folder: Path) -> None:
    seen: list[Verdict] = []
    with VerifierPool(held) as pool:
        verdicts = pool.verify([folder], now=TODAY, done=seen.append)
    assert [v.file for v in verdicts] == ["changed.pdf", "scan.pdf", "good.json", "good.pdf"]
    assert [v.colour for v in verdicts] == ["red", "grey", "green", "green"]
    assert sorted(v.file for v in seen) == sorted(v.file for v in verdicts)


def test_a_file_named_outright_is_always_looked_at(folder: Path) -> None:
    assert files_in([folder / "notes.txt", folder / "settings.json"]) == (
        folder / "notes.txt",
        folder / "settings.json",
    )


def test_a_stuck_or_dying_process_is_grey_and_the_next_file_is_fine(
    held: Held, folder: Path
) -> None:
    good = (folder / "good.pdf").read_bytes()
    for name in ("stuck.pdf", "dead.pdf", "hungry.pdf"):
        (folder / name).write_bytes(good)
    command = (sys.executable, "-c", STUCK)
    with VerifierPool(held, seconds=0.7, command=command) as pool:
        warm = pool.verify([folder / "good.pdf"], now=TODAY)
        paths = [folder / n for n in ("stuck.pdf", "good.pdf", "dead.pdf", "good.pdf")]
        verdicts = list(pool.each(paths, now=TODAY))
        hungry = pool.verify([folder / "hungry.pdf"], now=TODAY)
    assert warm[0].colour is Colour.GREEN
    assert [codes(v) for v in verdicts] == [["too_slow"], [], ["too_slow"], []]
    if worker.limit_memory.__module__ and os.name == "posix":
        assert codes(hungry[0]) == ["too_slow"]


def test_a_process_that_dies_at_its_start_gives_no_colour_but_grey(
    held: Held, folder: Path
) -> None:
    large = Held(bundles=held.bundles, logs=(bytes(4_000_000),))
    with VerifierPool(large, seconds=0.7, command=(sys.executable, "-c", "")) as pool:
        (verdict,) = pool.verify([folder / "good.pdf"], now=TODAY)
    assert (verdict.colour, codes(verdict)) == (Colour.GREY, ["too_slow"])


def test_two_processes_give_the_verdicts_in_order(held: Held, folder: Path) -> None:
    paths = [folder / "good.pdf", folder / "changed.pdf"] * 4
    with VerifierPool(held, size=2) as pool:
        verdicts = list(pool.each(paths, now=TODAY))
    assert [v.colour for v in verdicts] == ["green", "red"] * 4


def test_newly_loaded_bundles_count_from_the_next_file_on(held: Held, folder: Path) -> None:
    with VerifierPool(Held()) as pool:
        before = pool.verify([folder / "good.pdf"], now=TODAY)
        pool.hold(held)
        after = pool.verify([folder / "good.pdf"], now=TODAY)
    assert codes(before[0]) == ["issuer_unknown"]
    assert after[0].colour is Colour.GREEN


def test_a_bundle_that_is_not_one_is_a_sentence(folder: Path) -> None:
    with VerifierPool(Held(bundles=(b"{}",))) as pool:
        with pytest.raises(UserError, match="not a trust bundle"):
            pool.refuse_bad_files(TODAY)
        with pytest.raises(UserError, match="not a trust bundle"):
            pool.verify([folder / "good.pdf"], now=TODAY)


def test_messages_survive_the_pipe(held: Held) -> None:
    assert held_from_json(held_to_json(held)) == held
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as source, os.fdopen(writer, "wb") as target:
        send(target, {"a": "ß" * 10})
        target.write(b"\0\0\0\x09half")
        target.close()
        assert receive(source) == {"a": "ß" * 10}
        assert receive(source) is None


SOCKETS = """
import sys
found = []
sys.addaudithook(lambda event, args: event[:7] == "socket." and found.append((event, args)))
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
import office as offices
from quizapp.certificates.verify.held import Held
from quizapp.certificates.verify.pool import VerifierPool
office = offices.found(Path({folder!r}) / "issuer")
made = office.issue()
path = Path({folder!r}) / "c.pdf"
path.write_bytes(made.pdf)
for data in (made.pdf, made.credential_json, made.badge_png):
    office.verify(data)
raw = office.issuer.publish_status(office.listing, now=offices.FOUNDED).raw
held = Held(bundles=(office.trust.bundles[0].raw,), statuses=(raw,))
with VerifierPool(held) as pool:
    print(pool.verify([path], now=offices.TODAY)[0].colour)
network = [entry for entry in found if entry[0] == "socket.__new__" and int(entry[1][1]) in (2, 10)]
print(len(network), [e for e in found if e[0] in ("socket.connect", "socket.getaddrinfo")])
"""


def test_issuing_and_checking_create_no_network_socket(tmp_path: Path) -> None:
    code = SOCKETS.format(
        tests=str(ROOT / "tests" / "certificates"), root=str(ROOT), folder=str(tmp_path)
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.split("\n")[:2] == ["green", "0 []"], done.stderr


def test_the_checking_process_creates_no_network_socket(
    office: Office, held: Held, folder: Path
) -> None:
    hook = (
        "import sys, os\n"
        "def hook(event, args):\n"
        "    if event == 'socket.__new__': os._exit(7)\n"
        "sys.addaudithook(hook)\n"
        "from quizapp.certificates.verify import worker\n"
        "worker.main()\n"
    )
    (folder / "badge.png").write_bytes(office.issue().badge_png)
    with VerifierPool(held, command=(sys.executable, "-c", hook)) as pool:
        verdicts = pool.verify([folder], now=TODAY)
    assert "too_slow" not in [code for v in verdicts for code in codes(v)]
    assert len(verdicts) == 5


def test_the_program_that_starts_the_process_loads_no_parser() -> None:
    code = (
        "import sys, quizapp.certificates.verify.pool\n"
        "heavy = {'pikepdf', 'asn1crypto', 'cryptography', 'PIL', 'pyhanko', 'reportlab'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
