"""The graph of a conversation: where each turn can lead, whatever the state.

Turns and endings are vertices, routes are edges. Conditions are ignored here, so what is
unreachable in this graph can never be reached. Nothing recurses: a damaged file may be long.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.domain.items import ConversationBody, Node, Route

Graph = Mapping[str, tuple[str, ...]]


def routes_of(node: Node) -> tuple[Route, ...]:
    """Return all routes that lead out of a turn, those of its ready replies first."""
    return (*(route for reply in node.replies for route in reply.routes), *node.routes)


def graph(body: ConversationBody) -> Graph:
    """Return for each turn the ids it can lead to, in the order of the file."""
    return {
        node.id: tuple(dict.fromkeys(route.goto for route in routes_of(node)))
        for node in body.nodes
    }


def reachable(edges: Graph, start: str) -> frozenset[str]:
    """Return every id that can be reached from `start`, itself included."""
    seen = {start}
    waiting = [start]
    while waiting:
        for target in edges.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def leads_to_end(edges: Graph, endings: frozenset[str]) -> frozenset[str]:
    """Return the turns from which at least one ending can be reached."""
    before: dict[str, list[str]] = {}
    for source, targets in edges.items():
        for target in targets:
            before.setdefault(target, []).append(source)
    seen: set[str] = set()
    waiting = list(endings)
    while waiting:
        for source in before.get(waiting.pop(), ()):
            if source not in seen:
                seen.add(source)
                waiting.append(source)
    return frozenset(seen)


def turn_order(edges: Graph) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the turns in an order in which routes only lead forward, and those in a circle."""
    incoming = dict.fromkeys(edges, 0)
    for targets in edges.values():
        for target in targets:
            if target in incoming:
                incoming[target] += 1
    ready = [name for name, count in incoming.items() if count == 0]
    order: list[str] = []
    while ready:
        name = ready.pop()
        order.append(name)
        for target in edges[name]:
            if target in incoming:
                incoming[target] -= 1
                if incoming[target] == 0:
                    ready.append(target)
    left = _within_circles({name: edges[name] for name in edges if name not in set(order)})
    return tuple(order), left


def _within_circles(edges: Graph) -> tuple[str, ...]:
    """Return the turns that can come back to themselves."""
    return tuple(
        name
        for name, targets in edges.items()
        if any(name in reachable(edges, target) for target in targets if target in edges)
    )


def longest_path(body: ConversationBody) -> int:
    """Return the number of agent turns on the longest path from the start; 0 with circles."""
    edges = graph(body)
    order, circles = turn_order(edges)
    if circles or body.start not in edges:
        return 0
    length = {body.start: 1}
    for name in order:
        if name in length:
            for target in edges[name]:
                if target in edges:
                    length[target] = max(length.get(target, 0), length[name] + 1)
    return max(length.values())
