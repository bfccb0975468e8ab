# ruff: noqa: E501  # a pattern is read as one piece
"""Whether the words of a cue say the opposite: a negation inside the cue, or the wrong person.

Guards look before a cue; a long cue such as “I will *not* call you” carries its negation within.
"""

from __future__ import annotations

import re

from quizapp.grading.free_text.patterns import Pattern
from quizapp.grading.free_text.scene import SPLIT, Scene

IDLE = "reading or having the message is no step"
_DEEDS = frozenset({"concrete_next_step", "follow_up", "offer_options"})
_ACTS = frozenset({"concrete_next_step", "follow_up"})
_FEELINGS = frozenset({"acknowledge_feeling", "validate_feeling"})
_NOT_DONE = Pattern(
    r"(?:{firm}|you|he|she|they|it|someone|nobody|that|this) (?:\w+ )?(?:will|shall|can|could|would|am|are|is|have|has|do|did|may) (?:\w+ )?(?:not|never)(?! (?:only|just|charge|charging|bill|let|leave|rest|stop|hang|lose|forget|forgotten|close|hesitate|take (?:any|the) (?:money|fee|payment)|have to|need to|be (?:charged|billed|asked)))|(?:i|we) (?:refuse|decline|fail|failed|forgot) to|(?:unable|not able|not going|no way) to"
)
_NOT_PROMISED = Pattern(
    r"(?:i|we|it|they|he|she|you|nobody|no one|\w+) (?:will|can|could|shall|would|am|are|is|do) (?:\w+ )?(?:not|never) (?:be |going to |able to )*(?:with|at|there|here|ready|done|finished|fixed|back|call|ring|contact|come|arrive|send|deliver|get|hear|have|fix|repair|refund|write|reply|reach|make|happen|do|manage|promise|guarantee|say)(?: \S+){0,7} ?$"
)
_UNTIL = Pattern(
    r"(?:until|till|before (?:i|we|it|you|he|she|they|that|everything)|earlier than|any (?:earlier|sooner) than)"
)
_DENIED = Pattern(
    r"(?:can|do|could|did|would) not (?:\w+ )?(?:see|understand|get|know|think|believe|find|say|grasp|share) (?:\w+ ){0,3}(?:why|what|how|that|you|your|any)|(?:fail|struggle) to (?:see|understand)|(?:is|was|are|were) (?:not|hardly|never|nothing) (?:really |exactly |very |that |so |all that |in any way |particularly |at all )?(?:{hard}|{state})|(?:nobody|no one) would (?:call|find|be|feel|have been|describe)(?! (?:calm|happy|pleased|okay|fine|comfortable|glad|patient|thrilled|delighted|easy))|(?:no|hardly any|little|not any) (?:good |real |sound )?(?:right|reason|cause|need|grounds) (?:to|for)"
)
_CAN_NOT_IMAGINE = Pattern(
    r"(?:can|could) (?:not )?(?:even |only |hardly )?(?:begin to )?(?:imagine|picture|think)|not (?:surpris\w+|blame|the only|alone)|no wonder|do not (?:know|think) (?:how you|anyone)"
)
_IDLE = Pattern(
    r"(?:have|has|got|had|am|are|was|were) (?:\w+ )?(?:your|the|all|this|that|both|it) ?(?:\w+ )?(?:message|email|letter|note|words|details|file|account|order|case|chat|screen|it|here)(?: here| open| now| in front)?(?= |$)|(?:have|had|just|did) (?:\w+ )?(?:read|seen|heard|listened|understood|noted|received|gone through|taken note|looked)|(?:am|are) (?:\w+ )?(?:looking at|reading|listening|hearing|seeing|going through|having a look)"
)
_LOOSE = frozenset({"have coming", "ing now", "i will do", "get it done"})
_YOURS = Pattern(
    r"(?:was|is|were|are) (?:\w+ ){0,2}(?:your|their|his|her|yours|theirs)(?: \w+){0,3} (?:, )?(?:and )?(?:not|never) (?:ours|mine|our|my|us|me)|not (?:ours|mine|us|me)(?= |$)|(?:neither|nor) (?:ours|mine|us)|nothing to do with (?:us|me)|(?:rather than|instead of) (?:ours|us|mine|our)"
)

_MOVES = Pattern(
    r"(?:{firm}|he|she|they) (?:will|shall|have|has|am|are|is|can|could|would|'ll)(?! (?:\w+ )?(?:not|never))|(?:instead|but|so|until|till|:|;|–)"
)
_REFUSED = Pattern(
    r"(?:{firm}|you) (?:\w+ )?(?:will|shall|can|could|am|are|have|has|do|did|may) (?:\w+ )?(?:not|never) (?:\w+ ){0,2}(?:going to |able to )?(?:{act}|{acted}|{acting}|choose|pick|decide|have|get|do|done)"
)
_CLEARED = Pattern(
    r"you (?:should|ought) (?:not|never) (?:to )?(?:have|need)|(?:is|was) (?:not|never|in no way|hardly) (?:because of |down to |through |on )?you(?:r|rs)?(?= )|you (?:did|have done|have) (?:\w+ )?(?:nothing (?:wrong|to cause)|no wrong|everything right|all the right things)|(?:no|not any) fault of (?:yours|your own)|none of (?:this|that|it) (?:is|was) (?:your|on you|down to you)|(?:nobody|no one|not) (?:\w+ )?(?:(?:blam(?:es?|ing)|accus(?:es?|ing)) you|(?:says?|saying|suggests?|suggesting|claims?|claiming|thinks?) (?:that )?you)|you (?:are|were) (?:not|never|in no way) (?:to blame|at fault|in the wrong)"
)
_NEITHER = Pattern(
    r"(?:neither|not either) (?:\S+ ){1,8}(?:nor|or)|^(?:(?:so|and|but|sadly|unfortunately) ,? ?)*no (?:\w+ ){1,3}(?:has|have|had|was|were|is|are|will|can) (?!need)|(?:have|has|had|am|are|will|shall) (?:\w+ )?(?:{acted}|{acting}|{act}|asked|told|rung|called|got) (?:nobody|no one|nothing)(?! (?:else|but|more))|in no position to"
)
_NOT_OURS = Pattern(
    r"(?:fault|blame|mistake|error|slip|responsibility|problem) (?:does|did|do|is|was|has|can) (?:\w+ )?(?:not|never|hardly) (?:\w+ )?(?:lie|rest|sit|fall|belong|with|on|ours|mine|down to|be put)|(?:we|i|our \w+|my \w+|the (?:shop|firm|team|warehouse|kitchen|depot|company|driver|staff)) (?:did|have|has|had|would|could) (?:not|never) (?:\w+ )?(?:mix(?:ed)?|los[et]|br(?:eak|oke|oken)|damaged?|caused?|ruin(?:ed)?|forg[eo]t(?:ten)?|mislaid|mislay|misse?d?|overcharged?|spoil(?:ed|t)?|slip(?:ped)? up|fail(?:ed)?|let you down|mess(?:ed)?|muddled?|ma[kd]e (?:a|the|any|this|that) (?:\w+ )?(?:mistake|error|mess|slip)|d(?:o|one) anything wrong|got? (?:it|this|that|anything) wrong)(?= )"
)
_NOT_SMALL = Pattern(
    r"(?:not|never|far from|hardly) (?:just |only |merely |simply |some )?$|(?:not|never|nobody|no one) (?:\w+ )?(?:tell|telling|say|saying|says|pretend|pretending|suggest|suggesting|claim|claiming) (?:you )?(?:that )?(?:(?:it|this|there) )?$"
)
_THEIRS = Pattern(
    r"(?:your|their|his|her) (?:own )?(?:fault|mistake|error|responsibility|carelessness|slip|oversight|failing|negligence|doing|problem)|(?:fault|mistake|error|responsibility) (?:is|was) (?:yours|theirs|his|hers)|you (?:should|ought to|could) have|you (?:got|forgot|failed|missed|made|did not)"
)
_LEFT_TO = Pattern(
    r"^(?:(?:so|then|and|or|but|please|perhaps|maybe|\w+ ,|if \S+(?: \S+){0,6} ,) )*(?:you (?:can|could|should|must|may|might|need to|have to|will (?:need|have) to|ought to)|they (?:can|could|should|may|might))(?! (?:\w+ )?(?:reach|call|ring|text|message|ask for|come back to|choose|pick|have|keep|expect|collect))"
)
_RECORD = Pattern(
    r"^(?:our|the|your) (?:records?|system|file|notes?|log|screen) (?:shows?|says?|states?|has|have)"
)
_WORK = Pattern(r"(?:{firm}|it|they|he|she) (?:will|shall|have|has|am|are|is|can)")
_NOTHING = Pattern(r"nothing (?:more |else |further )?(?:can|could) be {acted}")
_NOBODY = Pattern(
    r"(?:{acted}|{acting}|asked|asking|told|telling|sent|sending|rung|called|written to|spoken to) (?:to |with )?(?:nobody|no one|none)"
)
_NONE = Pattern(
    r"^(?:(?:so|and|but|sadly|unfortunately|sorry) ,? ?)*no (?!wonder|problem|doubt|worries|matter|need|more|less|later|sooner|fewer|\w+ and no)(?:\w+ ){1,4}(?:has|have|had|was|were|is|are|will|can|could|would)(?! need)"
)
_NEXT = re.compile(r" (?:and|or|,) ")
_STEP = Pattern(r"(?:and|then|so|to|will|now (?:to|so)|{acted})")
_OURS = Pattern(r"i|we|us|me|our|ours|my|mine")
_NO_FEELING = Pattern(
    r"(?:is|was|are|were) (?:not|hardly|never) (?:\w+ )?(?:understandable|justified|reasonable|fair|warranted|called for)|(?:makes|made) (?:no|little) sense (?:that|why|to me)|you (?:should|ought) not (?:to )?(?:be|feel)|you (?:have|had|ve) (?:no|little|hardly any|not any) (?:good |real |sound )?(?:right|reason|cause|grounds)|(?:i|we) (?:wonder|do not (?:see|understand)) why you"
)


def unsaid(criterion: str, clause: str) -> str | None:
    """Return why a sentence without a cue cannot carry the criterion, or None."""
    if criterion in _DEEDS and (_NEITHER.search(clause) or _NOBODY.search(clause)):
        return "says that it will not be done"
    if criterion in _DEEDS and _REFUSED.search(clause) and not _MOVES.search(clause):
        return "says that it will not be done"
    if criterion == "concrete_next_step" and _RECORD.search(clause) and not _WORK.search(clause):
        return "tells what is on record"
    if criterion == "concrete_next_step" and _IDLE.search(clause) and not _STEP.search(clause):
        return IDLE
    if criterion in _ACTS and _LEFT_TO.search(clause) and not _MOVES.search(clause):
        return "leaves the act to others"
    if criterion in _FEELINGS and _NO_FEELING.search(clause):
        return "denies the feeling"
    if criterion == "take_ownership" and _THEIRS.search(clause) and not _OURS.search(clause):
        return "leaves the fault with others"
    if criterion == "take_ownership" and _NOT_OURS.search(clause):
        return "denies the fault"
    if criterion == "no_blame" and _CLEARED.search(clause):
        return "clears the customer"
    return None


def turned(criterion: str, name: str, scene: Scene) -> str | None:
    """Return why the words mean the opposite of the criterion, or None."""
    if criterion in _DEEDS:
        inside = " ".join(scene.hit.split()[:7])
        if _NOBODY.search(f"{scene.hit} {' '.join(scene.tail.split()[:2])}"):
            return "says that it will not be done"
        nothing = _NOTHING.search(" ".join(scene.head.split()[-3:]) + " " + scene.hit)
        if nothing or _none_of_it(scene):
            return "says that it will not be done"
        found = _NOT_DONE.search(inside) or _NOT_DONE.search(
            " ".join(scene.head.split()[-3:] + scene.hit.split()[:2])
        )
        if found and not (criterion == "follow_up" and _UNTIL.search(scene.clause)):
            return "says that it will not be done"
        if criterion == "concrete_next_step" and name in _LOOSE and _IDLE.search(scene.hit):
            return IDLE
    if criterion == "time_commitment" and _NOT_PROMISED.search(scene.head):
        return None if _UNTIL.search(scene.head[-12:] + scene.hit) else "not promised for that time"
    if criterion in _FEELINGS and name != "not easy":
        around = " ".join(scene.head.split()[-5:]) + " " + scene.hit
        if _DENIED.search(around) and not _CAN_NOT_IMAGINE.search(around):
            return "denies the feeling"
    if criterion == "no_minimising" and _NOT_SMALL.search(scene.head):
        return "says that it is not small"
    return _disowned(scene.clause) if criterion == "take_ownership" else None


def _none_of_it(scene: Scene) -> bool:
    """Say whether the part of the sentence with the cue tells that no such thing is done."""
    linked = _NEXT.match(f" {scene.hit}")
    before = "" if linked else _NEXT.split(SPLIT.split(f" {scene.head} ")[-1])[-1]
    own = scene.hit[linked.end() - 1 :] if linked else scene.hit
    whole, last = f"{before}{own}", _NEXT.split(f" {own} ")[-1]
    return any(_NONE.search(part.strip()) for part in (whole, last))


def _disowned(clause: str) -> str | None:
    """Return why a clause that speaks of a fault takes none on."""
    if _YOURS.search(clause):
        return "leaves the fault with others"
    return "denies the fault" if _NOT_OURS.search(clause) else None
