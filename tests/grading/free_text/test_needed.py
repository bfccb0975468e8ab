"""A pattern is left untried only where it could not have been found."""

from __future__ import annotations

import json
import re
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.grading.free_text.cues import all_cues
from quizapp.grading.free_text.needed import MOST, needed
from quizapp.grading.free_text.patterns import MACROS, Pattern
from quizapp.grading.free_text.text import read
from quizapp.grading.free_text.vocabulary import repair
from quizapp.grading.free_text.weights import assets_folder


@pytest.mark.parametrize(
    ("source", "strings"),
    [
        ("sorry", {"sorry"}),
        ("sorry|regret", {"sorry", "regret"}),
        ("so(?:rry)?", {"so"}),
        ("regrets?", {"regret"}),
        ("(?:very |so )*sorry", {"sorry"}),
        ("(?:regret|mourn)ful", {"regret", "mourn"}),
        (r"\d{1,2} o'clock", {" o'clock"}),
        (r"worse(?! off)", {"worse"}),
        (r"(?<=not )sorry", {"sorry"}),
        (r"apologi[sz]e", {"apologi"}),
        (r"e\.g\. this", {"e.g. this"}),
        ("{word} deeply", {" deeply"}),
        ("{kin}", {"mother", "father"}),
        ("(?:sorry){2}", {"sorry"}),
        ("uncaring +people", {"uncaring "}),
    ],
)
def test_one_of_these_strings_is_in_every_match(source: str, strings: set[str]) -> None:
    macros = {"word": None, "kin": frozenset({"mother", "father"})}
    assert needed(source, macros) == frozenset(strings)


@pytest.mark.parametrize(
    "source",
    [
        "{kin}?",  # the quantifier speaks of the macro's last character only
        "(?:sorry)?",
        "(?:sorry|.*)",
        r"(?i:sorry)",
        r"(sorry)\1",
        "(?:sorry",
        "a|b",
        "|".join(f"word{number}" for number in range(MOST + 1)),
    ],
)
def test_where_it_cannot_be_told_the_pattern_is_tried(source: str) -> None:
    assert needed(source, {"kin": frozenset({"mother", "father"})}) is None


def _compiled(pattern: Pattern) -> re.Pattern[str]:
    return pattern._ready()  # what is found when nothing is left untried


def test_no_cue_is_lost_in_the_project_s_own_sentences() -> None:
    folder = assets_folder() / "training" / "sentences"
    rows = [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in islice(file.read_text("utf-8").splitlines(), 0, None, 9)
    ]
    texts = {clause.norm for row in rows for clause in read(row["text"], repair).clauses}
    cues = {cue.source: cue.pattern for cue in all_cues()}
    found = lost = 0
    for pattern in cues.values():
        search = _compiled(pattern).search
        for text in texts:
            if search(text):
                found += 1
                lost += not pattern.possible(text)
    assert found > 1000  # or the sentences would show nothing
    assert lost == 0


@pytest.mark.parametrize("start", range(5))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_cue_is_lost_in_texts_made_to_match(start: int, data: st.DataObject) -> None:
    cue = data.draw(st.sampled_from(all_cues()[start::5]))
    text = data.draw(st.from_regex(_compiled(cue.pattern)))
    assert cue.pattern.possible(text), cue.source


def test_macros_of_many_words_need_nothing_rather_than_too_much() -> None:
    assert needed("{adv}", {"adv": None}) is None
    pattern = Pattern("{adv}grateful")
    assert pattern.search("so very grateful") is not None
    assert pattern.search("so very hateful") is None
    assert "adv" in MACROS
