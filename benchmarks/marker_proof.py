"""Full-volume proofs of the marker: metamorphic suite, gaming suite, determinism and cost.

    python -m benchmarks.marker_proof            writes docs/proof/marker.json

The tests in `tests/grading/free_text` run samples of the same suites.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from quizapp.domain.marking import ABSENCE, LIBRARY, PASS_LINE, WEIGHTS, Case, weighted_share
from quizapp.grading.free_text import Marker, grade_batch
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.vectors import read_closely, vector

ROOT = Path(__file__).resolve().parents[1]
TRAINING = ROOT / "assets" / "marker" / "training"
PROOF = ROOT / "docs" / "proof" / "marker.json"
HARMLESS = "This chat stays open while you read."
FLIPS: tuple[tuple[str, str, str], ...] = (
    ("apologise", "I'm sorry for the delay.", "I'm not sorry for the delay."),
    (
        "apologise",
        "We apologise for the broken seal.",
        "We will not apologise for the broken seal.",
    ),
    (
        "apologise",
        "I am truly sorry that this went wrong.",
        "I see no reason to be sorry that this went wrong.",
    ),
    ("apologise", "Please accept our apologies.", "There will be no apologies from us."),
    ("acknowledge_feeling", "I can hear how upset you are.", "I can't see why you are upset."),
    (
        "acknowledge_feeling",
        "That must have been frightening for you.",
        "That was not frightening for anyone.",
    ),
    ("acknowledge_feeling", "How frustrating for you.", "Nobody would call that frustrating."),
    ("acknowledge_feeling", "You sound worried.", "You have no reason to be worried."),
    ("validate_feeling", "You have every right to be angry.", "You have no right to be angry."),
    (
        "validate_feeling",
        "Anyone would be annoyed after that.",
        "No one would be annoyed after that.",
    ),
    ("validate_feeling", "No wonder you are furious.", "I wonder why you are furious."),
    (
        "validate_feeling",
        "Your anger is completely understandable.",
        "Your anger is not understandable.",
    ),
    ("take_ownership", "That was our mistake.", "That was not our mistake."),
    (
        "take_ownership",
        "We take full responsibility for this.",
        "We take no responsibility for this.",
    ),
    ("take_ownership", "Leave it with me.", "Don't leave it with me."),
    ("take_ownership", "The fault is ours.", "The fault is not ours."),
    (
        "concrete_next_step",
        "I have ordered a replacement for you.",
        "I have not ordered a replacement for you.",
    ),
    ("concrete_next_step", "I will refund the fee.", "I will not refund the fee."),
    (
        "concrete_next_step",
        "We're sending a courier with the part.",
        "We're not sending a courier with the part.",
    ),
    ("concrete_next_step", "I've cancelled the charge.", "I can't cancel the charge."),
    (
        "follow_up",
        "I will call you tomorrow to check that it works.",
        "I will not call you tomorrow to check that it works.",
    ),
    ("follow_up", "I'll get back to you on Friday.", "I won't get back to you on Friday."),
    ("follow_up", "You will hear from me again.", "You will not hear from me again."),
    (
        "follow_up",
        "I'll message you once it has left.",
        "I'm not going to message you once it has left.",
    ),
    ("thank", "Thank you for telling us.", "I won't thank you for telling us."),
    ("thank", "I really appreciate your patience.", "I do not appreciate your impatience."),
    (
        "offer_options",
        "You can choose between a refund and a new one.",
        "You can't choose between a refund and a new one.",
    ),
    (
        "offer_options",
        "I can send a new one or refund you, whichever you prefer.",
        "I can't send a new one or refund you.",
    ),
    (
        "time_commitment",
        "The driver will be with you by Friday at noon.",
        "You waited for the driver from Friday at noon.",
    ),
    ("time_commitment", "It will be fixed within two days.", "It was broken for two days."),
    (
        "no_blame",
        "You should have read the leaflet.",
        "You should not have had to read the leaflet.",
    ),
    ("no_blame", "This is your fault.", "This is not your fault."),
    ("no_minimising", "It's not a big deal.", "I know that it is a big deal."),
    ("no_minimising", "There's no need to get upset.", "You have every need to be upset."),
)
SWAPS: tuple[tuple[str, str], ...] = (
    ("That was our mistake.", "That was your mistake."),
    ("This is our fault.", "This is your fault."),
    ("The error was ours.", "The error was yours."),
    ("We should have checked the address.", "You should have checked the address."),
    ("It is our responsibility.", "It is your responsibility."),
    ("We forgot to sign the form.", "You forgot to sign the form."),
    ("We got this wrong.", "You got this wrong."),
    ("Our carelessness caused this.", "Your carelessness caused this."),
)
NON_APOLOGIES: tuple[tuple[str, str], ...] = (
    ("I'm sorry for what happened.", "I'm sorry you feel that way."),
    ("I'm sorry about the wait.", "I'm sorry if the wait bothered you."),
    ("We apologise for the mix-up.", "We apologise if there was a mix-up."),
    ("I'm sorry that we let you down.", "I'm sorry that you are unhappy with us."),
    ("Sorry about the noise.", "Sorry, but there is nothing I can do about the noise."),
    ("I regret our error.", "I regret that you misunderstood."),
    ("We are sorry for the trouble.", "We are sorry you took it that way."),
    ("I do apologise for the delay.", "I would apologise if there had been a delay."),
)
SETS: dict[str, tuple[str, ...]] = {
    "library": LIBRARY,
    "complaint": (
        "acknowledge_feeling",
        "apologise",
        "take_ownership",
        "concrete_next_step",
        "time_commitment",
        "offer_options",
        "no_policy_hiding",
    ),
    "validation": (
        "acknowledge_feeling",
        "validate_feeling",
        "personalise",
        "open_question",
        "no_minimising",
    ),
}


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def cases() -> dict[str, Case]:
    """Return the project's own cases by id."""
    return {
        s["id"]: Case(
            situation=s["situation"], customer_message=s["customer_message"], channel=s["channel"]
        )
        for s in rows(TRAINING / "scenarios.jsonl")
    }


def genuine(every: int) -> Iterator[tuple[str, Case, str]]:
    """Return every n-th genuine labelled reply."""
    known = cases()
    valid = {r["id"] for r in rows(TRAINING / "labels.jsonl") if r["valid_attempt"]}
    good = [
        r
        for r in rows(TRAINING / "replies.jsonl")
        if r["id"] in valid and len(r["reply"].split()) >= 12
    ]
    for reply in good[::every]:
        yield reply["scenario"], known[reply["scenario"]], reply["reply"]


@lru_cache(maxsize=4096)
def outcomes(marker: Marker, case: Case, reply: str) -> dict[str, bool]:
    """Return what was decided on each criterion; the unchanged reply is marked once."""
    return {name: mark.met for name, mark in marker.mark(case, reply).criteria.items()}


def typo(reply: str) -> str:
    """Swap two inner letters of the longest plain word of each sentence."""

    def slip(match: re.Match[str]) -> str:
        sentence = match.group()
        words = re.findall(r"\b[a-z]{6,}\b", sentence)
        if not words:
            return sentence
        word = max(words, key=len)
        middle = len(word) // 2
        return sentence.replace(
            word, word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :], 1
        )

    return re.sub(r"[^.!?]+[.!?]*", slip, reply)


def curly(reply: str) -> str:
    """Write typographic quotation marks and apostrophes."""
    return re.sub(r'"([^"]*)"', "“\\1”", reply).replace("'", "’")


def reordered(reply: str) -> str:
    """Turn the order of the sentences round."""
    parts = re.findall(r"[^.!?\n]+[.!?]*", reply)
    return " ".join(p.strip() for p in reversed(parts) if p.strip())


def unchanged(marker: Marker, every: int, change: Callable[[str], str]) -> list[int]:
    """Count criteria that stay as they were under `change`, and all criteria."""
    same = total = 0
    for _, case, reply in genuine(every):
        other = change(reply)
        if other == reply:
            continue
        before, after = outcomes(marker, case, reply), outcomes(marker, case, other)
        same += sum(before[n] == after[n] for n in LIBRARY)
        total += len(LIBRARY)
    return [same, total]


def renamed(marker: Marker, every: int) -> list[int]:
    """Count criteria that stay as they were when the customer has another name."""
    same = total = 0
    for _, case, reply in genuine(every):
        names = sorted(n for n in read_case(case).names if n.isalpha())
        if not names or not any(re.search(rf"(?i)\b{n}\b", reply) for n in names):
            continue
        swap = dict(zip(names, ("Rosalba", "Whitcombe", "Anouk", "Petrov"), strict=False))

        def change(text: str, swap: dict[str, str] = swap) -> str:
            for old, new in swap.items():
                text = re.sub(rf"\b{old}\b", new, text)
                text = re.sub(rf"(?i)\b{old}\b", new.lower(), text)
            return text

        moved = Case(
            situation=change(case.situation),
            customer_message=change(case.customer_message),
            channel=case.channel,
        )
        before, after = outcomes(marker, case, reply), outcomes(marker, moved, change(reply))
        same += sum(before[n] == after[n] for n in LIBRARY)
        total += len(LIBRARY)
    return [same, total]


CARRIERS = (
    "{name}, I have your message here. {s}",
    "{s} I have read all of it, {name}.",
    "Hello {name}. {s} I am looking at your file at this moment.",
)
FRAMES: tuple[tuple[Case, str], ...] = (
    (
        Case(
            situation="A kettle arrived broken from a web shop.",
            customer_message=(
                "The kettle you sent leaks and I have guests tomorrow. I'm fed up. Maria Lund"
            ),
        ),
        "Maria",
    ),
    (
        Case(
            situation="A bus company cancelled a coach without notice.",
            customer_message=(
                "The coach never came, I stood in the rain for two hours with my son and nobody"
                " told us. Tom Reid"
            ),
            channel="phone",
        ),
        "Tom",
    ),
)


def contrasts(marker: Marker) -> dict[str, Any]:
    """Return counts for the hand-made pairs: negation flips, our/your swaps, non-apologies."""
    found: dict[str, list[int]] = {
        "negation flip": [0, 0],
        "our/your swap": [0, 0],
        "apology to non-apology": [0, 0],
    }
    missed: list[str] = []

    def expect(kind: str, good: bool, text: str) -> None:  # a tally
        found[kind][0] += good
        found[kind][1] += 1
        if not good:
            missed.append(f"{kind}: {text}")

    for case, name in FRAMES:
        for carrier in CARRIERS:

            def met(
                criterion: str,
                sentence: str,
                case: Case = case,
                carrier: str = carrier,
                name: str = name,
            ) -> bool:
                return (
                    marker.mark(case, carrier.format(name=name, s=sentence)).criteria[criterion].met
                )

            for criterion, yes, no in FLIPS:
                wanted = criterion not in ABSENCE
                expect(
                    "negation flip",
                    met(criterion, yes) is wanted and met(criterion, no) is not wanted,
                    f"{criterion}: {yes} / {no}",
                )
            for ours, yours in SWAPS:
                expect(
                    "our/your swap",
                    met("take_ownership", ours)
                    and not met("take_ownership", yours)
                    and not met("no_blame", yours),
                    f"{ours} / {yours}",
                )
            for real, hollow in NON_APOLOGIES:
                expect(
                    "apology to non-apology",
                    met("apologise", real) and not met("apologise", hollow),
                    f"{real} / {hollow}",
                )
    return {"counts": found, "missed": sorted(set(missed))}


def metamorphic(marker: Marker, every: int = 8) -> dict[str, Any]:
    """Run the whole suite and return [as expected, all] by kind."""
    made = contrasts(marker)
    result: dict[str, Any] = dict(made["counts"])
    result["typo in each sentence"] = unchanged(marker, every, typo)
    result["lower case"] = unchanged(marker, every, str.lower)
    result["typographic quotes"] = unchanged(marker, every, curly)
    result["sentence order"] = unchanged(marker, every, reordered)
    result["harmless sentence"] = unchanged(marker, every, lambda text: f"{text} {HARMLESS}")
    result["other name"] = renamed(marker, every)
    return {
        "counts": result,
        "rates": {k: round(a / b, 4) if b else None for k, (a, b) in result.items()},
        "missed": made["missed"],
    }


def gaming(marker: Marker, every: int = 1) -> dict[str, Any]:
    """Return how many attacks reach the pass mark, by kind and by set of criteria."""
    known = cases()
    passed: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for attack in rows(TRAINING / "attacks.jsonl")[::every]:
        if attack["scenario"] not in known:
            continue
        count[attack["kind"]] += 1
        marking = marker.mark(known[attack["scenario"]], attack["reply"])
        met = {name: mark.met for name, mark in marking.criteria.items()}
        for name, criteria in SETS.items():
            share = weighted_share({n: met[n] for n in criteria}, {n: WEIGHTS[n] for n in criteria})
            blocked = "calm_tone" in criteria and not met["calm_tone"]
            reached = marking.valid_attempt and round(share, 4) >= PASS_LINE
            passed[name][attack["kind"]] += reached and not blocked
    total = sum(count.values())
    return {
        "attacks": total,
        "kinds": dict(count),
        "passed": {n: dict(c) for n, c in passed.items()},
        "rates": {n: round(sum(c.values()) / total, 4) for n, c in passed.items()},
    }


def determinism(size: int = 64) -> dict[str, Any]:
    """Mark the same replies in batches of 1, 7 and 64, with one and two processes, twice."""
    lines = [
        {
            "id": f"r{i}",
            "situation": case.situation,
            "customer_message": case.customer_message,
            "channel": case.channel,
            "reply": reply,
        }
        for i, (_, case, reply) in enumerate(genuine(11))
    ][:size]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def run(batch: int, jobs: int) -> bytes:
            parts = []
            for start in range(0, len(lines), batch):
                source = folder / "in.jsonl"
                source.write_text(
                    "".join(json.dumps(r) + "\n" for r in lines[start : start + batch]), "utf-8"
                )
                grade_batch(source, folder / "out.jsonl", jobs=jobs)
                parts.append((folder / "out.jsonl").read_bytes())
            return b"".join(parts)

        reference = run(64, 1)
        same = {
            f"batches of {b}, {j} processes": run(b, j) == reference
            for b, j in ((1, 1), (7, 1), (64, 2), (64, 1))
        }
        (folder / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines), "utf-8")
        for threads in ("1", "2"):
            command = [
                sys.executable,
                "-m",
                "quizapp.grading.free_text.batch",
                str(folder / "in.jsonl"),
                str(folder / "t.jsonl"),
            ]
            subprocess.run(
                command,
                check=True,
                capture_output=True,
                cwd=ROOT,
                env={
                    "OMP_NUM_THREADS": threads,
                    "OPENBLAS_NUM_THREADS": threads,
                    "PATH": "/usr/bin:/bin",
                },
            )  # own command
            same[f"a fresh process, {threads} threads"] = (
                folder / "t.jsonl"
            ).read_bytes() == reference
    return {"replies": len(lines), "same_bytes": same}


SIXTY = (
    "Maria, a kettle that leaks the night before your guests come is the last thing you needed, and"
    " I am sorry that we sent it out like that. I have ordered a new one for you this minute and"
    " the courier brings it by ten tomorrow morning. I will ring you at eleven to hear that it"
    " boils dry."
)


def cost(repeats: int = 60) -> dict[str, Any]:
    """Return the first mark after start, the median of a 60-word reply, and the vectors alone."""
    code = (
        "import time; t=time.perf_counter()\nfrom quizapp.grading.free_text import Marker\nfrom"
        " quizapp.domain.marking import Case\nMarker.load().mark(Case(situation='A shop.',"
        f" customer_message='The kettle leaks. Maria'), {SIXTY!r})\nprint(time.perf_counter()-t)"
    )
    first = [
        float(
            subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
            ).stdout
        )
        for _ in range(5)
    ]  # own command
    marker, case = Marker.load(), FRAMES[0][0]
    marker.mark(case, SIXTY)
    whole, alone = [], []
    for i in range(repeats):
        text = (
            SIXTY.replace("ten", f"{i + 1}")
            .replace("eleven", f"{i + 2}")
            .replace("a kettle", f"kettle {i}")
            .replace("new one", f"new one {i}")
        )
        begin = time.perf_counter()
        marker.mark(case, text)
        whole.append(time.perf_counter() - begin)
        sentences = [s.strip() for s in re.findall(r"[^.]+\.", text.replace("Maria", "Marta"))]
        sentences = [f"{sentence} {i}" for sentence in sentences]
        begin = time.perf_counter()
        for sentence in sentences:
            vector(sentence)
        read_closely(tuple(sentences))
        alone.append(time.perf_counter() - begin)
    ratio = statistics.median(a / b for a, b in zip(whole, alone, strict=True))
    return {
        "first_mark_s": round(statistics.median(first), 3),
        "mark_60_words_ms": round(1000 * statistics.median(whole), 2),
        "vectors_alone_ms": round(1000 * statistics.median(alone), 2),
        "ratio": round(ratio, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "words": len(SIXTY.split()),
    }


def main() -> int:
    """Run all suites and write the proof."""
    marker = Marker.load()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    ).stdout.strip()  # git from the path
    proof = {
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "command": "python -m benchmarks.marker_proof",
        "marker": marker.version,
        "cost": cost(),
        "determinism": determinism(),
        "metamorphic": metamorphic(marker),
        "gaming": gaming(marker),
    }
    PROOF.parent.mkdir(parents=True, exist_ok=True)
    PROOF.write_text(json.dumps(proof, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(
        json.dumps({k: proof[k] for k in ("cost", "determinism")}, indent=1)
        + "\n"
        + json.dumps(proof["metamorphic"], indent=1, ensure_ascii=False)
        + "\n"
        + json.dumps(proof["gaming"], indent=1)
        + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
