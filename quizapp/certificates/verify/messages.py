"""What the program and its checking process tell each other: frames of JSON over a pipe.

A frame is its length in four bytes and that many bytes of JSON. The checking process is never sent
a key and sends back nothing but verdicts.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any, Final

from quizapp.certificates.verify.held import Held

MAX_FRAME: Final = 256 * 1024 * 1024


def send(pipe: IO[bytes], message: dict[str, Any]) -> None:
    """Write one frame."""
    data = json.dumps(message, separators=(",", ":")).encode()
    pipe.write(len(data).to_bytes(4) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Read one frame; nothing at the end of the pipe."""
    head = pipe.read(4)
    if len(head) < 4:  # noqa: PLR2004 - the length's own length
        return None
    size = int.from_bytes(head)
    if size > MAX_FRAME:
        raise ValueError("a frame larger than allowed")
    data = pipe.read(size)
    if len(data) < size:
        return None
    message: dict[str, Any] = json.loads(data)
    return message


def held_to_json(held: Held) -> dict[str, Any]:
    """Give the message that sets up a checking process."""
    return {
        "bundles": _texts(held.bundles),
        "statuses": _texts(held.statuses),
        "logs": _texts(held.logs),
        "accept_without_list": held.accept_without_list,
        "newest_seen": held.newest_seen.isoformat() if held.newest_seen else None,
        "names": list(held.names),
    }


def held_from_json(data: dict[str, Any]) -> Held:
    """Read what `held_to_json` gave."""
    seen = data["newest_seen"]
    return Held(
        bundles=_bytes(data["bundles"]),
        statuses=_bytes(data["statuses"]),
        logs=_bytes(data["logs"]),
        accept_without_list=data["accept_without_list"],
        newest_seen=datetime.fromisoformat(seen) if seen else None,
        names=tuple(data["names"]),
    )


def _texts(files: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(file).decode() for file in files]


def _bytes(texts: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(text) for text in texts)
