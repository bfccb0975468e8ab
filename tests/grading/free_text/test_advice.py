from __future__ import annotations

import pytest

from quizapp.domain.marking import Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.advice import advise, reword
from quizapp.grading.free_text.case_facts import read_case
from quizapp.grading.free_text.text import read

BETTER = [
    ("no_minimising", "At least it works.", "It works."),
    ("time_commitment", "It comes shortly.", "It comes by [day and time you can keep]."),
    ("apologise", "Unfortunately, your kettle leaks.", "I'm sorry that your kettle leaks."),
    ("take_ownership", "Somebody will call you.", "I will call you myself."),
    ("take_ownership", "It will be sorted.", "I will see to it myself that it is sorted."),
    ("open_question", "Is that okay with you?", "How would that suit you?"),
    (
        "paraphrase",
        "Sorry for the inconvenience caused.",
        "Sorry that [what went wrong for this customer, in your own words].",
    ),
    ("personalise", "Hello there, thanks.", "Hello Maria, thanks."),
    (
        "validate_feeling",
        "I understand that you're upset.",
        "Anyone would be upset after [what happened].",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "said", "better"), BETTER)
def test_a_better_wording_changes_only_what_is_missing(
    kettle: Case, criterion: str, said: str, better: str
) -> None:
    assert reword(criterion, read(said), read_case(kettle)) == better


def test_nobody_is_called_by_a_name_that_may_be_another_ones() -> None:
    crowd = Case(
        situation="Anna Berg, Tom Hale and Nisha Rao share a flat; Anna Berg, Tom Hale wrote.",
        customer_message="The boiler is off. Anna Berg, Tom Hale and Nisha Rao",
        channel="email",
    )
    assert reword("personalise", read("Hello there, thanks."), read_case(crowd)) is None


def test_advice_does_not_speak_of_what_nobody_wrote(marker: Marker, kettle: Case) -> None:
    marks = marker.mark(kettle, "Thanks. It works.").criteria
    assert "soon" not in marks["time_commitment"].advice
    assert "“if”" not in marks["apologise"].advice


def test_a_wording_that_would_still_belittle_is_not_offered(kettle: Case) -> None:
    said = read("At least the leak is only a small one.")
    assert reword("no_minimising", said, read_case(kettle)) is None


@pytest.mark.parametrize(
    ("message", "called"),
    [
        ("My parcel is lost. Rukhsana", "(Rukhsana)"),
        ("Hi, it's Rukhsana, my parcel is lost.", "(Rukhsana)"),
        ("My parcel is lost. Rukhsana Devonshire", "(Rukhsana)"),
        ("It's Mrs Devlin. My parcel is lost.", "(Mrs Devlin)"),
        ("Your Mr Doyle lost my parcel. Rukhsana", "(Rukhsana)"),
        ("My parcel is lost. R. Devlin", ""),
        ("Hi, the driver promised a call. Nobody rang.", ""),
    ],
)
def test_a_name_is_advised_only_where_the_message_says_whose_it_is(
    message: str, called: str
) -> None:
    case = Case(situation="A shop.", customer_message=message, channel="chat")
    advice = advise("personalise", read_case(case), ())
    assert called in advice
    assert ("(" in advice) is bool(called)
