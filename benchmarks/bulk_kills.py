"""Kill bulk issues at random moments and see that nothing is issued twice or accepted half.

    python benchmarks/bulk_kills.py [--kills 200] [--people 12] [--seed 1] [--out FILE]

One data folder is prepared with an organisation and people who have passed. Each round works on a
copy: `quizapp certificate issue --group` is killed with SIGKILL again and again, mostly while a
certificate is being issued, sometimes at any moment from its start on; then it is let run to its
end. After every kill the register is read by plain SQL and each file is compared with the digest in
it. Exit code 1 if a serial or a status index was used twice, a file is not whole, a reserved serial
was lost, or a round did not come to its end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from record import write_record

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import desk_day  # noqa: E402 - after the path is set
import pytest  # noqa: E402 - as above

from quizapp.app import open_app  # noqa: E402 - as above
from quizapp.clock import SystemClock  # noqa: E402 - as above

GROUP = "Chat"
ANY_MOMENT = 0.2
"""Share of kills at any moment of the process, not only while certificates are issued."""
MOST_KILLS = 8
"""Kills in one round before it may come to its end."""


class Earlier(SystemClock):
    """The real clock an hour ago, so that what follows is later."""

    def now(self) -> object:  # type: ignore[override]  # a datetime, as there
        """Return the time an hour ago."""
        return super().now() - timedelta(hours=1)


@dataclass
class Found:
    """What was found over all rounds."""

    kills: int = 0
    while_issuing: int = 0
    after_the_end: int = 0
    faults: list[str] = field(default_factory=list)
    states_at_kill: Counter[str] = field(default_factory=Counter)


def prepare(folder: Path, people: int) -> None:
    """Make a data folder in which so many people have passed."""
    with pytest.MonkeyPatch.context() as patch:
        desk_day.use_word_marker(patch)
        app = open_app(folder, clock=Earlier())  # type: ignore[arg-type]  # as above
        try:
            opened = desk_day.set_up(app)
            names = [f"Person {number:03}" for number in range(people)]
            for learner in desk_day.enrol(app, opened, names, group=GROUP):
                desk_day.sit(app, learner)
        finally:
            app.close()


def issue(data: Path, target: Path) -> subprocess.Popen[str]:
    """Start the command with both passphrases on descriptors."""
    descriptors = []
    for words in (desk_day.DESK_WORDS, desk_day.KEY_WORDS):
        reading, writing = os.pipe()
        os.write(writing, words.encode())
        os.close(writing)
        descriptors.append(reading)
    command = [sys.executable, "-m", "quizapp", "--data-dir", str(data), "certificate", "issue"]
    command += ["--group", GROUP, "--out", str(target)]
    command += ["--desk-fd", str(descriptors[0]), "--passphrase-fd", str(descriptors[1])]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=descriptors,
        cwd=ROOT,
    )
    for reading in descriptors:
        os.close(reading)
    return process


def killed(
    data: Path, target: Path, rng: random.Random, whole: float, left: int, found: Found
) -> bool:
    """Run the command, kill it, and tell whether it was killed before it came to its end."""
    process = issue(data, target)
    stream = process.stderr
    if stream is None:
        raise AssertionError("the command was started with a pipe")
    try:
        if rng.random() < ANY_MOMENT:
            process.wait(timeout=rng.uniform(0.0, whole))
        else:
            for _ in range(rng.randint(0, max(0, left - 1))):
                stream.readline()
            found.while_issuing += 1
            process.wait(timeout=rng.uniform(0.0, whole / 10))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    early = process.wait() == -signal.SIGKILL
    stream.close()
    return early


def rows(data: Path) -> list[sqlite3.Row]:
    """Return the register, read by plain SQL."""
    with closing(sqlite3.connect(data / "quizapp.sqlite3")) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute("select * from certificates").fetchall()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def faults(data: Path, target: Path) -> list[str]:
    """Compare register, stored files and copies after a kill; return what is wrong."""
    wrong = []
    register = rows(data)
    for what in ("serial", "attempt", "status_index"):
        twice = [key for key, n in Counter(row[what] for row in register).items() if n > 1]
        wrong += [f"{what} {key} twice" for key in twice]
    whole = {row["sha256"] for row in register if row["state"] == "issued"}
    for row in register:
        path = data / "issued" / f"{row['serial']}.pdf"
        counts = row["state"] == "issued"
        if counts and (not path.is_file() or digest(path) != row["sha256"]):
            wrong.append(f"{row['serial']} counts, and its file is not whole")
    if target.is_dir():
        copies = [path for path in target.iterdir() if path.suffix == ".pdf"]
        wrong += [f"{path.name} is not whole" for path in copies if digest(path) not in whole]
    elif target.exists():
        with zipfile.ZipFile(target) as archive:
            packed = [(name, archive.read(name)) for name in archive.namelist()]
        wrong += [
            f"{n} in ZIP" for n, raw in packed if hashlib.sha256(raw).hexdigest() not in whole
        ]
    return wrong


def at_the_end(data: Path, target: Path, people: int, reserved: set[str]) -> list[str]:
    """Check a round that came to its end."""
    wrong = faults(data, target)
    register = rows(data)
    issued = {row["serial"] for row in register if row["state"] == "issued"}
    if len(issued) != people:
        wrong.append(f"{len(issued)} of {people} issued")
    wrong += [f"reserved serial {serial} was lost" for serial in sorted(reserved - issued)]
    if target.is_dir():
        names = [path.name for path in target.iterdir()]
    else:
        with zipfile.ZipFile(target) as archive:
            names = archive.namelist()
    if len(names) != people or any(not name.endswith(".pdf") for name in names):
        wrong.append(f"the copies are {sorted(names)}")
    log = json.loads((data / "issuer" / "issuance-log.json").read_text(encoding="utf-8"))
    logged = Counter(entry["serial"] for entry in log["entries"])
    if set(logged) != issued or max(logged.values(), default=0) > 1:
        wrong.append("the issuance log does not list every serial once")
    return wrong


def one_round(
    prepared: Path, number: int, people: int, budget: int, rng: random.Random, found: Found
) -> None:
    """Kill runs on a copy of the folder until it is let come to its end."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(shutil.copytree(prepared, Path(name) / "data"))
        target = Path(name) / ("out.zip" if number % 3 == 2 else "out")
        whole, reserved, done = PACE["whole"], set(), 0
        for _ in range(min(MOST_KILLS, budget)):
            early = killed(data, target, rng, whole, people - done, found)
            found.kills += 1
            found.after_the_end += not early
            register = rows(data)
            found.states_at_kill.update(row["state"] for row in register)
            reserved |= {row["serial"] for row in register}
            done = sum(row["state"] == "issued" for row in register)
            found.faults += [f"round {number}: {fault}" for fault in faults(data, target)]
            if not early or done == people:
                break
        process = issue(data, target)
        said = process.communicate()[1]
        if process.returncode:
            found.faults.append(f"round {number}: ended with {process.returncode}: {said[-300:]}")
        ended = at_the_end(data, target, people, reserved)
        found.faults += [f"round {number}: {fault}" for fault in ended]


PACE = {"whole": 0.0}
"""Seconds that a whole run took on this machine, by which moments are drawn."""


def main() -> int:
    """Run the rounds, write the record and return 0 if nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)  # noqa: S311 - moments of killing are no secret
    found, rounds = Found(), 0
    with tempfile.TemporaryDirectory() as name:
        prepared = Path(name) / "prepared"
        prepare(prepared, chosen.people)
        trial = Path(shutil.copytree(prepared, Path(name) / "trial"))
        begun = time.monotonic()
        issue(trial, Path(name) / "trial-out").communicate()
        PACE["whole"] = time.monotonic() - begun
        while found.kills < chosen.kills:
            left = chosen.kills - found.kills
            one_round(prepared, rounds, chosen.people, left, rng, found)
            rounds += 1
    figures = {
        "kills": found.kills,
        "kills_aimed_at_issuing": found.while_issuing,
        "processes_that_ended_before_the_kill": found.after_the_end,
        "rounds_brought_to_their_end": rounds,
        "people_a_round": chosen.people,
        "whole_run_s": round(PACE["whole"], 1),
        "certificates_seen_after_kills": dict(found.states_at_kill),
        "faults": found.faults,
    }
    if chosen.out:
        write_record(chosen.out, figures)
    print(json.dumps({**figures, "faults": len(found.faults)}, ensure_ascii=False))
    print("\n".join(found.faults[:20]), file=sys.stderr)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
