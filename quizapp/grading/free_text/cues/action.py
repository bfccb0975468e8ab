# ruff: noqa: E501  # a pattern is read as one piece
"""Cues for what will be done, when, in which alternatives, and how the customer will hear of it."""

from __future__ import annotations

from quizapp.grading.free_text.patterns import Cue

_STEP_GUARDS = (
    "negated_near",
    "vague_action",
    "conditional_action",
    "action_question",
    "past_customer",
)
_TIME_GUARDS = ("past_time", "problem_time", "customer_deadline", "vague_time")

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
COUNT = r"(?:\d+(?:[.,]\d+)?(?: (?:to|or|/) \d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|forty five|forty eight|twenty four|sixty|ninety|half an|a couple of|couple of|a few|the next few|next two|next|half)"
UNIT = r"(?:second|minute|hour|day|night|week|month|fortnight|working day|business day|weekend|quarter of an hour)s?"
CLOCK = r"(?:\d{1,2}:\d{2}(?:am|pm)?|\d{1,2} ?(?:am|pm|o'clock|hrs)|\d{1,2}(?:am|pm)|noon|midday|midnight|(?:half|quarter|ten|five|twenty) (?:past|to) (?:\w+)|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:thirty|fifteen|forty five|o'clock|am|pm|sharp))?|half (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|\d{1,2})"
PART = r"(?:morning|afternoon|evening|night|lunchtime|lunch|teatime|dinnertime|breakfast|noon|midday|midnight)"


def _step(name: str, source: str, weight: float = 0.8, *guards: str) -> Cue:
    return Cue(
        "concrete_next_step",
        name,
        source,
        weight,
        "states a specific action on this problem",
        guards or _STEP_GUARDS,
    )


def _opt(name: str, source: str, weight: float = 0.8, *guards: str) -> Cue:
    return Cue(
        "offer_options",
        name,
        source,
        weight,
        "gives the customer a choice of ways forward",
        guards or ("negated_near",),
    )


def _time(name: str, source: str, weight: float = 0.85, *guards: str) -> Cue:
    return Cue(
        "time_commitment",
        name,
        source,
        weight,
        "says by when it will happen",
        guards or _TIME_GUARDS,
    )


def _fup(name: str, source: str, weight: float = 0.85, *guards: str) -> Cue:
    return Cue(
        "follow_up",
        name,
        source,
        weight,
        "promises to come back to the customer",
        guards
        or ("negated_near", "contact_other", "contact_us", "contact_past", "conditional_contact"),
    )


_WILL = r"(?:will|shall|am|are|am going to|are going to|going to|am about to|are about to|have|have just|can|am happy to|are happy to|would like to|would be happy to|want to|would|am able to|have already|have now|plan to|intend to|propose to|promise to|need to|must|had|do|did)"
_MID = r"(?:just |now |already |also |personally |then |even |be |been |going to |happy to |glad to |like to |able to |straight away |right now |right away |immediately |myself |today |certainly |gladly |been able to |first |next |arranged to |managed to |had |so |meanwhile |alredy |allready |this minute |today |have |got |get |as i type |both |only |really |actually |quickly |currently |hereby )*"

CUES: tuple[Cue, ...] = (
    _step("i will do", rf"{{firm}} (?:{_WILL} )?{_MID}(?:{{act}}|{{acted}}|{{acting}})(?: \S+){{1,5}}", 0.75, "negated_near", "vague_action", "conditional_action", "past_harm", "office_noun", "action_question"),
    _step("bare done", r"^(?:all |already |just |have |now |so |and |okay |right |hi \w+ |done |yes )*(?:{acted}|{acting}) (?:a |an |the |your |you |it |that |this |two |both |new |another |in |for |off |£\S+ |our )", 0.6, "negated_near", "vague_action", "past_harm"),
    _step("passive", r"(?:{g6})(?:has|have|is|are|will|was|were|gets?|being|shall|can|am) (?:all |now |already |both |just |also |been |be |being |currently |immediately |to be |on |today |then |automatically |fully |go )*(?:{acted}|on (?:its|their|the) way|on a (?:van|truck|plane|flight|bike)|gone|yours|struck off|in the post|out for|standing by|rerouted|baked|done and|booked|refunded|cancelled|covered|free of charge|on order|being picked|frozen|lifted|waived)", 0.6, "negated_near", "passive_void", "conditional_action"),
    _step("noun done", r"(?:refund|replacement|payment|call ?back|order|request|hold|courier|new \w+|credit|parcel|part|invoice|cheque|claim|ticket|complaint|upgrade|day pass|£\S+|fee|charge|direct debit|balance|reimbursement|money|voucher|router|visit|appointment|engineer|driver|van|technician|plumber|electrician|nurse|specialist|manager|supervisor|vet bill|fitter|crew|\w+) (?:\w+ ){0,3}(?:issued|applied|placed|processed|raised|approved|on hold|booked|dispatched|arranged|confirmed|on (?:its|the|their|his|her) way|(?:back )?on (?:your|its) (?:way|card|account)|back in your account|coming off|is coming|are coming|will be (?:there|with you|at|out)|goes out|go out|gets to you|will (?:arrive|come|be there|knock|bring|deliver|visit|collect|fit|install|call round|pick)|arrives?|lands?|leaves|coming (?:at|by|to|out)|comes? off|set up|in place|standing by|reserved|put aside|been released)", 0.6, "negated_near", "passive_void", "conditional_action", "general_habit"),
    _step("have coming", r"(?:{I}) (?:have|have got|got|am having|are having|will have|had|will get|am getting|are getting|will make sure|am making sure|have had|will ask|have asked|have told|have spoken|spoke|just spoke|am speaking|am talking|have messaged|have rung|rang|have called|am on (?:the (?:other )?(?:line|phone)|to)|have found|found|ask|asked|send|bring|make|pay|check|search|organise|change|speak|give back|give|fix|put) (?:already |now |just |also |today |again |back |all )*(?:\S+ ){1,4}(?:\S+)", 0.45, "negated_near", "vague_action", "conditional_action", "past_harm", "office_noun", "action_question", "past_customer"),
    _step("get it done", r"(?:i|we) (?:am|are|will|have|shall|'ll|am having|are having|going to) (?:just |now |already |also |going to )*(?:get|getting|have|having|had|got) (?:\S+ ){1,5}(?:{acted}|out|back|off|round|over|on|done|ready|sorted|to you|with you|put|made|apart)(?= |$)", 0.65, "negated_near", "vague_action", "conditional_action", "past_harm"),
    _step("bare noun step", r"^(?:\S+ ){0,5}(?:refund|replacement|courier|plumber|driver|engineer|new \w+|part|van|car|money|credit|charge|fee|mark|charge) (?:\S+ ){0,3}(?:confirmed|coming|comes?|on (?:its|the|their|his|her) way|ordered|booked|sent|back|out (?:to you|this|tonight|today|tomorrow)|goes out|gone|cancelled|deleted|done|cleared|off)", 0.6, "negated_near", "passive_void", "conditional_action", "general_habit"),
    _step("ing now", r"(?:i|we) (?:am|are) (?:just |now |already |also |personally )*(?:{acting}|stripping|putting|taking|giving|going|bringing|looking out|digging|pulling|getting|making|having|watching|sitting|reading|writing) (?:\S+ ){1,4}", 0.6, "negated_near", "vague_action", "conditional_action", "past_harm"),
    _step("on the line", r"(?:on the (?:other )?(?:line|phone)|in touch|speaking|talking|(?<!it )(?<!this )(?<!that )(?<!pass )(?<!passed )on) (?:to|with) (?:our|the|your|my) (?:\w+ ){0,2}(?:depot|warehouse|team|driver|engineer|vet|manager|bank|supplier|kitchen|branch|courier|hospital|hub|store|garage|office|workshop|crew|airline|hotel|desk)", 0.7, "negated_near", "past_harm"),
    _step("offer of", r"(?:happy|glad|able|like|here) to (?:offer|give|refund|send|arrange|replace|cover|waive|pay|book|exchange|credit|reimburse|upgrade) (?:you )?(?:\S+)", 0.7, "negated_near"),
    _step("here is what", r"here is (?:a|an|your|the|what i (?:have|am|will|can)|what i 've) (?:\w+ )", 0.5, "negated_near"),
    _step("hand over named", r"(?:i|we) (?:am|have|are|will)? ?(?:{g3})(?:escalat\w+|hand\w+|pass\w+|rais\w+) (?:\S+ ){0,6}(?:to|with) (?:our |the |my )?(?:\w+ ){0,2}(?:manager|supervisor|lead|director|head of|engineer|technician|vet|surgeon|chef|specialist|foreman|depot manager|duty \w+)", 0.6, "negated_near", "vague_handover"),
    _opt("whichever", r"whichever(?: \w+)? ?(?:you|suits|is|one|works|option|way|feels)?|either way is|whatever (?:suits|works for) you best", 0.85),
    _opt("which prefer", r"(?:which|what|how)(?: \w+){0,4} (?:would|do|does|will|is|are|sounds|feels|works|suits|seems|might|could|of (?:the|these|those) (?:two|three|options|\w+)|option)(?: \w+){0,4} ?(?:prefer|rather|sooner|choose|best|easier|better|want|like|suit|go for|work|help|pick|enjoy|feel|take|favour|appeal|fit)", 0.45, "open_not_option"),
    _opt("prefer", r"(?:would|do|if) you (?:\w+ )?(?:prefer|rather|sooner)|you (?:would )?(?:prefer|rather|sooner)|your (?:preference|choice|call|pick|decision)|(?:up to|over to) you (?:which|whether|what|how)?|you (?:can |may |could |might |get to )?(?:choose|pick|decide) (?:which|what|between|whether|from)?|as you prefer|the choice is yours|it is (?:entirely |totally |completely )?(?:your (?:call|choice)|up to you)|let (?:me|us) know which|tell (?:me|us) which|give you (?:a|the) choice|say which", 0.8, "negated_near", "option_is_ok"),
    _opt("two ways", r"(?:two|three|couple of|a few|2|3|several|some|these|both|different|either of (?:the )?two) (?:\w+ )?(?:ways|options|possibilities|routes|choices|things|alternatives|paths|solutions|roads|offers|suggestions)(?! (?:wrong|went|happened|at once|on|in))", 0.75, "negated_near", "two_wrong"),
    _opt("options", r"(?:your|the|some|have|are|following|other|these|give you|offer you|offer|following) (?:\w+ )?(?:options|choices|alternatives|option)", 0.6, "negated_near", "no_option"),
    _opt("either or", r"either (?:\S+ ){1,25}or ", 0.75, "negated_near", "not_way_forward"),
    _opt("i can or i can", r"(?:{I}|you) (?:can|could|will|would|may|might|am able to) (?:{g12})(?:\S+ ){0,14}(?:, )?or (?:else )?(?:{I}|you|if you|alternatively|we|have|get|send|to|swap|take|keep|put|refund|the|a|an|with|instead)", 0.7, "negated_near", "not_way_forward", "option_minor"),
    _opt("or if you would", r"(?:or|alternatively|otherwise|instead|if not|failing that|equally|or else)(?: ,)?(?: if)? (?:you (?:would|can|could|may|might|like|want|prefer|do not)|i can|we can|i could|we could|i will|we will|that does not suit)", 0.65, "negated_near", "not_way_forward"),
    _opt("if you would rather", r"if (?:you (?:would|do not|prefer|had) ?(?:rather|sooner|prefer|like|want|fancy)?|that does not (?:suit|work)|(?:neither|that|it) (?:\w+ )?(?:suits?|works?))(?: \S+){1,12} (?:i|we|you) (?:can|could|will|would)", 0.6, "negated_near", "not_way_forward", "option_if"),
    _opt("question choice", r"(?:would|do|shall|should|does|could|will) (?:it|you|i|we|that)(?: \S+){1,20} or (?!not|so|something|anything|two)(?:\S+ ){0,15}\?", 0.55, "not_way_forward", "closed_either"),
    _opt("short choice", r"^(?:\S+ ){1,9}or (?:\S+ ){0,8}\?", 0.5, "not_way_forward", "closed_either", "action_only"),
    _opt("either fine", r"(?:either|both|any)(?: 's| is| are| of them| of those)? (?:\w+ )?(?:is |are )?(?:fine|okay|good|possible|free|on us|works?)|(?:say|tell me|pick|choose|you say|name) which|which do you (?:fancy|want|like)|you (?:choose|decide|pick|say)|take your pick|your pick|with your choice|and choose", 0.7, "negated_near"),
    _opt("or we", r"(?:{I}|you|he|she|it) (?:can|could|will|would|may|have|are|might)(?: \S+){1,30} (?:or|alternatively) (?:{I}|you|she|he|if|at|have|leave|begin|rest|keep|by)|^or (?:{I}|you|if|would)", 0.6, "negated_near", "not_way_forward"),
    _opt("have or", r"you (?:can|could|may|might) (?:also |then |still |either )?(?:have|keep|take|get|choose|come|move|swap|return|use|stay|start) (?:\S+ ){1,14}(?:, )?or (?:{I} (?:can |could |will )?\w+|(?:have|keep|take|get|come|move|swap|return|use|stay|leave|send|bring))", 0.7, "negated_near"),
    _opt("refund or", r"(?:refund|replacement|credit|exchange|repair|voucher|money back|new one|new \w+|collection|delivery|call|email|cash|morning|afternoon|today|\w+day) or (?:a |an |the |your |for |by |on |have |in )?(?:\w+ )?(?:refund|replacement|credit|exchange|repair|voucher|money back|new|store|collection|delivery|call|email|cash|morning|afternoon|tomorrow|\w+day|evening|swap|another|different|full)", 0.7, "negated_near", "not_way_forward", "past_customer"),
    _time("day", rf"(?:by|on|before|from|for|until|till|this|next|come|no later than|not later than|the latest|latest|first thing|early|late|,|\w+) ?(?:next |this |coming )?(?:{DAY})(?: (?:{PART}|at {CLOCK}))?", 0.8),
    _time("tomorrow", rf"(?:(?:by|before|from|first thing|until|early|late|on) )?(?:tomorrow|tonight|today|this (?:{PART}|week|weekend|minute 's end)|the night|later today|end of (?:the |this )?(?:day|week|shift|play|business|month)|close of (?:business|play)|the (?:day|morning) after|next (?:week|month|morning)|overnight|same day|next day|first thing)(?: (?:{PART}|at {CLOCK}|by {CLOCK}))?", 0.8),
    _time("duration", rf"(?:within|in|for|under|inside|over|takes?|less than|no more than|no later than|at most|maximum|max|every|after|about|around|another|wait|give me|another|up to|usually|normally) (?:the |about |around |under |just |only |less than |up to |at most |a maximum of |roughly |no more than |next )*{COUNT} (?:working |business )?{UNIT}(?: (?:time|from now|max|maximum|latest))?", 0.85),
    _time("bare duration", rf"(?:{COUNT}) (?:working |business )?(?:minutes?|hours?|working days|business days|days|weeks?)(?: (?:max|maximum|from now|latest|or less|time|tops|at the (?:most|latest)))?", 0.4, "past_time", "problem_time", "customer_deadline", "vague_time", "needs_promise"),
    _time("clock", r"(?:by|at|before|around|about|from|between|till|until|to|after|for|latest|sharp|than|@) (?:about |around |latest |roughly |exactly )?(?:\d{1,2}:\d{2}(?:am|pm)?|\d{1,2} ?(?:am|pm|o'clock|hrs|h)|noon|midday|midnight|lunch(?:time)?|half (?:past )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})|quarter (?:past|to) \w+|(?:ten|five|twenty) (?:past|to) \w+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:thirty|fifteen|o'clock|sharp|tonight|tomorrow|today|this|on|in the|, |at the latest|latest))?|\d{1,2})(?= |$)", 0.65, "past_time", "problem_time", "customer_deadline", "clock_void", "price"),
    _time("exact", r"\d{1,2}:\d{2}(?:am|pm)?|\d{1,2}(?:am|pm)", 0.5, "price", "past_time", "problem_time", "customer_deadline", "needs_promise"),
    _time("date", rf"(?:by|on|before|until|from|for|to|latest|of|is|,) (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}|{MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|(?:the )\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}/\d{{1,2}})", 0.75),
    _time("month end", rf"(?:by|before|in|at|until|from) (?:the )?(?:end of (?:the )?(?:week|month|day|{MONTH}|{DAY})|{MONTH}|half term|weekend|the week 's end|christmas|easter|summer|new year)", 0.6),
    _time("then day", rf"(?:{DAY}) (?:{PART}|at the latest|latest|by|at|noon|lunchtime)", 0.8),
    _fup("i will contact", r"{firm} (?:{adv})(?:will|shall|am going to|are going to|am|are|can|would like to|promise to|'ll|going to|want to|also|then|always|will also|will then|plan to|must|have set|aim to|intend to) {adv}(?:then |also |personally |be |try to |make sure to |always |myself |immediately |again |both |so |just |make a point of |gladly |give |to |even |keep |sure i |and )*(?:{reach}|{reaching})(?: you| back| in| again| to you| with you| up| when| once| at| on| tomorrow| as soon| later| before| by| every| after| whether| next| how| if| here|$)", 0.7),
    _fup("contact you", r"(?:will|shall|going to|am|are|can|also|then|and|i|we|again|may i|can i|shall i|let me|to|would|or|back|be|both|always|myself|she|he|they|now|plz|please) (?:be |have |then |also |just |personally |again |always |both |immediately |myself |even |someone |her |him |them )*(?:call|ring|phone|text|message|msg|email|e mail|mail|write|write to|dm|whatsapp|ping|contact|update|telephone|calling|ringing|phoning|texting|messaging|emailing|writing to|contacting|updating|inform|notify|tell) (?:to )?(?:you|u|back|ye)(?! (?:can|could|may|for your|if it happens))", 0.65),
    _fup("get back", r"(?:will|shall|going to|am|are|to|and|can|would|i|we|she|he|they|aim to|promise to|then) (?:\w+ ){0,3}(?:get back to (?:you|u|ye)|come back to (?:you|ye)|report back|check back|check in|circle back|follow up|follow this up|touch base|be (?:back )?in touch|be on to you|be onto you|get in touch|be in contact|keep (?:you|u|ye) (?:posted|updated|informed|in the loop|up to date|in the picture)|let (?:you|u|ye) know|keep in touch|stay in touch|give (?:you|u|ye) (?:a|an) (?:\w+ )?(?:call|ring|bell|buzz|shout|tinkle|update|text|message)|drop (?:you|u|ye) (?:a|an) (?:\w+ )?(?:line|text|message|email|note|dm|msg)|return to you|pick up the phone|send (?:you|u|ye) (?:a|an|the|another) (?:\w+ ){0,2}(?:update|message|text|email|photo|picture|pic|note|written account|account|report|confirmation|progress|line|msg|answer)|forward it to you|send you (?:word|confirmation|proof|news|photos|pictures|an answer))", 0.8),
    _fup("hear from", r"you (?:will|shall|can expect to|are going to|should) (?:\w+ )?(?:hear (?:\w+ )?(?:from|back)|have (?:my|our|a|an|the) (?:\w+ ){0,2}(?:confirmation|update|call|answer|message|text|email|reply|news|word)|get (?:a|an|my|our) (?:\w+ ){0,2}(?:call|update|text|message|email|ring)|receive (?:a|an|my|our) (?:\w+ ){0,2}(?:call|update|text|message|email))|expect (?:my|our|a|an) (?:\w+ ){0,2}(?:call|message|text|email|update)", 0.7, "negated_near", "notice_other"),
    _fup("someone will", r"(?:someone|somebody|one of (?:the|our|my) (?:\w+ )?(?:team|advisers|advisors|colleagues|staff|managers|people|agents|lads|girls)|(?:a|my|our|the) (?:\w+ )?(?:colleague|manager|supervisor|team|specialist|adviser|advisor|agent|representative|team leader|head \w+)|she|he|they|\w+) (?:will|shall|is going to|are going to|would) (?:\w+ )?(?:be in (?:touch|contact)|(?:call|ring|phone|contact|email|text|message|write to|telephone) (?:you|back)|get back to you|come back to you|get in touch|reach out|follow up|give you a (?:\w+ )?(?:call|ring|bell))", 0.75, "negated_near", "delivery_person"),
    _fup("to check", r"(?:call|ring|phone|text|message|msg|email|write|check|visit|drop|pop|look|stop|be back|come|contact|see|ask|check in|dm|touch)(?: \S+){0,10} (?:to|and|if|whether|that|how|n) (?:make sure|check|see|ask|hear|confirm|be sure|ensure|know|find out|how|it)(?: \S+)", 0.35, "negated_near", "contact_us", "contact_past"),
    _fup("will check after", r"(?:i|we) (?:will|shall|am going to|am|are) (?:\w+ ){0,2}(?:check|ask|make sure|chase|look in|drop by|pop (?:in|by|round)|call (?:in|round|by)|ring round|come (?:by|round)|be checking|monitor|keep an eye|keep checking|keep watch|watch)(?: \S+){0,8} (?:tomorrow|later|again|after|afterwards|once|when|next|on|until|every|at|in|back|before|it (?:has|is|arrives|works|went)|how|that (?:it|you|she|he|everything|all|the)|everything)", 0.6, "negated_near", "vague_check"),
    _fup("more from me", r"(?:more|update|news|word|answer|reply|message) (?:from me|to follow|by then|after)|(?:i|we) (?:will|shall|am) (?:\w+ )?(?:be back|be in|find you|check on you|look in on|come find|see you|ask you|be asking|write)(?: \S+){0,3} (?:in|at|by|tomorrow|to|on|again|before|after|with)|you (?:will|are going to) (?:be (?:called|phoned|contacted|rung|emailed|informed|updated|kept|told)|receive (?:a|an) (?:\w+ )?(?:statement|letter|answer|reply|explanation)|have it in writing|know (?:more|by|what))|(?:who|and) (?:writes|calls|rings|messages|will write) (?:to )?you|(?:owner|director|manager|head|chef|vet|doctor|boss|supervisor|\w+) (?:will|is going to) (?:\w+ )?(?:write to|call|ring|phone|email|contact|speak to|talk to) you|(?:send|write|give) (?:to )?you (?:a|an|the) (?:\w+ )?(?:list|update|answer|report) (?:until|by|tomorrow|this|before|on|tonight|later)", 0.6, "negated_near", "contact_us", "contact_past", "delivery_person"),
    _fup("want to hear", r"(?:i|we) (?:want|would like|would love|need) to (?:hear|know) (?:from you )?(?:that|how|if|whether|it)", 0.3),
    _fup("check in again", r"(?:again|back|afterwards|next week|next day|in a (?:week|month|fortnight)|that evening)(?: \S+){0,4} (?:to (?:see|check|make sure|hear|ask|be sure|confirm))", 0.5, "negated_near", "contact_us"),
)  # fmt: skip
