"""The checking process: reads files that nobody has looked at yet, under limits, over a pipe.

Started by `pool.py`. What it holds comes as the first message, then one message per file. It opens
no connection; its memory is limited by the system where the system can, its time by its parent.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from quizapp.certificates.verify.files import verify_path
from quizapp.certificates.verify.held import Held
from quizapp.certificates.verify.judge import Circumstances
from quizapp.certificates.verify.messages import held_from_json, receive, send
from quizapp.domain.verdict import to_json
from quizapp.errors import UserError

MEMORY_BYTES: Final = 1024 * 1024 * 1024


def limit_memory(size: int) -> bool:
    """Cap this process's memory; False where the system has no such limit."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return False
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def serve(source: IO[bytes], target: IO[bytes]) -> None:
    """Answer messages until the pipe ends."""
    held = Held()
    around: Circumstances | None = None
    while (message := receive(source)) is not None:
        if "held" in message:
            held, around = held_from_json(message["held"]), None
            continue
        now = datetime.fromisoformat(message["now"])
        try:
            if around is None or around.now != now:
                around = held.around(now)
        except UserError as error:
            send(target, {"refused": str(error)})
            continue
        send(target, _answer(message, around))


def _answer(message: dict[str, Any], around: Circumstances) -> dict[str, Any]:
    if "path" not in message:
        return {"ready": True}
    try:
        return {"verdict": to_json(verify_path(Path(message["path"]), around))}
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:  # noqa: BLE001 - a hostile file must not end the process
        return {"failed": type(error).__name__}


def main() -> None:
    """Run the checking process on its standard input and output."""
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    # a library that prints must not garble the answers
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limit_memory(MEMORY_BYTES)
    serve(source, target)


if __name__ == "__main__":
    main()
