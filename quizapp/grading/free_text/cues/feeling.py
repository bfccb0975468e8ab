# ruff: noqa: E501  # a pattern is read as one piece
"""Cues for naming a feeling, finding it reasonable, and regretting what happened."""

from __future__ import annotations

from quizapp.grading.free_text.patterns import Cue

_SEE = r"(?:know|knew|understand|understood|see|saw|hear|heard|imagine|appreciate|realise|recognise|sense|tell|feel|get|gather|can see|can hear|acknowledge|picture)"
_FEELG = (
    "negated",
    "agent_feeling",
    "dismissed_feeling",
    "conditional",
    "team_feeling",
    "forbidden_feeling",
)


def _ack(name: str, source: str, weight: float = 0.9, *guards: str) -> Cue:
    return Cue(
        "acknowledge_feeling",
        name,
        source,
        weight,
        "names what the customer feels or how hard this is",
        guards or _FEELG,
    )


def _val(name: str, source: str, weight: float = 0.9, *guards: str) -> Cue:
    return Cue(
        "validate_feeling",
        name,
        source,
        weight,
        "says that the reaction makes sense",
        guards or ("negated_near", "dismissed_feeling", "colleague_subject"),
    )


def _apo(name: str, source: str, weight: float = 0.9, *guards: str) -> Cue:
    return Cue(
        "apologise", name, source, weight, "expresses regret for what happened",
        guards or ("not_sorry", "sorry_you_feel", "sorry_if", "sorry_refusal", "sorry_question", "sorry_other", "sorry_self", "conditional_regret"),
    )  # fmt: skip


CUES: tuple[Cue, ...] = (
    _ack("clear word", r"{stronghard}|{clear}", 0.7),
    _ack("sounds a lot", r"(?:that|this|it) (?:all )?(?:sounds|must feel|must be|must have been) (?:like )?(?:such |an awful |quite )?a? ?lot(?= [,.!;]| to (?:carry|take|deal|cope|handle|hold|manage|bear)| for (?:you|one|any)| at once|$)", 0.8, "negated"),
    _ack("how hard", r"how {adv}(?:much )?(?:{hard}|{state}|{feeln}|distraught|upset)(?! to (?:get|find|reach|use|claim))"),
    _ack("you must be", r"(?:you|it|this|that|which|what \w+|things?|today|yesterday|the \w+|\w+ing \w+) (?:have )?(?:must|can|could|would|will|has to|have to|had to) {adv}(?:not )?(?:be|have been|feel|have felt|seem|sound|look|make|made|have made|have left|leave|have come as) {g3}(?:{hard}|{state}|{feeln}|{idiom})"),
    _ack("it is hard", r"(?:that|this|it|what|which|all of (?:this|it)|today|things|such a|being|having|waiting|\w+ing) (?:is|was|sounds|sounded|looks|feels|felt|seems|must be|has been|have been|are|were) (?:like )?{adv}(?:a |an |the |no )?{adv}(?:\w+ )?(?:{stronghard}|awful|horrible|horrid|rotten|terrible|dreadful|miserable|ghastly|rough|tough|nasty|lousy|hellish|cruel|grim|horrendous|rubbish|sad|hard|shocking|outrageous|disgraceful|unfair|scary|unpleasant|nightmare|ordeal|shitty|crappy|wretched|tiring|mad|crazy|brutal|desperate|heartbreak|sair|difficult|trying|appalling|hideous|harrowing|bitter|bleak|painful|raw|rank|worst|ugly|shame)(?! (?:to (?:get|find|reach|claim)|drive|cash|copy|number to (?:call|dial)))"),
    _ack("it is hard bare", r"(?:that|this|it) (?:must|can|could|would) (?:not )?{adv}(?:be|have been|feel|have felt) {g3}(?:easy|nice|fun|pleasant|good|great|a good)", 0.8, "dismissed_feeling", "conditional"),
    _ack("your feeling", r"(?:your|you and your \w+ 's|the|this|that|such|so much|any more|more|all (?:the|that|this)|how much|what a|of|in|real|extra|added|needless|enough) {adv}(?:\w+ )?{feeln1}(?! (?:rate|point|cover|relief|free))", 0.75),
    _ack("caused feeling", r"(?:caus(?:e|ed|ing|es)|brought|giv(?:e|en|ing)|gave|add(?:ed|ing|s)? to) (?:you |your |this |that |all |such |so much |the |a |real |more |any |further |extra |unnecessary |to ){0,4}(?:\w+ )?{feeln1}", 0.85, "negated", "conditional", "dismissed_feeling"),
    _ack("you are", r"you (?:are|were|feel|felt|sound|seem|look|have been|must be|must have been|have every right to be|have a right to be|might be|may be|are feeling|were feeling|are left|were left|end up|ended up|are right to be|have to be|being) {adv}(?:left |made to feel |feeling |made |pretty |a bit |a little |more than |beyond )?{adv}(?:{state}|{idiom}|in (?:such )?(?:a )?(?:panic|tears|pain|shock|despair|distress|bits|pieces))"),
    _ack("anyone would feel", r"{any} (?:would|will|could|might|can|should) (?:not )?{adv}(?:be|feel|have been|have felt|find|get|hate|dread|panic|worry|cry|despair|fret|scream|lose|struggle|stop|start|go|want|see) {g3}(?:{state}|{hard}|{idiom}|{feeln})", 0.8),
    _ack("anyone panic", r"{any} would (?:have )?{adv}(?:hate|hated|dread|panic|worry|cry|despair|fret|scream|weep|be shaking|be trembling|tremble|shudder|explode|swear|be climbing|be spitting|be up in arms|have a fit|blow a fuse|hit the roof|go mad|go spare|lose it|lose my \w+|lose their \w+)", 0.8),
    _ack("would stir", r"(?:would|must|has|have|had|having|did|does|can|could|might|may|is enough to|enough to|to) (?:have )?(?:only |really |badly |truly |naturally |rightly |quite )?(?:{stir}|shaken|upset|hurt|worried|frightened|frustrated|disappointed|angered|scared|stressed|knocked|annoyed|saddened|stung|distressed|rattled|alarmed|unsettled|embarrassed|exhausted|confused|broken|crushed|devastated|infuriated) (?:you|your|any|anyone|anybody|every|the|most|me|us|a saint|even|people|him|her|them)", 0.85),
    _ack("makes you feel", r"(?:made|makes|make|making|leave|leaves|left|leaving|keeps|kept|had|has|have|get|got|send|sent|put|puts|drive|drives|driven|rendered) (?:you|anyone|anybody|any \w+|me|my \w+|most people|your \w+|the (?:two|pair|both|whole|lot) of you|you both|you all) (?:both |all |feel |feeling |to feel |so |even |with |in |up |here |standing |sitting |out |there |quite |completely |on |at )*(?:{state}|{idiom}|{feeln1}|worry|panic|cry|tremble|shake|mad|crazy|fuming|worrying|wondering|guessing|pacing|scrambling|shouting|crying|stranded|dangling|hanging)", 0.8),
    _ack("idiom", r"{idiom}", 0.7, "negated", "agent_feeling", "dismissed_feeling", "conditional", "team_feeling", "forbidden_feeling"),
    _ack("see feeling", rf"(?:{{I}}|me|to) (?:can |do |could |really |fully |totally |completely |well |only |certainly |quite |just |absolutely |truly |must |will )*{_SEE} (?:that )?(?:{{g8}})(?:{{state}}|{{hard}}|{{feeln1}}|{{idiom}})", 0.75),
    _ack("glad feeling", r"(?:you (?:are|were|feel|felt|sound|seem|look|have been|must be|must have been|must feel|being|both must be)|how|being|so|how (?:happy|glad) (?:i am )?(?:that )?you are|feel|anyone would be) {adv}(?:relieved|excited|proud|thrilled|delighted|pleased|buzzing|overjoyed|moved|over the moon|chuffed|happy|glad|touched|ecstatic|exposed|shut out|abandoned|at your limit|fobbed off|not (?:being )?(?:taken seriously|heard|listened to)|you were not (?:taken seriously|heard|listened)|butterflies|thankful|hopeful|nervous)", 0.75, "negated", "dismissed_feeling", "conditional"),
    _ack("nightmare", r"(?:every|any|a) (?:\w+ )?(?:parent|mother|father|owner|bride|\w+) 's (?:worst )?(?:nightmare|fear|dread)|have butterflies|(?:must|that|it|this|to|really) (?:hurt|hurts|sting|stings|sucks|stinks)(?= |$)|(?:floor|finish|crush|shake|break|flatten|knock|sink) (?:anyone|anybody|any \w+|you|me|most)|(?:came|comes|come) as (?:such )?a (?:\w+ )?(?:shock|blow|surprise)|cuts? (?:so )?deep|at (?:your|the) limit|no wonder you (?:are|were|can not|could not|do not|feel|want|cried|did)", 0.7, "negated", "dismissed_feeling", "team_feeling"),
    _ack("heart", r"(?:my|our) (?:heart|hearts) (?:goes|go|went|breaks|broke|sank|sinks|aches|ached|jumped|hurts|is breaking|dropped|bleeds)", 0.9, "team_feeling"),
    _ack("poor you", r"(?:oh |ah |aw |aww |och |ach )?you poor (?:thing|things|love|pet|soul|lamb|divil|dear|man|woman|lad|lass|creature|darling|crayture)|poor (?:you|thing|love|pet|soul|divil)", 0.8, "team_feeling"),
    _ack("feel for you", r"(?:feel|felt|feeling) (?:so |really |awful |terrible |deeply |dreadful |bad |for )*(?:for|with) (?:you|your)", 0.8, "negated", "team_feeling"),
    _ack("picture", r"(?:i|we) (?:can|could|do) (?:only |well |just |hardly |not |really |easily |barely |scarcely |not even |almost )*(?:imagine|picture|begin to imagine|think|guess) (?:what|how|the|you|being|having|that|waiting|your)", 0.7, "dismissed_feeling"),
    _ack("what a thing", r"what (?:a|an) (?:\w+ ){0,2}(?:{hard}|nightmare|ordeal|shock|blow|mess to|worry|horror|disappointment|let down|letdown|fright|heartbreak|shame|rotten|upset|scare|kick|state to|pain|headache|misery|time of it|time you)", 0.85, "negated", "team_feeling"),
    _ack("exclamation", r"^(?:oof|ouch|ugh|yikes|oh no|oh dear|ah no|och|ach|och no|oh my god|oh goodness|goodness|gosh|blimey|crikey|oh gosh|oh lord|arre|aiyo|ayyo)(?= [,!.…a-z])", 0.3),
    _ack("must be tough", r"(?:this|that|it|things|these \w+) (?:is|are|must|can) (?:be )?{adv}(?:hard|tough|difficult|stressful|a lot|not easy|too much) (?:on|for|to) (?:you|your|any|a|the)", 0.85, "negated_near", "conditional"),
    _ack("not easy", r"(?:can|could|must|is|was|will|have) (?:not |never )+(?:be |been |have been )?(?:an? )?(?:easy|pleasant|nice|fun|enjoyable|comfortable|great|funny)", 0.75, "dismissed_feeling"),
    _ack("matters to you", r"(?:how (?:much|important|precious|special|dear)|what) (?:it|this|that|she|he|the \w+|they|\w+ \w+) (?:means?|meant|matters?|mattered|is|was|are|were|must mean|must have meant) {g4}(?:to|for) (?:you|your)", 0.65, "negated_near"),
    _val("every right", r"(?:have|had|has|got|with|has got|for) (?:you )?(?:every|all the|a perfect|good|full|perfect|a|plenty of|absolutely every|each|ample|any amount of|more than enough|all|the|very good|an absolute|solid|real|enough) (?:\w+ )?(?:right|rights|reason|reasons|cause|grounds|justification)(?: to)?(?: (?:be|feel|expect|say|ask|want|demand|complain|shout|worry|wonder|think|lose|vent))?", 0.85, "negated_near", "agent_subject", "not_feeling_right"),
    _val("no wonder", r"(?:no|small|little|not any|hardly a|never a) wonder|(?:not|never) (?:be )?(?:at all |one bit |in the least |a bit )?(?:surprised|surprising|a surprise|strange)|(?:hardly|scarcely|barely) (?:surprising|a surprise|surprised|strange)|unsurprising(?:ly)?", 0.85, "colleague_subject"),
    _val("would too", r"(?:i|we|{any}) would (?:have )?{adv}(?:be|feel|been|felt|say|ask|want|react|think|do|said|reacted|given up|lost|lose|have) {g6}(?:too|as well|the same(?: way)?|just like you|like you|no different|no differently|exactly (?:that|this|like that))", 0.85),
    _val("anyone would", r"{any} (?:would|could|might) (?:not )?{adv}(?:be|feel|have been|have felt|find|get|hate|dread|panic|worry|cry|despair|fret|lose|go|want|struggle|see|stop|tremble|shake|react|expect|do|scream|swear|want to|wonder) ?{g3}(?:{state}|{hard}|{idiom}|{feeln}|the same|it|that|so|trembling|shaking)?", 0.8, "any_feeling", "colleague_subject"),
    _val("would stir any", r"(?:would|will|is enough to|be enough to|enough to|could|can) (?:have )?(?:make|made|leave|left|drive|driven|send|sent|test|tested|try|have|put|get|give|knock|break|boil|{stir}) {adv}(?:any|anyone|anybody|every|everyone|most|me|us|even|my|the best|the calmest|a saint|the patience|people|whoever|the hardest|the toughest)", 0.85, "negated_near", "colleague_subject"),
    _val("understandable", r"(?:completely|perfectly|entirely|totally|absolutely|more than|quite|very|so|only|all|and|is|was|are|wholly|fully|that is|it is|feels) (?:completely |perfectly |entirely |totally |absolutely |only |quite |very |so |too |wholly |fully |more than )*(?:understandable|natural|justified|reasonable|human|valid|warranted|merited|deserved|legitimate|to be expected|what anyone|fair to (?:be|feel|expect)|fair (?:enough|reaction|point)|right (?:that you|to (?:be|feel|expect))|normal to (?:be|feel)|okay to (?:be|feel)|earned|rational)", 0.8, "negated_near", "not_reaction"),
    _val("makes sense", r"(?:your|that|this|it|the|of course it|why) (?:\w+ ){0,3}(?:makes?|made) (?:perfect|complete|total|absolute|every|a lot of|all the|full|entire)? ?sense", 0.75, "negated_near", "not_reaction"),
    _val("understandably", r"(?:understandably|rightly|rightfully|justifiably|naturally|quite rightly|with good reason|and with (?:good )?reason|for good reason|with every reason|deservedly)", 0.7, "needs_feeling"),
    _val("of course you", r"(?:of course|naturally|no doubt|obviously|sure|certainly) (?:you|it|that|this|your|her|his|the \w+ of you) (?:are|feel|felt|would|were|must|is|will|have|had|hurts|hurt|stings|want|wanted|worry|worried|panicked|\w+)", 0.75, "needs_feeling_clause"),
    _val("do not blame", r"(?:do|can|could|would|will) (?:not|never|hardly|scarcely) (?:\w+ )?(?:blame|fault|hold it against) (?:you|anyone|anybody)|no ?(?:one|body) (?:would|could|can) blame you|who (?:could|would|can) blame you|not (?:going to )?blame you", 0.85),
    _val("right to", r"you (?:are|were|would be|are being|have been) {adv}(?:right|entitled|justified|correct|within your rights|owed|fully within your rights|allowed) (?:to|in) (?:be|feel|expect|call|complain|say|ask|raise|want|demand|\w+)", 0.8, "negated_near"),
    _val("entitled", r"(?:entitled|allowed|right|welcome|okay|fine|free) to (?:be|feel) {g3}(?:{state}|{feeln}|let down|that way|like that|this way)", 0.85, "negated_near"),
    _val("deserved", r"(?:we|i) (?:{adv})(?:earned|deserved?|had (?:that|it) coming|asked for) (?:that|this|it|every|your|all|the|coming)|(?:your|the) (?:{feeln}|{state}|wrath|words?|tone|criticism|sarcasm|reaction|complaint) (?:is|are|was|were) {adv}(?:deserved|merited|justified|earned|fair|right|reasonable|valid|warranted|understandable|on point|well founded|legitimate|more than fair)", 0.85, "negated_near"),
    _val("in your place", r"(?:in|if i were in|were i in|put myself in|if i was in) (?:your|those|that|the same) (?:shoes|place|position|situation|boat|spot|boots)|if i were you|if (?:it|this|that) (?:was|were|had been|happened to) (?:me|my|us)|(?:had|if) (?:it|that|this) happened to (?:me|my|us)", 0.6, "in_place_void"),
    _val("who would not", r"who (?:would|could|can|will) (?:not|ever)(?: \w+)?", 0.75, "needs_feeling_clause"),
    _val("not overreacting", r"you (?:are|were) (?:not|never|in no way|hardly) {adv}(?:being )?(?:over ?react\w*|unreasonable|dramatic|over the top|making a fuss|a nuisance|bothering (?:me|us|any\w+)|fussing|too sensitive|over sensitive|difficult|silly|wrong to|alone in feeling|complaining for|making (?:too much|a mountain)|asking (?:for )?too much|asking (?:for )?the moon|expecting too much)|(?:is|was) (?:not|hardly|never) (?:a |an )?(?:fuss|over ?reaction|nuisance|bother|silly|small thing|little thing|trivial|unreasonable|too much to (?:ask|expect))", 0.75),
    _val("nothing wrong in", r"(?:nothing|no shame|not anything|nothing in it) (?:\w+ ?){0,3}(?:silly|wrong|unreasonable|shameful|over ?sensitive|sensitive|odd|strange|dramatic|childish|to be ashamed of|to apologise for|excessive|extreme)(?: (?:about|in|with|for) (?:being|feeling|your|wanting|asking|that))?", 0.65),
    _val("least of it", r"(?:is|would be|sounds|being \w+ is) (?:the least of it|putting it mildly|an understatement|the very least|mild|a mild word|too kind|more than fair|only right|fair)", 0.6, "needs_feeling_clause"),
    _val("same in place", r"(?:feel|felt|react|do|think|say|be) (?:exactly |just |precisely |very much |much )?(?:the same|the same way|as you do|that way too|no differently|likewise)", 0.7, "negated_near"),
    _val("deserved better", r"you (?:{adv})(?:deserve|deserved|should expect|should be able to|ought to be able to|expected|were promised|should never have had to|should not have (?:had|needed) to|should not have to|ought not to have to|did not deserve)(?: \w+)? ?(?:better|more|far|a|to|this|that|any)", 0.45),
    _val("would verb anyone", r"(?:would|will|could|can|might) (?:have )?{adv}(?:\w+ ){1,2}(?:anyone|anybody|any (?:parent|mother|father|child|person|one|customer|owner|student|teacher|family|\w+)|everyone|most (?:people|of us|folk)|the best of us|the calmest|the strongest)", 0.75, "negated_near", "colleague_subject", "would_help"),
    _val("anyone would be", r"(?:anyone|anybody|everyone|everybody|any \w+|nobody|who|most people)(?: \S+){0,8} would(?: not)?(?: be| too| have| feel)? ?(?:[.!?,]|$)", 0.7, "negated_near"),
    _val("see why", r"(?:can|do|could|fully|completely|really|i|we|to|well|only) (?:\w+ )?(?:see|understand|understood|get|know|appreciate|hear|tell) (?:exactly |just |only too well |very well |perfectly |completely |fully )*why (?:you|that|it|this|the|your|she|he|they)", 0.6, "dismissed_feeling", "negated_near", "why_fact"),
    _val("strange if not", r"(?:would|it would) be (?:strange|odd|surprising|stranger|weird|a wonder) if (?:you|anyone|she|he) (?:\w+ )?(?:not|did not|were not)|no (?:great |big |real )?surprise|it gets to (?:all|the best|everyone|anyone)|do not (?:be sorry|apologise) for (?:being|feeling|how|it|that|the|your)|never apologise for|no need to apologise|(?:the )?only sane|mean (?:that )?you are (?:losing|weak|wrong|silly|bad)|fit together|shows (?:how much )?you care|because you care|you (?:did|have done) (?:nothing wrong|everything right)|it would (?:hurt|sting|worry|upset|anger|scare|frighten|bother|annoy)", 0.6, "dismissed_feeling"),
    _val("rightly so", r"(?:and )?(?:quite |very |perfectly )?(?:rightly|justifiably|understandably|deservedly)(?: so)|quite right too|(?:and )?(?:with|for) (?:very |every |such )?good (?:reason|cause)|you (?:had|have) (?:good|every|real) (?:cause|reason)|good cause (?:not )?to", 0.7),
    _val("normal to feel", r"(?:is|are|it is|so|perfectly|completely|quite|totally|only) (?:so |perfectly |completely |quite |totally |the most |a |the )*(?:normal|natural|human|healthy)(?: (?:thing|reaction|response|feeling))?(?: (?:to feel|to be|in the world|after|when|for|with))?", 0.55, "negated_near", "not_reaction", "needs_feeling_clause"),
    _apo("sorry", r"sorry", 0.9),
    _apo("apologise", r"(?:apologise|apologising|apologised|apologies|apology|apologetic|apologises|mea culpa)", 0.9),
    _apo("forgive", r"(?:please )?(?:forgive (?:us|me|our|my)|excuse our|pardon (?:us|me|our)|(?:i|we) beg your (?:pardon|forgiveness)|beg your forgiveness|ask (?:for )?your (?:forgiveness|pardon))", 0.85, "sorry_self", "conditional_regret"),
    _apo("regret", r"(?:i|we|and|truly|deeply|sincerely|much|greatly|bitterly|very much|really|do|to express (?:my|our)) (?:\w+ )?(?:regret|rue)(?! to (?:inform|say|tell|advise))|(?:my|our|with) (?:\w+ )?regrets?(?! to inform)|(?:is|was|are) (?:\w+ )?regrettable", 0.8, "negated_near", "regret_other", "conditional_regret", "sorry_you_feel", "sorry_refusal"),
    _apo("ashamed", r"(?:i|we) (?:am|are|was|were|feel|felt) {adv}(?:{adv}(?:and )?)?(?:ashamed|mortified|embarrassed|gutted|horrified|appalled|sick|dreadful|awful|terrible|bad) (?:and (?:\w+ ){1,3})?(?:of|about|by|that|to|for|at|we|i|, \w+ , truly|this|it|how)", 0.7, "negated_near", "ashamed_other"),
    _apo("mortified", r"(?:i|we) (?:am|are) {adv}(?:mortified|ashamed|so ashamed|deeply ashamed)", 0.7, "negated_near", "ashamed_other"),
    _apo("wish undone", r"(?:i|we) (?:only |really |just |so |dearly )?wish (?:we|i|it|this|that) (?:had|could|was|were)(?: (?:not|never|have|been))", 0.35, "negated_near"),
)  # fmt: skip
