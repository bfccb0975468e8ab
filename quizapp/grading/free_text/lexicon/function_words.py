# ruff: noqa: E501, SIM905  # word lists are kept as running text
"""Words that carry grammar rather than content."""

from __future__ import annotations

FUNCTION_WORDS: frozenset[str] = frozenset(
    """
    a about above across after again against all almost alone along already also although always am among an and
    another any anybody anyone anything anyway are around as at away back be became because become been before behind
    being below beside between beyond both but by can cannot could did do does doing done down during each either
    else enough even ever every everybody everyone everything except few for from further get gets getting go goes
    going gone got had has have having he her here hers herself him himself his how however i if in indeed instead into
    is it its itself just keep kept last later least less let like likely little lot lots made make makes many may
    maybe me might mine more most much must my myself near need needs neither never next no nobody none nor not nothing
    now of off often oh okay on once one only onto or other others otherwise ought our ours ourselves out over own
    per perhaps please put quite rather really right said same say says see seem seems several shall she should since so some
    somebody someone something sometimes soon still such sure take than that the their theirs them themselves then there
    these they thing things think this those though through thus to together too toward under until up upon us used very
    was way we well went were what whatever when where whether which while who whole whom whose why will with within
    without would yes yet you your yours yourself yourselves 's am hi hello dear hey thank thanks sorry know want
    come came coming tell told looking look give gave given day days today time times good bad new old first
    people person man woman long big small hope happy feel feeling understand help problem issue best kind regards
    apologise apologies apology customer service company team call called ring contact x anything absolutely sir madam
    mr mrs ms miss sincerely yours order number account
    """.split()
)
