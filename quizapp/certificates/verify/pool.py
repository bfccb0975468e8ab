"""Checking files in processes of their own, with a time and a memory limit for each file.

A file that takes too long or breaks its process gives a grey verdict, and the next one gets a fresh
process. The window keeps a pool warm; a command uses one and closes it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, Self

from quizapp.certificates.verify.held import Held
from quizapp.certificates.verify.messages import held_to_json, receive, send
from quizapp.domain.verdict import (
    Check,
    CheckName,
    CheckState,
    FileKind,
    Finding,
    Reason,
    Verdict,
    from_json,
    worst_first,
)
from quizapp.errors import UserError

SECONDS_PER_FILE: Final = 5.0
UNFORESEEN: Final = "Checking it came to an unforeseen end"
"""Begins the detail of a verdict about a file that our own code could not cope with."""
_START_SECONDS: Final = 20.0
_MAX_CREDENTIAL: Final = 256 * 1024
_SUFFIXES: Final = frozenset(
    {".pdf", ".json", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp"}
)
_MODULE: Final = "quizapp.certificates.verify.worker"


def worker_command() -> tuple[str, ...]:
    """Give the command that starts a checking process, frozen or not."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "certificate", "worker")
    return (sys.executable, "-m", _MODULE)


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the files to check: files as named, and what a folder holds of kinds that we know."""
    found: dict[Path, None] = {}
    for path in paths:
        if _is_folder(path):
            inside = (p for p in sorted(path.rglob("*")) if p.suffix.lower() in _SUFFIXES)
            found.update((p, None) for p in inside if _is_meant(p))
        else:
            found[path] = None
    return tuple(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file can have; the check says that there is none
        return False


def _is_meant(path: Path) -> bool:
    """Leave out what lies in a folder beside certificates: hidden files and other JSON."""
    if path.name.startswith(".") or not path.is_file():
        return False
    if path.suffix.lower() != ".json":
        return True
    with path.open("rb") as file:
        head = file.read(_MAX_CREDENTIAL)
    return b'"OpenBadgeCredential"' in head


class VerifierPool:
    """One or more warm checking processes. Not shared between threads but by `verify`."""

    def __init__(
        self,
        held: Held,
        *,
        size: int = 1,
        seconds: float = SECONDS_PER_FILE,
        command: Sequence[str] = (),
    ) -> None:
        self._held = held
        self._seconds = seconds
        self._command = tuple(command) or worker_command()
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(max_workers=size, thread_name_prefix="verify")
        self._workers = [_Worker(self._command, held) for _ in range(size)]
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def hold(self, held: Held) -> None:
        """Use other trust bundles or status lists from the next file on."""
        self._held = held
        for worker in self._workers:
            worker.hold(held)

    def refuse_bad_files(self, now: datetime) -> None:
        """Make sure that bundles, lists and logs are right; UserError if one is not."""
        worker = self._idle.get()
        try:
            worker.ask({"now": now.isoformat()}, self._seconds)
        finally:
            self._idle.put(worker)

    def verify(
        self,
        paths: Iterable[Path],
        *,
        now: datetime,
        done: Callable[[Verdict], None] | None = None,
    ) -> tuple[Verdict, ...]:
        """Check files and folders; the verdicts come worst first, `done` gets each as it comes."""
        verdicts = []
        for verdict in self.each(files_in(paths), now=now):
            if done is not None:
                done(verdict)
            verdicts.append(verdict)
        return worst_first(verdicts)

    def each(self, paths: Sequence[Path], *, now: datetime) -> Iterator[Verdict]:
        """Check files in order, several at once if the pool has several processes."""
        yield from self._threads.map(lambda path: self._one(path, now), paths)

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.stop()

    def _one(self, path: Path, now: datetime) -> Verdict:
        worker = self._idle.get()
        try:
            verdict = worker.verify(path, now, self._seconds)
            return verdict if verdict is not None else _ungiven(path, now, Reason.TOO_SLOW)
        finally:
            self._idle.put(worker)


class _Worker:
    """One checking process, started anew whenever it had to be ended."""

    def __init__(self, command: Sequence[str], held: Held) -> None:
        self._command = tuple(command)
        self._held = held
        self._process: subprocess.Popen[bytes] | None = None
        self._fresh = True
        self._start()

    def hold(self, held: Held) -> None:
        self._held = held
        self.stop()
        self._start()

    def verify(self, path: Path, now: datetime, seconds: float) -> Verdict | None:
        """Check one file; nothing if the process ran out of time or memory, or broke."""
        message = {"path": str(path.absolute()), "now": now.isoformat()}
        answer = self.ask(message, seconds)
        if answer is None or answer.get("failed") == "memory":
            self.stop()
            return None
        if "failed" in answer:
            return _ungiven(path, now, Reason.UNREADABLE, f"{UNFORESEEN} ({answer['failed']}).")
        return from_json(answer["verdict"])

    def ask(self, message: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Send one message and wait for its answer; UserError if what is held is not right."""
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._start()
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        limit = seconds + (_START_SECONDS if self._fresh else 0.0)
        watch = threading.Timer(limit, process.kill)
        watch.start()
        try:
            send(process.stdin, message)
            answer = receive(process.stdout)
        except (OSError, ValueError):
            answer = None
        finally:
            watch.cancel()
        self._fresh = False
        if answer is not None and "refused" in answer:
            raise UserError(answer["refused"])
        return answer

    def stop(self) -> None:
        """End the process, waiting for nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # the process is gone and took its end with it
                    continue
        process.wait()

    def _start(self) -> None:
        self._fresh = True
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if self._process.stdin is None:
            return
        try:
            send(self._process.stdin, {"held": held_to_json(self._held)})
        except OSError:  # it died at its start; whoever asks it next is told so
            self.stop()


def _ungiven(path: Path, now: datetime, reason: Reason, detail: str = "") -> Verdict:
    rest = tuple(Check(name=name, state=CheckState.SKIPPED) for name in CheckName)
    return Verdict(
        file=path.name,
        kind=FileKind.UNKNOWN,
        findings=(Finding(reason=reason, detail=detail),),
        colour=reason.colour,
        checks=rest,
        facts=None,
        checked_at=now,
    )
