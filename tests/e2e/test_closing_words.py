"""What `quizapp demo` says once the window has closed; the walk itself is a stand-in here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from quizapp.cli.commands import Call, Doors
from quizapp.cli.demo import demo

WRITTEN = ("01-today.png", "02-result.png", "certificate.pdf", "demo.log", "result.json")


def walk(out: Path, *words: str, names: tuple[str, ...] = WRITTEN, code: int = 0) -> Result:
    """Run the command with a walk that writes these files and ends with this code."""

    def write(out: Path, data_dir: Path | None, **_: Any) -> int:
        (data_dir or out / "data").mkdir(parents=True, exist_ok=True)
        for name in names:
            (out / name).write_bytes(b"new")
        return code

    call = Call(data_dir=None, doors=Doors(open_window=lambda _: 0, run_demo=write))
    return CliRunner().invoke(demo, ["--out", str(out), *words], obj=call)


def test_the_end_names_what_was_written_and_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("of somebody else")
    names = (*WRITTEN, "trust-bundle.json", "status-list.vc.json")

    said = walk(tmp_path, names=names).stdout

    assert said == (
        f"Written to {tmp_path}: 2 pictures, certificate.pdf, demo.log, result.json, "
        "status-list.vc.json, trust-bundle.json.\n"
        "To check the certificate:\n"
        f"  quizapp certificate verify {tmp_path / 'certificate.pdf'}"
        f" --trust {tmp_path / 'trust-bundle.json'}"
        f" --status {tmp_path / 'status-list.vc.json'}\n"
    )


def test_a_day_at_the_desk_names_its_folder_of_certificates(tmp_path: Path) -> None:
    (tmp_path / "certificates").mkdir()
    written = ("01-roster.png", "certificates/a.pdf", "desk.log", "report.csv")

    said = walk(tmp_path, "--hr", names=written).stdout

    assert said == f"Written to {tmp_path}: 1 picture, certificates, desk.log, report.csv.\n"


def test_traced_lines_stay_alone_and_a_walk_that_stopped_says_nothing_of_its_end(
    tmp_path: Path,
) -> None:
    traced = walk(tmp_path, "--trace")
    assert (traced.stdout, traced.stderr[:10]) == ("", "Written to")
    stopped = walk(tmp_path, code=2)
    assert (stopped.exit_code, stopped.stdout) == (2, "")
