from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from quizapp.domain.marking import ABSENCE, LIBRARY, PRESENCE, Case
from quizapp.grading.free_text import Marker

GOOD = (
    "Maria, a kettle that leaks days before your daughter's birthday, no wonder you are fed up."
    " That was our mistake and I'm sorry. I've ordered a new one that reaches you by Thursday, and"
    " I'll ring you on Friday to check that it boils."
)


def test_a_full_reply_meets_what_it_does_and_nothing_it_does_not(
    marker: Marker, kettle: Case
) -> None:
    marking = marker.mark(kettle, GOOD)
    met = {name for name, mark in marking.criteria.items() if mark.met}
    assert marking.valid_attempt
    assert marking.band >= 3
    earned = (
        "acknowledge_feeling validate_feeling paraphrase apologise take_ownership "
        "concrete_next_step time_commitment follow_up personalise"
    )
    assert {*earned.split(), *ABSENCE} <= met
    assert not met & {"open_question", "thank"}


def test_all_criteria_of_the_library_are_marked_when_none_are_named(
    marker: Marker, kettle: Case
) -> None:
    assert tuple(marker.mark(kettle, GOOD).criteria) == LIBRARY


def test_the_score_counts_only_the_criteria_asked_for(marker: Marker, kettle: Case) -> None:
    marking = marker.mark(
        kettle, GOOD, criteria=["apologise", "thank"], weights={"apologise": 1, "thank": 3}
    )
    assert list(marking.criteria) == ["apologise", "thank"]
    assert marking.score == 0.25


def test_the_band_judges_the_whole_reply_whatever_is_asked_for(
    marker: Marker, kettle: Case
) -> None:
    assert marker.mark(kettle, GOOD, criteria=["thank"]).band == marker.mark(kettle, GOOD).band


def test_a_criterion_outside_the_library_is_refused_by_name(marker: Marker, kettle: Case) -> None:
    with pytest.raises(ValueError, match="kindness"):
        marker.mark(kettle, GOOD, criteria=["kindness"])


@pytest.mark.parametrize(
    "text",
    [GOOD, GOOD.replace("'", "’"), "ok im so sorry 😢 will call u tmrw @ 5", "naïve café — sorry…"],
)
def test_evidence_points_at_the_words_of_the_reply(marker: Marker, kettle: Case, text: str) -> None:
    for mark in marker.mark(kettle, text).criteria.values():
        for evidence in mark.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
            assert evidence.text


def test_an_invalid_attempt_scores_nothing_and_meets_no_presence_criterion(
    marker: Marker, kettle: Case
) -> None:
    marking = marker.mark(
        kettle, "Sorry understand frustrated ownership solution follow-up tomorrow thank you"
    )
    assert not marking.valid_attempt
    assert marking.invalid_reason
    assert (marking.band, marking.score) == (0, 0.0)
    assert not any(marking.criteria[name].met for name in PRESENCE)


def test_personal_data_matter_only_in_public(marker: Marker, kettle: Case) -> None:
    reply = (
        "Hi Maria, so sorry! Please reply here with your order number and your home address and we"
        " will send a new one."
    )
    assert marker.mark(kettle, reply).criteria["no_public_data"].met
    assert not marker.mark(replace(kettle, channel="social"), reply).criteria["no_public_data"].met


def test_every_criterion_that_is_not_met_says_what_would_have_met_it(
    marker: Marker, kettle: Case
) -> None:
    for mark in marker.mark(kettle, "We will look into it as soon as possible.").criteria.values():
        assert bool(mark.advice) is not mark.met


def test_a_better_wording_starts_from_the_learners_own_sentence(
    marker: Marker, kettle: Case
) -> None:
    mark = marker.mark(
        kettle, "Hello Maria. I'm sorry you feel that way about the kettle."
    ).criteria["apologise"]
    assert not mark.met
    assert mark.rewording is not None
    assert "sorry for what happened" in mark.rewording


def test_the_version_names_marker_release_and_fingerprint(marker: Marker) -> None:
    name, release, fingerprint = marker.version.split()
    assert name == "quizapp-marker"
    assert release
    assert len(fingerprint) == 12


def test_importing_the_door_loads_neither_numpy_nor_the_vector_runtime() -> None:
    code = (
        "import sys; import quizapp.grading.free_text; print([m for m in ('numpy', 'onnxruntime',"
        " 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
