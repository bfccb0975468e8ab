"""What a finished bank must hold: floors by objective, concept, framework and so on.

The floors are data of the bank (`targets.yaml`), so that a small bank without them is judged by the
quality of its items alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.domain.items import ItemKind

FLOOR_OF: Mapping[ItemKind, str] = {
    ItemKind.CHOICE: "choice",
    ItemKind.MULTIPLE: "response",
    ItemKind.ORDERING: "response",
    ItemKind.MATCHING: "response",
    ItemKind.FREE_TEXT: "free_text",
    ItemKind.CONVERSATION: "conversation",
    ItemKind.LISTENING: "listening",
}
"""Which column of a floor an item counts for; the three response kinds share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Least numbers of items of one objective by group of kinds."""

    choice: int = 0
    response: int = 0
    free_text: int = 0
    conversation: int = 0
    listening: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """All floors of a bank; a zero or an empty mapping asks for nothing.

    `items_by_kind` and `secure_by_kind` use the names of `Floor`. Shares are of the items with a
    contact (a channel), `difficulty_shares` of all items in every domain, each within
    `share_tolerance`; `not_firms_fault`, `not_upset` and `special_care` are least shares.
    """

    objectives: Mapping[str, Floor] = field(default_factory=dict)
    concept_tags: Mapping[str, int] = field(default_factory=dict)
    items_by_kind: Mapping[str, int] = field(default_factory=dict)
    secure_by_kind: Mapping[str, int] = field(default_factory=dict)
    framework_items: int = 0
    misconception_distractors: int = 0
    criterion_scenarios: int = 0
    criterion_exceptions: Mapping[str, int] = field(default_factory=dict)
    choice_items_per_objective: int = 0
    formats_per_objective: int = 0
    trades: int = 0
    channel_shares: Mapping[str, float] = field(default_factory=dict)
    difficulty_shares: Mapping[str, float] = field(default_factory=dict)
    share_tolerance: float = 0.05
    not_firms_fault: float = 0.0
    not_upset: float = 0.0
    special_care: float = 0.0
