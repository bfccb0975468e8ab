# ruff: noqa: E501, PLR2004  # tables of patterns and measured weights read best in one piece
"""What is particular about this case: names, the things that went wrong, and the customer's life.

Everything here comes from the situation and the message, so that retelling and a personal word are
judged against *this* customer and no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.marking import Case
from quizapp.grading.free_text.lexicon import people
from quizapp.grading.free_text.lexicon.function_words import FUNCTION_WORDS
from quizapp.grading.free_text.lexicon.not_names import ROLES, SAID_LAST
from quizapp.grading.free_text.lexicon.synonyms import GROUPS
from quizapp.grading.free_text.text import Passage, read

_SUFFIXES = (
    "isations", "isation", "ations", "ation", "ingly", "edly", "ments", "ment", "nesses", "ness", "ingly", "ings", "ing", "ied", "ies",
    "ers", "er", "ed", "ly", "es", "s", "e", "y",
)  # fmt: skip
_IRREGULAR: Mapping[str, str] = {
    "bought": "buy", "sent": "send", "came": "com", "went": "go", "gone": "go", "left": "leav", "lost": "los", "told": "tell", "said": "say", "took": "tak",
    "taken": "tak", "gave": "giv", "given": "giv", "broke": "break", "broken": "break", "paid": "pay", "rang": "ring", "rung": "ring", "kept": "keep",
    "stood": "stand", "sat": "sit", "wrote": "writ", "written": "writ", "spoke": "speak", "found": "find", "slept": "sleep", "fell": "fall", "fallen": "fall",
    "wore": "wear", "worn": "wear", "froze": "freez", "frozen": "freez", "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "knives": "knife", "lives": "lif", "died": "die", "dying": "die", "dead": "die", "death": "die", "ate": "eat", "eaten": "eat", "drove": "driv", "flew": "fly", "flown": "fly",
    "wages": "wage", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "twice": "2", "once": "1",
    "third": "3", "second": "2", "fourth": "4", "both": "2", "double": "2", "thirty": "30", "twenty": "20", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "fortnight": "2",
}  # fmt: skip
_NAME_INTRO = re.compile(
    r"(?:this is|my name is|my name 's|i am|it is|name :|called|regards ,?|thanks ,?|sincerely ,?|yours ,?|faithfully ,?)$"
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a crude stem: enough to match `assembled` with `assembling`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    digits = re.sub(r"[£$€₹,]|(?<=\d)(?:st|nd|rd|th|gb|mb|kg|am|pm|k)$|[.:]0+$|\.\d\d$", "", word)
    if digits and digits[0].isdigit():
        return digits
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            root = word[: -len(suffix)]
            if suffix in {"ied", "ies"}:
                root += "y"
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
                root = root[:-1]
            if root.endswith(("e", "y")) and len(root) > 3:
                root = root[:-1]
            return root
    return word


_SYNONYMS: dict[str, set[int]] = {}
for _index, _group in enumerate(GROUPS):
    for _member in _group.split():
        _SYNONYMS.setdefault(stem(_member), set()).add(_index)


def concepts(word: str) -> frozenset[str]:
    """Return the stem of a word and the synonym groups it belongs to."""
    root = stem(word)
    return frozenset({root} | {f"#{g}" for g in _SYNONYMS.get(root, ())})


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The facts of a case against which a reply is read."""

    message: Passage
    situation: Passage
    names: frozenset[str]
    other_names: frozenset[str]
    content: frozenset[str]
    concepts: frozenset[str]
    situation_content: frozenset[str]
    kin: frozenset[str]
    life: frozenset[str]
    all_words: frozenset[str]
    company: frozenset[str]
    proper: frozenset[str]

    @property
    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The sentences of message and situation, as the close reading takes them."""
        return self.message.sentences, self.situation.sentences

    @property
    def surnames(self) -> frozenset[str]:
        """All names of the customer."""
        return self.names


def content_words(passage: Passage) -> list[str]:
    """Return the words of a passage that carry content, in order."""
    return [
        w.text for w in passage.words
        if w.kind in {"word", "number", "time"} and w.text not in FUNCTION_WORDS and (len(w.text) > 2 or w.text[0].isdigit())
    ]  # fmt: skip


@lru_cache(maxsize=64)
def read_case(case: Case) -> CaseFacts:
    """Extract the facts of `case`; kept for the next reply to the same case."""
    message, situation = read(case.customer_message), read(case.situation)
    names, others = _names(case, message, situation)
    words = content_words(message)
    context = content_words(situation)
    stems = frozenset(stem(w) for w in words)
    kin = frozenset(w.text for w in message.words if w.text in people.KIN) | frozenset(
        w.text for w in situation.words if w.text in people.KIN
    )
    life = _life(set(words), set(context), message.norm)
    found: set[str] = set()
    for w in words:
        found |= concepts(w)
    return CaseFacts(
        message, situation, frozenset(names), frozenset(others), stems, frozenset(found),
        frozenset(stem(w) for w in context), kin, frozenset(life), frozenset(w.text for p in (message, situation) for w in p.words),
        frozenset(_company(case)), frozenset(others),
    )  # fmt: skip


_ALWAYS_PERSONAL = frozenset(
    [
        "wedding",
        "funeral",
        "loss",
        "birthday",
        "anniversary",
        "graduation",
        "christening",
        "honeymoon",
        "hospital",
        "cancer",
        "pregnant",
        "disability",
        "retirement",
        "interview",
        "exam",
    ]
)


def _life(words: set[str], context: set[str], message: str) -> set[str]:
    """Words of the message about the customer's life; what the situation names already is the complaint itself."""
    found: set[str] = set()
    for group in people.CIRCUMSTANCE_GROUPS:
        here = {w for w in group if w in words or ("-" in w and w.replace("-", " ") in message)}
        if here and (group & _ALWAYS_PERSONAL or not group & context):
            found |= here
    return found


def _company(case: Case) -> set[str]:
    found = re.findall(
        r"^([A-Z][\w&'’ ]*?)(?:,| is| has| sells| delivered| cancelled| sent| raised| made| fed| left| asked| missed| lost)",
        case.situation,
    )
    return {p for w in found for p in re.findall(r"[a-z'’]+", w.lower())}


def _names(  # noqa: C901, PLR0912  # one source of names after another
    case: Case, message: Passage, situation: Passage
) -> tuple[set[str], set[str]]:
    """Return the customer's names and the other proper names of the case, lower case."""
    capitals: dict[str, int] = {}
    lowers: set[str] = set()
    for passage in (message, situation):
        first = True
        for word in passage.words:
            if word.kind == "word":
                raw = word.raw
                if (
                    raw[:1].isupper()
                    and not raw.isupper()
                    and not (first and word.text in FUNCTION_WORDS)
                ):
                    capitals[word.text] = capitals.get(word.text, 0) + (0 if first else 1)
                elif raw[:1].islower():
                    lowers.add(word.text)
                first = False
            elif word.text in {".", "!", "?", "\n", "…"}:
                first = True
    proper = {
        w
        for w in capitals
        if w not in lowers
        and w not in FUNCTION_WORDS
        and w not in _NOT_NAMES
        and w not in people.TITLES
    }
    names: set[str] = set()
    for passage in (message, situation):
        texts = [w.text for w in passage.words]
        raws = [w.raw for w in passage.words]
        for i, text in enumerate(texts):
            if text in people.TITLES and i + 1 < len(texts) and raws[i + 1][:1].isupper():
                j = i + 1
                while j < len(texts) and raws[j][:1].isupper() and passage.words[j].kind == "word":
                    if len(raws[j]) > 1:
                        names.add(texts[j])
                    j += 1
                    if j < len(texts) and texts[j] == "." and len(raws[j - 1]) == 1:
                        j += 1  # an initial
    sign_off = re.search(
        r"([A-Z][\w'’-]+(?: (?:and |& )?[A-Z][\w'’-]+){0,3})[.!]?\s*$",
        case.customer_message.strip(),
    )
    if sign_off:
        names |= {p.lower() for p in re.findall(r"[A-Z][\w'’]+", sign_off.group(1))} & proper
    for pattern in (
        r"(?:[Tt]his is|[Mm]y name is|[Nn]ame's|I am|I'm|[Ii]t's)\s+((?:[A-Z][\w'’-]+\s?){1,3})",
        r"(?:customer|passenger|owner|guest|patient|member|tenant|bride|student|subscriber|caller|father|mother|teacher|resident),? (?:is |called |named )?((?:[A-Z][\w'’-]+\s?){1,3})",
        r"((?:[A-Z][\w'’-]+\s?){1,3}),? (?:a|an|the) (?:\w+ )?(?:customer|student|father|mother|teacher|nurse|member|scaffolder|owner|widow\w*|pensioner|retired|self|single|guest|tenant|regular|bride|driver)",
    ):
        for found in re.finditer(pattern, case.situation + "\n" + case.customer_message):
            names |= {p.lower() for p in re.findall(r"[A-Z][\w'’]+", found.group(1))} & proper
    for found in re.finditer(r"(?:^|[.!?]\s+)((?:[A-Z][\w'’-]+\s?){1,2}),", case.situation):
        names |= {p.lower() for p in re.findall(r"[A-Z][\w'’]+", found.group(1))} & proper
    situational = re.findall(
        r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,| has| is| was| rang| rings| calls| called| writes| wrote| reported| used| stayed| had| complains| booked| bought| ordered| waited| paid| needs| wants)",
        case.situation,
    )
    company = {
        p
        for w in re.findall(
            r"^([A-Z][\w&'’ ]*?)(?:,| is| has| sells| delivered| cancelled| sent| raised| made| fed| left| asked| missed| lost)",
            case.situation,
        )
        for p in re.findall(r"[a-z'’]+", w.lower())
    }
    for phrase in situational:
        names |= {p.lower() for p in phrase.split()} & proper
    names |= _informal_names(case.customer_message)
    names -= company - {
        w
        for w in names
        if re.search(
            rf"(?i)\b(?:mr|mrs|ms|miss|dr) (?:\w+ )?{re.escape(w)}\b",
            case.situation + case.customer_message,
        )
    }
    names = {n.removesuffix("'s").removesuffix("’s") for n in names}
    midway = {w for w, count in capitals.items() if count}
    names = {n for n in names if len(n) > 1 and not _no_name(n, written=n in midway)}
    return names, proper - names


def _no_name(word: str, *, written: bool) -> bool:
    """Say whether a word found where names stand is none; `written` with a capital in a sentence."""
    plain = word in FUNCTION_WORDS or word in _NOT_NAMES or word in ROLES or word[0].isdigit()
    short = (
        bool(re.search(r"['’](?:m|t|d|ll|ve|re|s)$", word))
        or stem(word.split("-", maxsplit=1)[0]).isdigit()
    )
    return plain or short or (not written and word in SAID_LAST)


_SIGN_OFF = re.compile(
    r"(?:[.!?\n,–-]|\bregards|\bthanks|\bthx|\bcheers|\byours)\s*[-–~]*\s*((?:[^\W\d_][\w'’-]+\s*(?:and |& )?){1,2})[.!]?\s*\S?$"
)
_INTRO = re.compile(
    r"(?:\b(?:this is|my name is|name is|name's|it's|im|i'm|i am)\s+([^\W\d_][\w'’-]+)(?: ([^\W\d_][\w'’-]+))?\b)|(?:^|[,.!?]\s*|hi\s+|hello\s+)([^\W\d_][\w'’-]+)(?: ([^\W\d_][\w'’-]+))? here\b"
)


def _informal_names(message: str) -> set[str]:
    """Names typed without capitals: "mateusz here", "… thanks, luca"."""
    found: set[str] = set()
    sign_off = _SIGN_OFF.search(message.strip())
    if sign_off:
        found |= set(re.findall(r"[\w'’]+", sign_off.group(1).lower()))
    for match in _INTRO.finditer(message):
        found |= {g.lower() for g in match.groups() if g}
    return {
        w
        for w in found
        if len(w) > 2
        and w not in FUNCTION_WORDS
        and w not in _NOT_NAMES
        and w not in people.KIN
        and not _COMMON.match(w)
    }


_COMMON = re.compile(
    r"\w+(?:ing|ed|ly|ful|able|less|ness|tion|ous|ive)$|(?:here|there|please|thanks|thx|help|today|tomorrow|yesterday|tonight|soon|asap|now|again|ever|lol|honestly|seriously|really|disgrace|"
    r"joke|shame|useless|awful|terrible|horrible|sad|scared|worried|upset|angry|furious|mad|livid|sick|tired|sorry|fine|okay|great|brilliant|fantastic|lovely|nice|madam|sir|team|all|everyone|"
    r"regards|cheers|bye|ta|refund|money|back|urgent|late|broken|wrong|over|out|done|left|alone|lost|home|work|school|birthday|wedding|funeral|week|month|year|day|night|morning|x|xx|just|about|"
    r"absolutely|almost|also|still|only|even|pathetic|ridiculous|unbelievable|not|a|an|the|in|on|at|so|very|too|supposed|afraid|sure|glad|happy|your|my|our|his|her|truly|kindly|answer|reply|mind|sense|heart|word|words)$"
)
_NOT_NAMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
        "english",
        "british",
        "irish",
        "scottish",
        "indian",
        "american",
        "i",
        "okay",
        "hi",
        "hello",
        "dear",
        "please",
        "thanks",
        "regards",
        "sincerely",
        "yours",
        "best",
        "kind",
        "warm",
    ]
)
