"""How long a bank of 400 items takes from YAML, and one item and all items from rows.

The bank is the small test bank with its seven items copied under new ids. The floor is the parser
alone: the events of the same files, thrown away. Variants run in turn, medians are printed.
"""

from __future__ import annotations

import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from quizapp import banks
from quizapp.banks import rows
from quizapp.banks.cache import file_fingerprint, file_stamp

SMALL = Path(__file__).parents[1] / "tests" / "banks" / "data" / "small"
COPIES = 57
ROUNDS = 5


def enlarged(folder: Path) -> Path:
    """Return a bank with `COPIES` copies of every item file."""
    shutil.copytree(SMALL, folder)
    shutil.rmtree(folder / "reviews")
    for file in sorted((SMALL / "items").glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        for copy in range(1, COPIES + 1):
            renamed = re.sub(r"\b(AA|BB)-(\d)-([MRLFV])(\d\d)\b", rf"\1-\2-\3\4-{copy}", text)
            renamed = renamed.replace("kettle\n", f"kettle-{copy}\n")
            (folder / "items" / f"{file.stem}-{copy}.yaml").write_text(renamed, encoding="utf-8")
    return folder


def parse_only(folder: Path) -> None:
    """Run the parser and drop its events: the least that reading YAML can cost."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for file in folder.rglob("*.yaml"):
        for _ in yaml.parse(file.read_text(encoding="utf-8"), Loader=loader):
            pass


def milliseconds(run: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the medians and the ratio to the parser alone."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = enlarged(Path(scratch) / "bank")
        bank = banks.load(folder)
        stored = [rows.item_to_row(item) for item in bank.items]
        variants: dict[str, Callable[[], object]] = {
            "parser alone": lambda: parse_only(folder),
            "load from YAML": lambda: banks.load(folder),
            "all items from rows": lambda: [rows.item_from_row(row) for row in stored],
            "one item from its row": lambda: rows.item_from_row(stored[len(stored) // 2]),
            "stamp of the files": lambda: file_stamp(folder),
            "fingerprint of the files": lambda: file_fingerprint(folder),
        }
        taken: dict[str, list[float]] = {name: [] for name in variants}
        for _ in range(ROUNDS):
            for name, run in variants.items():
                taken[name].append(milliseconds(run))
        print(f"{len(bank.items)} items, {sum(map(len, stored)) // 1024} KiB of rows")
        for name, times in taken.items():
            print(f"{name:<28}{statistics.median(times):>10.2f} ms")
        pairs = zip(taken["load from YAML"], taken["parser alone"], strict=True)
        ratio = statistics.median(load / floor for load, floor in pairs)
        print(f"load ratio {ratio:.2f} (median of {ROUNDS} pairs)")


if __name__ == "__main__":
    main()
