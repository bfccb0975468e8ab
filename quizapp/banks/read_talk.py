"""Fields of a conversation to its turns and endings, and the faults that stop it from being run."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.banks.fields import Fields
from quizapp.banks.ledger import Place, suggestion
from quizapp.banks.talk import graph, leads_to_end, reachable, turn_order
from quizapp.domain.items import (
    ConversationBody,
    Ending,
    EndingKind,
    Node,
    Reply,
    Route,
    Variant,
    WeightedCriterion,
    When,
)
from quizapp.domain.marking import LIBRARY, WEIGHTS

_MODES = ("chat", "call")


def criteria(fields: Fields) -> tuple[WeightedCriterion, ...]:
    """Read the criteria of a written reply; a weight left out is the library's."""
    found: dict[str, WeightedCriterion] = {}
    for row in fields.rows("criteria"):
        name = row.text("id")
        if name and name not in LIBRARY:
            row.fault("id", f"there is no criterion '{name}'{suggestion(name, LIBRARY)}")
        if name in found:
            row.fault("id", f"the criterion '{name}' stands twice; keep one")
        weight = row.number("weight", float(WEIGHTS.get(name, 2)), 0.1, 10)
        found[name] = WeightedCriterion(id=name, weight=weight)
        row.close("a criterion")
    return tuple(found.values())


def conversation(fields: Fields) -> ConversationBody:
    """Read a conversation; its graph is checked only where all turns could be read."""
    mode = fields.text("mode")
    if mode and mode not in _MODES:
        fields.fault("mode", f"one of {', '.join(_MODES)} is expected, not '{mode}'")
    places: dict[str, Place] = {}
    before = len(fields.ledger.faults)
    body = ConversationBody(
        customer_name=fields.text("customer_name"),
        mode=mode,
        start=fields.text("start"),
        nodes=tuple(_node(row, places) for row in fields.rows("nodes")),
        endings=tuple(_ending(row, places) for row in fields.rows("endings")),
        trust=fields.whole("trust", 0, -3, 3),
        tension=fields.whole("tension", 0, -3, 3),
    )
    _check_targets(fields, body, places)
    if len(fields.ledger.faults) == before:
        _check_graph(fields, body, places)
    return body


def _define(fields: Fields, places: dict[str, Place]) -> str:
    name = fields.text("id")
    if name in places:
        first = places[name].line
        fields.fault("id", f"the id '{name}' is already used in line {first} of this talk")
    elif name:
        places[name] = fields.at("id")
    return name


def _ending(fields: Fields, places: dict[str, Place]) -> Ending:
    ending = Ending(
        id=_define(fields, places),
        kind=fields.word("kind", EndingKind),
        says=fields.text("says"),
        debrief=fields.text("debrief"),
    )
    fields.close("an ending")
    return ending


def _node(fields: Fields, places: dict[str, Place]) -> Node:
    name = _define(fields, places)
    ready, written = fields.has("replies"), fields.has("criteria")
    if ready == written:
        fields.fault("id", "a turn needs either 'replies' or 'criteria', not both and not neither")
    weighted = criteria(fields) if written else ()
    replies = tuple(_reply(row) for row in fields.rows("replies", required=False))
    for index, reply in enumerate(replies):
        if any(reply.id == other.id for other in replies[:index]):
            fields.fault("replies", f"two replies of this turn have the id '{reply.id}'")
    routes = _routes(fields, weighted, required=written)
    if ready and not written and routes:
        fields.fault("routes", "on a turn with ready replies each reply has its own routes")
    node = Node(
        id=name,
        says=fields.text("says"),
        tone=fields.text("tone", ""),
        variants=tuple(_variant(row) for row in fields.rows("variants", required=False)),
        replies=replies,
        criteria=weighted,
        routes=routes,
        model_reply=fields.text("model_reply", ""),
    )
    fields.close("a turn")
    return node


def _reply(fields: Fields) -> Reply:
    reply = Reply(
        id=fields.text("id"),
        text=fields.text("text"),
        grade=fields.whole("grade", None, 0, 3),
        trust=fields.whole("trust", 0, -2, 2),
        tension=fields.whole("tension", 0, -2, 2),
        rationale=fields.text("rationale", ""),
        routes=_routes(fields, (), required=True),
        misconception=fields.maybe_id("misconception", "misconception"),
    )
    fields.close("a reply")
    return reply


def _routes(
    fields: Fields, weighted: tuple[WeightedCriterion, ...], *, required: bool
) -> tuple[Route, ...]:
    rows = list(fields.rows("routes", required=required))
    routes = []
    for row in rows:
        routes.append(Route(goto=row.text("goto"), when=_when(row, weighted)))
        row.close("a route")
    if routes and routes[-1].when != When():
        rows[-1].fault("when", "the last route must have no condition, or the talk may get stuck")
    for row, route in zip(rows[:-1], routes[:-1], strict=True):
        if route.when == When():
            row.fault("goto", "a route without condition hides the routes below it; put it last")
    return tuple(routes)


def _variant(fields: Fields) -> Variant:
    variant = Variant(
        says=fields.text("says"), tone=fields.text("tone", ""), when=_when(fields, ())
    )
    if variant.when == When():
        fields.fault("when", "a variant needs a condition, or it would always replace the line")
    fields.close("a variant")
    return variant


def _when(fields: Fields, weighted: tuple[WeightedCriterion, ...]) -> When:
    inner = fields.inner("when")
    if inner is None:
        return When()
    when = When(
        trust_min=inner.maybe_whole("trust_min", -3, 3),
        trust_max=inner.maybe_whole("trust_max", -3, 3),
        tension_min=inner.maybe_whole("tension_min", -3, 3),
        tension_max=inner.maybe_whole("tension_max", -3, 3),
        met=inner.names("met"),
        unmet=inner.names("unmet"),
        score_min=inner.maybe_number("score_min", 0, 1),
        score_max=inner.maybe_number("score_max", 0, 1),
    )
    known = [criterion.id for criterion in weighted]
    for field in ("met", "unmet"):
        for name in getattr(when, field):
            if name not in known:
                inner.fault(
                    field,
                    f"'{name}' is no criterion of this turn{suggestion(name, known)}"
                    if known
                    else "only a written turn can be judged by criteria",
                )
    if not known and (when.score_min is not None or when.score_max is not None):
        inner.fault("score_min", "only a written turn has a score")
    inner.close("a condition")
    return when


def _check_targets(fields: Fields, body: ConversationBody, places: Mapping[str, Place]) -> None:
    """Note starts and routes that name no turn and no ending."""
    nodes = {node.id for node in body.nodes}
    if body.start and body.start not in nodes:
        fields.fault("start", f"there is no turn '{body.start}'{suggestion(body.start, nodes)}")
    for source, targets in graph(body).items():
        for target in targets:
            if target and target not in places and source in places:
                fields.ledger.fault(
                    places[source],
                    f"the turn '{source}' leads to '{target}', which is neither a turn nor an "
                    f"ending{suggestion(target, places)}",
                )


def _check_graph(fields: Fields, body: ConversationBody, places: Mapping[str, Place]) -> None:
    """Note turns that nothing reaches, paths that never end and circles."""
    edges = graph(body)
    found = reachable(edges, body.start)
    for name, place in places.items():
        if name not in found:
            sort = "turn" if name in edges else "ending"
            fields.ledger.fault(place, f"no route leads to the {sort} '{name}'")
    _, circles = turn_order(edges)
    if circles:
        fields.ledger.fault(
            places[circles[0]],
            f"the turns {', '.join(circles)} lead back to themselves; every talk must move on",
        )
    ending = leads_to_end(edges, frozenset(ending.id for ending in body.endings))
    for name in edges:
        if name not in ending and name in found:
            fields.ledger.fault(places[name], f"from the turn '{name}' no ending can be reached")
