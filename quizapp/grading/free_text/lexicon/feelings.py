# ruff: noqa: E501, SIM905  # word lists are kept as running text
"""Names of feelings, and of experiences that are hard to live through, in many kinds of English."""

from __future__ import annotations

STATES: frozenset[str] = frozenset(
    """
    abandoned afraid aggravated aggrieved agitated alarmed alone angry anguished annoyed anxious apprehensive
    ashamed baffled beleaguered belittled bereft betrayed bewildered bitter blindsided bothered brassed broken
    browned bruised bummed burdened burnt-out cheated cheesed concerned confounded confused cross crestfallen
    crushed cut-up dazed defeated deflated dejected demoralised depressed desolate despairing desperate despondent
    devastated disappointed disbelieving disconcerted discouraged disgusted disheartened disillusioned dismayed
    disoriented disregarded disrespected dissatisfied distraught distressed distrustful disturbed down drained
    dreading dumbfounded embarrassed embittered enraged exasperated exhausted fearful fed-up flabbergasted
    flustered forgotten fobbed forlorn frantic frazzled freaked frightened frustrated fuming furious galled
    gobsmacked grieving grumpy guilty gutted hacked harassed harried heartbroken heartsick helpless hesitant
    hopeless horrified hounded humiliated hurt hurting ignored impatient incensed indignant infuriated insecure
    insulted irate irked irritated isolated jittery knackered knocked let-down livid lonely lost low mad
    maddened miffed miserable misled mistrustful mortified narked nauseous neglected nervous nettled numb
    offended on-edge outraged overburdened overlooked overwhelmed overwrought panicked panicking panicky
    paranoid peeved peed pained petrified piqued pissed powerless pressured puzzled rattled raging regretful
    resentful resigned restless riled robbed ropeable run-down sad saddened scared sceptical seething shaken
    shaky shattered shocked short-changed shook sick sickened skeptical sleepless sore spooked startled steaming
    stressed stressed-out stretched strung-out stuck stumped stung stunned sullen suspicious swindled tearful
    tense terrified thwarted ticked tired tormented torn traumatised trapped trembling troubled uncertain
    uncomfortable undervalued uneasy unappreciated unheard unhappy unimportant unnerved unsafe unseen unsettled
    unsure unvalued unwelcome unwell upset uptight used vexed violated vulnerable wary weary weepy worn-out
    worried wounded wrathful wronged gobsmacked crabbit greeting scunnered wrecked fit-to-be-tied choked
    disheveled crying sobbing bricking drained torn fretting fretful stewing distracted beside-yourself hurried
    """.split()
)
"""Words for how a person feels ("worried", "ropeable"), after `be`, `feel`, `sound` and the like."""

AMBIGUOUS_STATES: frozenset[str] = frozenset(
    """
    alone bitter bothered broken concerned cross cut-up down drained forgotten hesitant hurt ignored knocked
    lost low mad numb overlooked pressured sick sore stretched stuck tense tired torn trapped uncertain
    uncomfortable unsure used wary robbed regretful burdened bruised unwell hurried distracted down
    impatient disturbed hurting guilty wounded resigned isolated cheated misled
    """.split()
)
"""States that need a plain carrier ("you feel", "sounds") to count as a feeling."""

HARDSHIPS: frozenset[str] = frozenset(
    """
    aggravating agonising alarming annoying appalling awful bewildering bitter chilling confusing crazy cruel crushing
    daunting deflating demeaning demoralising depressing devastating difficult disappointing disconcerting
    discouraging disgraceful disheartening disillusioning dismal dismaying disorienting distressing disturbing
    draining dreadful embarrassing enraging exasperating excruciating exhausting frightening frustrating galling
    ghastly grim grueling gruelling gutting hard harrowing heartbreaking hellish hideous horrendous horrible horrid
    horrific horrifying humiliating hurtful infuriating intimidating irksome irritating isolating
    insulting jarring lonely lousy maddening miserable mortifying nasty nerve-racking nerve-wracking nervewracking
    nightmarish outrageous overwhelming painful perplexing petrifying puzzling raw rotten rough rubbish sad
    saddening scary shattering shabby shocking sickening shameful stressful startling stinging tiring
    terrible terrifying testing tiresome tough traumatic traumatising trying ugly unbearable undermining unfair
    unkind unnerving unpleasant unsettling upsetting vexing wearing wearying worrisome worrying wretched
    wounding soul-destroying tear-jerking gut-wrenching hair-raising shite shitty crappy crap brutal
    disgusting devastating inconsiderate desperate disrespectful belittling inexcusable dire
    rank sair shoddy gruesome bleak anxious anxiety-inducing nerve-shredding scunnersome mad unacceptable
    """.split()
)
"""Words for how an experience feels ("infuriating", "rotten")."""

STRONG_HARDSHIPS: frozenset[str] = frozenset(
    """
    aggravating agonising alarming annoying bewildering confusing crushing daunting deflating demoralising
    depressing devastating disappointing disconcerting discouraging disheartening disillusioning dismaying
    disorienting distressing disturbing draining embarrassing enraging exasperating excruciating exhausting
    frightening frustrating galling gutting harrowing heartbreaking horrifying humiliating hurtful infuriating
    insulting intimidating irksome irritating isolating maddening mortifying nerve-racking nerve-wracking
    nervewracking overwhelming painful petrifying saddening scary shattering sickening stressful terrifying
    traumatic traumatising unbearable unnerving unsettling upsetting vexing wearying worrisome worrying wounding
    soul-destroying gut-wrenching perplexing puzzling startling demeaning shocking
    """.split()
)
"""Hardships that name an emotion by themselves, wherever they stand."""

NOUNS: frozenset[str] = frozenset(
    """
    aggravation agitation alarm anger anguish annoyance anxiety apprehension bewilderment bitterness
    confusion desperation despair despondency devastation disappointment disbelief discouragement disgust
    disillusionment dismay displeasure distress dread embarrassment exasperation exhaustion fear fears fright
    frustration frustrations fury grief guilt heartache heartbreak helplessness humiliation hurt impatience
    indignation ire irritation misery mistrust nerves outrage pain panic pressure rage regret resentment
    sadness shame shock sorrow strain stress tears terror torment trauma trepidation turmoil unease uncertainty
    unhappiness upheaval upset vexation worries worry wrath discomfort weariness tension loneliness hopelessness
    sleeplessness feelings emotions distrust nightmare ordeal headache heartbreak aggro grievance discontent
    concern nervousness betrayal powerlessness
    """.split()
)
"""Nouns of feeling, after `your`, `the`, `how much`."""

WEAK_NOUNS: frozenset[str] = frozenset(
    "concern pressure nerves pain regret tension confusion uncertainty discomfort headache strain "
    "impatience grievance upheaval hurt".split()
)
"""Nouns of feeling that also have an office meaning; they count only beside a clear carrier."""

STIRRING: frozenset[str] = frozenset(
    """
    aggravate alarm anger annoy bewilder bother confuse crush demoralise depress devastate disappoint discourage
    dishearten dismay distress disturb drain embarrass enrage exasperate exhaust frighten frustrate gall grate
    horrify humiliate hurt infuriate insult irk irritate madden mortify panic pain petrify rankle rattle rile
    sadden scare shake shatter shock sicken sting stress stun terrify torment traumatise trouble unnerve unsettle
    upset vex worry wound scunner gut devastate spook shake
    """.split()
)
"""Verbs for what an event does to a person ("would frighten any mother")."""

PHRASES: tuple[str, ...] = (
    r"climb(?:ing)? (?:up )?the walls?", r"at (?:your|my|his|her|their|the) wits? 's? ?end", r"at your wit(?:s|s'|'s)? end",
    r"wits'? end", r"at the end of (?:your|my|his|her|their|one 's) (?:tether|rope)", r"end of (?:your|my) strength",
    r"pull(?:ing)? (?:your|my|our|their|one 's) hair out", r"tear(?:ing)? (?:your|my|our) hair out", r"hair out",
    r"(?:up|lie|lying|lay|laid|lain) awake", r"awake (?:all|half|at|worrying|wondering|fretting)", r"sleepless nights?", r"los(?:e|ing|t) sleep",
    r"not sle(?:ep|pt) a wink", r"out of (?:your|my|his|her|their) mind", r"worried sick", r"sick with worry",
    r"sick to (?:your|my|the) stomach", r"beside (?:your|my|her|him|them)(?:self|selves)", r"beside ourselves",
    r"in (?:bits|pieces|tears|floods|a state|despair|distress|agony|a panic|a spin|knots|limbo|the dark)", r"in (?:your|my) knots",
    r"(?:your|my|the) (?:blood|p(?:ee|i)ss) (?:boil|boiling)", r"blood boil", r"see(?:ing)? red",
    r"heart (?:sink|sank|sunk|sinks|break|breaks|broke|stop|stopped|drop|dropped|in (?:your|my) mouth|jumped|racing|goes out|hurts|aches|ached|pounding|skip|skipped|in your boots|would (?:sink|stop|break|be in))",
    r"stomach (?:turn|turned|drop|dropped|churn|churning|lurch|lurched|flip|in knots|sink|sank|drops|turning)", r"kick in the (?:teeth|gut|guts|stomach)",
    r"slap in the face", r"punch in the (?:gut|stomach|face)", r"salt in(?:to)? (?:the|a|your) wounds?", r"last straw", r"final straw",
    r"blow to (?:you|your|anyone|the)", r"bitter (?:pill|blow)", r"body blow", r"hard blow", r"real blow", r"gut punch",
    r"(?:weight|load|lot) (?:on|off) (?:your|my) (?:shoulders|mind|plate|chest)", r"a lot on your plate", r"so much on your (?:plate|shoulders|mind)",
    r"carry(?:ing)? (?:so much|this|all|a lot|the weight|too much|that)", r"hard to bear", r"hard to take", r"hard to swallow", r"hard to stomach",
    r"a lot to (?:take|carry|deal with|cope with|go through|bear|handle|process|take in)", r"too much to (?:take|bear|carry)", r"tough going", r"through the (?:mill|wringer)",
    r"put you through", r"put through", r"through hell", r"(?:gone|going|go) (?:spare|ballistic|mental|bananas|mad|nuts|out of (?:your|my) mind|through the roof|crazy|berserk)",
    r"do(?:ing)? (?:my|your|his|her|their) (?:head|nut) in", r"does your head in", r"head in your hands", r"head (?:is )?spinning", r"wound up", r"worked up", r"bent out of shape",
    r"run ragged", r"worn (?:out|down|thin)", r"wear(?:s|ing)? (?:you|anyone|anybody|people) (?:out|down)", r"burnt? out", r"run down", r"stressed out", r"freak(?:ing|ed)? out", r"fed up", r"cheesed off", r"browned off", r"brassed off",
    r"hacked off", r"ticked off", r"teed off", r"peed off", r"p(?:i|\*)ssed off", r"narked off", r"let down", r"sick and tired", r"sick of", r"tired of", r"had enough", r"had it up to here",
    r"at (?:a|your) low(?:est)? (?:ebb|point)", r"on edge", r"edge of (?:your|my) seat", r"on tenterhooks", r"on pins and needles", r"ants in", r"bag of nerves", r"bundle of nerves", r"nervous wreck",
    r"over a barrel", r"left high and dry", r"tear(?:ing)? you apart", r"break(?:s|ing)? (?:your|my|anyone 's|the) heart", r"broke (?:your|my) heart", r"heart of stone",
    r"scared (?:stiff|silly|witless|to death|out of)", r"frightened (?:out|to death)", r"losing (?:your|my) (?:mind|patience|faith|temper|rag|cool|marbles|hope)", r"lost (?:patience|faith|hope|heart|trust|all trust|all faith|all hope|all confidence)",
    r"lose (?:patience|faith|hope|heart|trust)", r"wits scared", r"go(?:ing)? round in circles", r"run(?:ning)? around in circles", r"at sixes and sevens", r"rock bottom", r"knocked (?:you )?(?:for six|sideways|back|flat)", r"knock(?:s|ed)? (?:the wind|anyone|anybody|you)",
    r"rug (?:has been |was )?(?:pulled )?from under", r"pull(?:ed)? the rug", r"hit (?:you )?(?:hard|like a ton)", r"(?:really |must )?sting(?:s)?", r"stung", r"worst (?:possible )?nightmare", r"living nightmare", r"a nightmare", r"an ordeal", r"a shambles for you",
    r"hands? (?:shaking|trembling)", r"shaking (?:with|like)", r"in a cold sweat", r"break (?:out )?in a sweat", r"cried", r"crying", r"in tears", r"close to tears", r"weep", r"had a good cry", r"lump in (?:your|my) throat",
    r"spitting (?:feathers|tacks|nails|blood)", r"foaming at", r"fit to be tied", r"hopping mad", r"mad as (?:hell|a cut snake|a hatter)", r"ready to (?:scream|explode|throw|cry|give up|swear)",
    r"want to (?:scream|cry|give up|throw|swear|shout)", r"drive (?:anyone|anybody|you|me|a saint|us) (?:mad|crazy|up|round|to|insane|spare|nuts|bonkers|potty)", r"driv(?:es|ing|en) (?:anyone|anybody|you|me) (?:mad|crazy|up|round|to|insane|spare|nuts|bonkers)",
    r"try(?:ing)? the patience", r"patience of a saint", r"tried your patience", r"test(?:s|ed)? (?:anyone|anybody|your) ?(?:'s )?patience", r"up the wall", r"round the (?:bend|twist)", r"steam coming out", r"had my heart in my mouth", r"the willies", r"jumping out of (?:your|my) skin",
    r"no joke", r"no picnic", r"no fun", r"not nice", r"at your lowest", r"the pits", r"a kick in", r"the last thing (?:you|anyone|anybody) (?:need|needs|needed|want|wants|wanted)",
    r"stopped expecting", r"given? up (?:on|hope)", r"wearing thin", r"running thin", r"run out of patience", r"no patience left", r"taken? (?:its|a) toll", r"took its toll", r"knocked your confidence", r"lost confidence", r"shaken? your (?:confidence|trust|faith)", r"dented your (?:confidence|trust)", r"worn down your trust", r"broken? your (?:trust|heart)",
)  # fmt: skip
"""Idioms that put a feeling into a picture."""
