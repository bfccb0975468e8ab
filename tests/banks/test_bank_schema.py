"""The published schema agrees with the loader, so that editors tell authors the truth."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bank_folder import SMALL

from quizapp import resources
from quizapp.banks.tree import Listing, Mapping, Node, read_tree
from quizapp.domain.items import (
    Care,
    Channel,
    Difficulty,
    EndingKind,
    Fault,
    ItemKind,
    KeyStatus,
    Level,
    Mood,
    Status,
)
from quizapp.domain.marking import LIBRARY
from quizapp.domain.plan import CutStatus, Feedback, Navigation, PlanKind, TimeOut

SCHEMA: dict[str, Any] = json.loads(
    resources.asset("schema", "bank-v1.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SHIPPED = [path for folder in resources.shipped_banks() for path in sorted(folder.rglob("*.yaml"))]


def as_json(node: Node) -> object:
    """Return a tree as an editor's validator sees it."""
    if isinstance(node, Mapping):
        return {name: as_json(child) for name, (_, child) in node.entries.items()}
    if isinstance(node, Listing):
        return [as_json(child) for child in node.entries]
    return node.value


def complaints(path: Path) -> list[str]:
    document = as_json(read_tree(path.read_bytes()).root)
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(SMALL.rglob("*.yaml")), ids=lambda path: path.name)
def test_a_good_bank_satisfies_the_schema(path: Path) -> None:
    assert complaints(path) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:]))
def test_the_shipped_banks_satisfy_the_schema(path: Path) -> None:
    assert complaints(path) == []


@pytest.mark.parametrize(
    ("definition", "field", "words"),
    [
        ("item_choice", "level", Level),
        ("item_choice", "difficulty", Difficulty),
        ("item_choice", "status", Status),
        ("item_choice", "key_status", KeyStatus),
        ("item_choice", "care", Care),
        ("item", "kind", ItemKind),
        ("ending", "kind", EndingKind),
        ("criterion", "id", LIBRARY),
        ("plan_file", "kind", PlanKind),
        ("plan_file", "cut_status", CutStatus),
        ("plan_file", "feedback", Feedback),
        ("plan_file", "time_out", TimeOut),
        ("section", "navigation", Navigation),
    ],
)
def test_the_schema_lists_the_words_that_the_program_knows(
    definition: str, field: str, words: Iterable[str]
) -> None:
    listed = SCHEMA["$defs"][definition]["properties"][field]["enum"]

    assert listed == [str(word) for word in words]


@pytest.mark.parametrize(
    ("field", "words"), [("channel", Channel), ("fault", Fault), ("mood", Mood)]
)
def test_words_that_may_be_left_out_may_be_null(field: str, words: Iterable[str]) -> None:
    listed = SCHEMA["$defs"]["item_choice"]["properties"][field]["enum"]

    assert listed == [*(str(word) for word in words), None]


def test_an_unknown_field_is_refused_by_the_schema_as_by_the_loader(tmp_path: Path) -> None:
    text = (SMALL / "items" / "aa.yaml").read_text(encoding="utf-8")
    damaged = tmp_path / "aa.yaml"
    damaged.write_text(text.replace("trade: library", "trde: library"), encoding="utf-8")

    assert any("trde" in complaint for complaint in complaints(damaged))
