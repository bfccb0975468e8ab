"""However a bank file is mangled, it loads or is refused with faults; nothing else comes out."""

from __future__ import annotations

import random

import pytest
from bank_folder import SMALL, BankFolder
from hypothesis import given
from hypothesis import strategies as st

from quizapp import banks
from quizapp.banks.tree import Flaw, TreeError, read_tree
from quizapp.errors import Fault, InputError

FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))
SCRAPS = (
    *["null", "[]", "{}", "-1", "1e999", "true", "''", "*a", "&a", "|", ">-", "[[1]]", "!t"],
    *("&a x", "- ", ": ", "{a: 1}", "\t", "\u2028", "x" * 300),
)


def mangled(text: str, rng: random.Random) -> str:
    """Return the text with one line dropped, doubled, moved, cut, indented or altered."""
    lines = text.splitlines()
    place = rng.randrange(len(lines))
    line = lines[place]
    match rng.randrange(7):
        case 0:
            del lines[place]
        case 1:
            lines.insert(place, line)
        case 2:
            lines.insert(rng.randrange(len(lines)), lines.pop(place))
        case 3:
            lines[place] = line[: rng.randrange(len(line) + 1)]
        case 4:
            lines[place] = " " * rng.randrange(1, 4) + line
        case 5:
            name, colon, _ = line.partition(":")
            lines[place] = f"{name}{colon} {rng.choice(SCRAPS)}"
        case _:
            cut = rng.randrange(len(line) + 1)
            lines[place] = line[:cut] + rng.choice(SCRAPS) + line[cut:]
    return "\n".join(lines) + "\n"


def refusal(folder: BankFolder) -> tuple[Fault, ...]:
    """Return the faults of a bank, none if it loads and can be checked."""
    try:
        banks.check(banks.load(folder.folder))
    except InputError as error:
        return error.faults or (Fault(file="", line=0, where="", message=str(error)),)
    return ()


@pytest.mark.parametrize("seed", range(25))
def test_a_mangled_bank_loads_or_names_its_faults(seed: int, bank_folder: BankFolder) -> None:
    rng = random.Random(seed)  # noqa: S311 (the same damage at every run)
    for _ in range(8):
        file = rng.choice(FILES)
        good = (SMALL / file).read_text(encoding="utf-8")
        bad = mangled(good, rng)
        bank_folder.write(file, bad)
        for fault in refusal(bank_folder):
            assert fault.file in FILES
            assert fault.file != file or 0 <= fault.line <= bad.count("\n") + 1
        bank_folder.write(file, good)


def flaws(data: bytes) -> tuple[Flaw, ...]:
    """Return why a text is no tree, or nothing; any other error is a bug."""
    try:
        return read_tree(data).flaws
    except TreeError as error:
        return error.flaws


@given(st.binary(max_size=400))
def test_any_bytes_are_a_tree_or_have_flaws_with_lines(data: bytes) -> None:
    assert all(0 <= flaw.line <= data.count(b"\n") + data.count(b"\r") + 2 for flaw in flaws(data))


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#,?%@`~ \n\t0.", max_size=60))
def test_any_signs_of_yaml_are_a_tree_or_have_flaws_with_words(text: str) -> None:
    assert all(flaw.message for flaw in flaws(text.encode()))
