# ruff: noqa: E501  # a pattern is read as one piece
"""Cues for thanks and for questions that open a conversation."""

from __future__ import annotations

from quizapp.grading.free_text.patterns import Cue


def _thx(name: str, source: str, weight: float = 0.85, *guards: str) -> Cue:
    return Cue(
        "thank",
        name,
        source,
        weight,
        "thanks or appreciates the customer",
        guards or ("negated_near", "thanks_in_advance", "thanks_sarcastic", "thanks_other"),
    )


def _opq(name: str, source: str, weight: float = 0.85, *guards: str) -> Cue:
    return Cue(
        "open_question",
        name,
        source,
        weight,
        "invites the customer to explain in their own words",
        guards
        or ("closed_content", "how_help", "rhetorical", "either_question", "hostile_question"),
    )


CUES: tuple[Cue, ...] = (
    _thx("thanks", r"(?:thank you|thanks|thank ye|many thanks|thankful|thanking you|gratitude|cheers for|ta for)(?! (?:to (?:the|our|your)|goodness|god|heavens))"),
    _thx("grateful", r"(?:i|we|am|are|so|very|really|truly|most|genuinely) (?:am |are |feel )?(?:so |very |really |truly |most |genuinely |deeply )*(?:grateful|obliged|indebted|touched|glad|pleased|happy) (?:that |to you|for |you )(?:you|your|for|the|being|telling|this|spoke|came|told|got|let|have)? ?", 0.75, "negated_near", "glad_void", "thanks_sarcastic"),
    _thx("appreciate", r"(?:appreciate|appreciated|appreciating|value|admire|respect) (?:(?:all |both )?(?:your|you|the (?:way|time|trouble|heads up|detail|patience|effort|care)|how (?:patient|kind|calm|clear|honest|you|long|much you)|that you (?:took|told|came|let|have|are|got)|it (?:that|when)|this feedback|it$|it [,.!x]|it very|it a lot|it so))(?! (?:concern|frustration|anger|worry|position|situation|feelings|point|upset|are (?:upset|angry|worried|frustrated|cross|disappointed)|may|might))", 0.75, "negated_near", "appreciate_void", "thanks_sarcastic"),
    _thx("kind of you", r"(?:it (?:is|was) |that (?:is|was) |how |so |very |really |what a )*(?:kind|good|decent|generous|brave|gracious|thoughtful|considerate|patient|right|helpful|honest|fair) (?:way |thing )?(?:of you|to (?:tell|let|write|raise|bring|come|think|say)(?: us| me| back| it| this)?|enough to)|(?:took|takes|taken) (?:some |real |a lot of |great )?(?:nerve|courage|guts|bravery|patience)", 0.6, "negated_near", "kind_void"),
    _thx("value you", r"(?:{I}) (?:\w+ )?(?:value|treasure|cherish|respect) (?:you|your) (?:as a|custom|business|loyalty|patience|time|feedback|honesty|\w+)", 0.7, "negated_near"),
    _thx("credit", r"(?:full credit|hats? off|fair play|kudos|respect|credit) to (?:you|ye)|your (?:patience|kindness|loyalty|honesty|calm|understanding|time) (?:is|has been|means|was) (?:\w+ )?(?:appreciated|a lot|remarkable|generous|noted with thanks|valued|not lost|saintly|incredible|amazing)", 0.65, "negated_near"),
    _opq("wh question", r"(?:^|[,:;…] |and |but |so |well |okay |right |oh |hi |hello |\w+ , |now |please |then |first |also |or |meanwhile |for \w+ , )(?:what|how|why|where|who|which|when|what is|in what way|whereabouts)(?: \S+){1,40} \?", 0.75),
    _opq("tell me", r"(?:tell (?:me|us)|talk (?:me|us) through|walk (?:me|us) through|take (?:me|us) through|describe|explain (?:to (?:me|us) )?|share|help (?:me|us) (?:to )?(?:understand|see|picture)|fill (?:me|us) in|run (?:me|us) through|paint (?:me|us) a picture|say (?:a (?:bit|little) )?more|give (?:me|us) (?:a (?:bit|little|fuller) )?(?:more|the (?:full|whole|fuller)|an idea|a picture|some more|your side)|let (?:me|us) (?:know|hear) (?:a (?:bit|little) more|more|what|how|in your)|love to (?:hear|know|understand)|like to (?:hear|know|understand)|want to (?:hear|know|understand)|keen to (?:hear|know|understand)|need to (?:hear|understand|know) )(?: \S+){0,14} ?(?:what|how|more|about|why|everything|in your own|happened|your side|the whole|which|where|where|the story|the rest|went|it (?:has|is|was)|all of it)(?: \S+)*", 0.7, "closed_content", "tell_firm", "hostile_question", "tell_future", "negated_near", "wish_void"),
    _opq("tail wh", r"(?:what|how|why) (?:would|do|does|did|could|can|might|is|are|was|were|has|have|should|will|else|matters|happened|exactly|much|bad|long|'s)(?: \S+){0,30} \?", 0.6),
    _opq("no mark wh", r"(?:^|, |and )(?:what|how) (?:would|do|could|can|has|did|is|are|might) (?:you|it|this|that|we|i|things|she|he|your|the)(?: \S+){2,30}$", 0.5),
    _opq("more about", r"(?:could|can|would|will|may) (?:you|i ask you to) (?:\w+ )?(?:tell|say|share|explain|describe|talk|walk|help|give|take|run)(?: \S+){1,25} \?", 0.6, "closed_content", "either_question", "rhetorical"),
)  # fmt: skip
