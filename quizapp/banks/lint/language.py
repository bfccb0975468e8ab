"""Stems, reading level, claims and texts that repeat each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.banks.lint.report import SHARE_MINIMUM, Severity, Subject
from quizapp.banks.wording import reading_grade, sentence_length, words
from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ItemKind,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
)

GRADES = (6.0, 9.0)
ITEM_GRADE = 11.0
SENTENCE_WORDS = 18.0
STEM_WORDS = (15, 60)
CASE_STEM_WORDS = 90
EXCEPT_SHARE = 0.03
TEXT_LIKENESS = 85.0
MEANING_LIKENESS = 0.70
"""Cosine of two cases' mean sentence vectors. With the marker's sentence model seventy different
plots stayed under 0.67, and cases told again in other words came to 0.58 to 0.73: pairs above it
deserve a reader, pairs below it are not cleared."""

_QUESTIONED = (ItemKind.CHOICE, ItemKind.MULTIPLE, ItemKind.LISTENING)
_LOOSE_QUESTION = re.compile(
    r"which (?:one )?(?:of (?:these|the following) )?(?:is|are) true", re.IGNORECASE
)
_NEGATIVE = re.compile(r"\b(not|except|least)\b(?=[^.]*\?)", re.IGNORECASE)
_BOLD_EXCEPTION = re.compile(r"\*\*(EXCEPT|NOT|LEAST)\*\*")
_UNSUPPORTED = re.compile(
    r"\b(research|studies|science|evidence|surveys?) (?:has |have )?"
    r"(?:shows?|shown|proves?|proven|confirms?|confirmed|says?)\b|\bit is (?:proven|a fact)\b",
    re.IGNORECASE,
)
_NAMED_STUDY = re.compile(r"\((?:19|20)\d\d\)|\bet al\b|[A-Z]\w+ (?:and|&) [A-Z]\w+")
_APPRAISAL = re.compile(
    r"\b(argued?|claim\w*|support\w*|evidence|prove\w*|proof|stud(?:y|ies)|figures?|anecdot\w*|"
    r"opinion|assert\w*|may|might|could|likely|suggest\w*|often said|not (?:shown|known|proven)|"
    r"correlat\w*|cause\w*|measure\w*|sample|compar\w*|one (?:story|case)|experience|assum\w*|"
    r"doubt\w*|believe\w*|expect\w*|tell\w* us|know\w*|depends?)\b",
    re.IGNORECASE,
)


def check_language(subject: Subject) -> None:
    """Run every check that looks at wording."""
    for item in subject.live:
        _stem(subject, item)
        _claims(subject, item)
    _exceptions(subject)
    _reading(subject)
    _duplicates(subject)


def all_texts(item: Item) -> Iterator[str]:
    """Yield every text of an item that a candidate reads before answering."""
    yield item.stem
    match item.body:
        case ChoiceBody() | MultipleBody():
            yield from (option.text for option in item.body.options)
        case ListeningBody():
            yield from (line.text for line in item.body.dialogue)
            yield from (option.text for option in item.body.options)
        case OrderingBody():
            yield from (entry.text for entry in item.body.options)
        case MatchingBody():
            yield from (entry.text for entry in (*item.body.prompts, *item.body.options))
        case FreeTextBody():
            yield from (item.body.customer_message, item.body.task)
        case ConversationBody():
            for node in item.body.nodes:
                yield node.says
                yield from (reply.text for reply in node.replies)


def _stem(subject: Subject, item: Item) -> None:
    if item.kind in (ItemKind.FREE_TEXT, ItemKind.CONVERSATION):
        return
    count = len(words(item.stem))
    case = item.channel is not None or item.scenario is not None
    most = CASE_STEM_WORDS if case else STEM_WORDS[1]
    if count > most:
        subject.say(
            Severity.WARNING,
            "stem-length",
            f"the stem has {count} words",
            f"{most} at most",
            item=item.id,
        )
    elif count < STEM_WORDS[0] and item.scenario is None and item.kind in _QUESTIONED[:2]:
        subject.say(
            Severity.NOTE,
            "stem-length",
            f"the stem has {count} words",
            f"{STEM_WORDS[0]} or more give the case and the question",
            item=item.id,
        )
    if _LOOSE_QUESTION.search(item.stem):
        subject.say(
            Severity.WARNING,
            "stem-question",
            "asks which option is true",
            "ask for the best, the first or the weakest",
            item=item.id,
        )
    if item.kind in _QUESTIONED and "?" not in item.stem and "**" not in item.stem:
        subject.say(
            Severity.NOTE,
            "stem-question",
            "the stem asks nothing",
            "end with a question",
            item=item.id,
        )
    question = item.stem.rsplit(".", 1)[-1]
    if _NEGATIVE.search(question) and not _BOLD_EXCEPTION.search(item.stem):
        subject.say(
            Severity.NOTE,
            "negative-stem",
            "the question may ask for an exception",
            "word it positively, or set **EXCEPT** in bold",
            item=item.id,
        )


def _exceptions(subject: Subject) -> None:
    asked = [item for item in subject.live if item.kind in _QUESTIONED]
    share = sum(bool(_BOLD_EXCEPTION.search(item.stem)) for item in asked) / max(len(asked), 1)
    subject.figures["EXCEPT in the stem"] = share
    if len(asked) >= SHARE_MINIMUM and share > EXCEPT_SHARE:
        subject.say(
            Severity.WARNING,
            "negative-stem",
            f"{share:.1%} of the stems ask for an exception",
            f"{EXCEPT_SHARE:.0%} at most",
        )


def _claims(subject: Subject, item: Item) -> None:
    """Claims that are not established are appraised or attributed, never keyed as fact."""
    standing = {concept.id: concept.standing for concept in subject.bank.concepts}
    key, why = "", ""
    if isinstance(item.body, ChoiceBody | MultipleBody | ListeningBody):
        right = [option for option in item.body.options if option.correct]
        key = " ".join(option.text for option in right)
        why = " ".join(option.rationale for option in item.body.options)
    if isinstance(item.body, OrderingBody | MatchingBody):
        why = item.body.rationale
    for text, sort in ((key, "key"), (why, "rationale"), (item.stem, "stem")):
        if _UNSUPPORTED.search(text) and not _NAMED_STUDY.search(text):
            subject.say(
                Severity.NOTE if sort == "stem" else Severity.WARNING,
                "unsupported-claim",
                f"the {sort} refers to research without naming a study",
                "name the study by its framework, or say 'it is often argued'",
                item=item.id,
            )
    primary = item.concepts[0] if item.concepts else ""
    if (
        standing.get(primary) == "claim"
        and key
        and not item.frameworks
        and not _APPRAISAL.search(f"{item.stem} {key} {why}")
    ):
        subject.say(
            Severity.WARNING,
            "claim-keyed",
            f"the first concept {primary} is a claim and nothing here appraises it",
            "ask what would support it, or attribute it",
            item=item.id,
        )


def _reading(subject: Subject) -> None:
    grades: list[float] = []
    lengths: list[float] = []
    for item in subject.live:
        text = " ".join(_ended(part) for part in all_texts(item))
        grade, length = reading_grade(text), sentence_length(text)
        grades.append(grade)
        lengths.append(length)
        if grade > ITEM_GRADE or length > SENTENCE_WORDS:
            subject.say(
                Severity.NOTE,
                "reading-level",
                f"grade {grade:.1f}, {length:.0f} words a sentence",
                "shorten sentences and use plainer words",
                item=item.id,
            )
    if not grades:
        return
    grade, length = sum(grades) / len(grades), sum(lengths) / len(lengths)
    subject.figures["reading grade"] = grade
    subject.figures["words per sentence"] = length
    low, high = GRADES
    if grade > high or length > SENTENCE_WORDS:
        subject.say(
            Severity.WARNING,
            "reading-level",
            f"mean grade {grade:.1f} with {length:.1f} words a sentence",
            f"grade {high:g} and {SENTENCE_WORDS:g} words at most",
        )
    elif grade < low:
        subject.say(
            Severity.NOTE,
            "reading-level",
            f"mean grade {grade:.1f}, easier than {low:g} to {high:g}",
            "nothing, if the cases need no more",
        )


def _ended(text: str) -> str:
    return text if text.rstrip("*\"'”’ ").endswith((".", "!", "?", ":")) else f"{text}."


def plot(item: Item) -> str:
    """Return the case of an item: what happened to whom, without the options."""
    match item.body:
        case FreeTextBody():
            return f"{item.stem} {item.body.customer_message}"
        case ConversationBody():
            return f"{item.stem} {item.body.nodes[0].says}"
        case ListeningBody():
            return " ".join([item.stem, *(line.text for line in item.body.dialogue)])
        case _:
            return item.stem


def _duplicates(subject: Subject) -> None:
    """Look for items that tell the same case twice: by their words and, with `embed`, by plot."""
    items = subject.live
    for first, second, score in like_texts([" ".join(all_texts(item)) for item in items]):
        how = f"{score:.0f} % alike in wording"
        advice = "write another case, or retire one of the two"
        _twin(subject, Severity.WARNING, (items[first], items[second]), how, advice)
    if subject.embed is not None and len(items) > 1:
        for first, second, near in _like_meanings(subject.embed([plot(item) for item in items])):
            how = f"{near:.2f} alike in meaning"
            pair = (items[first], items[second])
            _twin(subject, Severity.NOTE, pair, how, "read both: no two items share a plot")


def like_texts(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of texts whose words are alike, whatever their order."""
    import numpy as np  # noqa: PLC0415 (only authors' commands need numpy)
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (only authors' commands need it)

    if not texts:
        return
    folded = [" ".join(sorted(words(text))) for text in texts]
    scores = process.cdist(folded, folded, scorer=fuzz.ratio, score_cutoff=TEXT_LIKENESS)
    for first, second in np.argwhere(np.triu(scores, k=1) >= TEXT_LIKENESS):
        yield int(first), int(second), float(scores[first, second])


def _like_meanings(vectors: Sequence[Sequence[float]]) -> Iterator[tuple[int, int, float]]:
    import numpy as np  # noqa: PLC0415 (only authors' commands need numpy)

    matrix = np.asarray(vectors, dtype=float)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit = matrix / np.where(norms == 0, 1, norms)
    likeness = unit @ unit.T
    for first, second in np.argwhere(np.triu(likeness, k=1) >= MEANING_LIKENESS):
        yield int(first), int(second), float(likeness[first, second])


def _twin(
    subject: Subject, severity: Severity, pair: tuple[Item, Item], how: str, advice: str
) -> None:
    one, other = pair
    message = f"and {one.id} are {how}"
    subject.say(severity, "near-duplicate", message, advice, item=other.id)
