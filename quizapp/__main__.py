"""The `quizapp` command: opens the window, or hands the words to the command line.

This is the only place that knows both; the window pays for no command and the commands for no
window.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run quizapp and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    match words:
        case []:
            return _open_window(None)
        case ["--data-dir", folder] if not folder.startswith("-"):
            return _open_window(Path(folder))
    from quizapp.cli.commands import Doors, run  # noqa: PLC0415 - click is not needed by the window

    return run(words, Doors(open_window=_open_window, run_demo=_run_demo))


def _open_window(data_dir: Path | None) -> int:
    gc.disable()  # a start makes values that stay; looking for garbage among them costs a tenth
    from quizapp.desktop import open_window  # noqa: PLC0415 - commands pay for no window

    return open_window(data_dir)


def _run_demo(
    out: Path,
    data_dir: Path | None,
    *,
    seed: int,
    exam: str | None,
    resume: bool,
    trace: bool,
    people: int,
) -> int:
    from quizapp.demo import run_demo  # noqa: PLC0415 - only the demo drives the window

    return run_demo(out, data_dir, seed=seed, exam=exam, resume=resume, trace=trace, people=people)


if __name__ == "__main__":
    sys.exit(main())
