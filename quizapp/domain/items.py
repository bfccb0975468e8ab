"""Items of a question bank and the bank itself, as frozen values.

Names follow the field: an item has a stem, a key, distractors and rationales. What is common to all
kinds stands in `Item`; what differs stands in its `body`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quizapp.domain.head import ItemHead
from quizapp.domain.vocabulary import (
    Care,
    Channel,
    Difficulty,
    Fault,
    ItemKind,
    KeyStatus,
    Level,
    Mood,
    Pool,
    Reader,
    ReviewRole,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review of one item: who, when, what was answered, what was changed since."""

    role: ReviewRole
    date: str
    reader: Reader
    round: int = 1
    answered: str = ""
    agrees: bool | None = None
    note: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option; `misconception` names what a distractor stands for."""

    id: str
    text: str
    correct: bool = False
    rationale: str = ""
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceBody:
    """Single best answer."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleBody:
    """Choose as many options as there are keys; the stem says how many."""

    options: tuple[Option, ...]

    @property
    def choose(self) -> int:
        """Return how many options are right."""
        return sum(option.correct for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A step to order, a prompt to match or a thing to match it with."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingBody:
    """Put the steps in order; `key` lists every accepted order as option ids."""

    options: tuple[Entry, ...]
    key: tuple[tuple[str, ...], ...]
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingBody:
    """Pair each prompt with one option; lists may be uneven, options may serve twice."""

    prompts: tuple[Entry, ...]
    options: tuple[Entry, ...]
    key: Mapping[str, str]
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a heard dialogue. `pause` is the silence before it, in seconds.

    `overlap`: the speaker cuts into the line before; `rate` is the speaking rate, 1 normal.
    """

    speaker: str
    text: str
    pause: float = 0.0
    overlap: bool = False
    rate: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningBody:
    """A dialogue of 20 to 60 seconds with one single-answer question."""

    dialogue: tuple[Line, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedCriterion:
    """A rubric criterion and what it counts in this case."""

    id: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample reply with what the marker must find in it; `kind` is strong, borderline or weak."""

    kind: str
    reply: str
    expected: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTextBody:
    """A written reply to the customer. The situation is the item's stem."""

    customer_name: str
    customer_message: str
    task: str
    criteria: tuple[WeightedCriterion, ...]
    samples: tuple[Sample, ...]


class EndingKind(StrEnum):
    """How a conversation can end."""

    RESOLVED = "resolved"
    PARTLY = "partly"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Conditions on the state and on the reply just given; all that are set must hold.

    Trust and tension run from -3 to +3. `met` and `unmet` name criteria of a written reply.
    `score_min` is its rubric score, 0 to 1.
    """

    trust_min: int | None = None
    trust_max: int | None = None
    tension_min: int | None = None
    tension_max: int | None = None
    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    score_min: float | None = None
    score_max: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where the talk goes next; the first route whose condition holds is taken."""

    goto: str
    when: When = field(default_factory=When)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A ready reply on a choice turn, graded 0 to 3, with what it does to trust and tension."""

    id: str
    text: str
    grade: int
    trust: int
    tension: int
    rationale: str
    routes: tuple[Route, ...]
    misconception: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One agent turn: what the customer says first, then ready replies or a written one.

    `variants` replace `says` where their condition on the state holds (first match). Exactly one
    of `replies` and `criteria` is filled. On a written turn the effect on trust and tension follows
    the table in `quizapp.grading.conversation`; `routes` then lead on.
    """

    id: str
    says: str
    tone: str = ""
    variants: tuple[Variant, ...] = ()
    replies: tuple[Reply, ...] = ()
    criteria: tuple[WeightedCriterion, ...] = ()
    routes: tuple[Route, ...] = ()
    model_reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another wording of the customer's line, used where the state fits."""

    says: str
    when: When
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One way in which the talk ends: the customer's last words and what became of it."""

    id: str
    kind: EndingKind
    says: str
    debrief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationBody:
    """A branching talk with a simulated customer; `mode` is chat or call."""

    customer_name: str
    mode: str
    start: str
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]
    trust: int = 0
    tension: int = 0


Body = (
    ChoiceBody
    | MultipleBody
    | OrderingBody
    | MatchingBody
    | ListeningBody
    | FreeTextBody
    | ConversationBody
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as delivered. `content_hash` covers everything that can change a mark."""

    id: str
    kind: ItemKind
    domain: str
    objective: str
    concepts: tuple[str, ...]
    level: Level
    difficulty: Difficulty
    pool: Pool
    status: Status
    key_status: KeyStatus
    channel: Channel | None
    stem: str
    body: Body
    title: str = ""
    scenario: str | None = None
    objectives_also: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    trade: str = ""
    fault: Fault | None = None
    mood: Mood | None = None
    care: Care = Care.NONE
    minutes: float = 1.0
    enemies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    angoff: float | None = None
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A case that several items share."""

    id: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A learning objective: `The candidate can …`."""

    id: str
    text: str
    level: Level
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A content domain with its weight in an exam, as a share of 1."""

    id: str
    title: str
    summary: str
    weight: float
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A teaching card. `standing` is core, supporting, claim; `condition` names when it holds."""

    id: str
    title: str
    domain: str
    standing: str
    text: str
    example: str
    counter_example: str
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A belief that distractors are built from."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """An outside framework with the only attribution the bank uses."""

    id: str
    title: str
    attribution: str
    limit: str = ""


def option_ids(body: Body) -> tuple[str, ...]:
    """Return the ids of what is shuffled when the item is shown; empty for written kinds."""
    match body:
        case ChoiceBody() | MultipleBody() | ListeningBody() | OrderingBody() | MatchingBody():
            return tuple(option.id for option in body.options)
        case _:
            return ()


def head_of(item: Item) -> ItemHead:
    """Return the head of an item. `key` is set only where exactly one option is right."""
    body = item.body
    key = None
    criteria: tuple[str, ...] = ()
    if isinstance(body, ChoiceBody | ListeningBody):
        key = next((option.id for option in body.options if option.correct), None)
    elif isinstance(body, FreeTextBody):
        criteria = tuple(criterion.id for criterion in body.criteria)
    elif isinstance(body, ConversationBody):
        criteria = tuple(dict.fromkeys(c.id for node in body.nodes for c in node.criteria))
    return ItemHead(
        id=item.id,
        kind=item.kind,
        title=item.title,
        domain=item.domain,
        objective=item.objective,
        concepts=item.concepts,
        level=item.level,
        difficulty=item.difficulty,
        pool=item.pool,
        status=item.status,
        channel=item.channel,
        trade=item.trade,
        scenario=item.scenario,
        enemies=item.enemies,
        minutes=item.minutes,
        angoff=item.angoff,
        content_hash=item.content_hash,
        option_ids=option_ids(body),
        key=key,
        criteria=criteria,
    )
