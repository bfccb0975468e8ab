"""A bank as public JSON: the names and shapes that other programs may rely on.

Secure items stay out unless they are asked for; what then refers to them (scenarios, enemies) stays
out with them.
"""

from __future__ import annotations

from typing import Any

from quizapp.banks.hashing import rubric_hash
from quizapp.banks.rows import plain
from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    Option,
    OrderingBody,
    Pool,
)
from quizapp.domain.plan import Bank


def export(bank: Bank, *, include_secure: bool = False) -> dict[str, Any]:
    """Return the bank as plain dicts and lists, ready for `json.dumps`."""
    items = [item for item in bank.items if include_secure or item.pool is not Pool.SECURE]
    shown = {item.id for item in items}
    hidden_cases = {item.scenario for item in bank.items} - {item.scenario for item in items}
    return {
        "bank": {
            "id": bank.id,
            "title": bank.title,
            "version": bank.version,
            "language": bank.language,
            "licence": bank.licence,
            "description": bank.description,
            "authors": list(bank.authors),
            "default_plan": bank.default_plan,
            "content_hash": bank.content_hash,
            "secure_items_included": include_secure,
        },
        "domains": plain(bank.domains),
        "concepts": plain(bank.concepts),
        "misconceptions": plain(bank.misconceptions),
        "frameworks": plain(bank.frameworks),
        "scenarios": [plain(case) for case in bank.scenarios if case.id not in hidden_cases],
        "items": [_item(item, shown) for item in items],
        "exam_plans": plain(bank.plans),
    }


def _item(item: Item, shown: set[str]) -> dict[str, Any]:
    """Return an item with the fields of its body beside those that all kinds share."""
    record: dict[str, Any] = {
        "id": item.id,
        "kind": str(item.kind),
        "title": item.title,
        "domain": item.domain,
        "objective": item.objective,
        "objectives_also": list(item.objectives_also),
        "concepts": list(item.concepts),
        "frameworks": list(item.frameworks),
        "level": str(item.level),
        "difficulty": str(item.difficulty),
        "pool": str(item.pool),
        "status": str(item.status),
        "key_status": str(item.key_status),
        "channel": plain(item.channel),
        "trade": item.trade,
        "fault": plain(item.fault),
        "mood": plain(item.mood),
        "care": str(item.care),
        "minutes": item.minutes,
        "angoff": item.angoff,
        "scenario": item.scenario,
        "stem": item.stem,
        "options": [],
        "criteria": [],
        "samples": [],
    }
    record |= _body(item)
    record |= {
        "enemies": [other for other in item.enemies if other in shown],
        "authors": list(item.authors),
        "reviews": plain(item.reviews),
        "content_hash": item.content_hash,
        "rubric_hash": rubric_hash(item) or None,
    }
    return record


def _body(item: Item) -> dict[str, Any]:
    body = item.body
    match body:
        case ChoiceBody():
            return {"options": _options(body.options)}
        case MultipleBody():
            return {"options": _options(body.options), "choose": body.choose}
        case ListeningBody():
            return {"options": _options(body.options), "dialogue": plain(body.dialogue)}
        case OrderingBody() | MatchingBody() | FreeTextBody():
            record: dict[str, Any] = plain(body)
            return record
        case ConversationBody():
            talk: dict[str, Any] = plain(body)
            return talk


def _options(options: tuple[Option, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": option.id,
            "text": option.text,
            "correct": option.correct,
            "rationale": option.rationale,
            "misconception": option.misconception,
        }
        for option in options
    ]
