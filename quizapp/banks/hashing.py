"""Content hashes: what an old result refers to, independent of how the YAML is laid out.

Three hashes answer three questions. An item's hash changes with everything that can change a mark:
its case, its wording, its key and its rubric, but not with a rationale or a review. A rubric's hash
changes with the criteria, weights and grades alone. A bank's hash changes with any content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quizapp.banks.rows import canonical, plain
from quizapp.domain.items import ConversationBody, FreeTextBody, Item, ItemKind
from quizapp.domain.plan import Bank

_TEACHING = frozenset({"rationale", "misconception", "samples", "model_reply", "debrief"})
"""Parts of a body that explain a mark and never decide one."""


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of a value, as hexadecimal text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def item_hash(item: Item, scenario: str, language: str) -> str:
    """Return the hash of all that can change a mark; `scenario` is the text of the shared case."""
    return digest(
        {
            "id": item.id,
            "kind": item.kind,
            "language": language,
            "channel": item.channel,
            "scenario": scenario,
            "stem": item.stem,
            "body": _without_teaching(plain(item.body)),
        }
    )


def rubric_hash(item: Item) -> str:
    """Return the hash of the criteria, weights and grades; empty for items with a plain key."""
    match item.body:
        case FreeTextBody():
            return digest(item.body.criteria)
        case ConversationBody():
            return digest(
                {
                    node.id: {
                        "criteria": node.criteria,
                        "grades": {reply.id: reply.grade for reply in node.replies},
                    }
                    for node in item.body.nodes
                }
            )
        case _:
            return ""


def with_hashes(bank: Bank) -> Bank:
    """Return the bank with the hash of every item and of the whole filled in."""
    cases = {scenario.id: scenario.text for scenario in bank.scenarios}
    items = tuple(
        replace(
            item, content_hash=item_hash(item, cases.get(item.scenario or "", ""), bank.language)
        )
        for item in bank.items
    )
    hashed = replace(bank, items=items, content_hash="")
    return replace(hashed, content_hash=digest(hashed))


def rubric_hashes(bank: Bank) -> Mapping[str, str]:
    """Return the rubric hash of each item that is marked by a rubric."""
    marked = (ItemKind.FREE_TEXT, ItemKind.CONVERSATION)
    return {item.id: rubric_hash(item) for item in bank.items if item.kind in marked}


def _without_teaching(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _without_teaching(entry) for name, entry in value.items() if name not in _TEACHING
        }
    if isinstance(value, list):
        return [_without_teaching(entry) for entry in value]
    return value
