"""The author's guide names every rule that the checks can report."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
SAID = re.compile(r'(?:Severity\.[A-Z]+(?: if [^,]+)?|severity),\s+"([a-z-]+)"')


def rules() -> set[str]:
    folder = ROOT / "quizapp" / "banks" / "lint"
    return {rule for path in folder.glob("*.py") for rule in SAID.findall(path.read_text("utf-8"))}


def test_there_are_rules_to_look_for() -> None:
    assert {"rationale", "talk-strategy", "plan-feasible", "near-duplicate"} <= rules()


def test_every_rule_has_a_line_in_the_guide() -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", GUIDE))

    assert sorted(rules() - named) == []


def test_the_guide_names_no_rule_that_is_gone() -> None:
    table = GUIDE[GUIDE.index("| rule |") : GUIDE.index("The set phrase")]
    cells = [line.split("|")[1] for line in table.splitlines()[2:] if line.startswith("|")]
    named = {rule for cell in cells for rule in re.findall(r"`([a-z]+(?:-[a-z]+)*)`", cell)}

    assert sorted(named - rules()) == []
