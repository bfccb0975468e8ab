# ruff: noqa: E501, D401  # patterns in one piece; a guard is described by what it sees
"""Guards: reasons why words that look like a criterion do not count.

A guard is a function of the clause and of where the cue stands in it; it returns the words of its
verdict ("not sorry") or None. Cues name the guards that may void them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizapp.grading.free_text.patterns import Pattern
from quizapp.grading.free_text.scene import (
    Guard,
    Scene,
    all_of,
    negated,
    negated_near,
    rule,
    unless,
)


def quoted_breach(scene: Scene) -> str | None:
    """Words inside quotation marks, or taken over from the customer's message."""
    return "the customer's words, quoted" if scene.quoted else None


_AGENT = Pattern(
    r"(?:i|we|our (?:team|staff|drivers?|engineers?|colleagues?)|my (?:team|colleagues?|manager)|they|he|she|the (?:team|driver|drivers|staff|engineer|crew)|everyone here|all of us) (?:am|are|is|was|were|feel|feels|felt|have been|had been|has been|must have been|must be|got|get|'m|been|too|have had|have|had|also|find)(?: \w+){0,4}$"
)
_AGENT_OK = Pattern(
    r"(?:would|could|in your (?:place|shoes|position)|if i were|for you|can|do not blame|understand|see|know|hear|sorry|imagine|aware|not surprised|you|your|afraid|left|had left|made|caused|put) ?"
)


def agent_feeling(scene: Scene) -> str | None:
    """The feeling belongs to the writer or to colleagues."""
    found = _AGENT.search(scene.part or " ")
    if re.match(r"\s*for (?:you|your)\b", scene.tail) or re.search(r"\bso are you\b", scene.clause):
        return None
    if found and not _AGENT_OK.search(scene.part) and not re.search(r"\b(?:you|your)\b", scene.hit):
        return "a feeling of the writer, not of the customer"
    return None


_NOT_SAID = Pattern(
    r"(?:not|no|never|nothing|nobody|no one|hardly|far from|says?|said|saying|tell|tells|told|telling|called|calls?|calling|wrote|meant|made|think|thinks|thought|feel|feels|felt|feeling|worry|worried|afraid|as if|as though|sounded|looks? like|without|instead of|rather than|sorry (?:if|that|for)|apologise for|tempted|if (?:i|we)|whoever|anyone|someone|somebody)"
)
_DISOWNED = Pattern(
    r"(?:said|told|wrote|called|say|says|saying|telling) (?:that |this )?(?:to )?you|no way to (?:talk|speak|treat)|(?:should|must|ought) (?:not|never) (?:have )?(?:be |been )?(?:said|told|heard|say|tell|hear)|being told|to be told|is what (?:he|she|they|our)"
)
_ANOTHER = Pattern(
    r"(?:i|we|they|he|she|us|me|my|our|their|his|it|that|which|system|driver|colleagues?|office|depot|team|firm|company|boss|manager|mother|mum|dad|wife|husband|kids?)(?: \S+){0,4}$"
)


def not_at_you(scene: Scene) -> str | None:
    """The words are denied, felt or remembered."""
    if _NOT_SAID.search(scene.part) or _DISOWNED.search(scene.clause):
        return "not said to the customer"
    return None


def of_another(scene: Scene) -> str | None:
    """Somebody else, the writer or the firm, is said to be so or to have to do it."""
    part = scene.part
    if part and _ANOTHER.search(part) and not re.search(r"\byou(?:r|rs)?\b", part):
        return "said of somebody else"
    return None


def open_not_option(scene: Scene) -> str | None:
    """A which-question with nothing to choose from stays open."""
    if re.search(r"\bwhich\b", scene.hit) or re.search(
        r"\b(?:or|either|whichever|two|both)\b", scene.clause + " " + scene.before
    ):
        return (
            None
            if re.search(r"\bwhich\b| or ", scene.clause)
            else "a question without alternatives"
        )
    return "a question without alternatives"


def needs_feeling(scene: Scene) -> str | None:
    """The cue counts only beside a word of feeling in the same clause."""
    return None if _FEELS.search(scene.clause) else "no feeling named beside it"


_FEELS = Pattern(
    r"{stronghard}|{state}|{feeln}|{idiom}|{hard}|want|expect|trembling|shaking|sarcastic|cried|cry|cuts deep|beside herself|beside himself|worry|panic|fret|that way|like that|the same|furious|thinking|wondering|hurts?|stings?|struggl\w+|stop working"
)


def needs_promise(scene: Scene) -> str | None:
    """A bare time needs a verb of promise in its clause or in the one before."""
    return (
        None
        if re.search(
            r"\b(?:will|shall|going to|i|we|ready|arrives?|lands?|back|there|be|by|within|takes?|updated|sent|gets?)\b",
            scene.clause,
        )
        else "a time without a promise"
    )


def private_channel(scene: Scene) -> str | None:
    """Data may be asked for in a private message."""
    return (
        "asked for in a private message"
        if re.search(
            r"\b(?:dm|dms|direct message|private(?:ly)?|inbox|pm|private message|message us|secure)\b",
            scene.clause + " " + scene.before + " " + scene.after,
        )
        else None
    )


def past_time(scene: Scene) -> str | None:
    """The time lies in the past."""
    if re.search(r"\b(?:ought to|should|could|might) (?:not )?have \w+", scene.head[-45:]):
        return "a time in the past"
    if re.search(
        r"\b(?:will|shall|going to|by|until|ready|tomorrow|tonight|next|within|is on|am|are|today|lands|arrives|going|coming|to get|this afternoon|this evening|later|latest)\b",
        scene.clause,
    ) and not re.search(
        r"\b(?:since|ago|yesterday|last|waited|waiting)\b",
        scene.head[-40:] + scene.hit + scene.tail[:14],
    ):
        if re.search(r"\b(?:for|over|after|about|another)\b", scene.hit) and re.search(
            r"\b(?:wait\w*|sat|stood|spent|been|stuck|without|worn|kept|had)\b", scene.head[-45:]
        ):
            return "a time that belongs to the problem"
        return None
    if re.search(
        r"\b(?:since|ago|yesterday|last|was|were|waited|waiting|had|did|been|told|said|sat|spent|stood|left|went|came|stayed|happened|ordered|promised|arrived|kept|after|cancelled|told|wrote|sent|used|lost|missed|gave|took|should have|ruined|spoiled|planned|expected|hoped|meant)\b",
        scene.clause,
    ):
        return "a time in the past"
    return None


def problem_time(scene: Scene) -> str | None:
    """The time measures the customer's trouble or the usual course of things."""
    if re.search(
        r"\b(?:you|your \w+|he|she|they|it|nobody|she|mum|husband) (?:\w+ )?(?:waited|have waited|had to wait|were|was|have been|has been|sat|spent|lost|stood|took|gave|missed|are meant|were meant|is getting|is coming|comes|come home|exchange|need|needs|have to|has to|want|wanted|travelled|rang|called)\b",
        scene.head,
    ) and not re.search(r"\b(?:i|we) (?:\w+ )?(?:will|shall|am|are|have|can)\b", scene.clause):
        return "a time that belongs to the problem"
    return None


GUARDS: Mapping[str, Guard] = {
    "taken_seriously": rule(r"(?:is|was|are|were|as) (?:such |truly |really |clearly |indeed )*(?:a |an )?(?:big|huge|real|serious|major) (?:deal|thing|problem|worry)", "takes it seriously", "clause"),
    "clears_customer": rule(r"(?:not|never|nothing|no|none of|hardly|rather than) (?:\w+ ){0,3}(?:your (?:fault|mistake|error|doing|responsibility|problem|job)|you (?:did|have done))|you (?:did|have done) nothing wrong|you should (?:not|never) have|you could not have|(?:not|never) have to have|nobody should|(?:nobody|no one|none of us) (?:is |was |here |would )*(?:says?|saying|said|claims?|claiming|suggests?|suggesting|thinks?|thinking) (?:that )?(?:you|it was you)|i (?:am|will|would) not (?:\w+ )?(?:say|tell|pretend|suggest|ask)", "clears the customer", "clause"),
    "not_yours": rule(r"(?:sorry|apologise|apologies|thank|thanks|correct|fix|repair|solve|resolve|describe|about|report\w*|with|not|never|no) (?:\w+ ){0,3}your (?:\w+ )?(?:error|failure|misunderstanding|responsibility|mistake|doing)|error (?:message|code)", "not a reproach", "clause"),
    "deserved": rule(r"have (?:been (?:able|told|given|treated|met|kept|warned|asked|called|offered)|had (?:to|a|the|your|it)|received|got|heard (?:from|back)|to)|(?:could|might|may|would) (?:also |perhaps |just |simply |first |always |easily )*(?:choose|call|ring|contact|let|give|tell|try|use|bring|come|wait|keep|see|pay|leave|ask|book|order|look|check|test|notice|supply|write|think|plan|say|open|read|confirm|save|store|reply)(?= |$)(?! (?:before|first|earlier))|(?:we|i) (?:should|could|ought)|(?:never|not) have (?:had|needed|been)", "about what the customer deserved, or what may come", "hit_two"),
    "we_would": rule(r"(?:had|if) you not (?:told|written|called|rung|said|raised|spotted|noticed)|(?:understand|thank|right)", "credits the customer", "clause"),
    "ours_passive": rule(r"(?:we|i|us|our|ours|my|me|here|sorry|apologise|should|has not (?:yet )?been|have not (?:yet )?been|you were|you have)", "what the firm failed to do", "clause"),
    "wish_check": rule(r"(?:would not like|would rather|want|like|get home|sleep|hear back|receive (?:my|our)|hurt|safe|all right|okay|prefer|takes?|consulate|need)", "a question for help", "around"),
    "we_wrong_too": rule(r"(?:our|my) (?:mistake|error|fault|side|end|failure)|(?:sorry|apologise|apologies|wrong (?:house|address|place|door|number)|you (?:are|were) right|ashamed)|(?:we|i) (?:never|failed|forgot|missed|left|lost|did not|should)", "not a reproach", "reply"),
    "help_follows": lambda scene: _help_follows(scene),  # noqa: PLW0108  # defined below
    "help_free": rule(r"(?:i|we) (?:will|have|am|are|can|shall) (?!not)|sorry|let me|which|or", "said beside help", "clause"),
    "no_help_word": rule(r"(?:but|instead|however|so|still) (?:,)? ?(?:i|we|people|you) (?:can|will|have|could|am|are)|exception|anyway|all the same|on us|for free|waive[ds]?(?= |$)", "a rule with a way forward", "reply"),
    "sincere_praise": rule(r"(?:congratulations|congrats|well done) (?:on|to|for|and)|bless you|thank|sorry|lucky you (?:spotted|told)|new record (?:player|card)|well done (?:you|for)", "sincere", "around"),
    "negated": negated,
    "negated_near": negated_near,
    "agent_feeling": agent_feeling,
    "quoted_breach": quoted_breach,
    "open_not_option": open_not_option,
    "not_at_you": not_at_you,
    "of_another": of_another,
    "needs_feeling": needs_feeling,
    "needs_feeling_clause": needs_feeling,
    "any_feeling": needs_feeling,
    "needs_promise": needs_promise,
    "private_channel": private_channel,
    "private_channel_shown": lambda _: None,
    "past_time": past_time,
    "problem_time": problem_time,
    "conditional": unless(r"(?:(?:strange|odd|surprising|weird|wonder) if|as if|even if|if you ask me|if i were|were i|if it (?:was|were|had)|if you would|only if|if that|if they are|if i may|if anything|if you (?:like|want|prefer))", rule(r"(?:if|in case|should it turn out|whether|in the event|may have|might have|unless)", "conditional", "last"), "head"),
    "dismissed_feeling": all_of(
        rule(r"(?:do not|can not|could not|fail to|hardly|not sure|would not) (?:\w+ ){0,2}(?:see|understand|know|get|think|find|say|believe|mean) (?:\w+ ){0,5}(?:why|what|how|that|you|it|something|anything)(?: \w+){0,5}", "denies the feeling", "head"),
        rule(r"sorry (?:that |if |to hear that |to hear |about how )?(?:you|u|your) (?:\w+ ){0,3}(?:feel|felt|find|found|are (?:not|upset|unhappy|disappointed|angry|annoyed|dissatisfied|frustrated|feeling))", "“sorry you feel” leaves the feeling with the customer", "around"),
    ),
    "forbidden_feeling": unless(r"(?:do not blame|not surpris\w+|no wonder|nothing (?:\w+ )?(?:wrong|silly|over ?sensitive))", rule(r"(?:no need to|no reason to|do not|stop|please do not|try not to|never|nothing to|not to|not something to|not worth|no point|there is no|without getting|no use|you should not|no cause for|no call for|anything to|hardly|rather than) (?:be |get |feel |getting |being |so |all |too |yourself |in |worry |into |such |a |start )*", "tells the customer not to feel it", "last"), "head"),
    "team_feeling": rule(r"(?:for|on) (?:our|my|the) (?:team|driver|drivers|staff|colleagues?|crew|engineer|engineers|people|lads)|(?:our|my|the) (?:team|driver|drivers|staff|colleagues?|crew|engineers?) (?:are|is|was|were|have|has|had|must|is having)|for (?:lots of|many|a lot of|some|all|most) (?:families|people|customers|of us)|(?:it|which) (?:has been|is|was) (?:\w+ )?(?:\w+ )?for (?:all of )?(?:them|us|everyone here)|(?:they|he|she) (?:are|is|was|were|must have been|has been|have been) (?:all )?(?:so )?(?:exhausted|tired|miserable|stressed)", "a feeling of colleagues or of others"),
    "colleague_subject": rule(r"(?:our|the|my) (?:team|driver|drivers|staff|colleagues?|engineer|engineers|crew) (?:\w+ )?$", "about colleagues", "head"),
    "agent_subject": rule(r"(?:i|we) (?:do )?(?:have|had|has)$|(?:we|i) (?:\w+ )?$", "the writer's right, not the customer's", "head"),
    "not_feeling_right": rule(r"right (?:of way|now|away|here|place|person|to (?:refuse|charge|cancel|change|withhold|appeal|cancel))", "not about a feeling", "next"),
    "not_reaction": rule(r"(?:our|the) (?:decision|charge|policy|fee|price|delay|terms|rules?)(?: \w+){0,2} (?:is|was|are|were)$", "not about the customer's reaction", "head"),
    "in_place_void": rule(r"(?:i (?:would|will) (?:not )?(?:just |simply |have )?(?:read|check|wait|calm|try|ask|take|buy|contact|look|be more careful|do|go|use|order))", "advice, not understanding", "tail"),
    "not_sorry": unless(r"(?:can|could) not (?:\w+ )?(?:be|apologise|say|tell you how)|not (?:only|just)|can not apologise enough", rule(r"(?:not|never|no need to|nothing to|can not|cannot|will not|refuse to|no reason to|do not|hardly|without|see no reason to|not going to|no point in|not obliged to|before i) (?:\w+ ){0,4}$|(?:no|not an|without an?|not owed an) $", "no apology: it is negated", "head"), "around"),
    "sorry_you_feel": rule(r"(?:sorry|regret|apologise) (?:, )?(?:that |to hear that |to hear |to learn |if |for |about |how )?(?:\w+ )?(?:you|u|your) (?:\w+ )?(?:are (?:not (?:\w+ )?(?:happy|satisfied)|\w* ?(?:unhappy|upset|dissatisfied|disappointed|angry|frustrated|offended|annoyed|feeling|cross|under the impression|confused))|(?:feel|felt|found|find|thought|think|took|took it|misunderstood|misread|perceive\w*|believe|consider|did not (?:read|check|like|see|notice|understand|realise)|chose|could not be bothered|have chosen|expected|forgot|failed|missed|are being|have decided|were expecting|see it|feel that way))", "a non-apology: it regrets the customer's reaction", "next"),
    "sorry_if": rule(r"(?:sorry|apologise|apologies|regret)(?: ,)? (?:\w+ ){0,2}(?:if|should (?:you|it|there|any|this)|in case|in the event|were it|for any (?:upset|offence|confusion) (?:you|that) (?:may|might)|where)|^if (?:\S+ ){2,20}(?:sorry|apolog\w+)|^should (?:it|you|there|we)", "a conditional apology", "clause"),
    "sorry_refusal": lambda scene: _refusal(scene),  # noqa: PLW0108  # defined below the table
    "sorry_question": rule(r"^(?:i am )?sorry(?: ,)? ?(?:what|who|where|could you|can you|did you|say that|i did not (?:catch|hear|get)|you (?:want|said))|^sorry \?|sorry \?$", "asks to repeat, no apology", "clause"),
    "sorry_other": unless(r"(?:our|we|mistake|wait|delay|this happened|mess|trouble|that we|so sorry that|inconvenience)", rule(r"(?:feel|feels|felt|feeling) (?:\w+ )?(?:really )?sorry for|sorry (?:\w+ )?(?:for|about) (?:the driver|our|the team|them|him|her loss|your loss|your (?:\w+ )?(?:loss|father|mother|mum|dad|bereavement|husband 's|wife 's)|(?:my|his) colleague)|better safe than sorry|sorry to say|(?:would|will) be sorry to see|sorry (?:excuse|lot)|sorry (?:state|sight|story|affair|excuse)|sorry for yourself|(?:you|customer|they|he|she) (?:\w+ )?(?:will|should|ought to|must|might) (?:be |say |feel )?sorry|(?:my |our |deepest |sincere )?condolences", "sympathy or a phrase, not an apology for what happened", "around"), "around"),
    "sorry_self": rule(r"(?:sorry|apologies|apologise|excuse)(?: ,)? (?:i (?:do )?(?:go on|ramble|digress|waffle)|i am new|for rambling|for the long|for my (?:english|typing|spelling|typos|handwriting|keyboard)|to (?:ask|bother|interrupt|be (?:blunt|a pain))|one (?:sec|moment|minute)|just a (?:sec|moment|minute)|bear with|typo|autocorrect|wrong (?:chat|window|person))", "an apology for something else", "next"),
    "conditional_regret": rule(r"(?:would|should|could|might) (?:\w+ )?(?:\w+ )?$|would of course", "a conditional regret", "last"),
    "regret_other": rule(r"(?:you|he|she|they|customer|will) (?:\w+ )?(?:will |may |might )?regret|regret (?:that |to )?(?:you|your|to (?:inform|say|tell|advise))", "regret about the customer, not about what happened", "around"),
    "ashamed_other": rule(r"(?:of|by|at|with|about) (?:you|your (?:behaviour|tone|language|attitude)|how you)|nothing to be|(?:for|of) (?:the driver|our driver|my colleague)", "not about what happened", "around"),
    "your_fault": rule(r"(?:your|customer 's|the customer 's|their|courier 's|his|her) (?:own )?(?:\w+ )?(?:fault|mistake|error|responsibility)|not (?:really |actually |entirely )?(?:our|my) (?:\w+ )?(?:fault|mistake|error|responsibility|doing|problem)", "the fault is put elsewhere", "around"),
    "on_us_void": rule(r"(?:call|click|rely|count|depend|wait|waiting|check|put pressure|turn|walk|hard|tough|hear|message|letter|email|text|update|offer|help|gift|note|word|news|contact|patience|request|drink|lunch|coffee|come|arrive|on the way|way|request|relies|depends|nothing|not|anything|distance|away) (?:\w+ )?(?:on|from|by|to|because of|for) us|(?:not|nothing) (?:\w+ ){0,4}$", "not about the fault", "lead"),
    "own_other": rule(r"(?:our|the) (?:courier|supplier|partner|agency|contractor) ?$|how (?:\w+ )?(?:lost|left)|you (?:are|were|have|had)? ?$|(?:do|does|did) not (?:\w+ )?$", "not the firm's admission", "head"),
    "own_negated": rule(r"(?:if|whether|unless|did not|have not|has not|never|not|do not (?:think|believe|see|accept) (?:that )?|no evidence (?:that )?|deny (?:that )?)$|(?:if|whether|unless|no evidence that|deny that|do not believe|do not accept|do not think) ", "denied or conditional", "last"),
    "own_cannot": rule(r"(?:can not|could not|are not able|am not able|are unable|do not|can only|will not) (?:\w+ )?(?:offer|do|refund|change|help|accept|cover|make|provide|waive|give|replace|cancel|extend|process|discuss|make exceptions)", "an apology that refuses", "next"),
    "own_taking": rule(r"(?:you|they|engineer|team|it is|is|are|was|were|has been) (?:for |been )?$|taking (?:this|it) (?:up|out|so|too|very|back|off|from|to)", "not taking charge", "around"),
    "excuse_void": rule(r"(?:you have|your|there are|make|making|full of|heard) (?:\w+ )?$", "not the firm's", "last"),
    "own_seek": rule(r"(?:try|hope|aim|attempt|do (?:my|our) best|see if|whether|if) (?:to |and )?(?:\w+ )?$", "vague", "last"),
    "myself_void": rule(r"(?:wore|worn|wear|use|used|had|have had|have (?:kids|children|a|two|been)|been there|know how|understand|feel|felt|like that|lost|suffer\w*|went|ordered|own one|parent|mother|father|customer) (?:\S+ ){0,6}(?:myself|personally)|(?:myself|personally),? (?:would|think|feel|find|believe|i|since|in \d+)|would (?:not )?(?:be|feel|have)", "about the writer's own life", "around"),
    "vague_action": rule(r"(?:look(?:ing)? (?:into|at) (?:it|this|that|your|the|things)|do (?:our|my) (?:very |level )?best|(?:see|find out) (?:what|if|whether) (?:we|i|is|can|any)|everything (?:we|i) can|all (?:we|i) can|try (?:our|my) (?:best|hardest)|as soon as possible|investigat\w+|get (?:it|this|you) (?:all )?sorted|have you sorted|sort (?:it|this|things|everything) out|(?:chase|pass|raise|flag|share|feed|forward|escalate|hand|send)\w* (?:it|this|that|your (?:comments|feedback|concerns?|message|complaint|case|query|details|issue|enquiry|email)|these|things) (?:\w+ )?(?:on|up|along|over|back|to|with)(?: (?:to|with))? (?:the|our|my) (?:\w+ )?(?:team|teams|department|departments|colleagues?|depot|management|manager|branch|people|staff|office|drivers?|division)|(?:take|taking) (?:this|it|your \w+) (?:\w+ )?seriously|make (?:a )?note|note[ds]? (?:this|it|all|your)|reviewing our|review our|improve|learn from|strive|aim to|pride|bear with|check (?:the|our|my) (?:system|notes|records|account|screen)|need (?:to|your|you|a)|would (?:need|have) to|take a look|have a look|let me (?:see|check|look)|speak to (?:the|my) manager|talk to (?:the|my) manager|get back|get (?:someone|somebody) (?:out )?(?:to you )?as soon|make sure (?:it|this) (?:does|never|is)|put (?:it|this|things) right|every (?:necessary )?(?:measure|effort|endeavour)|appropriate|relevant|in full|understand|hear you|feel|sorry|apologise|appreciate|thank|value|hope|wish|know|believe|think|see that|remember|worn|wear)", "too vague to be a step", "hit"),
    "vague_handover": rule(r"relevant|appropriate|right (?:team|department|people)", "too vague to be a step", "around"),
    "vague_check": rule(r"check (?:the|our|my) (?:system|notes|records)", "not a follow-up", "hit"),
    "conditional_action": rule(r"(?:if (?:we|i|only) (?:could|had|were)|would have|could have|might have|wish|i would (?:love|have)|once (?:we|i) (?:have|receive|get) (?:your|these|this|those|the (?:form|documents))|in (?:an )?ideal|normally (?:i|we) would|usually (?:we|i)|as (?:an|a) agent|agents? should|one should|you (?:would|will) (?:need|have) to)", "hypothetical", "head"),
    "action_question": rule(r"^(?:please |so |okay |right |and |but )*(?:shall|should|do you want|may|can|could|would you like|how about|what about|what if|what|which|when|where|did|do|have|has|is|are|was|were) (?:\S+ )*.*\?$", "a question, not a step", "clause"),
    "past_customer": rule(r"(?:you|customer|he|she|they) (?:\w+ )?(?:have |had |already )?$", "done by the customer", "last"),
    "past_harm": rule(r"(?:we|i|our \w+) (?:\w+ )?(?:left|lost|broke|sent (?:you )?(?:the |a )?(?:wrong|broken|faulty|damaged)|charged you|overcharged|missed|forgot|failed|ignored|never|did not|kept you|kept (?:asking|moving|sending)|put you (?:through|in|on hold)|gave you (?:the )?wrong|took (?:too|so)|mixed|cancelled (?:on|your|it|by|two|at|the)|delivered (?:it|the|your)|let|made you|added|put up|hit you|asked you|told you|sent you (?:round|away|from)|should|ought)", "the problem, not the cure", "lead"),
    "office_noun": rule(r"(?:i|we) (?:do|did|have|had|can|will|am|are|would|want|need)(?: \w+){0,2} (?:to )?(?:order|record|report|post|contact|process|list|charge|number|note|check|test|review)s?(?: (?:of|from|number|here|about|is|was|in|for you|you)| \?|$)", "not an action", "hit"),
    "passive_void": rule(r"(?:it|this|that|everything|matter|issue|problem|case|concerns?|query|complaint|request|all|application) (?:\w+ )?(?:will|shall|can|is|has|are|was) (?:\w+ ){0,3}(?:be )?(?:\w+ )?(?:resolved|dealt|looked|addressed|sorted|handled|investigated|reviewed|noted|taken|progressed|actioned|passed|escalated|logged|allocated|assigned|processed)|(?:fees?|refunds|delivery|deliveries|parts|parcels|requests|orders|appointments|payments|bookings|missing parts) (?:are|is) (?:\w+ ){0,3}(?:processed|sent|delivered|due|charged|handled|assigned|allocated|excluded|covered|made|dispatched|issued)|as soon as|when(?:ever)? (?:one|it|they) (?:becomes?|is|are)|was signed|were made|was announced|were told|was (?:delivered|signed|sent|checked|left|cancelled|placed|charged|refused|fitted|missed|lost|booked|collected|not)|were (?:delivered|sent|left|charged|cancelled|refused|lost|not|stuck|sitting)|(?:you|it|she|he|that|who|which) (?:was|were|have been|had been|has been) ", "not a specific action of ours", "around"),
    "general_habit": rule(r"(?:usually|normally|typically|generally|in most cases|as a rule|tend to|always|should|may|might|could|probably)", "the usual course, not a commitment", "around"),
    "option_is_ok": rule(r"is (?:that|this) (?:okay|all right|fine)|(?:would|if) you prefer (?:not|that)", "no real choice", "next"),
    "two_wrong": rule(r"(?:no|made|got|did|went|wrong|those|these) (?:\w+ )?$", "not a choice", "last"),
    "no_option": rule(r"(?:no|not|any) (?:other )?(?:options|choices|alternatives|option)", "no choice", "hit"),
    "not_way_forward": rule(r"(?:did|was|were|have|had|is it|what is it|left or|right or|whether (?:it|you) (?:was|were|did|had)|happened|noticed|colour|before or after|home or|yes or|sooner or later|one or two|or so|more or less|day or two|hour or two|or not|week or two|minute or two|or later|or earlier|or less|or more|or anything|or something|call or text us|or anyone|or two|rain or)", "not a choice of ways forward", "around"),
    "option_minor": rule(r"(?:call|text|write|email|phone|message) (?:me|us)?(?: \w+)? or (?:call|text|write|email|phone|message)|(?:once|when|until|before|after|if) (?:\S+ ){0,6}or ", "not a choice of ways forward", "hit"),
    "option_if": rule(r"if you (?:would )?(?:like|want) (?:\S+ ){0,4}(?:me|us)? ?to (?:know|hear|talk|discuss|ask|complain|track)", "no real choice", "hit"),
    "closed_either": rule(r"(?:did|was|were|have|is it) ", "a closed question", "hit"),
    "customer_deadline": rule(r"(?:you (?:must|need to|have to|should|will need to)|please|unless you|if you (?:do not|have not)|is not (?:cleared|paid|returned)|deadline|is due|are due|payment is due|due on|takes? (?:pay)?(?:ment)? ?(?:from|out of)|comes out of|cleared by|pay by|was due|the rent|bill was raised|to be returned) (?:\S+ ){0,8}$", "a deadline for the customer", "head"),
    "vague_time": rule(r"(?:as soon as|soon|shortly|in due course|one day|these days|nowadays|any day|to this day|every day|some day|day to day|at the end of the day|call it a day|the other day|for today|help with today|help you (?:with )?today|anything else (?:i can )?\S* ?(?:\w+ ){0,4}today|a time|first time|in time|from today|as of today|today 's|what a|of today|after today|how are you today|contacting us today|reaching out today|is bound to|bound to be|hopefully|probably|might|may be|with any luck|see what|she is not in|is not in|not available|get out to you|need(?:s|ed)? (?:it|them|her|him|the \w+) (?:for|by)|before (?:you|your)|home tomorrow|is tomorrow|exam|wedding|funeral|of all nights|of all days)", "not a time by which something will happen", "around"),
    "clock_void": rule(r"(?:to|for|at|of|from|by|than|about|between|after) (?:one (?:of|or|another|more|day|thing|\w+ \w+ who)|one|two (?:of|people|ways|different|\w+s)|three (?:of|times|\w+s)|four \w+s|five \w+s|six \w+s|seven \w+s|eight \w+s|nine \w+s|ten \w+s|\d{1,2})(?! (?:at the latest|latest|tonight|tomorrow|today|sharp|this|on|o'clock))(?: \w+)?$", "a number, not a time", "hit_two"),
    "price": all_of(
        rule(r"^(?: (?:in|of))? (?:pounds?|quid|euros?|dollars?|cents?|pence|rupees?|rand|per|each|apiece|a (?:day|week|month|head|night|piece)|(?:that |which )?(?:you|they|it) (?:have |had |were |was )?(?:paid|charged|spent|cost|pay|owe)|charge|fee|credit|refund|discount|voucher|deal|offer|postage|deposit|off your|back (?:to|on) your|(?:to|on|onto|into) your (?:\w+ )?(?:card|account|bill))", "a price, not a time", "tail"),
        rule(r"(?:refund\w*|credit\w*|charg\w*|paid|pay|pays|paying|cost\w*|worth|price of|fee of|total of|bill of) (?:you |back |only |just )*(?:the )?\d", "a price, not a time", "hit_head"),
    ),
    "contact_other": unless(r"(?:i|we) (?:will|shall|am|are|can|would|'ll|also|then|promise|call|ring|text|message|write|phone|want)", rule(r"(?:engineer|driver|courier|technician|van|fitter|plumber|electrician|they|he|she|delivery (?:team|company)|crew|depot|bank|airline|system|app|automated) (?:\w+ )?(?:will|shall|is going to|should|would) ", "a notice from someone else", "around"), "around"),
    "contact_us": rule(r"(?:contact|call|ring|phone|text|message|email|write to|reach|dm|tell|inform|notify|update|let) (?:me|us)|please (?:\w+ )?(?:call|ring|phone|text|message|email|contact|dm|let|get in touch|do not hesitate)|(?:you|u) (?:can|could|may|should|will need to|need to|must|would need to|have to|might) (?:\w+ )?(?:always )?(?:call|ring|phone|text|message|email|contact|write|get in touch|check|follow|dm)|feel free|do not hesitate|if you (?:\w+ ){0,3}(?:need|have any)|asked? you to|want you to|for you to", "leaves it to the customer", "lead"),
    "contact_past": rule(r"(?:have|had|has|already|did|just|was|were|when|after|since|rang|called|before|if|why|yesterday|this morning) (?:\w+ )?(?:i |we |you |they )?(?:\w+ )?(?:called|rung|rang|phoned|texted|messaged|emailed|written|wrote|contacted|told|updated|informed|spoken)", "already past", "lead"),
    "conditional_contact": rule(r"(?:should have|could have|would have|ought to have|if we had|did not|never|nobody|no one|failed to|not even) (?:\w+ ){0,3}", "not promised", "last"),
    "delivery_person": rule(r"(?:driver|courier|engineer|technician|fitter|van|delivery|plumber|bank|airline|crew) (?:\w+ )?(?:will|shall|is|from|once|when)|from the van|when he is|on (?:his|her|their) way|once she sets off", "a delivery notice from someone else", "around"),
    "notice_other": rule(r"(?:an? )?(?:automated|automatic|e ?mail confirmation from|tracking|from the (?:courier|bank|driver|system|app|delivery))", "a notice from someone else", "around"),
    "thanks_in_advance": rule(r"(?:thanks|thank you)(?: \w+)? in advance", "thanks in advance for the writer's own work", "around"),
    "thanks_sarcastic": rule(r"thanks? (?:you )?(?:for nothing|ever so|a bunch|a million for|oh so much)|for (?:telling (?:all|everyone|the (?:whole )?world)|taking the time to tell (?:all|everyone|the)|shouting|ruining|the lecture|your charming|wasting|sharing (?:that|this|it) with (?:all|everyone|the))|thank you so much for your feedback , always|no thanks|thanks to (?:you|your)", "sarcastic or not a thank-you", "around"),
    "thanks_other": rule(r"(?:thanks|thank you) (?:to|,? but)|(?:i|we|you) (?:can|could|should|will|may|might) thank|thank (?:goodness|god|heavens|them|him|her|the driver)|no thanks", "not thanks to the customer", "around"),
    "glad_void": rule(r"(?:glad|happy|pleased|grateful) (?:that |to |for )?(?:it is|the|help|assist|offer|send|refund|this is|be|if|i|we)", "not thanks", "hit"),
    "appreciate_void": rule(r"(?:appreciate|value|respect|understand) (?:that )?(?:this|it is|it 's|you (?:may|might|are|were|feel)|your (?:position|situation|concerns?|frustration|anger|view|opinion|point|upset)|the (?:urgency|frustration|difficulty|distress|worry|seriousness))|would (?:\w+ )?appreciate|appreciate (?:it )?if", "no thanks in it", "around"),
    "kind_void": rule(r"(?:of us|of me|of our|kind of (?:thing|day|problem))", "not about the customer", "around"),
    "closed_content": unless(r"(?:what|how) (?:would|do|does|did|can|could|has|matters|happened|is it like|are you|was it|it (?:has|is|was)|you (?:would|need|want)|the vet said|went|exactly is)|more about|bit more|in your own words|everything|the whole|your side", rule(r"(?:order|account|policy|booking|reference|phone|tracking|serial|invoice|customer|membership|card|model|mobile|contact|flight|registration) (?:number|no|id|ref|reference|details|name)|post ?code|address|date of birth|full name|e ?mail address|what (?:is|was) (?:your|the) (?:name|number|address|email|order|date|postcode|account|model|reference|surname|phone)|anything else|what time|which (?:day|date|colour|size|store|branch|model)|what (?:colour|size|date|day|model|make|number|percentage)|how many|when (?:did|exactly|was|is|were)|where (?:did|is|was|are) (?:you|it|the)|who (?:did|was|is)|how long", "a closed request for a detail", "clause"), "clause"),
    "how_help": rule(r"how (?:can|may|could|might|should) (?:i|we) (?:\w+ )?(?:help|assist|be of)(?: you)?(?: today| with this| further)? ?\??$|what can (?:i|we) do for you(?: today)? \?|what seems to be the (?:problem|issue|matter)|how are you(?: today| doing)? ?\?", "asks what the customer has already said", "clause"),
    "rhetorical": rule(r"(?:what|how|who|why) (?:\w+ )?(?:can|could|would|did|do|else|am|are) (?:\w+ )?(?:you|i|we|anyone|one) (?:expect|supposed|say|to (?:do|say)|have thought|do about|know|ask for|want me to do|want from (?:me|us)|say (?:to that|no more)|possibly|think (?:would|is going to))|who (?:would|could) not|what (?:a|an|else can)|how (?:hard|difficult) can|what about|how about|why not|what if|what is (?:the|your) (?:problem|matter with you|big|fuss|issue)|what of it|so what|what now \?|how do (?:we|i) know|what part of", "a rhetorical question", "clause"),
    "either_question": rule(r"(?:what|which)(?: \S+){0,8} (?:, |: )(?:the )?\S+(?: \S+){0,8} or (?:the )?\S+(?: \S+){0,8} \?$|^which |works? better|which (?:would|do|of|is|one|suits|works)|prefer", "a choice between given answers", "clause"),
    "hostile_question": rule(r"(?:why|how) (?:\w+ )?(?:did|do|would|have|were|are|could) (?:not )?(?:you|u) (?:not|even|just|think|expect|always|wait so|leave it|sign|buy|agree|let|not (?:check|read))|why (?:did|do|have|would|were|are) you|what did you (?:do|expect|think)|how (?:dare|could) you|what (?:makes|made) you think|what were you (?:thinking|doing)|what do you (?:want|expect) (?:me|us)", "a question that accuses", "clause"),
    "tell_firm": rule(r"(?:i (?:will|shall|can|am going to|would like to) |we (?:will|shall|can) |let me |to )(?:\w+ )?(?:tell|talk|walk|describe|explain|share)|(?:please )?(?:tell|share|describe|explain|give|let) (?:me|us|them|him|her) (?:know )?(?:your|the) (?:order|account|number|address|name|date|postcode|booking)|(?:let|tell) (?:me|us) (?:know )?(?:which|if|whether|when)|(?:told|telling) ", "not a question to the customer", "around"),
    "tell_future": rule(r"(?:if|once|when|then|before) (?:you )?(?:\w+ )?$|so (?:that )?you (?:can|could)", "not an invitation", "last"),
    "wish_void": rule(r"(?:that (?:it|you|she|he|they|everything|all)|from you again|it is (?:over|working|fixed|sorted)|back from you|how (?:it|the|your|her|his|their|she|he|they) (?:is|are|goes|went|looks?|liked?) (?:getting|afterwards|later|on|when|in|doing|coming))", "not an invitation", "next"),
    "denied_breach": unless(r"(?:not that i do not|not only)", rule(r"(?:not|never|no|far from|nobody|without|wrong to (?:say|call)|nothing|hardly|do not|will not|would never|should not|can not|would not|refuse to) (?:\w+ ){0,2}$", "denied", "last"), "head"),
    "only_void": rule(r"only (?:fair|right|natural|human|part|one of|half|a matter of|the beginning|a phone call|a start|a first step)|(?:just|only|simply) (?:not|what|as|like|the (?:start|beginning|thing)|terrible|awful|horrible|unacceptable|a first)|is (?:the only|my only|our only)|(?:not|never|more than) (?:\w+ )?(?:just|only|merely|simply)|just (?:a (?:few|couple)|one) (?:more )?(?:minutes?|moments?|questions?|things?|details?)|(?:there|that|here|it|which) (?:is|was) (?:just |only )?one (?:thing|way|question|more)|(?:i|we) (?:am|are|have) (?:just|only)", "harmless", "around"),
    "calm_void": rule(r"(?:so (?:that )?you can|let you|you can (?:now )?|help you|able to|lets you|you deserve to|until you can|hope you can|can finally|take a|i (?:took|had to)) (?:\w+ )?$|(?:chin up|hang in there|deep breath|relax) (?:\S+ ){0,2}(?:when you|properly|before|once|, i|, we|we|i am|i have|, jess)|can (?:now )?relax|so you can", "kindly meant", "around"),
    "reassure_void": rule(r"(?:because|as|since|;|,|:|–|–) ?(?:i|we|it is|your|the|that is|he|she|they) (?:\w+ ){0,2}(?:will|have|am|are|is|can|has|stays?|stay|safe|keeps?)|worry about (?:\w+ ){0,4}(?:, |; |we|i|place|cost|paying|the rest|chasing|that part)|(?:do not|no need to|not) (?:\w+ )?worry (?:pls|please|about|, |that)|(?:to|of) (?:apologise|be ashamed|explain|send|scan|pay|return|do anything|chase|call|ring|repeat|go|come|be sorry|feel bad|feel guilty|blame yourself)|ashamed|(?:do not|please do not) (?:cry|worry|panic|fret)(?: \w+)?$|worry$", "reassurance with a reason", "next"),
    "not_big_void": rule(r"(?:that is|this is|it is|i know (?:it|this) is|are|is) (?:certainly |clearly |really |definitely )?(?:not|no) (?:a |an )?(?:small|little|minor|trivial|something (?:you|anyone)|fair|good|acceptable|serious enough|what)|not (?:be )?(?:too )?(?:long|much) (?:now|longer)|not something (?:you|anyone) (?:should|needs)|(?:i|we) (?:do not|would not|will not|am not going to)(?: \w+){0,3} (?:pretend|say|tell you|suggest)|not (?:that )?(?:serious|important) (?:to us|enough)", "harmless", "around"),
    "at_least_void": rule(r"at least (?:(?:i|we) (?:can|could|owe|want|will|should|do)|(?:you|it|that|they|she|he|the \w+|we|i) (?:\w+ )?(?:should|deserve|ought|owe|can (?:now )?do)|let (?:me|us)|two|three|\d|one of (?:us|our|my|the)|some of|until|for|so)|the (?:very )?least", "a promise, not a comfort", "next"),
    "others_void": rule(r"(?:people|everyone|everybody|we all|anyone|others|someone|somebody|customers|lots of people) (?:\w+ ){0,3}(?:deserves?|has a right|should|would be|who (?:has|have|is|was)|(?:here )?has (?:been|let|read|agreed|dropped)|is (?:sorry|working|here|entitled)|will (?:be|call|ring|contact|get)|to (?:be|help|call|ring|get))|(?:has|have) (?:the )?right|we see (?:that|how|why|you)|(?:has|have) (?:already |now |been |just )*(?:sent|asked|told|given|put|called|rung|booked|been)", "harmless", "next"),
    "happen_void": rule(r"(?:should|ought|must|can|could|does|did|will|would|has) (?:not|never) (?:have )?(?:be |been )?(?:\w+ )?(?:happen|worse)|(?:as|when|how|what|that|this|why|whatever|it|to find out what) (?:it )?(?:has |had )?happened|could not (?:be|have been) (?:\w+ )?(?:worse|better|timed)|(?:what|how|this|that|it|which) (?:has )?happens? (?:next|now|from|if|when|again)|make sure", "harmless", "around"),
    "overreact_void": rule(r"(?:not|never|nothing|far from|no|hardly) (?:\w+ ){0,3}(?:over ?react\w*|dramatic|sensitive|emotional|making|over|exaggerat\w+|fussy|demanding|too|being|about)|(?:that is|this is|it is|is|was|all|would be|been) (?:far |way |all |just |simply |a bit |a lot |really )*(?:too|so|very) much|thank|thanks|(?:very|so|too) much (?:for|to|on|of|\w+)|how much|so much|very much", "denied, or harmless", "around"),
    "feel_way_void": rule(r"sorry (?:that |to hear that |to hear )?(?:you|u) (?:\w+ ){0,4}(?:left|been|had|have had|have been|were) (?:left|kept|let|treated|given|charged|sent|put|waiting|without|stranded|stuck|made to|waiting|to wait|with)|sorry (?:that )?you (?:have been|were|had|got) (?!feel)", "regret about what happened", "around"),
    "why_void": rule(r"(?:know|understand|see|imagine|think) (?:\w+ ){0,2}(?:how|what) (?:it|this|that|you|i|we|happened|went|worrying|upsetting|hard|to)|not going to tell you i know|do not know (?:yet )?(?:what|how|why|where|when) (?:happened|it|the|this|we|went|your)|(?:do not|can not) (?:\w+ )?(?:imagine|know) how", "honest doubt, not belittling", "around"),
    "normal_void": rule(r"(?:normal|usual|routine|standard|common|typical) (?:to (?:feel|be (?:upset|angry|worried))|reaction|and (?:fair|human)|service|price|rate|class|hours?|time|delivery|practice)|back to (?:normal|usual)|(?:not|is not|never|anything but|far from) (?:\w+ )?(?:normal|acceptable|standard|the usual)|as (?:usual|normal)|(?:your|our|the|my|a) (?:usual|normal|standard|routine)|than (?:usual|normal)|our (?:standard|usual|normal)", "harmless", "around"),
    "fine_void": rule(r"(?:make sure|check|see (?:if|that|whether)|hear|ensure|until|know|hope|confirm|if|whether|so (?:that )?|to be sure|sure) (?:\S+ ){0,8}(?:fine|okay|all right|settle\w*|manage\w*|recover\w*|sort itself|work out)|(?:i|we) (?:will|have|am|are) (?:\S+ ){1,8}(?:so|and|then) |(?:i|we) (?:would|will) (?:completely |fully )?understand|is (?:that|this) (?:okay|all right|fine)|\?$|to get used to|told to get used|it is okay to|okay,|safe", "harmless", "around"),
    "just_void": rule(r"(?:whichever|prefer|option|choose|rather|if you like|free of charge|at our|on us|we will|i will|refund|not (?:a |some )?(?:small|little|minor|slight|tiny)|no (?:small|little|minor)|(?:is|was) (?:not|hardly|no|never) |my (?:small|little)|as a (?:small|little|token)|only takes (?:me|us)|it will take (?:me|us)|i know (?:it|this|that)|gesture|can see|in (?:this|the) chat|keep|or we|or i|\?)", "harmless", "clause"),
    "blame_void": all_of(
        rule(r"(?:should not|could not|ought not|did not|do not|might not|would not) have (?:had |needed |been )?(?:to|made|left|asked|kept)?|(?:you|u) (?:should|could|ought|might|may) (?:also |now |always |at least |just |still )*(?:have (?:a|an|the|your|it|my|received|been (?:told|warned|called|given|offered|able|treated|informed|kept|sent|sitting|met|getting|safe|celebrating|asked|rung))|expect|be (?:able|told|getting|receiving|here|sitting|enjoying|hearing|celebrating|home|given|treated|kept|safe|proud|ready)|get|see|receive|hear|never have|not have|find|feel|now|only have|be contacted)|you should have (?:had|heard|received|got|been|the|a|your)|when you ought to be|(?:told|said|asked|promised|knew|trusted|relied|expected|thought) (?:that )?you (?:could|should)", "about what the customer deserved", "around"),
        rule(r"you (?:have )?(?:did|done|ignored|gave|sent|kept|chose) (?:\w+ )?(?:nothing wrong|everything right|everything|right|exactly what)|you (?:did not|have not) (?:do|done|let|cause|deserve|ask for|imagine|get|receive|hear|choose)|because (?:we|i|our)|you did nothing|had asked for|you chose us|you have not", "clears the customer", "around"),
    ),
    "advice_future": rule(r"(?:you (?:should|might|could|may|will|would) (?:also |now |then |always )*(?:be|see|get|receive|have|hear|find|keep (?:the|your|both|them|it)|expect|need to (?:do|bring|sign) nothing|ask|check (?:it|that|your)|use|make|take|let|give|contact|do|read|wait|know|call|leave|choose|come|bring|update|order|book|order|pay|send|plan|follow|save|look))", "advice for what comes next", "hit"),
    "if_you_future": rule(r"(?:if|when|unless|once|since|as|because) you (?:have |had )?(?:\w+ )?(?:noticed|told us|told me|called|asked (?:us|for)|contacted us|waited|reported|booked with|sent|planned|chosen|paid|been|ordered|bought|given|kept|done everything|followed|let us|signed up|left it with|mentioned|installed|brought)|if (?:they|it) (?:have|had|has)|we (?:asked|told|kept)|you had (?:planned|told|asked|given|chosen|done|sent|paid|booked|waited)|(?:even|though|although|when|despite|after|as|because) you (?:had|have|did|would)|if you have|as you (?:asked|told|planned|had)", "retells what happened", "hit_head"),
    "genuine_question": rule(r"(?:would you like|do you (?:want|know what|have everything|feel|need)|could you tell|can you tell|did you get (?:home|there|any sleep)|did (?:you )?(?:hear|get) (?:back|anything|a text))|did you (?:receive|get|see) (?:my|our)|could you (?:not )?(?:\w+ )?(?:send|share|check|tell|give|fill|confirm)|how did you|what did you|where did you|why did you|when did you|have you (?:got|had|been able|tried|a|any)|would you", "a question for help", "around"),
    "blame_not_your": rule(r"(?:not|never|isn't|nothing|no|none of|was not|is not|hardly|rather than|without|instead of) (?:\w+ ){0,3}(?:your|customer)|(?:not|never|no|is not|was not|none of (?:this|it) (?:is|was)) (?:\w+ ){0,3}$|(?:it is|this is|totally|entirely|completely|that is) your (?:choice|decision|call)|your (?:choice|decision) (?:of|whether|which|entirely)|of your choice|make your (?:choice|decision)", "clears the customer", "around"),
    "choice_void": rule(r"your (?:choice|decision|call|confusion|problem)(?: (?:of|and|is (?:understandable|solved|fixed|mine|ours)|whether|makes|with|with the))|(?:written|our|final|with|resolve|solve|solved|fix|fixed|about|to|hear about|describe|sort|of|all|i understand|understand|sorry about|sorry for) your (?:decision|problem|confusion|choice)|your confusion", "harmless", "around"),
    "promise_void": rule(r"you (?:\w+ )?(?:did not (?:\w+ )?(?:deserve|ask|do|get|let|cause)|missed (?:out|your|the|a|two|work|his|her)|lost|chose (?:the|us|a)|left it (?:with|in|at|on)|accepted (?:the|our|a)|waited|wore|holding|opened|signed up)(?! (?:too long))|(?:we|i|because|left|made|when|so|meant|that|which) (?:\w+ )?(?:you )?(?:missed|lost|waited)|you got it wrong", "retells what happened", "hit_head"),
    "not_us_void": rule(r"(?:we|i) (?:just|only) (?:sent|want|need|ask|spoke|got|found|had|deliver\w* (?:a|the|your))|not (?:on|for|by) us (?:to|that)|not (?:good|acceptable|okay|fair|right) (?:of|for|from) (?:us|our)|(?:could|can|should|would) not have (?:been )?(?:\w+ )?(?:us|our)|nothing (?:we|i) (?:did|could have done) (?:can|could|will|would) (?:undo|make)|(?:i|we) (?:am|are) (?:just|only) (?:calling|checking)|from our side (?:this|it) (?:is|was) (?:wrong|bad|a mistake|our)|not (?:only )?(?:you|yours?)|(?:it|this|that) is (?:all |entirely )?on us|on our (?:side|end) (?:it|this) (?:is|was|went) (?:wrong|a mistake|our|human|an error)", "not a denial", "around"),
    "their_fault_void": unless(r"(?:not (?:ours|mine|us|our|my|me)|blame|nothing to do|so (?:you|we) can|complain|take it up|entirely|their (?:fault|problem|responsibility)|'s (?:fault|problem|responsibility|mistake|error|decision|doing|issue))", rule(r"[\s\S]*", "a neutral fact", "hit"), "clause"),
    "takeup_void": rule(r"(?:i|we) (?:will|shall|have|am|are|can|would|'ll)|on your behalf|for you", "done for the customer", "clause"),
    "why_tell_void": rule(r"(?:that|this) is (?:exactly |precisely )?why (?:we|i) (?:are|am|have|want|will|would|put|ask(?:ed)? (?:the|our|my))|(?:our|the) (?:records?|system|notes?|tracking|logs?|files?) (?:show|says?|confirm\w*|have|state) (?:\w+ )?(?:that )?(?:we|i|our|exactly|the same|the (?:part|order|delivery|driver|van|engineer) (?:never|was not|did not|left|stayed|went to the wrong)|it (?:never|was (?:not|left|sent to the wrong)|is still|still|left|at|stuck|sitting)|you (?:called|did|were|told|have|rang|asked|chose|reported|sent))|we (?:told|promised|asked|sent) you (?:\S+ ){0,6}(?:and|but|then|to (?:expect|wait|get used)|that (?:it|we|the|someone))|it (?:was|has been) (?:delivered|left|working|fine)(?: \w+){0,3}(?: without| to the wrong| with no| late| broken| damaged)|you are the (?:only|first) (?:one |person )?(?:i|we|who (?:told|noticed|spotted|matters))|most people (?:would|who)|told you (?:to|that)|we (?:asked|told|kept) (?:you|asking)", "not a reproach", "around"),
    "doubt_void": rule(r"(?:hard|difficult) to believe (?:that )?(?:we|this|our|how|it (?:took|happened))|so you (?:say|are|were|have)? ?(?:can|have|are|know|see)|never (?:happened|had|heard) (?:\S+ )?(?:to be|should|have been)|should never have happened|(?:many|most|some|a lot of) (?:people|customers|of us|parents) (?:\w+ )?(?:miss|think|feel|would|get|find|tell) (?:\w+ )?(?:upset|angry|the same|this|it hard|me)", "not a doubt of the customer", "around"),
    "insult_void": rule(r"(?:we|i|our|my|us|that is|that was|this is|it is|it was|sounds|what a|how|a|feel|felt|made you feel|not|never|no|look|looks|seem|so) (?:\w+ )?(?:\w+ )?(?:stupid|ridiculous|pathetic|dumb|idiot|thick|petty|childish|hysterical|dense)|(?:stupid|dumb|pathetic|ridiculous) (?:mistake|error|rule|delay|of us|of me|system|wait|situation|mix|amount|way|time|price|fee|charge|that|to|thing)|(?:not|never) (?:a )?(?:moan\w*|whin\w*|nagging|stupid|pest|childish|lying)|whatever (?:you|the|it|is|happens|we|i|works|suits|time|she|he|else|comes)|you are not|lying (?:awake|on|in|there|around|untouched|idle|here|down|at|unopened|still)|thick (?:and|of|fog|snow)|the post|still lying|entitled to|moan (?:away|at me|all)|is lying|was lying|been lying|lie", "not aimed at the customer", "around"),
    "laugh_void": rule(r"(?:you (?:made|make) me|that (?:made|makes)) ", "friendly", "head"),
    "surprise_void": rule(r"(?:oh )?(?:wow|well done|lovely|brilliant|fascinating|congratulations)(?: ,)? (?:that is|that must|what a|i am so|i can|412|this is|for (?:\w+ing|your)|on (?:the|your) (?:\w+ )?(?:job|baby|wedding|graduation|engagement|\w+))|birthday surprise|surprise (?:party|for|birthday|gift)|a (?:nasty |horrible )?surprise|heaven forbid|what a (?:nasty|horrible|rotten) surprise", "sincere", "around"),
    "stop_void": rule(r"(?:i|we) (?:will|shall|have|can|am|are) (?:\w+ ){0,3}(?:stop\w*|stopped)|stop (?:the|that|this) (?:payment|order|charge|debit|clock)|so you can stop (?:calling|ringing|chasing|bothering)|you (?:can|may|need not|should not have to|will not have to|do not have to) (?:now )?(?:stop )?(?:calling|ringing|chasing|keep)|thank|with (?:all due )?respect (?:to|for|and|you deserve)|treat\w* (?:you )?with respect|never stop|will not stop|enough (?:of|to)|no magic wand|(?:do not|does not|did not) have a magic wand|wish i had a magic", "harmless", "around"),
    "pleasantry_void": lambda scene: _pleasantry(scene),  # noqa: PLW0108  # as above
    "would_help": rule(r"(?:would|will|can|could) (?:\w+ )?(?:help|call|tell|ask|contact|serve|assist|suit|give|let|be|fit|take|see|have|send|not|get|hurt|like)", "not about a reaction", "hit"),
    "why_fact": rule(r"why (?:this|that|it|the \w+) (?:happened|went|failed|was (?:late|sent|not)|is (?:late|not)|did not|arrived|took)|(?:find|found|see|look|tell you) (?:out )?why", "about a cause, not a feeling", "around"),
    "own_was_us": rule(r"(?:contact|call|with|to|from|for|tell|let|ring|not|nobody|it is not|was not) (?:\w+ )?(?:us|me)$|(?:how|if|whether|nothing|not) (?:\w+ ){0,3}(?:is|was|were) (?:us|me)|if (?:it|this) (?:was|were) me|happened to (?:me|us)", "not an admission", "around"),
    "own_until": rule(r"(?:can not|cannot|not able to|unable to|nothing|will not be able|do not|did not|could not|wait|waiting|only|have to|must|need to) (?:\S+ ){0,7}(?:until|till)", "a refusal or a wait", "hit"),
    "negated_choice": rule(r"(?:if|unless|whether|can not|cannot|could) (?:\w+ )?$", "conditional", "last"),
    "action_only": rule(r"^(?:did|was|were|have|had|has|is|are|what|how|why|when|where|who|do you have|do you know|are you)", "not a choice of ways forward", "clause"),
    "perhaps_kind": rule(r"(?:perhaps|maybe|possibly) you (?:would|could|can|have (?:a|an|the) (?:preference|time)|prefer|like|want|know (?:of|a))|(?:i|we) (?:did|have|had) not (?:\w+ )?tell|you never (?:had|got|received|should)|nobody (?:told|warned|mentioned|informed) (?:you|your)|you did not (?:ask for|say|get|deserve)|if you (?:look|check) (?:your|the) (?:app|account|inbox|phone|email|bank|post)(?: \w+)? ?(?:tomorrow|tonight|on|by|now|, you will)", "harmless", "around"),
    "their_neutral": rule(r"(?:i|we) (?:have|will|am|are|'ll) (?:\w+ ){0,3}(?:{act}|{acted}|{acting})|so (?:i|we) ", "a neutral fact with help", "clause"),
    "dry_void": rule(r"(?:great|lovely|brilliant|wonderful|well done|congratulations)(?: [.!])? (?:news|to|that|on|for|,)|so [.,]|(?:i|we) (?:will|am|are|have) |(?:not again$)|that this does not happen|never again", "harmless", "next"),
    "open_start": rule(r"^(?:\S+ ){0,6}?(?:what|how|why|where|when|which|who)\b", "an open question", "clause"),
    "tag_void": rule(r"(?:what|how|why|where|which|who|when|if|whether|sure|glad|sorry|carrying)", "a plain question", "clause"),
    "explained": rule(r"(?:which means|that means|in (?:other|plain) words|that is to say|meaning (?:that )?(?:you|we|it)|i mean|, which is|, that is,|stands for|in short|simply put|or in plain|\( that is)", "explained in plain words", "clause"),
    "not_possible": rule(r"not|never|hardly|nobody|nothing", "says what is not possible", "hit"),
    "false_cheer": rule(r"(?:bright side|silver lining|worse|cheer up|at least|positive|you can (?:always|just|check|find|contact|call|see|read|track|apply|visit|use|buy|complain|claim|fill)|if you (?:had|would|do not)|look into|do (?:my|our) best|everything (?:we|i) can)", "false cheer or left to the customer", "around"),
    "negated_promise": rule(r"(?:not|never|no|nobody|cannot|can not|will not|would not|hesitate to|without|rather than|instead of|no one) (?:\w+ ){0,3}$|(?:can not|cannot|will not|do not want to|would not|not going to|no one can|nobody can|not in a position to) (?:\w+ ){0,2}(?:promise|guarantee|swear|say)", "not promised", "head"),
}  # fmt: skip
_CAN_HELP = Pattern(
    r"(?:{firm}) (?:will|shall|have|am|are|can|have just|have already|'ll) (?!not)(?:\w+ ){0,3}(?:{act}|{acted}|{acting})"
)
_REFUSES = Pattern(
    r"(?:sorry|apolog\w+|regret)(?: \S+){0,12}?(?: ,)? (?:but|however|though|yet)(?: \S+){0,6} (?:can not|cannot|not (?:able|possible|allowed|permitted|something|eligible|covered|refundable|our|entitled)|unable|no (?:refunds?|way|exceptions?)|nothing (?:i|we|more|to)|policy|rules?|terms|valid|do not|does not|will not|refuse|decline|that is (?:how|just|the)|you (?:should|must|need|will have|did|have to|were)|could not)|(?:sorry|afraid|apolog\w+|regret)(?: ,)? (?:that )?(?:{I}) (?:can not|cannot|am unable|are unable|am not able|are not able|do not|will not|could not) (?:\w+ )?(?:help|offer|do|refund|change|accept|cover|make|provide|waive|give|replace|cancel|extend|process|discuss|assist|allow|go|authorise|share|reimburse)"
)


_NO_THEN_SORRY = Pattern(
    r"(?:can not|cannot|unable|not able|not allowed|not possible|do not (?:have|do|offer|give|make)|no \w+|nothing|not up to)(?: \S+){0,16} ,? ?(?:i am |we are )?(?:very )?sorry(?: [.!])?$"
)


def _help_follows(scene: Scene) -> str | None:
    """A fact about others is neutral where the firm helps in the same reply."""
    return "a neutral fact with help" if _CAN_HELP.search(scene.reply) else None


def _refusal(scene: Scene) -> str | None:
    """“Sorry, but no” is a refusal, unless help follows."""
    if not _REFUSES.search(scene.clause) and not _NO_THEN_SORRY.search(scene.clause):
        return None
    if _CAN_HELP.search(scene.after) or _CAN_HELP.search(scene.tail):
        return None
    return "“sorry, but …” refuses"


def _pleasantry(scene: Scene) -> str | None:
    """A pleasant close is sarcasm only after a refusal or mockery."""
    if re.match(r"(?:do )?have a ", scene.hit):
        cold = re.search(
            r"non refundable|our followers|clearly stated|not refundable|nothing we|terms you",
            scene.reply,
        )
        return None if cold else "a plain good wish"
    if re.match(r"(?:seriously|really) \?|ugh|sigh", scene.hit) and re.search(
        r"\b(?:sorry|awful|horrible|frustrating|i would)\b", scene.clause
    ):
        return "sympathy"
    if scene.hit in {"your problem", "be my guest", "hard luck"} and not re.search(
        r"\b(?:that is|it is|is) your problem$|be my guest|hard luck", scene.clause
    ):
        return "harmless"
    return None
