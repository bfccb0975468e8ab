# ruff: noqa: E501, D401  # patterns in one piece; a guard is described by what it sees
"""The scene a cue stands in, and how guards are built from patterns over its parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quizapp.grading.free_text.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a cue stands: its clause, the neighbours, the whole reply, and the channel."""

    clause: str
    begin: int
    end: int
    before: str
    after: str
    reply: str
    channel: str
    message: str
    quoted: bool

    @property
    def head(self) -> str:
        """The clause before the cue."""
        return self.clause[: self.begin]

    @property
    def hit(self) -> str:
        """The words of the cue."""
        return self.clause[self.begin : self.end]

    @property
    def tail(self) -> str:
        """The clause after the cue."""
        return self.clause[self.end :]

    @property
    def part(self) -> str:
        """What stands before the cue in its own part of the sentence: behind the last “but”, “, ”."""
        return SPLIT.split(f" {self.head} ")[-1].strip()


Guard = Callable[[Scene], str | None]
_NEGATOR = r"(?:not|never|no|nor|neither|none|nothing|hardly|scarcely|without|nobody|no one|cannot|refuse to|fail to|fails to|failed to|unable to|avoid|far from|instead of|rather than)"
_IDIOM_NOT = Pattern(
    r"(?:can|could) (?:only |not |hardly |scarcely )+(?:even )?(?:begin to )?(?:imagine|picture|think)|no (?:wonder|doubt|matter|question|two ways|excuses?|ifs)|"
    r"(?:do|does|can|could|would|will) not (?:\w+ )?(?:blame|fault)|should (?:not|never)|ought (?:not|never)|not (?:at all )?surpris\w+|not (?:only|just|simply|merely)|"
    r"never (?:mind|be sorry enough)|(?:can|could) not (?:apologise|thank|agree|be|feel) (?:\w+ )?(?:enough|more|sorrier)|nothing (?:\w+ )?(?:wrong|over ?sensitive|silly|unreasonable)|"
    r"not (?:in the least|alone|the (?:only|first))|no (?:sooner|later|more than|less than)|will not (?:rest|stop|leave|let)|without (?:\w+ )?(?:heat|heating|water|power|a word|warning|hot|so much|any|your|a single|even|the|internet|notice|food|sleep|pay|being|telling|asking)|no (?:heat\w*|water|power|internet|one|hot|call|slats|bolts|sleep|reply|answer|warning|text|notice|word|sign|bed|\w+ and no)|"
    r"did not|was not|were not|have not|had not|has not|is not (?:good|acceptable|fair|right|what|how|okay|on|easy|nice|fun|a nice|you|just|only)|not (?:good|acceptable|fair|right|what|how|easy|nice|fun|pleasant|ideal|okay|being|knowing|having|hearing|sleeping)|nobody (?:should|deserves|likes|wants|came|told|rang|called)|no ?one (?:should|deserves|likes|wants|came|told|rang|called)|"
    r"(?:do|does) not (?:bear|deserve|know (?:if|where|what|when|whether|how))|why not|not knowing|or not|not you|not your|not a (?:moment|minute|second)|nor (?:should|would)|no longer|not (?:being )?able to"
)
SPLIT = re.compile(
    r" (?:but|however|although|though|yet|because|so|;|:|,|and then|still|while|when|who|which|that is why|–) "
)
_QUOTE_VERB = re.compile(
    r"\b(?:you|u) (?:said|say|wrote|write|mentioned|called|told us|put it|describe|described|feel that i|think that i|tell me)\b"
)


def _scope(scene: Scene, words: int) -> str:
    """Return the last few words before the cue within its own part of the sentence."""
    return " ".join(scene.part.split()[-words:])


def _negated(scene: Scene, words: int) -> str | None:
    scope = _scope(scene, words)
    if not re.search(rf"\b{_NEGATOR}\b", scope):
        return None
    if _IDIOM_NOT.search(scope + " " + scene.hit):
        return None
    found = re.findall(rf"\b{_NEGATOR}\b", scope)
    return f"negated by “{found[-1]}”"


def negated(scene: Scene) -> str | None:
    """A negator up to eight words back in the same part of the sentence."""
    return _negated(scene, 7)


def negated_near(scene: Scene) -> str | None:
    """A negator within four words."""
    return _negated(scene, 4)


def rule(pattern: str, verdict: str, where: str = "clause") -> Guard:
    """Return a guard that gives `verdict` where `pattern` is found in a part of the scene."""
    compiled = Pattern(pattern)

    def guard(scene: Scene) -> str | None:
        text = {
            "clause": scene.clause, "head": scene.head, "tail": scene.tail, "hit": scene.hit, "around": scene.head[-60:] + scene.hit + scene.tail[:60],
            "lead": _scope(scene, 6) + " " + scene.hit, "next": scene.hit + scene.tail[:50], "reply": scene.reply, "last": _scope(scene, 4),
            "hit_two": scene.hit + scene.tail[:14], "hit_head": scene.head[-25:] + scene.hit,
        }[where]  # fmt: skip
        return verdict if compiled.search(text) else None

    return guard


def unless(pattern: str, guard: Guard, where: str = "clause") -> Guard:
    """Return `guard` without its verdict where `pattern` is found."""
    compiled = Pattern(pattern)

    def wrapped(scene: Scene) -> str | None:
        text = {
            "clause": scene.clause,
            "around": scene.head[-60:] + scene.hit + scene.tail[:60],
            "hit": scene.hit,
            "head": scene.head,
            "reply": scene.reply,
            "tail": scene.tail,
        }[where]
        return None if compiled.search(text) else guard(scene)

    return wrapped


def all_of(*guards: Guard) -> Guard:
    """Return a guard with the first verdict of several."""

    def either(scene: Scene) -> str | None:
        return next((verdict for g in guards if (verdict := g(scene)) is not None), None)

    return either
