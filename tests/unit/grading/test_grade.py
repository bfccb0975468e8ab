"""The one door to marking, kind by kind, with a marker that does as it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from made_items import item

from quizapp.domain.answers import (
    Answer,
    Chosen,
    ChosenSeveral,
    Ordered,
    Paired,
    Talk,
    Turn,
    Written,
)
from quizapp.domain.items import (
    Channel,
    ChoiceBody,
    ConversationBody,
    Ending,
    EndingKind,
    FreeTextBody,
    Item,
    ItemKind,
    MatchingBody,
    MultipleBody,
    Node,
    Option,
    OrderingBody,
    Reply,
    Route,
    WeightedCriterion,
)
from quizapp.domain.marking import BLOCKERS, Case, CriterionMark, Marking
from quizapp.domain.result import Grade
from quizapp.errors import DataError
from quizapp.grading.grade import bounds, case_of, grade

CRITERIA = (
    WeightedCriterion(id="validate_feeling", weight=3),
    WeightedCriterion(id="apologise", weight=1),
)
MET, UNMET = (CriterionMark(met=met, confidence=0.9, review=False) for met in (True, False))
UNSURE_MET, UNSURE = (CriterionMark(met=met, confidence=0.5, review=True) for met in (True, False))


class Told:
    """A marker that gives the marks it was made with and remembers what it was asked."""

    version = "told 1"

    def __init__(self, marks: Mapping[str, CriterionMark], **changes: object) -> None:
        self.marks, self.changes = marks, changes
        self.asked: list[tuple[Case, str, Sequence[str], Mapping[str, float]]] = []

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        assert criteria is not None
        assert weights is not None
        self.asked.append((case, reply, criteria, weights))
        values: dict[str, object] = {
            "valid_attempt": True,
            "invalid_reason": None,
            "band": 2,
            "score": 0.5,
            "needs_review": False,
            "marker": self.version,
            "criteria": {name: self.marks.get(name, MET) for name in criteria},
        }
        return Marking(**{**values, **self.changes})  # type: ignore[arg-type]  # a test names what it changes


def never() -> Told:
    """Stand in for the marker where nothing is written: loading it would be waste."""
    raise AssertionError("the marker was loaded for nothing")


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            id=name,
            text=f"option {name}",
            correct=name in keys,
            rationale="",
            misconception=None if name in keys else f"CH-m-{name}",
        )
        for name in "abcd"
    )


def body_of(letter: Item) -> FreeTextBody:
    assert isinstance(letter.body, FreeTextBody)
    return letter.body


LETTER = item(
    FreeTextBody(
        customer_name="Ms Roe",
        customer_message="It leaks again.",
        task="Reply.",
        criteria=CRITERIA,
        samples=(),
    ),
    ItemKind.FREE_TEXT,
    Channel.CHAT,
)
TALK = item(
    ConversationBody(
        customer_name="Mr Aydin",
        mode="chat",
        start="n1",
        nodes=(
            Node(
                id="n1",
                says="It cracked.",
                replies=(
                    Reply(
                        id="kind",
                        text="Which part?",
                        grade=3,
                        trust=1,
                        tension=-1,
                        rationale="asks",
                        routes=(Route(goto="n2"),),
                    ),
                    Reply(
                        id="cold",
                        text="Read the manual.",
                        grade=0,
                        trust=-1,
                        tension=1,
                        rationale="blames",
                        routes=(Route(goto="n2"),),
                        misconception="CH-m3",
                    ),
                ),
            ),
            Node(id="n2", says="And now?", criteria=CRITERIA, routes=(Route(goto="so-so"),)),
        ),
        endings=(Ending(id="so-so", kind=EndingKind.PARTLY, says="Bye.", debrief=""),),
    ),
    ItemKind.CONVERSATION,
)


def plain(points: float, *misconceptions: str) -> Grade:
    return Grade(
        item="CH-1",
        points=points,
        low=points,
        high=points,
        correct=points == 1.0,
        answered=True,
        item_hash="hash-1",
        misconceptions=misconceptions,
    )


CHOICE = item(ChoiceBody(options=options("b")), ItemKind.CHOICE)
SEVERAL = item(MultipleBody(options=options("a", "c")), ItemKind.MULTIPLE)
STEPS = item(
    OrderingBody(options=(), key=(("a", "b", "c"), ("b", "a", "c")), rationale=""),
    ItemKind.ORDERING,
)
PAIRS = item(
    MatchingBody(prompts=(), options=(), key={"p1": "a", "p2": "b"}, rationale=""),
    ItemKind.MATCHING,
)


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        (CHOICE, Chosen(option="b"), plain(1.0)),
        (CHOICE, Chosen(option="d"), plain(0.0, "CH-m-d")),
        (SEVERAL, ChosenSeveral(options=("a", "c")), plain(1.0)),
        (SEVERAL, ChosenSeveral(options=("a",)), plain(0.5)),
        (SEVERAL, ChosenSeveral(options=("a", "b")), plain(0.0, "CH-m-b")),
        (STEPS, Ordered(order=("b", "a", "c")), plain(1.0)),
        (STEPS, Ordered(order=("c", "b", "a")), plain(1 / 3)),
        (PAIRS, Paired(pairs={"p1": "a", "p2": "a"}), plain(0.5)),
    ],
)
def test_kinds_with_a_key_need_no_marker(asked: Item, answer: Answer, expected: Grade) -> None:
    assert grade(asked, answer, marker=never) == expected


@pytest.mark.parametrize(
    ("asked", "answer"),
    [(CHOICE, None), (LETTER, Written(text=" \n")), (SEVERAL, ChosenSeveral(options=()))],
)
def test_no_answer_earns_nothing_and_says_that_it_was_none(
    asked: Item, answer: Answer | None
) -> None:
    made = grade(asked, answer, marker=never)
    assert made == replace(plain(0.0), answered=False)


def test_an_answer_of_another_kind_is_refused_with_the_item() -> None:
    with pytest.raises(DataError) as caught:
        grade(CHOICE, Written(text="b"), marker=never)
    assert str(caught.value) == "the answer stored for CH-1 belongs to another kind of item"


def test_a_reply_is_read_with_its_case_its_criteria_and_the_blocking_rules() -> None:
    marker = Told({})
    grade(LETTER, Written(text="No wonder."), marker=lambda: marker)
    case, reply, criteria, weights = marker.asked[0]
    assert case == Case(
        situation="A kettle leaked. The customer is Ms Roe.",
        customer_message="It leaks again.",
        channel="chat",
    )
    assert reply == "No wonder."
    assert tuple(criteria) == ("validate_feeling", "apologise", *BLOCKERS)
    assert weights == {"validate_feeling": 3, "apologise": 1} | dict.fromkeys(BLOCKERS, 0.0)


def test_without_a_channel_a_reply_is_taken_for_an_e_mail() -> None:
    marker = Told({})
    grade(replace(LETTER, channel=None), Written(text="No wonder."), marker=lambda: marker)
    assert marker.asked[0][0].channel == "email"


def test_the_name_beside_the_message_belongs_to_the_case() -> None:
    assert case_of(LETTER, body_of(LETTER)).situation == "A kettle leaked. The customer is Ms Roe."
    signed = replace(body_of(LETTER), customer_message="It leaks again. Ada Roe")
    assert case_of(LETTER, signed).situation == "A kettle leaked."


def test_the_mark_of_a_reply_keeps_the_marking_and_what_it_was_marked_with() -> None:
    marker = Told({"apologise": UNSURE, BLOCKERS[0]: UNMET}, needs_review=True)
    made = grade(LETTER, Written(text="No wonder."), marker=lambda: marker)
    assert made.marking is not None
    assert made == Grade(
        item="CH-1",
        points=0.75,
        low=0.75,
        high=1.0,
        correct=False,
        answered=True,
        item_hash="hash-1",
        marker="told 1",
        needs_review=True,
        blockers=(BLOCKERS[0],),
        marking=made.marking,
    )


def test_a_reply_that_meets_everything_is_right_and_needs_nobody() -> None:
    made = grade(LETTER, Written(text="Sorry."), marker=lambda: Told({}))
    assert (made.points, made.correct, made.needs_review, made.blockers) == (1.0, True, False, ())


WEIGHTS = {"validate_feeling": 3.0, "apologise": 1.0}


def marking(validate: CriterionMark, apologise: CriterionMark, **changes: object) -> Marking:
    told = Told({"validate_feeling": validate, "apologise": apologise}, **changes)
    case = Case(situation="", customer_message="", channel="chat")
    return told.mark(case, "", criteria=tuple(WEIGHTS), weights=WEIGHTS)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (marking(MET, UNMET), (0.75, 0.75, 0.75)),
        (marking(UNSURE_MET, UNMET), (0.75, 0.0, 0.75)),
        (marking(UNMET, UNSURE), (0.0, 0.0, 0.25)),
        (marking(UNSURE_MET, UNSURE), (0.75, 0.0, 1.0)),
        (marking(MET, MET, valid_review=True), (1.0, 0.0, 1.0)),
        (marking(MET, UNSURE, valid_attempt=False, valid_review=True), (0.0, 0.0, 1.0)),
        (marking(MET, UNSURE, valid_attempt=False), (0.0, 0.0, 0.0)),
    ],
)
def test_the_bounds_are_what_undecided_criteria_and_a_doubtful_attempt_leave_open(
    made: Marking, expected: tuple[float, float, float]
) -> None:
    assert bounds(made, WEIGHTS) == expected


def talk(*turns: Turn) -> Talk:
    return Talk(turns=turns, ended=True)


def test_a_talk_is_marked_turn_by_turn_with_its_ending_and_its_bounds() -> None:
    turns = talk(Turn(node="n1", reply="kind"), Turn(node="n2", text="No wonder."))
    marker = Told({"apologise": UNSURE, "validate_feeling": UNSURE_MET}, needs_review=True)
    made = grade(TALK, turns, marker=lambda: marker)
    assert [turn.points for turn in made.turns] == [1.0, 0.75]
    assert made == Grade(
        item="CH-1",
        points=0.875,
        low=0.5,
        high=1.0,
        correct=False,
        answered=True,
        item_hash="hash-1",
        marker="told 1",
        needs_review=True,
        turns=made.turns,
        ending="so-so",
    )
    assert marker.asked[0][0].channel == "chat"
    assert marker.asked[0][0].situation == "A kettle leaked. It cracked."


def test_a_talk_by_ready_replies_needs_no_marker_and_names_the_misconceptions_chosen() -> None:
    made = grade(TALK, talk(Turn(node="n1", reply="cold")), marker=never)
    assert made == replace(plain(0.0, "CH-m3"), turns=made.turns, ending=None)
    assert [turn.note for turn in made.turns] == ["blames"]


def test_a_talk_all_of_whose_points_are_open_can_still_earn_them() -> None:
    turns = talk(Turn(node="n1", reply="cold"), Turn(node="n2", text="No wonder."))
    marker = Told({"apologise": UNSURE, "validate_feeling": UNSURE, "calm_tone": UNMET})
    made = grade(TALK, turns, marker=lambda: marker)
    assert (made.points, made.low, made.high) == (0.0, 0.0, 0.5)
    assert made.blockers == ("calm_tone",)
