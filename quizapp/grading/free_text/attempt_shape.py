# ruff: noqa: E501, PLR2004  # one row in one piece; measured shares
"""The shape of an attempt: numbers over reply and case, and the reasons they can give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from quizapp.grading.free_text.case_facts import CaseFacts, concepts, content_words, stem
from quizapp.grading.free_text.fluency import Fluency
from quizapp.grading.free_text.gates import (
    COPIED,
    FINITE,
    INSTRUCT,
    LECTURE,
    LECTURE_REASON,
    LIST_REASON,
    ORDER_REASON,
    OTHER_CASE,
)  # fmt: skip
from quizapp.grading.free_text.lexicon import people
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.lexicon.service_terms import SERVICE_TERMS
from quizapp.grading.free_text.retelling import copied_share
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.vocabulary import known_words

SHAPE_COLUMNS = (
    "fluency", "unseen pairs", "function words", "service terms", "finite verbs", "sentence length", "you", "i", "lecture", "instruction", "mine", "mine share",
    "particulars", "named", "alien kin", "copied", "words", "repeated", "unknown", "nothing mine", "particulars and not mine", "short sentences", "lecture and no you", "rare mine", "rare other", "rare none mine",
    "third persons", "third persons and no you", "nobody addressed", "verbless",
)  # fmt: skip
_THIRD = frozenset(
    [
        "he", "she", "him", "her", "his", "hers", "they", "them", "their", "customer", "customers",
        "caller", "callers", "client", "clients", "guest", "guests", "agent", "adviser", "advisor",
        "clerk", "trainee",
    ]
)  # fmt: skip
"""Words for those who are spoken about."""


DISORDER = 0.225
"""Share of unseen word pairs above which the words of a longer reply stand in no order."""


def shape_row(
    reply: Passage, facts: CaseFacts, fluency: Fluency, generic: frozenset[str]
) -> list[float]:
    """Return the numbers by which an attempt is told from what only looks like one."""
    words = [w.text for w in reply.words if w.kind in {"word", "number", "time", "short"}]
    count = max(1, len(words))
    clauses = max(1, len(reply.clauses))
    smooth, unseen = fluency.judge(reply)
    content = [w for w in dict.fromkeys(content_words(reply)) if w not in SERVICE_TERMS]
    mine = [
        w
        for w in content
        if w in facts.names
        or stem(w) in facts.content
        or stem(w) in facts.situation_content
        or concepts(w) & facts.concepts
    ]
    named = float(any(w in facts.names for w in words))
    kin = {
        w
        for i, w in enumerate(words)
        if w in people.KIN and (not i or words[i - 1] not in {"my", "our"})
    }
    alien = sum(
        1
        for w in kin
        if w not in facts.all_words
        and not any(w in g and g & facts.all_words for g in people.KIN_GROUPS)
    )
    lecture = sum(bool(LECTURE.search(c.norm)) for c in reply.clauses) / clauses
    you = sum(w in {"you", "your", "yours"} for w in words) / count
    unknown = (
        sum(
            w.kind == "word"
            and len(w.text) > 3
            and w.text not in known_words()
            and stem(w.text) not in known_words()
            and not w.raw[:1].isupper()
            for w in reply.words
        )
        / count
    )
    seen = Counter(c.norm for c in reply.clauses)
    share = len(mine) / max(1, len(content))
    rare = [w for w in content if stem(w) not in generic and not w[0].isdigit()]
    rare_mine = sum(w in mine and w not in facts.names for w in rare)
    rare_other = sum(w not in mine and w not in facts.proper for w in rare)
    mine_or_ours = sum(w in {"i", "we", "my", "our"} for w in words)
    third = min(sum(w in _THIRD for w in words) / count, 0.12) / 0.12
    verbless = sum(not FINITE.search(c.norm) for c in reply.clauses) / clauses
    length = min(count, 60) / 60
    row = [
        smooth, unseen, sum(w in FUNCTION_WORDS for w in words) / count, sum(w in SERVICE_TERMS for w in words) / count, min(2.0, len(FINITE.findall(reply.norm)) / clauses) / 2,
        min(20.0, count / clauses) / 20, min(you, 0.2) * 5, min(mine_or_ours / count, 0.2) * 5, lecture, float(bool(INSTRUCT.search(reply.norm))),
        min(len(mine), 6) / 6, share, min(len(content) - len(mine), 12) / 12, named, min(alien, 2) / 2,
        copied_share(reply.norm, facts.message.norm, 3), length, (max(seen.values(), default=1) - 1) / clauses, min(unknown, 0.5) * 2,
        float(not mine and not named), min(len(content) - len(mine), 12) / 12 * (1 - share), float(count / clauses < 3.5), lecture * float(you == 0), min(rare_mine, 4) / 4, min(rare_other, 8) / 8, float(rare_mine == 0) * min(rare_other, 6) / 6,
        third, third * float(you == 0), length * float(you == 0 and not mine_or_ours), length * verbless,
    ]  # fmt: skip
    return [round(value, 3) for value in row]


Near = Callable[[], float]
"""How near the sentences of a reply come to the message; asked for only where it matters."""


def looks_like(row: Sequence[float], near: Near, *, certain: bool) -> str | None:
    """Return the plain reason for a refusal by `shape_row`, or None where none can be named.

    Clumsy English and short unfriendly replies look odd to the model too; unless it is `certain`,
    a reply that speaks of this case is never refused as an answer to another.
    """
    value = dict(zip(SHAPE_COLUMNS, row, strict=True))
    if value["instruction"]:
        return "an instruction to the marker, not an answer to the customer"
    if value["lecture"] >= 0.3:
        return LECTURE_REASON
    if value["function words"] < 0.4 and value["service terms"] > 0.12:
        return LIST_REASON
    if value["nobody addressed"] > 0.3 and value["third persons"] > 0:
        return LECTURE_REASON
    if value["verbless"] > 0.3:
        return LIST_REASON
    if value["unseen pairs"] > 0.33 or (
        certain and value["unseen pairs"] > 0.22 and value["words"] > 0.2
    ):
        return ORDER_REASON
    if value["copied"] > 0.3:
        return COPIED
    if value["rare mine"] > 0:
        return None
    if certain:
        return OTHER_CASE
    enough = 0.5 if value["named"] else 0.25
    return OTHER_CASE if value["rare other"] >= enough and near() < 0.4 else None


_SALUTATION = re.compile(
    r"\W*(?i:dear|hello|hi|hey|good (?:morning|afternoon|evening|day))[ ,]+"
    r"(?:(?i:mr|mrs|ms|miss|mx|dr)\.? )?([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)\b"
    r"(?!,? (?:here|speaking|from))"
)
_SPOKEN_TO = re.compile(
    r"(?<=[,;]) (?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
    r"(?=[.!?]|, (?:I|we|you|your|that|this|it|and|but|please|so)\b)"
)
"""Title and name of whoever is spoken to inside a sentence."""
_SPOKEN_OF = re.compile(r"(?i)\b(?:our|my|the|an?|with|by|from|ask|to)(?: [\w'’-]+){1,4},$")
"""What stands before a name that is told of somebody: “our mechanic, Mr …”."""
_NOBODY = frozenset(
    [
        "sir", "sirs", "madam", "customer", "customers", "patient", "guest", "guests",
        "passenger", "parent", "parents", "resident", "tenant", "member", "members", "client",
        "friend", "friends", "family", "team", "all", "everyone", "everybody", "folks",
        "neighbour", "colleague", "there", "claimant", "candidate", "policyholder",
        "motorist", "applicant", "traveller", "ma", "doctor", "miss", "mr", "mrs", "ms", "mx", "dr",
    ]
)  # fmt: skip
"""Words of a salutation that name nobody."""
ALIKE = 70
"""Likeness (rapidfuzz ratio) from which two names may be one, mistyped or shortened."""


def greets_another(reply: Passage, facts: CaseFacts) -> bool:
    """Say whether a reply speaks to somebody whose name its case does not know.

    It does so in a salutation, or by title and name inside a sentence where the customer's own name
    is nowhere.
    """
    if not facts.names:
        return False
    greeted = _SALUTATION.match(reply.original)
    if greeted and _unknown(greeted[1], facts):
        return True
    named = any(word.text in facts.names for word in reply.words)
    return not named and any(
        _unknown(match[1], facts) and not _SPOKEN_OF.search(reply.original[: match.start()])
        for match in _SPOKEN_TO.finditer(reply.original)
    )


def _unknown(found: str, facts: CaseFacts) -> bool:
    """Say whether a name as written is that of nobody in the case."""
    names = re.findall(r"[^\W\d_]+", found.lower())
    if names[0] in _NOBODY:
        return False
    known = {*facts.names, *facts.proper, *facts.all_words}
    return not any(name in known or _like_one_of(name, facts.names) for name in names)


def _like_one_of(name: str, names: Iterable[str]) -> bool:
    return any(fuzz.ratio(name, other) >= ALIKE for other in names)


_YOU = frozenset(
    ["you", "your", "yours", "yourself", "yourselves", "u", "ur", "ye", "yer", "yous", "yuh", "ya"]
)


def speaks_to_somebody(reply: Passage) -> bool:
    """Say whether a reply says "you" to anybody."""
    return any(w.text.split("'")[0] in _YOU for w in reply.words)


def jumbled(row: Sequence[float]) -> bool:
    """Say whether a long reply has far more unseen word pairs than any real one; short ones vary too much."""
    value = dict(zip(SHAPE_COLUMNS, row, strict=True))
    return value["words"] >= 0.66 and value["unseen pairs"] > DISORDER


def mentions(row: Sequence[float]) -> bool:
    """Say whether a reply has several words that few cases have, and this one has."""
    return dict(zip(SHAPE_COLUMNS, row, strict=True))["rare mine"] >= 0.5


def alien(row: Sequence[float], near: Near) -> bool:
    """Say whether a long reply full of particulars shares none of them with the case."""
    value = dict(zip(SHAPE_COLUMNS, row, strict=True))
    few = value["rare mine"] == 0 and value["mine share"] < 0.3
    return few and _told(value) and near() < 0.42


def foreign_case(row: Sequence[float], near: Near) -> bool:
    """Say whether an unnamed reply tells particulars, none of them of this case or near to it."""
    value = dict(zip(SHAPE_COLUMNS, row, strict=True))
    strange = value["rare mine"] == 0 and not value["named"] and value["mine share"] < 0.2
    return strange and _told(value) and near() < 0.33


def tells(row: Sequence[float]) -> bool:
    """Say whether a reply of some length has several words of content that are not of its case."""
    value = dict(zip(SHAPE_COLUMNS, row, strict=True))
    return value["particulars"] >= 0.33 and value["words"] >= 0.25


def _told(value: Mapping[str, float]) -> bool:
    return value["rare other"] >= 0.375 and value["words"] >= 0.3 and value["you"] > 0.1
