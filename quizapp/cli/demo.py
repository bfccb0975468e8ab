"""`quizapp demo`: the real window, driven as a learner would, without a display."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from quizapp.cli.commands import Call

TO_CHECK: Final = ("certificate.pdf", "trust-bundle.json", "status-list.vc.json")
"""The certificate, and what a receiver needs beside it."""


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Pictures, certificate.pdf, result.json and demo.log go here.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same result.")
@click.option("--exam", help="Which exam plan to take; by default the bank's own choice.")
@click.option("--resume", is_flag=True, help="Finish an exam that an earlier run left open.")
@click.option("--trace", is_flag=True, help="Print “saved ATTEMPT ITEM” at each commit.")
@click.option("--hr", is_flag=True, help="A day at the people desk instead.")
@click.option(
    "--people",
    type=click.IntRange(16, 2000),
    default=24,
    show_default=True,
    help="People on the roster of that day.",
)
@click.pass_context
def demo(
    context: click.Context,
    *,
    out: Path,
    seed: int,
    exam: str | None,
    resume: bool,
    trace: bool,
    hr: bool,
    people: int,
) -> None:
    """Walk through first run, practice, a whole exam, its result and the certificate.

    With --hr: list of people, exams given, replies read, certificates for many, one withdrawn and
    one corrected, a person erased, reports; desk.log, the list and the reports go to OUT, too.

    Uses the data folder of --data-dir or QUIZAPP_DATA_DIR, else OUT/data; never your own.
    """
    call: Call = context.obj
    before = _held(out)
    code = call.doors.run_demo(
        out,
        call.data_dir,
        seed=seed,
        exam=exam,
        resume=resume,
        trace=trace,
        people=people if hr else 0,
    )
    if code == 0:
        click.echo("\n".join(_closing(out, before)), err=trace)
    context.exit(code)


def _held(out: Path) -> dict[Path, int]:
    """Return what lies in the folder, with the time of its last change."""
    return {path: path.stat().st_mtime_ns for path in out.iterdir()} if out.is_dir() else {}


def _closing(out: Path, before: Mapping[Path, int]) -> Iterator[str]:
    """Say what was written, and how to check the certificate where everything for it is there."""
    new = sorted(path for path, at in _held(out).items() if before.get(path) != at)
    pictures = sum(path.suffix == ".png" for path in new)
    named = [path.name for path in new if path.suffix != ".png" and path.name != "data"]
    counted = [f"{pictures} picture{'s' * (pictures != 1)}"] if pictures else []
    yield f"Written to {out}: {', '.join([*counted, *named])}."
    certificate, *beside = (out / name for name in TO_CHECK)
    if all(path in new for path in (certificate, *beside)):
        trust, status = (shlex.quote(str(path)) for path in beside)
        yield "To check the certificate:"
        yield (
            f"  quizapp certificate verify {shlex.quote(str(certificate))} "
            f"--trust {trust} --status {status}"
        )
