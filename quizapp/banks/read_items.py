"""Fields of an item file to items, with the checks that one item can answer by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from quizapp.banks.fields import Fields
from quizapp.banks.ledger import suggestion
from quizapp.banks.read_talk import conversation, criteria
from quizapp.domain.items import (
    Body,
    Care,
    Channel,
    ChoiceBody,
    Difficulty,
    Entry,
    Fault,
    FreeTextBody,
    Item,
    ItemKind,
    KeyStatus,
    Level,
    Line,
    ListeningBody,
    MatchingBody,
    Mood,
    MultipleBody,
    Option,
    OrderingBody,
    Pool,
    Reader,
    Review,
    ReviewRole,
    Sample,
    Scenario,
    Status,
)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_MINUTES = {ItemKind.FREE_TEXT: 6.0, ItemKind.CONVERSATION: 12.0}
_SAMPLE_KINDS = ("strong", "borderline", "weak")
_NAMED = (ItemKind.FREE_TEXT, ItemKind.CONVERSATION)


def own_id(fields: Fields, sort: str = "") -> str:
    """Read the field `id`; with `sort` it is defined for the whole bank."""
    before = len(fields.ledger.faults)
    name = fields.text("id")
    if name and not _ID.fullmatch(name):
        fields.fault("id", f"'{name}' is no id; use letters, figures and - . _ (64 at most)")
    if sort:
        fields.ledger.define(sort, name, fields.at("id"))
    if sort and len(fields.ledger.faults) > before:
        fields.ledger.partial.add(sort)
    return name


def read_scenario(fields: Fields) -> Scenario:
    """Read a case that several items share."""
    scenario = Scenario(
        id=own_id(fields, "scenario"),
        text=fields.text("text"),
        title=fields.text("title", ""),
    )
    fields.close("a scenario")
    return scenario


def read_review(fields: Fields) -> tuple[str, Review]:
    """Read one review record; return the id of its item beside it."""
    item = fields.id("item", "item")
    date = fields.text("date")
    if date and not _DATE.fullmatch(date):
        fields.fault("date", f"a date such as 2026-11-22 is expected, not '{date}'")
    agrees = fields.flag("agrees", default=False)
    review = Review(
        role=fields.word("role", ReviewRole),
        date=date,
        reader=fields.word("reader", Reader),
        round=fields.whole("round", 1, 1, 99),
        answered=fields.text("answered", ""),
        agrees=agrees if fields.has("agrees") else None,
        note=fields.text("note", ""),
        changed=fields.text("changed", ""),
    )
    if review.role is ReviewRole.BLIND and not (review.answered and fields.has("agrees")):
        fields.fault("answered", "a blind review says what was answered and whether it agrees")
    fields.close("a review")
    return item, review


def read_item(fields: Fields) -> Item | None:
    """Read one item; None where its kind is unknown, so that nothing else can be judged."""
    known = fields.has("kind")
    name = own_id(fields, "item")
    before = len(fields.ledger.faults)
    kind = fields.word("kind", ItemKind)
    if not known:
        fields.misspelt("kind", "an item")
    if len(fields.ledger.faults) > before:
        return None
    pool = fields.word("pool", Pool)
    if pool is Pool.ANY:
        fields.fault("pool", "an item is in the pool learn or secure; 'any' is for plans")
    angoff = fields.maybe_number("angoff", 0, 1)
    item = Item(
        id=name,
        kind=kind,
        domain=fields.id("domain", "domain"),
        objective=fields.id("objective", "objective"),
        concepts=fields.names("concepts", "concept", required=True),
        level=fields.word("level", Level),
        difficulty=fields.word("difficulty", Difficulty),
        pool=pool,
        status=fields.word("status", Status),
        key_status=fields.word("key_status", KeyStatus),
        channel=fields.maybe_word("channel", Channel),
        stem=fields.text("stem"),
        body=_body(kind, fields),
        title=fields.text("title", None if kind in _NAMED else ""),
        scenario=fields.maybe_id("scenario", "scenario"),
        objectives_also=fields.names("objectives_also", "objective", most=3),
        frameworks=fields.names("frameworks", "framework"),
        trade=fields.text("trade", ""),
        fault=fields.maybe_word("fault", Fault),
        mood=fields.maybe_word("mood", Mood),
        care=fields.word("care", Care, Care.NONE),
        minutes=fields.number("minutes", _MINUTES.get(kind, 1.0), 0.1, 120),
        enemies=fields.names("enemies", "item"),
        authors=fields.names("authors"),
        angoff=angoff,
    )
    if item.id and item.id in item.enemies:
        fields.fault("enemies", "an item cannot be its own enemy")
    fields.close(f"an item of kind {kind}")
    return item


def _body(kind: ItemKind, fields: Fields) -> Body:
    """Read what belongs to the kind alone."""
    match kind:
        case ItemKind.CHOICE:
            return ChoiceBody(options=_single(fields))
        case ItemKind.MULTIPLE:
            return MultipleBody(options=_several(fields))
        case ItemKind.ORDERING:
            return _ordering(fields)
        case ItemKind.MATCHING:
            return _matching(fields)
        case ItemKind.LISTENING:
            dialogue = tuple(_line(row) for row in fields.rows("dialogue"))
            return ListeningBody(dialogue=dialogue, options=_single(fields))
        case ItemKind.FREE_TEXT:
            return _free_text(fields)
        case ItemKind.CONVERSATION:
            return conversation(fields)


def _options(fields: Fields) -> tuple[Option, ...]:
    found = []
    rows = list(fields.rows("options"))
    for row in rows:
        correct = row.flag("correct", default=False)
        found.append(
            Option(
                id=own_id(row),
                text=row.text("text"),
                correct=correct,
                rationale=row.text("rationale", ""),
                misconception=row.maybe_id("misconception", "misconception"),
            )
        )
        if correct and row.has("misconception"):
            row.fault("misconception", "a right option stands for no misconception; take it away")
        row.close("an option")
    unlike("option", found, rows)
    return tuple(found)


def _single(fields: Fields) -> tuple[Option, ...]:
    """Read options of which exactly one is right."""
    options = _options(fields)
    keys = [option.id for option in options if option.correct]
    if options and not keys:
        fields.fault("options", "no option is marked 'correct: true'; exactly one must be")
    elif len(keys) > 1:
        fields.fault(
            "options", f"{len(keys)} options are marked correct ({', '.join(keys)}); keep one"
        )
    if len(options) == 1:
        fields.fault("options", "one option alone is no choice; write four, or three")
    return options


def _several(fields: Fields) -> tuple[Option, ...]:
    """Read options of which at least two are right and at least one is wrong."""
    options = _options(fields)
    keys = sum(option.correct for option in options)
    if options and keys < 2:  # noqa: PLR2004 (several means two)
        fields.fault(
            "options", f"{keys} options are marked correct; kind multiple needs two or more"
        )
    if options and keys == len(options):
        fields.fault("options", "all options are marked correct; at least one must be wrong")
    return options


def _entries(fields: Fields, name: str) -> tuple[Entry, ...]:
    rows = list(fields.rows(name))
    found = []
    for row in rows:
        found.append(Entry(id=own_id(row), text=row.text("text")))
        row.close(f"an entry of {name}")
    unlike(name.removesuffix("s"), found, rows)
    return tuple(found)


def unlike(what: str, found: Sequence[Option | Entry], rows: Sequence[Fields]) -> None:
    """Note entries of one list that share an id or a text."""
    ids: set[str] = set()
    texts: set[str] = set()
    for entry, row in zip(found, rows, strict=True):
        folded = " ".join(entry.text.casefold().split())
        if entry.id and entry.id in ids:
            row.fault("id", f"a second {what} with the id '{entry.id}'; give each its own")
        if folded and folded in texts:
            row.fault("text", f"a second {what} with the same text; they must differ")
        ids.add(entry.id)
        texts.add(folded)


def _ordering(fields: Fields) -> OrderingBody:
    options = _entries(fields, "options")
    ids = sorted(entry.id for entry in options)
    key = fields.orders("key")
    for place, order in key:
        if sorted(order) != ids and options:
            fields.ledger.fault(
                place,
                f"the order {', '.join(order)} does not name each option exactly once "
                f"(options: {', '.join(entry.id for entry in options)})",
            )
    orders = tuple(order for _, order in key)
    if len(set(orders)) < len(orders):
        fields.fault("key", "the same order is listed twice")
    return OrderingBody(options=options, key=orders, rationale=fields.text("rationale", ""))


def _matching(fields: Fields) -> MatchingBody:
    prompts = _entries(fields, "prompts")
    options = _entries(fields, "options")
    key = fields.text_table("key")
    wanted = {entry.id for entry in prompts}
    offered = {entry.id for entry in options}
    for prompt, (place, _) in fields.table("key").items():
        if prompt not in wanted:
            fields.ledger.fault(place, f"there is no prompt '{prompt}'{suggestion(prompt, wanted)}")
        option = key.get(prompt, "")
        if option and option not in offered:
            fields.ledger.fault(place, f"there is no option '{option}' in this item")
    if missing := sorted(wanted - key.keys()):
        fields.fault("key", f"no option is given for {', '.join(missing)}")
    return MatchingBody(
        prompts=prompts, options=options, key=key, rationale=fields.text("rationale", "")
    )


def _line(fields: Fields) -> Line:
    line = Line(
        speaker=fields.text("speaker"),
        text=fields.text("text"),
        pause=fields.number("pause", 0.0, 0, 30),
        overlap=fields.flag("overlap", default=False),
        rate=fields.number("rate", 1.0, 0.5, 2.0),
    )
    fields.close("a line of the dialogue")
    return line


def _free_text(fields: Fields) -> FreeTextBody:
    before = len(fields.ledger.faults)
    weighted = criteria(fields)
    named = len(fields.ledger.faults) == before
    ids = {criterion.id for criterion in weighted}
    samples = []
    for row in fields.rows("samples"):
        expected = row.flag_table("expected")
        if named and (wrong := _unlike_criteria(ids, expected.keys())):
            row.fault("expected", wrong)
        kind = row.text("kind")
        if kind and kind not in _SAMPLE_KINDS:
            row.fault("kind", f"one of {', '.join(_SAMPLE_KINDS)} is expected, not '{kind}'")
        samples.append(Sample(kind=kind, reply=row.text("reply"), expected=expected))
        row.close("a sample")
    kinds = [sample.kind for sample in samples]
    if samples and sorted(kinds) != sorted(_SAMPLE_KINDS):
        fields.fault("samples", "one strong, one borderline and one weak sample are expected")
    return FreeTextBody(
        customer_name=fields.text("customer_name"),
        customer_message=fields.text("customer_message"),
        task=fields.text("task"),
        criteria=weighted,
        samples=tuple(samples),
    )


def _unlike_criteria(asked: AbstractSet[str], told: AbstractSet[str]) -> str:
    """Say what a sample leaves out and what it tells besides; nothing where it fits the item."""
    said = []
    if missing := sorted(asked - told):
        said.append(f"says nothing about {', '.join(missing)}")
    if extra := sorted(told - asked):
        said.append(f"{', '.join(extra)} is no criterion of this item")
    return "; ".join(said)
