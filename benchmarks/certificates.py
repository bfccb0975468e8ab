"""How long a certificate takes to issue and to check, against the manuals' way in the same run.

The peer is what the manuals of reportlab and pyHanko show: a canvas page with an embedded font, a
QrCodeWidget and ten lines, signed by a SimpleSigner with an RSA-2048 key. Ours does more: shaped
and tagged text, PDF/A-3A and PDF/UA-1, a credential with two proofs, a badge, and a check of the
result. Variants take turns (A B A B …); the ratio is the median of the
pairs.

    python benchmarks/certificates.py [--rounds 20] [--bulk 200]
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "certificates")]

import fontpkg  # noqa: E402 - after the path is set
import office as offices  # noqa: E402 - as above
from cryptography import x509  # noqa: E402 - as above
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402 - as above
from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: E402 - as above
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402 - as above
from pyhanko.sign import signers  # noqa: E402 - as above
from reportlab.graphics import renderPDF  # noqa: E402 - as above
from reportlab.graphics.barcode.qr import QrCodeWidget  # noqa: E402 - as above
from reportlab.graphics.shapes import Drawing  # noqa: E402 - as above
from reportlab.lib.pagesizes import A4, landscape  # noqa: E402 - as above
from reportlab.pdfbase import pdfmetrics  # noqa: E402 - as above
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402 - as above
from reportlab.pdfgen import canvas  # noqa: E402 - as above

from quizapp.certificates.verify.held import Held  # noqa: E402 - as above
from quizapp.certificates.verify.pool import VerifierPool  # noqa: E402 - as above


def peer(folder: Path) -> Callable[[], bytes]:
    """Set up the manuals' way and give the function that makes one certificate."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Peer")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    signer = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]  # pyHanko's
        str(folder / "key.pem"), str(folder / "cert.pem")
    )
    font = str(fontpkg.path("atkinson-hyperlegible", weight=400))
    pdfmetrics.registerFont(TTFont("Peer", font))

    def make() -> bytes:
        page = io.BytesIO()
        paper = canvas.Canvas(page, pagesize=landscape(A4))
        paper.setFont("Peer", 16)
        for line in range(10):
            paper.drawString(80, 500 - 30 * line, f"Line {line}: Nadia Ćirić-Øvergård, été, Größe")
        code = QrCodeWidget("QZ1:" + "A" * 226, barLevel="M")
        drawing = Drawing(80, 80)
        drawing.add(code)
        renderPDF.draw(drawing, paper, 650, 60)
        paper.save()
        out = io.BytesIO()
        signers.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(page.getvalue())),
            signers.PdfSignatureMetadata(field_name="Signature1"),
            signer=signer,
            output=out,
        )
        return out.getvalue()

    return make


def timed(work: Callable[[], Any]) -> float:
    """Give the seconds that one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def issue_some(folder: str, serials: list[str]) -> float:
    """Open the issuer in a process of its own and issue; give the seconds."""
    start = time.perf_counter()
    office = offices.open_again(Path(folder), now=offices.FOUNDED)
    target = Path(folder).parent / "issued"
    for serial in serials:
        made = office.issue(serial=serial, holder_name=f"Holder {serial}")
        (target / f"{serial}.pdf").write_bytes(made.pdf)
        (target / f"{serial}.json").write_bytes(made.credential_json)
        (target / f"{serial}.png").write_bytes(made.badge_png)
    return time.perf_counter() - start


def bulk(folder: Path, count: int, workers: int) -> float:
    """Issue `count` certificates in several processes, files written; give the seconds."""
    (folder.parent / "issued").mkdir(exist_ok=True)
    serials = [f"QZ-{i:06d}" for i in range(count)]
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        parts = [serials[i::workers] for i in range(workers)]
        list(pool.map(issue_some, [str(folder)] * workers, parts))
    return time.perf_counter() - start


def measure(rounds: int, count: int) -> dict[str, Any]:
    """Run everything and give the figures."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "issuer"
        office = offices.found(folder)
        facts = office.facts()
        manuals = peer(Path(scratch))
        held = Held(
            bundles=(office.trust.bundles[0].raw,),
            statuses=(office.issuer.publish_status(office.listing, now=offices.FOUNDED).raw,),
        )
        sample = Path(scratch) / "sample.pdf"
        sample.write_bytes(office.issuer.sign_certificate(facts).pdf)
        manuals()
        ours, theirs = [], []
        for turn in range(rounds):
            one = dataclasses.replace(facts, serial=f"S-{turn}")
            ours.append(timed(partial(office.issuer.sign_certificate, one)))
            theirs.append(timed(manuals))
        with VerifierPool(held) as pool:
            pool.verify([sample], now=offices.TODAY)
            warm = [timed(lambda: pool.verify([sample], now=offices.TODAY)) for _ in range(rounds)]
        bundle, listing = Path(scratch) / "t.json", Path(scratch) / "s.json"
        bundle.write_bytes(held.bundles[0])
        listing.write_bytes(held.statuses[0])
        command = [sys.executable, "-m", "quizapp", "certificate", "verify", str(sample)]
        command += ["--trust", str(bundle), "--status", str(listing)]
        cold = [
            timed(lambda: subprocess.run(command, check=False, capture_output=True, cwd=ROOT))
            for _ in range(5)
        ]
        seconds = bulk(folder, count, 2)
        return {
            "size_bytes": sample.stat().st_size,
            "issue_ms_median": round(1000 * statistics.median(ours), 1),
            "manuals_ms_median": round(1000 * statistics.median(theirs), 1),
            "times_faster_than_manuals": round(
                statistics.median(t / o for t, o in zip(theirs, ours, strict=True)), 2
            ),
            "verify_warm_ms_median": round(1000 * statistics.median(warm), 1),
            "verify_cold_s_median": round(statistics.median(cold), 2),
            "bulk_count": count,
            "bulk_processes": 2,
            "bulk_s": round(seconds, 1),
        }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--bulk", type=int, default=200)
    chosen = parser.parse_args()
    print(json.dumps(measure(chosen.rounds, chosen.bulk), indent=2))


if __name__ == "__main__":
    main()
