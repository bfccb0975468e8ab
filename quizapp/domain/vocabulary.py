"""The words that items are described with.

Apart from the items themselves, because the first page needs nothing else.
"""

from __future__ import annotations

from enum import StrEnum


class ItemKind(StrEnum):
    """The seven kinds of item."""

    CHOICE = "choice"
    MULTIPLE = "multiple"
    ORDERING = "ordering"
    MATCHING = "matching"
    FREE_TEXT = "free_text"
    CONVERSATION = "conversation"
    LISTENING = "listening"


class Level(StrEnum):
    """What the item asks for, from naming to producing."""

    RECALL = "recall"
    APPLY = "apply"
    ANALYSE = "analyse"
    RESPOND = "respond"


class Difficulty(StrEnum):
    """Expected difficulty, until enough people have answered."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Pool(StrEnum):
    """`secure` items appear in certification exams and nowhere else.

    `any` is for plans alone and draws from both; no item is in it.
    """

    LEARN = "learn"
    SECURE = "secure"
    ANY = "any"


class Status(StrEnum):
    """Where the item stands in its life; only `reviewed` items are delivered in exams."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    RETIRED = "retired"


class KeyStatus(StrEnum):
    """Who settled the key."""

    AUTHOR_REVIEWED = "author-reviewed"
    PANEL_SET = "panel-set"


class Channel(StrEnum):
    """Where the contact takes place; `social` is public and includes reviews."""

    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"
    IN_PERSON = "in_person"
    SOCIAL = "social"


class Fault(StrEnum):
    """Whose fault the trouble in the case is."""

    FIRM = "firm"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"
    NOBODY = "nobody"
    UNCLEAR = "unclear"


class Mood(StrEnum):
    """How the customer of the case feels."""

    UPSET = "upset"
    HAPPY = "happy"
    NEUTRAL = "neutral"
    MIXED = "mixed"


class Care(StrEnum):
    """Whether the case needs special care."""

    NONE = "none"
    VULNERABLE = "vulnerable"
    HAND_OVER = "hand_over"


class ReviewRole(StrEnum):
    """`blind` answered without seeing the key; `content` read for fact, bias and language."""

    BLIND = "blind"
    CONTENT = "content"


class Reader(StrEnum):
    """Whether a review was made by a person or by software."""

    PERSON = "person"
    SOFTWARE = "software"
