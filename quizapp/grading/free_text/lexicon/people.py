# ruff: noqa: E501, SIM905  # word lists are kept as running text
"""Words for people: relatives, anyone at all, and the parts of a life that a message may reveal."""

from __future__ import annotations

KIN: frozenset[str] = frozenset(
    """
    mum mother dad father parent parents mother-in-law father-in-law son sons daughter daughters child children
    kid kids baby babies newborn toddler infant twins little-one little-ones boy boys girl girls lad lass bairn wee-one
    husband wife partner spouse fiance fiancee boyfriend girlfriend brother sister brothers sisters sibling
    siblings nan nana gran granny grandma grandad grandpa grandfather grandmother grandparents grandson
    granddaughter grandchild grandchildren aunt auntie aunty uncle cousin cousins niece nephew family folks
    bride groom widow widower godson goddaughter stepson stepdaughter in-laws missus friend friends mate
    flatmate flatmates housemate housemates roommate neighbour neighbours colleague colleagues carer
    old-man old-lady teenager youngster other-half significant-other gran's
    """.split()
)
"""Relatives and others close to a customer."""

KIN_GROUPS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "mum mother parent mam ma old-lady parents",
        "dad father parent da old-man parents",
        "son boy lad child kid little-one youngster children kids teenager bairn baby family",
        "daughter girl lass child kid little-one youngster children kids teenager bairn baby family",
        "baby newborn infant little-one child tot bairn son daughter boy girl lad wee-one bub",
        "children kids little-ones youngsters family child daughter son boys girls toddlers twins",
        "husband partner spouse hubby man other-half",
        "wife partner spouse missus other-half",
        "partner husband wife boyfriend girlfriend other-half spouse",
        "nan nana gran granny grandma grandmother grandparents",
        "grandad grandpa grandfather grandparents",
        "aunt auntie aunty",
        "uncle",
        "brother sibling",
        "sister sibling",
        "bride groom wedding sister brother couple",
        "friend friends mate mates",
        "dog pup puppy pet hound pooch girl boy old-girl old-boy",
        "cat kitten pet moggy puss",
        "family relatives folks household everyone-at-home",
        "grandson granddaughter grandchild grandchildren grandkids",
        "neighbour neighbours",
        "flatmate housemate roommate flatmates housemates",
    )
)
"""Words that name the same relative in other words."""

CIRCUMSTANCE_GROUPS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "wedding marriage bride groom married marry nuptials ceremony big-day reception marrying wed",
        "funeral burial cremation wake service bury burying buried eulogy grave goodbye farewell",
        "loss died passed-away death bereavement bereaved late grief condolences condolence mourning losing passed",
        "birthday birthdays eightieth seventieth sixtieth fiftieth 80th 70th 60th 50th 40th 30th 21st 18th party special-day big-day turning",
        "anniversary anniversaries years-married special-evening celebration",
        "christmas xmas boxing-day holidays festive",
        "eid ramadan iftar",
        "diwali holi puja",
        "easter passover hanukkah",
        "graduation graduate graduating degree ceremony",
        "christening baptism naming-ceremony communion confirmation",
        "honeymoon",
        "retirement retiring retired pension pensioner",
        "interview interviews placement job-interview job",
        "exam exams gcse gcses revision revise revising finals study studies studying test tests a-levels coursework assignment deadline dissertation thesis essay",
        "school teacher class classroom pupils year-2s lesson lessons teach teaching term half-term register headteacher children",
        "university student uni college campus lectures course",
        "hospital operation surgery op surgeon hip knee ward discharged discharge recovery recovering procedure",
        "doctor gp clinic appointment consultant specialist nurse",
        "cancer chemo chemotherapy radiotherapy oncology treatment",
        "pregnant pregnancy expecting due midwife labour maternity bump",
        "disability disabled wheelchair mobility crutches walking-stick blind deaf autistic autism blue-badge arthritis",
        "medication medicine insulin diabetic diabetes inhaler asthma tablets prescription epipen epilepsy",
        "allergy allergic allergies reaction anaphylaxis coeliac",
        "ill illness sick unwell poorly flu fever headache headaches migraine pain",
        "nights night-shift night-shifts shift shifts nightshift rota on-call",
        "work job working office boss employer employment client clients meeting meetings business shop trade customers deadline presentation",
        "wages pay paid earnings income unpaid salary earned money earn payday lost-pay day's-pay livelihood",
        "rent landlord lease flat tenancy tenant eviction evicted letting",
        "mortgage exchange moving move completion house-move solicitor keys",
        "loyal loyalty member membership customer-for years since regular",
        "holiday trip vacation travel travelling flight journey honeymoon abroad away",
        "church choir mosque temple parish congregation",
        "charity volunteer volunteers volunteering fundraiser fundraising",
        "match marathon race tournament team club training",
        "concert show gig play performance recital theatre",
        "alone own single by-yourself single-parent single-mum single-dad single-father single-mother",
        "carer caring care-for look-after looking-after",
        "elderly old frail age aged pensioner",
        "student loan grant overdraft account budget savings saved saving",
        "garden allotment",
        "farm farmer harvest cows sheep livestock",
        "restaurant cafe kitchen bakery chef staff",
        "salon studio workshop",
        "van lorry taxi driver driving",
        "visa passport embassy immigration",
        "reunion homecoming visit visiting",
        "speech words eulogy reading poem",
        "scaffold scaffolder scaffolding site",
        "nurse nursing ward patients",
        "warehouse factory",
        "army navy raf deployed deployment",
        "divorce separated separation breakup",
        "adoption fostering foster",
        "refugee asylum",
        "thesis viva",
        "audition",
        "ashes urn headstone",
        "heirloom keepsake memento memory memories album photographs sentimental",
    )
)
"""Parts of a life that a reply can speak to, each with other words for the same thing."""

ANYONE: tuple[str, ...] = (
    r"any(?:one|body)(?: 's)?(?: \w+)?(?: in (?:your|that) (?:shoes|place|position|situation))?", r"any (?:\w+ )?\w+", r"every(?:one|body)", r"most (?:people|of us|folk|folks|customers|\w+)",
    r"many (?:people|of us|would)", r"the best of us", r"a saint", r"the calmest \w+", r"who", r"whoever", r"i", r"we", r"i too", r"we all", r"all of us", r"a lot of people",
    r"the most patient \w+", r"the patience of a saint", r"nobody|no one", r"my own \w+", r"me", r"us", r"mine", r"my \w+", r"i and \w+", r"half the country", r"even the \w+ \w+", r"people",
)  # fmt: skip
"""Subjects that stand for people in general, or for the writer put in the customer's place."""

TITLES: frozenset[str] = frozenset(
    "mr mrs ms miss mx dr prof professor sir madam lord lady rev reverend father sister mister missus".split()
)
