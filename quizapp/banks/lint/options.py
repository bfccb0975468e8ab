"""Cues in the options: what gives the key away to someone who never reads the case."""

from __future__ import annotations

import re
from collections import Counter

from quizapp.banks.lint.report import SHARE_MINIMUM, Severity, Subject
from quizapp.banks.wording import EMPATHY, STRONG_ABSOLUTE, content_words, hits
from quizapp.domain.items import (
    ChoiceBody,
    Item,
    ItemKind,
    Level,
    MatchingBody,
    MultipleBody,
    Option,
    OrderingBody,
)

LONGEST_SHARE = 0.30
LENGTH_RATIO = 1.3
RATIO_FROM_CHARACTERS = 25
POSITION_SHARES = (0.22, 0.28)
ABSOLUTES_GAP = 0.05
EMPATHY_ALONE_SHARE = 0.10
OVERLAP_LEAD = 2
OVERLAP_SHARE = 0.35
_FOUR = 4
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5}
_CHOOSE = re.compile(r"\*\*[^*]*?\b(two|three|four|five|[2-5])\b[^*]*\*\*", re.IGNORECASE)
_CATCH_ALL = re.compile(
    r"^(all|none|both|neither) of (the (above|others|options|answers|following)|these|them)\b"
    r"|^[a-d] and [a-d]\b|\b(options?|answers?) [a-d]\b",
    re.IGNORECASE,
)


def check_options(subject: Subject) -> None:
    """Run every check that looks at options."""
    for item, options in subject.with_options():
        _rationales(subject, item, options)
        _lengths(subject, item, options)
        _form(subject, item, options)
    for item in subject.live:
        if isinstance(item.body, OrderingBody | MatchingBody) and not item.body.rationale:
            subject.say(Severity.ERROR, "rationale", "has no rationale", "write one", item=item.id)
        _counts(subject, item)
    _longest(subject)
    _positions(subject)
    _absolutes(subject)
    _overlap(subject)
    _empathy_words(subject)


def _rationales(subject: Subject, item: Item, options: tuple[Option, ...]) -> None:
    for option in options:
        if not option.rationale:
            subject.say(
                Severity.ERROR,
                "rationale",
                f"option {option.id} has no rationale",
                "say why it works or what the customer would experience",
                item=item.id,
            )
        if not option.correct and option.misconception is None:
            subject.say(
                Severity.ERROR,
                "misconception",
                f"distractor {option.id} names no misconception",
                "tag the belief that it stands for",
                item=item.id,
            )


def _lengths(subject: Subject, item: Item, options: tuple[Option, ...]) -> None:
    lengths = [len(option.text) for option in options]
    mean = sum(lengths) / len(lengths)
    if mean >= RATIO_FROM_CHARACTERS and max(lengths) > LENGTH_RATIO * mean:
        subject.say(
            Severity.WARNING,
            "option-length",
            f"the longest option has {max(lengths)} characters, "
            f"{max(lengths) / mean:.2f} x the mean",
            f"bring the options within {LENGTH_RATIO} x the mean",
            item=item.id,
        )


def _form(subject: Subject, item: Item, options: tuple[Option, ...]) -> None:
    """Grammar cues: endings and capitals that set an option apart, a stem that ends in a or an."""
    ends = {option.text[-1] in ".!?…\"'”’" for option in options}
    starts = {option.text[0].isupper() for option in options if option.text[0].isalpha()}
    if len(ends) > 1:
        subject.say(
            Severity.WARNING,
            "grammar-cue",
            "some options end with a full stop and some do not",
            "end all of them alike",
            item=item.id,
        )
    if len(starts) > 1:
        subject.say(
            Severity.WARNING,
            "grammar-cue",
            "some options start with a capital and some do not",
            "start all of them alike",
            item=item.id,
        )
    if re.search(r"\b(a|an)\s*(…|\.\.\.|:|_+)?$", item.stem):
        subject.say(
            Severity.WARNING,
            "grammar-cue",
            "the stem ends with an article",
            "move a or an into the options",
            item=item.id,
        )
    for option in options:
        if _CATCH_ALL.search(option.text):
            subject.say(
                Severity.WARNING,
                "catch-all",
                f"option {option.id} combines or denies the others",
                "write an option that stands by itself",
                item=item.id,
            )


def _counts(subject: Subject, item: Item) -> None:
    """Compare the number of options or steps with what the guide allows."""
    match item.body:
        case ChoiceBody():
            number, least, most = len(item.body.options), 3, 4
        case MultipleBody():
            number, least, most = len(item.body.options), 5, 6
        case OrderingBody():
            number, least, most = len(item.body.options), 4, 6
        case _:
            number, least, most = 0, 0, 0
    if not least <= number <= most:
        subject.say(
            Severity.WARNING,
            "option-count",
            f"has {number} options",
            f"{least} to {most} are expected of kind {item.kind}",
            item=item.id,
        )
    if isinstance(item.body, MultipleBody):
        said = [_NUMBER_WORDS.get(n.lower(), 0) or int(n) for n in _CHOOSE.findall(item.stem)]
        if item.body.choose not in said:
            subject.say(
                Severity.ERROR,
                "choose-number",
                f"the stem does not say to choose {item.body.choose}",
                "write **Choose TWO** or the right number",
                item=item.id,
            )
    if isinstance(item.body, MatchingBody):
        used = Counter(item.body.key.values())
        even = len(item.body.options) == len(item.body.prompts)
        if even and all(count == 1 for count in used.values()):
            subject.say(
                Severity.WARNING,
                "even-lists",
                "each option is used once, so the last pair needs no thought",
                "add an option, or let one serve twice",
                item=item.id,
            )


def _enough(subject: Subject) -> int:
    """Return the number of single-answer items, 0 where shares would say nothing."""
    total = sum(1 for _ in subject.single_answer())
    return total if total >= SHARE_MINIMUM else 0


def _longest(subject: Subject) -> None:
    """Count how often the key is the longest option; a tie counts in part."""
    share, total, cued = 0.0, 0, []
    for item, key, distractors in subject.single_answer():
        lengths = [len(option.text) for option in (key, *distractors)]
        total += 1
        if len(key.text) == max(lengths):
            share += 1 / lengths.count(max(lengths))
            if lengths.count(max(lengths)) == 1:
                cued.append(item.id)
    if not total:
        return
    subject.figures["key is longest"] = share / total
    if _enough(subject) and share / total > LONGEST_SHARE:
        subject.say(
            Severity.WARNING,
            "length-cue",
            f"the key is the longest option in {share / total:.0%} of {total} items",
            f"{LONGEST_SHARE:.0%} at most; lengthen distractors in {_some(cued)}",
        )


def _positions(subject: Subject) -> None:
    """Each of four positions holds the key in 22 to 28 % of the four-option items."""
    places: Counter[int] = Counter()
    for item, options in subject.with_options():
        if item.kind is not ItemKind.MULTIPLE and len(options) == _FOUR:
            places[next(n for n, option in enumerate(options) if option.correct)] += 1
    total = sum(places.values())
    for position in range(_FOUR if total else 0):
        share = places[position] / total
        subject.figures[f"key in position {position + 1}"] = share
        low, high = POSITION_SHARES
        if total >= SHARE_MINIMUM and not low <= share <= high:
            subject.say(
                Severity.WARNING,
                "position-balance",
                f"the key stands in position {position + 1} in {share:.1%} of {total} items",
                f"{low:.0%} to {high:.0%} is balanced; reorder options",
            )


def _absolutes(subject: Subject) -> None:
    """Words such as 'always' must not be commoner in distractors than in keys by > 5 points."""
    keys: list[bool] = []
    wrong: list[bool] = []
    for _, key, distractors in subject.single_answer():
        keys.append(hits(STRONG_ABSOLUTE, key.text) > 0)
        wrong += [hits(STRONG_ABSOLUTE, option.text) > 0 for option in distractors]
    if not keys:
        return
    gap = sum(wrong) / len(wrong) - sum(keys) / len(keys)
    subject.figures["absolutes: distractors minus keys"] = gap
    if _enough(subject) and gap > ABSOLUTES_GAP:
        subject.say(
            Severity.WARNING,
            "absolutes",
            f"absolutes stand in {sum(wrong) / len(wrong):.1%} of distractors and "
            f"{sum(keys) / len(keys):.1%} of keys",
            "take them out of distractors or spread them",
        )


def _overlap(subject: Subject) -> None:
    """Look for keys that repeat the words of the stem."""
    leads, total = [], 0
    for item, key, distractors in subject.single_answer():
        stem = content_words(item.stem)
        shared = [len(stem & content_words(option.text)) for option in distractors]
        lead = len(stem & content_words(key.text)) - max(shared)
        total += 1
        if lead > 0:
            leads.append(item.id)
        if lead >= OVERLAP_LEAD:
            subject.say(
                Severity.NOTE,
                "stem-overlap",
                f"the key repeats {lead} more words of the stem than any distractor",
                "use such words in distractors, too, or rephrase the key",
                item=item.id,
            )
    if not total:
        return
    subject.figures["key repeats the stem most"] = len(leads) / total
    if _enough(subject) and len(leads) / total > OVERLAP_SHARE:
        subject.say(
            Severity.WARNING,
            "stem-overlap",
            f"the key repeats most words of the stem in {len(leads) / total:.0%} of {total} items",
            f"{OVERLAP_SHARE:.0%} at most; rephrase {_some(leads)}",
        )


def _empathy_words(subject: Subject) -> None:
    """Count keys that alone sound empathetic."""
    alone, total = [], 0
    for item, key, distractors in subject.single_answer():
        total += 1
        others = sum(hits(EMPATHY, option.text) > 0 for option in distractors)
        own = hits(EMPATHY, key.text) > 0
        if own and not others:
            alone.append(item.id)
        if item.level is Level.RESPOND and own + others == 1:
            subject.say(
                Severity.NOTE,
                "empathy-words",
                "only one reply carries a word of empathy",
                "let a near miss sound empathetic, too",
                item=item.id,
            )
    if not total:
        return
    subject.figures["only the key sounds empathetic"] = len(alone) / total
    if _enough(subject) and len(alone) / total > EMPATHY_ALONE_SHARE:
        subject.say(
            Severity.WARNING,
            "empathy-words",
            f"the key alone has a word of empathy in {len(alone) / total:.0%} of {total} items",
            f"{EMPATHY_ALONE_SHARE:.0%} at most; rework {_some(alone)}",
        )


def _some(ids: list[str]) -> str:
    shown = ", ".join(ids[:12])
    return f"{shown} and {len(ids) - 12} more" if len(ids) > 12 else shown  # noqa: PLR2004 (a line)
