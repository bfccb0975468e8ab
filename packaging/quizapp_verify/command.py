"""`quizapp-verify`: checks certificates on a receiver's computer."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

from quizapp_verify import __version__
from quizapp_verify.certificates.verify import report
from quizapp_verify.certificates.verify.handed import HandedKind, read_handed
from quizapp_verify.certificates.verify.held import Held
from quizapp_verify.certificates.verify.pool import VerifierPool, files_in
from quizapp_verify.domain.verdict import exit_code, to_json
from quizapp_verify.errors import UserError

USAGE_ERROR: Final = 64
NOTHING_TO_CHECK: Final = 3
UNFORESEEN: Final = 70


class Parser(argparse.ArgumentParser):
    """Ends with the exit code that means wrong usage in all our commands."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end."""
        self.exit(USAGE_ERROR, f"{self.prog}: {message}\n")


def main(words: Sequence[str] | None = None) -> int:
    """Check files; give 0 green, 1 amber, 2 red, 3 grey, the worst of several, 64 wrong usage."""
    try:
        return _check(words)
    except Exception:  # noqa: BLE001 - Python's own exit code for it would read as amber
        traceback.print_exc()
        print("Checking came to an unforeseen end. Nothing was checked.", file=sys.stderr)
        return UNFORESEEN


def _check(words: Sequence[str] | None) -> int:
    parser = Parser(prog="quizapp-verify", description=main.__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="file or folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    for kind in HandedKind:
        parser.add_argument(
            kind.option, action="append", default=[], type=Path, metavar="FILE", help=kind.title
        )
    parser.add_argument(
        "--accept-without-list",
        action="store_true",
        help="do without a current status list; a withdrawn certificate then looks valid",
    )
    chosen = parser.parse_args(words)
    try:
        held = Held(
            bundles=_read(chosen.trust, HandedKind.BUNDLE),
            statuses=_read(chosen.status, HandedKind.STATUS),
            logs=_read(chosen.log, HandedKind.LOG),
            accept_without_list=chosen.accept_without_list,
            names=tuple(map(str, (*chosen.trust, *chosen.status, *chosen.log))),
        )
    except UserError as error:
        parser.error(str(error))
    now = datetime.now(UTC)
    with VerifierPool(held) as pool:
        try:
            pool.refuse_bad_files(now)
        except UserError as error:
            parser.error(str(error))
        verdicts = pool.verify(files_in(chosen.paths), now=now)
    if chosen.json:
        document = {"version": 1, "files": [to_json(verdict) for verdict in verdicts]}
        _say(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _say(report.text(verdicts) if verdicts else report.nothing_in(chosen.paths))
    return exit_code(verdicts) if verdicts else NOTHING_TO_CHECK


def _read(paths: Sequence[Path], kind: HandedKind) -> tuple[bytes, ...]:
    return tuple(read_handed(path, kind=kind) for path in paths)


def _say(text: str) -> None:
    """Print; whoever reads only the first lines and closes the pipe still gets the exit code."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
