"""The full proof of certificates: altered ones refused, untouched ones accepted, others agree.

Every file goes through the checking process that the program uses, with its limits of time and
memory; a crash or a time-out shows as the reason `too_slow`. Writes one JSON file.

    python benchmarks/certificate_proof.py [--altered 10000] [--credentials 500] [--untouched 1000]
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests" / "certificates"
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(TESTS), str(TESTS / "tamper")]

import attacks  # noqa: E402 - after the path is set
import certificates as speed  # noqa: E402 - as above
import office as offices  # noqa: E402 - as above
from credential_attacks import CREDENTIAL_ATTACKS  # noqa: E402 - as above
from sample import Sample  # noqa: E402 - as above

from quizapp.certificates.verify.held import Held  # noqa: E402 - as above
from quizapp.certificates.verify.pool import UNFORESEEN, VerifierPool  # noqa: E402 - as above
from quizapp.domain.verdict import Verdict  # noqa: E402 - as above

BATCH = 200
OUT = ROOT / "docs" / "proof" / "certificates.json"


class Desk:
    """An issuer, its receivers and a warm pool of two checking processes."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.office = offices.found(scratch / "office" / "issuer")
        rival = offices.found(scratch / "rival" / "issuer", "Distant Shores Academy")
        self.held = Held(
            bundles=(self.office.trust.bundles[0].raw,),
            statuses=(
                self.office.issuer.publish_status(self.office.listing, now=offices.FOUNDED).raw,
            ),
        )
        self.sample = Sample(
            genuine=self.office.issue(),
            other=self.office.issue(holder_name="Bo Lindqvist", score=91.0),
            office=self.office,
            rival=rival,
        )
        self.pool = VerifierPool(self.held, size=2)

    def check(self, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Verdict]]:
        """Check named contents in the checking processes."""
        todo = iter(files)
        folder = self.scratch / "batch"
        while batch := list(islice(todo, BATCH)):
            folder.mkdir()
            paths = []
            for number, (name, data) in enumerate(batch):
                path = folder / f"{number}-{name}"
                path.write_bytes(data)
                paths.append(path)
            verdicts = self.pool.each(paths, now=offices.TODAY)
            yield from zip((name for name, _ in batch), verdicts, strict=True)
            shutil.rmtree(folder)


def tally(results: Iterable[tuple[str, Verdict]], may_be_amber: frozenset[str]) -> dict[str, Any]:
    """Count verdicts by kind; list whatever should not have happened."""
    kinds: dict[str, collections.Counter[str]] = {}
    reasons: collections.Counter[str] = collections.Counter()
    wrong, unforeseen = [], 0
    for name, verdict in results:
        kinds.setdefault(name, collections.Counter())[verdict.colour.value] += 1
        first = verdict.findings[0].reason.code if verdict.findings else "green"
        reasons[first] += 1
        unforeseen += any(f.detail.startswith(UNFORESEEN) for f in verdict.findings)
        if verdict.colour == "green" or (verdict.colour == "amber" and name not in may_be_amber):
            wrong.append({"kind": name, "reason": first})
    colours: collections.Counter[str] = sum(kinds.values(), collections.Counter())
    return {
        "total": sum(colours.values()),
        "kinds": len(kinds),
        "accepted": colours["green"],
        "colours": dict(sorted(colours.items())),
        "crashes": unforeseen,
        "ended_by_a_limit": reasons["too_slow"],
        "unexpected": wrong,
        "reasons": dict(reasons.most_common()),
        "by_kind": {name: dict(sorted(c.items())) for name, c in sorted(kinds.items())},
    }


def altered_pdfs(desk: Desk, total: int) -> dict[str, Any]:
    """Attack a genuine certificate in every way the generator knows."""

    def files() -> Iterator[tuple[str, bytes]]:
        for attack, rng in attacks.campaign(total, seed=1):
            data = attack(desk.sample, rng)
            if data == desk.sample.pdf:
                raise AssertionError(f"{attack.__name__} changed nothing")
            yield attack.__name__, data

    return tally(desk.check(files()), attacks.MAY_BE_AMBER)


def altered_credentials(desk: Desk, total: int) -> dict[str, Any]:
    """Attack a genuine credential file."""
    genuine = desk.sample.genuine.credential_json

    def files() -> Iterator[tuple[str, bytes]]:
        rng = random.Random(2)  # noqa: S311 - repeatable attacks, not secrets
        made = 0
        while made < total:
            for attack in CREDENTIAL_ATTACKS:
                data = attack(desk.sample, rng)
                if data != genuine:
                    made += 1
                    yield attack.__name__, data

    return tally(desk.check(files()), frozenset())


def untouched(desk: Desk, total: int) -> dict[str, Any]:
    """Issue in two processes, then check every file as issued."""
    issuing = speed.bulk(desk.office.folder, total, 2)
    folder = desk.office.folder.parent / "issued"
    paths = sorted(folder.glob("*.pdf"))
    start = time.perf_counter()
    verdicts = list(desk.pool.each(paths, now=offices.TODAY))
    checking = time.perf_counter() - start
    credentials = list(desk.pool.each(sorted(folder.glob("*.json")), now=offices.TODAY))
    return {
        "issued": len(paths),
        "issued_in_s": round(issuing, 1),
        "processes": 2,
        "green": sum(v.colour == "green" for v in verdicts),
        "checked_in_s": round(checking, 1),
        "credentials_green": sum(v.colour == "green" for v in credentials),
        "others": others(desk, paths[:: max(1, total // 50)]),
    }


def others(desk: Desk, paths: list[Path]) -> dict[str, Any]:
    """Ask independent programs about some of the issued files."""
    said: dict[str, Any] = {"files": len(paths)}
    if shutil.which("pdfsig") and shutil.which("certutil"):
        store = desk.scratch / "nss"
        store.mkdir()
        root = desk.scratch / "root.cer"
        root.write_bytes(desk.office.trust.bundles[0].keys[0].chain[-1])
        base = ["certutil", "-d", f"sql:{store}"]
        subprocess.run([*base, "-N", "--empty-password"], check=True)
        subprocess.run([*base, "-A", "-n", "root", "-t", "CT,C,C", "-i", str(root)], check=True)
        wanted = ("Signature is Valid", "Certificate is Trusted", "Total document signed")
        said["pdfsig_all_three_lines"] = sum(
            all(line in _said("pdfsig", "-nssdir", f"sql:{store}", str(path)) for line in wanted)
            for path in paths
        )
    if shutil.which("qpdf"):
        said["qpdf_clean"] = sum(
            "No syntax or stream encoding errors" in _said("qpdf", "--check", str(path))
            for path in paths
        )
    if shutil.which("gs"):
        silent = ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage")
        said["ghostscript_silent"] = sum(not _said(*silent, str(path)) for path in paths)
    return said


def _said(*command: str) -> str:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    return done.stdout + done.stderr


def main() -> int:
    """Run the proof; exit code 1 if anything was accepted that should not have been."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--altered", type=int, default=10_000)
    parser.add_argument("--credentials", type=int, default=500)
    parser.add_argument("--untouched", type=int, default=1_000)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        desk = Desk(Path(scratch))
        try:
            found: dict[str, Any] = {
                "altered_pdfs": altered_pdfs(desk, chosen.altered),
                "altered_credentials": altered_credentials(desk, chosen.credentials),
                "untouched": untouched(desk, chosen.untouched),
            }
        finally:
            desk.pool.close()
    found["speed"] = speed.measure(rounds=15, count=60)
    head = _said("git", "-C", str(ROOT), "rev-parse", "HEAD").strip()
    report = {
        "what": "certificates: altered ones refused, untouched ones accepted",
        "command": "python benchmarks/certificate_proof.py " + " ".join(sys.argv[1:]),
        "commit": head,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.platform()}",
        "python": platform.python_version(),
        "seconds": round(time.perf_counter() - start),
        **found,
    }
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    parts = (found["altered_pdfs"], found["altered_credentials"])
    bad = [fault for part in parts for fault in part["unexpected"]]
    ended = sum(part["crashes"] + part["ended_by_a_limit"] for part in parts)
    whole = found["untouched"]["green"] == found["untouched"]["issued"]
    print(json.dumps({k: v for k, v in report.items() if k not in found}, indent=2))
    print(f"unexpected: {len(bad)}; crashes and limits: {ended}; untouched all green: {whole}")
    return 0 if not bad and not ended and whole else 1


if __name__ == "__main__":
    sys.exit(main())
