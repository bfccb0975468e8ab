"""The rule that turns marks into a result, to the letter: people read its sentences."""

from dataclasses import replace

import pytest
from heads import head
from test_session_and_decide import (
    CHOICE,
    DOMAINS,
    NOW,
    OTHER,
    WRITTEN,
    attempt,
    grade,
    result,
    two_parts,
)

from quizapp.domain.plan import Band, CutStatus
from quizapp.domain.result import Decision, PartScore, Result
from quizapp.exam.decide import band_word, share, written_share

WITHIN = "The total is within 3 points of the mark, so a person reads the written replies."
DEPENDS = "The result depends on criteria that the marker could not decide."
BLOCKED = "A reply may break a rule that only a person may judge."


def test_a_result_carries_everything_that_is_shown_and_stored() -> None:
    grades = (grade(CHOICE, 1.0), grade(OTHER, 1 / 3), grade(WRITTEN, 0.7, low=0.6, high=0.9))
    assert result(*grades) == Result(
        attempt="a-1",
        decision=Decision.PASSED,
        points=68.0,
        low=64.0,
        high=76.0,
        cut=60.0,
        cut_status="provisional",
        band="sound",
        written_share=0.7,
        sections=(
            PartScore(id="s1", title="Choice", points=66.7, items=2, low=66.7, high=66.7),
            PartScore(id="s2", title="Written", points=70.0, items=1, low=60.0, high=90.0),
        ),
        domains=(
            PartScore(id="AL", title="Active listening", points=67.8, items=3, low=64.4, high=74.4),
        ),
        objectives=(
            PartScore(id="AL-2", title="objective 2", points=85.0, items=2, low=80.0, high=95.0),
            PartScore(id="AL-3", title="objective 3", points=33.3, items=1, low=33.3, high=33.3),
        ),
        grades={each.item: each for each in grades},
        reasons=(
            "68 of 100, 8 points above the mark of 60 (provisional).",
            "1 answer has criteria that could not be decided; they do not change the result.",
        ),
        held_by=(),
        decided_at=NOW,
    )


def test_answers_with_undecided_criteria_are_counted() -> None:
    made = result(
        grade(CHOICE, 1.0), grade(OTHER, 1.0, low=0.9), grade(WRITTEN, 0.8, low=0.7, high=0.9)
    )
    assert made.reasons[1].startswith("2 answers have criteria that could not be decided;")


def test_half_of_the_written_points_is_half_whatever_the_weights() -> None:
    exam = two_parts(min_written=0.7)
    made = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.7), exam=exam)
    assert made.decision is Decision.PASSED


def test_only_what_belongs_to_a_part_counts_in_it() -> None:
    other = replace(DOMAINS[0], id="CH", title="Complaints", objectives=())
    made = result(
        grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 1.0), domains=(*DOMAINS, other)
    )
    assert [part.id for part in made.domains] == ["AL"]


def test_the_distance_to_the_mark_is_said_to_one_decimal_on_either_side() -> None:
    below = result(grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 0.623))
    assert below.reasons == ("54.9 of 100, 5.1 points below the mark of 60 (provisional).",)
    exact = result(grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 0.75))
    assert exact.reasons == ("60 of 100, exactly at the mark of 60 (provisional).",)


def test_the_mark_itself_and_the_least_written_share_are_enough() -> None:
    at_the_mark = result(grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 0.75))
    assert at_the_mark.decision is Decision.PASSED
    half_written = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.5))
    assert half_written.decision is Decision.PASSED
    assert len(half_written.reasons) == 1


def test_a_mark_of_nought_is_a_mark() -> None:
    made = result(
        grade(CHOICE, 0.0),
        grade(OTHER, 0.0),
        grade(WRITTEN, 0.0),
        exam=two_parts(cut=0.0, min_written=0.0, cut_status=CutStatus.PANEL_SET),
    )
    assert made.decision is Decision.PASSED
    assert made.reasons == ("0 of 100, exactly at the mark of 0 (panel-set).",)


def test_a_written_part_below_its_share_is_named_with_its_own_points() -> None:
    made = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.4, low=0.3, high=0.45))
    assert made.reasons[1] == ("The written parts reached 40 % of their points; 50 % are needed.")
    assert made.decision is Decision.NOT_YET


def test_every_reason_to_wait_is_given_and_each_answer_is_named_once() -> None:
    made = result(
        grade(CHOICE, 1.0),
        grade(OTHER, 0.0),
        grade(WRITTEN, 0.8, low=0.7, high=0.9, marker="m 1", blockers=("calm_tone",)),
    )
    assert made.decision is Decision.WAITING
    assert made.reasons == (
        "62 of 100, 2 points above the mark of 60 (provisional).",
        BLOCKED,
        DEPENDS,
        WITHIN,
    )
    assert made.held_by == (WRITTEN,)


def test_the_answers_that_hold_a_result_are_gathered_over_all_rules() -> None:
    made = result(
        grade(CHOICE, 1.0, blockers=("no_public_data",)),
        grade(OTHER, 0.0, low=0.0, high=0.5),
        grade(WRITTEN, 0.75, marker="m 1"),
    )
    assert made.held_by == (CHOICE, WRITTEN)
    tight = result(
        grade(CHOICE, 1.0, blockers=("no_public_data",)),
        grade(OTHER, 0.0, low=0.0, high=0.5),
        grade(WRITTEN, 0.7, marker="m 1"),
    )
    assert tight.held_by == (CHOICE, OTHER, WRITTEN)


def test_the_written_share_alone_can_make_an_undecided_criterion_matter() -> None:
    made = result(grade(CHOICE, 1.0), grade(OTHER, 1.0), grade(WRITTEN, 0.55, low=0.45, high=0.6))
    assert made.decision is Decision.WAITING
    assert made.reasons[-1] == DEPENDS
    assert made.held_by == (WRITTEN,)


@pytest.mark.parametrize(
    ("written", "changes", "waits"),
    [
        (0.80, {}, True),
        (0.825, {}, False),
        (0.70, {}, True),
        (0.80, {"certificate": False}, False),
        (0.80, {"standard_error": 1.0}, False),
    ],
)
def test_a_person_reads_where_a_certificate_hangs_on_an_automatic_mark_near_the_cut(
    written: float, changes: dict[str, object], *, waits: bool
) -> None:
    made = result(
        grade(CHOICE, 1.0),
        grade(OTHER, 0.0),
        grade(WRITTEN, written, marker="m 1"),
        exam=two_parts(**changes),
    )
    assert (made.decision is Decision.WAITING) is waits


def test_without_an_automatic_mark_a_close_total_is_final() -> None:
    made = result(grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 0.8))
    assert made.decision is Decision.PASSED
    assert made.reasons == ("62 of 100, 2 points above the mark of 60 (provisional).",)


def test_a_reviewed_result_is_final_either_way() -> None:
    grades = (grade(CHOICE, 1.0), grade(OTHER, 0.0), grade(WRITTEN, 0.7, marker="m 1"))
    assert result(*grades, reviewed=True).decision is Decision.NOT_YET
    assert result(*grades, reviewed=True).held_by == ()


def test_the_highest_band_reached_gives_the_word_whatever_their_order() -> None:
    plan = two_parts(bands=(Band(minimum=80, word="fine"), Band(minimum=60, word="sound")))
    assert band_word(plan, 80.0) == "fine"
    assert band_word(plan, 79.9) == "sound"
    assert band_word(plan, 59.9) == ""


def test_nothing_marked_is_a_share_of_nought_and_no_written_section_has_no_share() -> None:
    assert share([]) == 0.0
    choices = {name: replace(head(1), id=name) for name in (CHOICE, OTHER, WRITTEN)}
    grades = {name: grade(name, 1.0) for name in choices}
    assert written_share(two_parts(), attempt(), grades, choices) is None


def test_a_form_that_does_not_fit_its_plan_is_an_error_not_a_shorter_result() -> None:
    plan = two_parts()
    with pytest.raises(ValueError, match=r"shorter|longer"):
        result(
            grade(CHOICE, 1.0),
            grade(OTHER, 1.0),
            grade(WRITTEN, 1.0),
            exam=replace(plan, sections=plan.sections[:1]),
        )


def test_section_weights_that_do_not_add_up_to_one_are_scaled() -> None:
    plan = two_parts()
    heavier = tuple(replace(part, weight=part.weight * 2) for part in plan.sections)
    grades = (grade(CHOICE, 1.0), grade(OTHER, 0.5), grade(WRITTEN, 0.8))
    assert result(*grades, exam=replace(plan, sections=heavier)).points == 77.0
