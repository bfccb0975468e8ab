"""What a person gives as an answer, one value per kind of item, and its stored form.

The stored form is a small JSON object; `from_json` accepts exactly what `to_json` wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.domain.items import ItemKind
from quizapp.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One option, for choice and listening."""

    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSeveral:
    """The ticked options of a multiple response, in no order."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """All steps, first to last."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Prompt id to option id; prompts may be missing."""

    pairs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A written reply, exactly as typed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One agent turn of a conversation: a ready reply by id, or own words."""

    node: str
    reply: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The agent turns of a conversation so far; `ended` once an ending was reached."""

    turns: tuple[Turn, ...]
    ended: bool = False


Answer = Chosen | ChosenSeveral | Ordered | Paired | Written | Talk


def to_json(answer: Answer) -> dict[str, Any]:
    """Return the stored form of an answer."""
    match answer:
        case Chosen(option=option):
            return {"option": option}
        case ChosenSeveral(options=options):
            return {"options": sorted(options)}
        case Ordered(order=order):
            return {"order": list(order)}
        case Paired(pairs=pairs):
            return {"pairs": dict(sorted(pairs.items()))}
        case Written(text=text):
            return {"text": text}
        case Talk(turns=turns, ended=ended):
            return {
                "turns": [
                    {"node": t.node}
                    | ({"reply": t.reply} if t.reply is not None else {})
                    | ({"text": t.text} if t.text is not None else {})
                    for t in turns
                ],
                "ended": ended,
            }


def from_json(kind: ItemKind, data: Mapping[str, Any]) -> Answer:
    """Return the answer stored as `data` for this kind; `DataError` if it does not fit."""
    try:
        match kind:
            case ItemKind.CHOICE | ItemKind.LISTENING:
                return Chosen(option=str(data["option"]))
            case ItemKind.MULTIPLE:
                return ChosenSeveral(options=tuple(map(str, data["options"])))
            case ItemKind.ORDERING:
                return Ordered(order=tuple(map(str, data["order"])))
            case ItemKind.MATCHING:
                return Paired(pairs={str(k): str(v) for k, v in data["pairs"].items()})
            case ItemKind.FREE_TEXT:
                return Written(text=str(data["text"]))
            case ItemKind.CONVERSATION:
                turns = tuple(
                    Turn(node=t["node"], reply=t.get("reply"), text=t.get("text"))
                    for t in data["turns"]
                )
                return Talk(turns=turns, ended=bool(data["ended"]))
    except (KeyError, TypeError, AttributeError) as error:
        message = f"a stored answer does not fit an item of kind {kind}: {error!r}"
        raise DataError(message) from error


def is_given(answer: Answer | None) -> bool:
    """Tell whether there is anything to mark; a blank reply counts as no answer."""
    match answer:
        case None:
            return False
        case ChosenSeveral(options=given) | Ordered(order=given):
            return bool(given)
        case Paired(pairs=pairs):
            return bool(pairs)
        case Written(text=text):
            return bool(text.strip())
        case Talk(turns=turns):
            return bool(turns)
        case _:
            return True
