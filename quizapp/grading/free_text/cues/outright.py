# ruff: noqa: E501  # a pattern is read as one piece
"""Cues for plain rudeness, belittling and reproach in so many words.

They break their criterion whatever else a reply does: the kinder the rest, the less the other views
hear of one rude line. So they are few and narrow, and a denial, a wish, a memory or anybody but the
customer in front of them voids them.
"""

from __future__ import annotations

from quizapp.grading.free_text.patterns import Cue

_GUARDS = ("quoted_breach", "denied_breach", "not_at_you")
_BEGIN = (
    r"(?:^|(?<=[,;:.!?(–—-] )|(?<=\bplease )|(?<=\bjust )|(?<=\bhonestly )|(?<=\bseriously )|(?<=\bfrankly )|(?<=\breally )|(?<=\band )|(?<=\bso )|(?<=\bthen )|(?<=\bnow )|(?<=\bto )|(?<=\bmaybe )"
    r"|(?<=\bperhaps )|(?<=\byou )|(?<=\bshould )|(?<=\bcould )|(?<=\bmight )|(?<=\bgo )|(?<=\bdo )|(?<=\bkindly )|(?<=\balso )|(?<=\bwill )|(?<=\bwould )|(?<=\bsuggest )|(?<=\bon )|(?<=\bbut )|(?<=\boh )|(?<=\bmate )|(?<=\bsir )|(?<=\bmadam )|(?<=\blove )|(?<=\bdear ))"
)
"""Where an order to the customer begins."""
_VERY = r"(?:a bit |a little |a tad |rather |so |very |such |just |really |frankly |awfully |quite |too |being |all |simply |plain |completely |totally |utterly |a right |a proper |a complete |a total |a |an )*"


_WEIGHT = 0.85


def _tone(name: str, source: str) -> Cue:
    why = "is rude, mocking, exasperated or threatening"
    return Cue("calm_tone", name, source, _WEIGHT, why, (*_GUARDS, "of_another"))


def _weary(name: str, source: str) -> Cue:
    why = "is rude, mocking, exasperated or threatening"
    return Cue("calm_tone", name, source, _WEIGHT, why, _GUARDS)


def _min(name: str, source: str) -> Cue:
    why = "makes the problem or the feeling smaller"
    return Cue("no_minimising", name, source, _WEIGHT, why, (*_GUARDS, "of_another"))


def _blame(name: str, source: str) -> Cue:
    why = "puts the fault on the customer or doubts their word"
    return Cue("no_blame", name, source, _WEIGHT, why, (*_GUARDS, "of_another", "clears_customer"))


CUES: tuple[Cue, ...] = (
    _tone(
        "get a grip",
        _BEGIN + r"(?:get (?:a|some) (?:grip|life)|get over (?:yourself|your self)|grow up|wise up|grow a (?:pair|spine|backbone)|man up|toughen up|pull your ?self together|simmer down|pipe down"
        r"|wind your neck in|give it a rest|put a sock in it|shut up|(?:zip|button) it(?= [.!,)]|$)|jog on|buzz off|push off|clear off|get lost|get stuffed|sod off|bugger off|piss off|naff off|take a hike|do one(?= [.!])"
        r"|(?:suck|lump) it(?: up)?(?= |$)|like it or lump it|dry your eyes|wipe your (?:eyes|nose)|get off (?:your|that) high horse|get down off (?:your|that) \w+ ?horse|keep your (?:hair|shirt|knickers|pants) on|do not get your (?:\w+ )?(?:knickers|pants|panties|feathers|boxers) "
        r"|spare me|spare us|save it for|cry me a river|take a (?:chill|happy) pill|chill out|lighten up|loosen up|get real|dream on|bore off|give over(?= [.!,])|get with the (?:program\w*|times))",
    ),
    _tone(
        "use your head",
        _BEGIN + r"(?:learn (?:to|how to) (?:read|listen|spell|count|write|type|tell the time|drive|use|wait|behave|speak)|use your (?:\w+ )?(?:eyes|head|brains?|loaf|noodle|common sense)|open your eyes|engage (?:your )?brain|do your homework|(?:do )?try (?:and |to )keep up"
        r"|buy (?:some|a pair of) glasses|put your glasses on|have your eyes tested|get your (?:eyes|ears|head|hearing) (?:tested|checked|examined|seen to)|wash your ears|clean your ears|take a look in the mirror|look in the mirror)",
    ),
    _tone(
        "stop whinging",
        r"(?:(?:stop|quit|cut out|less of|enough of|enough with|finished|done|spare (?:me|us)) (?:the |all |your |all the |with the |with your |that |this )*(?:whing\w+|whining|moaning|bleating|sulking|griping|carping|mithering|blubbing|sniv\w+|nagging|wittering|waffling|grizzling|bellyaching|ranting|rant|drama|melodrama|dramatics|theatrics|histrionics|hysterics|sob stor\w+|waterworks|tantrums?|attitude|banging on|wailing|hissy fits?)"
        r"|(?:your|this|that|all this|all that|all your|the) (?:little |silly |daily |usual |endless |constant |whole |latest )*(?:sob stor(?:y|ies)|tantrum|hissy fit|strop|theatrics|histrionics|hysterics|melodrama|dramatics|waterworks|whing\w+|whining|bleating|bellyaching|pity party|diatribe|tirade|rant|song and dance))",
    ),
    _tone(
        "called names",
        r"(?:you are|you were|you sound|do not be|stop being|quit being|why are you|are you always|you always are|must you be|you have been|you do sound|you do come across as|you come across as|if you were not) (?:always |this |that )*" + _VERY +
        r"(?:melodramatic|dramatic|hysterical|drama queen|drama llama|diva|princess|crybaby|cry baby|whiner|whinger|moaner|nag|nuisance|pest|pain in the \w+|pillock|plonker|wally|clown|fool|fusspot|fuss ?budget|know it all|know all|busybody|bore|snob|sad case|laughing stock|spoilt|spoiled|childish|petty|pathetic|incompetent|lazy|thick|dim|dense|daft|gullible|clueless|hopeless|rude|nasty|obnoxious|insufferable|ungrateful|paranoid|delusional|full of yourself|slow on the uptake|hard of (?:thinking|hearing)|the (?:difficult|awkward|dramatic) sort)(?= |$)",
    ),
    _tone(
        "pest",
        r"what a (?:\w+ )?(?:moaner|whinger|whiner|drama queen|diva|nag|fusspot|pest|crybaby|bore|charmer you|delight you are|joy you are|ray of sunshine you)|(?:quite|such|bit of|being|proper|regular|right|real|little) (?:a |the |little )*(?:drama queen|diva|fusspot|whinger|moaner|crybaby|know it all|little madam)",
    ),
    _weary(
        "spelt out",
        r"(?:do|must|shall|should|will) i (?:really |honestly )?(?:have to |need to )?(?:spell it out|draw (?:you )?a (?:picture|diagram)|hold your hand|repeat myself|say it (?:again|slower|louder))|(?:want|need|like) me to (?:spell it out|draw (?:you )?a (?:picture|diagram)|say it (?:slower|slowly|louder|in crayon))|(?:say|type|put|explain) (?:it|this|that) (?:nice and )?(?:very |really |extra )?slowly for you|in words of one syllable|what part of \S+(?: \S+){0,8}(?: do| did| are) you not (?:understand|get|grasp)"
        r"|(?:even )?(?:a|my|your) (?:(?:three|four|five|six|seven|two|ten|[2-9]|10) year old|toddler|child|kid|baby|monkey|trained monkey|dog|goldfish|gran|nan) (?:could (?:do|see|work|understand|follow|manage|read|tell)|can (?:do|see|work|understand|follow|manage)|would have (?:known|managed|worked)|manages? it|knows that|understands? (?:that|it))|any (?:fool|idiot|half ?wit|one with (?:half )?a brain)|any child (?:could|can|knows|understands)|(?:anyone|anybody|someone|somebody|person) with (?:half )?(?:a brain|an ounce of)|with half a brain|if you had (?:half )?(?:a brain|any sense|an ounce of sense|the sense)|are you (?:even )?(?:hard of hearing|deaf|blind|thick|dense|dim|stupid|simple|always this|this \w+ (?:with|at) (?:everyone|everybody|home)|like this with)"
        r"|can you (?:even |actually |not )*read \?|can you not (?:even )?(?:read|count|spell|tell the time|wait|take a hint)|(?:have|do) you (?:ever |even )?(?:own|heard of) (?:a |an )?(?:calendar|watch|clock|dictionary|patience|manners)|where did you learn (?:to spell|your manners|manners)",
    ),
    _weary(
        "violin",
        r"(?:world 's |worlds )?(?:smallest|tiniest) violin|(?:my )?heart (?:bleeds|is bleeding|is breaking ,? really)|boo hoo|boohoo|diddums|cry me a river|poor (?:little )?(?:lamb|diddums|snowflake|petal|didums|princess)|(?:want|like|expecting|expect|need|give you|deserve|get you) (?:a|some kind of a|your) (?:\w+ )?(?:medal|tissue|hanky|dummy|cuddle|gold star|lollipop|round of applause|standing ovation|parade|red carpet|brass band)(?! tissue)(?= |$)"
        r"|(?:alert|call|stop|tell|hold|someone (?:call|alert)|somebody (?:call|alert)) the (?:media|press(?:es)?|newspapers|papers|front page|bbc|united nations|un|prime minister|king|navy|army|coastguard)|(?:award|prize|oscar|trophy|bafta) (?:for|goes to)(?: \S+){0,5} (?:drama|complain\w*|moan\w*|patience|performance|you)|and the oscar goes|bravo (?:, )?(?:bravo|really|you|what)|give (?:you|yourself) a (?:round of applause|big hand)",
    ),
    _tone(
        "your sort again",
        r"(?:people|customers|folk|types|punters|clients|ones) (?:just )?like you(?= (?:always|never|ruin|put (?:me|us|people)|drive (?:me|us)|think|expect|who (?:never|always|think|expect|can not)))|(?:dealing with|because of|sick of|tired of|thanks to|typical of) (?:people|customers|folk|types|punters) like you|your (?:sort|kind|type|ilk|lot)(?= (?:always|are|never|keep|is|think|want|of (?:people|person|customer)|do|expect|come|can|get|have|[.!,)]))|(?:typical|bloody|another|you|flipping|always the) (?:karens?|boomers?|millennials?|pensioners?|southerners|northerners|old people)|there is always one(?= [.!,)]|$)|it takes all sorts|where (?:do|did) they find you|where you come from|what planet (?:are|do) you|which planet (?:are|do) you",
    ),
    _weary(
        "sick of you",
        r"(?:sick|tired|weary|bored|fed up|had enough|seen enough|heard enough|had it up to here|had a bellyful) (?:and tired )?(?:of|with|to (?:the|my) \w+ (?:of|with)) (?:you|your|hearing (?:from )?you|hearing about (?:it|this|your)|explaining (?:it |this )?to you|reading your|this conversation|these (?:messages|calls|complaints))(?! (?:being|having|deserv\w+))"
        r"|(?:getting|get|gets|got) on my (?:nerves|wick|goat|last nerve)|(?:try|tries|trying|testing|wearing) (?:out )?my patience|give me strength|lord give me|give me patience|(?:i|we) have (?:got )?better things to do|(?:not|never) got all day|do not have all (?:day|night|week)|do not have time for (?:this|your|all this|you)|some of us (?:have (?:work|jobs|lives|other|real|actual|homes|a home|better)|actually (?:work|have))|bane of my|(?:i|we) (?:could|can) (?:really )?do without (?:you|your|this from you|people|the attitude|the drama|the lecture)|(?:just|exactly) what i needed (?:today |this \w+ )?(?:, )?(?:you|another)|i am not paid (?:enough )?to|not paid enough (?:for|to)|(?:above|beyond) what they pay me|lucky (?:old )?me ,? (?:you|another|i get)|oh joy(?= [,.!)])|not you again|here we go again|back for more(?= [,.!?)])|rolls? (?:my )?eyes|rolling my eyes|eye roll|facepalm|yawn(?:s|ing)?(?= [.!,)*]|$)|blah(?: ,?)? blah|yada(?: ,?)? yada",
    ),
    _weary(
        "told already",
        r"(?:as|like) (?:i|we) (?:have )?(?:already |just |now )*(?:told|said to|explained to) you (?:already |now )?(?:twice|two|three|four|several|a dozen|a hundred|a thousand|more than once|time and again|yesterday|before)|for the (?:tenth|hundredth|umpteenth|millionth|last|final|nth) (?:bloody |flipping )?time ,? ?(?:i (?:am|have) (?:telling|told)|it is|the answer|no|please|stop)|how many (?:more )?times (?:do|must|have|will|should|are) (?:i|we|you) (?:have to |need to |got to |going to )?(?:say|tell|told|said|explain\w*|repeat|ask(?! for))|are you (?:even |actually |really )?(?:listening|paying attention|reading (?:this|what i)|following)(?: at all| to me)? ?\?|if you (?:had|would) (?:only |just |actually |ever )?(?:listened|listen|been listening|paid attention|stop (?:talking|interrupting|whing\w+|moaning)|let me get a word)|get a word in(?: edgeways)?|(?:try|how about|what about) (?:listening|reading|thinking|paying attention|asking nicely|a little (?:politeness|manners))(?= |$)",
    ),
    _weary(
        "your highness",
        r"your (?:royal )?(?:highness|majesty|lordship|ladyship|grace(?= [.!,?)])|holiness|excellency)|(?:his|her) (?:nibs|majesty|lordship|ladyship)|happy now(?= [.!?)]|$)|(?:there|now) ,? (?:are you )?(?:happy|satisfied|pleased)(?: now)? \?|is that (?:good|quick|fast|clear|simple) enough for you|will that (?:do|satisfy|please) (?:you|your|his|her)|anything else ,? your|shall i (?:also )?(?:wipe|tuck|hold your|roll out|polish|kiss|blow)|would you like me to (?:also )?(?:wipe|tuck you|hold your hand|roll out|kiss it|sing)|hand you the moon|on a silver platter|(?:kiss|rub) it better",
    ),
    _tone(
        "no manners",
        r"(?:some|your|any|no|better|basic|a few|common) (?:\w+ )?manners(?= (?:would|might|could|cost|go|please|next|too|then|,|[.!?)])|$)(?<!our manners)|manners cost nothing|(?:do not|please do not|you can not|you do not get to|you will not|nobody) (?:take (?:that|this) tone|talk to me(?! about)|speak to me(?! about)|raise your voice|swear at|shout at|use that (?:tone|language)|come (?:in )?here (?:shouting|with))(?: \S+){0,4}|(?:drop|lose|change|check) (?:the|that|your) (?:attitude|tone)|with that (?:attitude|tone|mouth)|your (?:\w+ )?(?:attitude|tone|foul mouth|potty mouth) (?:is|does|will|has|was|stinks|needs)",
    ),
    _weary(
        "one more word",
        r"(?:one|another) more (?:word|peep|message|call|email|shout|insult|complaint|rude \w+)(?: \S+){0,5} (?:and|or) (?:i|we|you|your|this|that|it|the)|(?:keep|carry) (?:that|this|it) up and|(?:or|else|otherwise) (?:i|we) (?:will |am going to |shall |can |might |may )(?:just |simply |happily |gladly )?(?:hang up|put the phone down|(?:close|end|bin|delete|terminate|lose|drop) (?:your|this|the) (?:\w+ )?(?:call|chat|case|conversation|ticket|file|complaint|request))|(?:and|before) i (?:will )?(?:just )?(?:hang up|put the phone down) on you|do not (?:push|test|try) (?:me|my patience|your luck)|push your luck|(?:i|we) (?:do not|am not|are not) (?:have|obliged|required|paid|here) to (?:listen to|put up with|take|stand here|be spoken) (?:this|that|your|you|it|to)|do not (?:ring|call|write|email|message|contact|bother|come) (?:me |us |back |here )*again(?= [.!,)]|$)|watch it(?= [.!,)]|$)|i would watch (?:your|that)",
    ),
    _min("think yourself lucky", r"(?:think|count|consider|call) your ?self (?:very |dead |damn |really )?(?:lucky|fortunate)"),
    _tone(
        "lucky you",
        r"you (?:should|ought to|could|might) (?:be|try being|at least be|be a bit more|be more|show (?:some|a bit of|a little)) (?:grateful|thankful|gratitude)|a (?:thank you|bit of gratitude|little gratitude) (?:would|might) (?:be nice|not kill|not hurt|have been)|you are (?:very |damn |bloody |dead )?lucky (?:i|we|anyone|that i|that we|to get|to have (?:got|had) (?:me|us|any))|do not (?:all )?thank me (?:all )?at once|you are welcome ,? by the way",
    ),
    _weary(
        "who cares",
        r"(?:^|(?<=[,;:.!?(–—-] ))(?:whatever|so what|who cares|big deal|tough(?: luck| cheese| titty)?|boring|yawn|woe is you|deal with it|get used to it|cope|so sue me|sue (?:me|us)|good riddance|bite me|as if(?= [.!])|oh please|oh come on|do me a favour|pull the other one|give me a break|(?:la|lah) di dah?|ooh ,? get you|get you|hark at you|listen to you|ooh la la|cry baby)(?= [,.!?)…]|$)|hark at you|what do you want (?:me to do )?,? (?:a|an|blood|magic|miracle\w*|fairy)|not my (?:circus|monkeys|problem)|i could not care less|see if i care|as if i care|do not give a (?:damn|toss|monkey\w*|hoot|stuff|rat\w*|fig)|am i bothered|like i care|i (?:really |honestly |frankly )?do not care(?= [.!,)]|$)",
    ),
    _min(
        "no one died",
        r"(?:nobody|no one|no body|no ?one) (?:has |actually |is )?(?:died|dead|dying|got killed|lost a limb)(?! ,? (?:thank|mercifully|luckily))|(?:hardly|not (?:exactly )?|scarcely|not quite) (?:the end of the world|life (?:and|or) death|world war|armageddon|a (?:tragedy|catastrophe|crisis|disaster|matter of life|war zone|national emergency)|the titanic|the apocalypse)|(?:first|rich) world problems?|storm in a (?:tea ?cup|glass)|tempest in a teapot|mountain out of|much ado|worse things (?:happen|have happened)|(?:blow\w*|blown) (?:it|this|things|everything|that) (?:\w+ )*out of (?:all )?proportion|(?:over ?react\w*|over ?dramati\w+|over ?sensitive)|(?:real|proper|actual|genuine|bigger|far worse|serious) problems(?= [.!,)]|$)|(?:people|children|kids|some folk) (?:are |is )?(?:starv\w+|dying|with real|with proper|with actual)|world is (?:not )?(?:still )?(?:turning|going to end|ended)|the (?:sky is|world has) not fall\w*",
    ),
    _min(
        "fuss about nothing",
        r"(?:all|such|what|quite|so much|too much|making|make|kicking up|kick up|causing|raising|rather) (?:this |that |the |a |an |such |of )*(?:huge |big |great |enormous |silly |terrible |lot of )*(?:fuss|song and dance|palaver|hoo ?ha|hullabaloo|carry on|scene|drama|kerfuffle|stink|rumpus|hysteria)(?: \S+){0,2}? (?:over|about|for) (?:a|an|one|some|nothing|so little|such|two|three|something)|you (?:will|would|can|are going to) (?:live|survive|get over it|cope|be over it|not die|laugh about)(?= |$)|(?:it|this|that) (?:will|would|is) (?:not|hardly|scarcely) (?:going to )?(?:kill you|killing you|hurt you|be the death)|cry(?:ing)? over (?:spilt|spilled)|get(?:ting)? (?:so |this |that |all )*(?:worked up|het up|wound up|emotional|hysterical|upset|hot and bothered|precious|bent out of shape) (?:over|about) (?:a|an|it|this|such|some|something|nothing)|(?:it|that|this) is (?:just|only|merely) (?:a|an|one|some) (?:\w+ )?(?:meal|cake|bag|parcel|chair|sofa|dress|bike|phone|holiday|party|room|table|book|toy|ticket|coat|bed|form|letter|bill|fridge|washing machine|trip|show|film|game|day|week|hour|scratch|dent|stain|delay|fee|plant|ring|dog|cat|fish|haircut)(?= [,.!)]|$)|(?:get|need|have|keep) (?:a |some |a bit of |a little )*(?:perspective|sense of proportion)(?= |$)",
    ),
    _blame(
        "serves you right",
        r"serves you right|you (?:have )?(?:only|got only|just) (?:have )?(?:your ?self|yourselves) to (?:blame|thank)|no one to blame but your|your own (?:\w+ )?(?:fault|doing|making|mess|mistake|stupidity|carelessness|laziness|silly fault|lookout|negligence|impatience)|(?:you )?(?:brought|bring) (?:it|this|that|all this|all of this) (?:\w+ )?(?:on|upon|down on) your ?self|user error|between the (?:chair|keyboard)|you (?:really |probably |perhaps )?should have (?:thought|checked|read|asked|looked|listened|planned|left|rung|called|been (?:more )?careful|paid|kept|bought|used|taken) (?:about |of |to |more |better |that |the |it |this )*(?:that|before|first|better|properly|earlier|sooner|twice|attention|in the first place|beforehand|instructions|small print|label|email|terms|manual|sign)(?= |$)|what did you (?:expect|think (?:would|was going to) happen)(?= [,.!?)]|$| for| when| from| if| at)|(?:if|had) you (?:had )?(?:only |just |actually |ever )?(?:bothered|troubled|taken the trouble|managed|been bothered|cared) to|(?:did|does|has) it (?:not )?(?:ever )?(?:occur(?:red)?|cross(?:ed)?) (?:to you|your mind)",
    ),
    _blame(
        "a likely story",
        r"a likely story|nice try(?= [,.!)]|$)|pull the other (?:one|leg)|(?:you are|are you|you were|if you are|somebody is|someone is) (?:just |not |really |obviously |clearly |simply )*(?:trying it on|having (?:us|me) on|pulling my leg|making (?:it|this|that|this all|it all) up|after (?:a )?(?:freebie|free|something for nothing)|fishing for|telling porkies|lying(?: to (?:me|us))?(?= [,.!?)]|$)|spinning|exaggerating|fibbing)|(?:so|or so) you (?:say|claim)(?= [,.!?)]|$)|that is what they all say|(?:they|you) all say that|if (?:that|it|this) is (?:even |really |actually )?(?:true|what (?:really )?happened)|if (?:we|i) (?:are to |can |could )?believe (?:you|that|a word)|(?:i|we) (?:do not|can not|find it hard to|hardly) believe (?:a word|you(?= [,.!?)]|$)|that for|your story)|(?:how|very|rather|awfully|terribly|so|most) convenient(?= [,.?!)…]|$)|funny how (?:you|it|that|nobody|no one|these)|you would say that|your (?:little )?(?:story|tale) (?:does not|keeps|has|is)|(?:after|fishing for|angling for|looking for|want) (?:a )?(?:freebie|hand ?out|free ride|something for nothing)",
    ),
)  # fmt: skip
PLAIN = frozenset(cue.name for cue in CUES)
"""The names of these cues, for which nothing else is asked."""
