"""The small words beside marks: reasons under criteria, the note over the domains."""

from datetime import UTC, datetime

import pytest

from quizapp.domain.items import WeightedCriterion
from quizapp.domain.marking import CriterionMark, Evidence, Marking, Polarity
from quizapp.domain.result import Decision, PartScore, Result
from quizapp.ui.result_parts import Domains
from quizapp.ui.widgets.evidence import lines_and_marks


def test_a_reason_begins_like_a_sentence() -> None:
    said = Evidence(start=0, end=5, text="Sorry", why="says sorry", polarity=Polarity.FOR)
    mark = CriterionMark(met=True, confidence=0.9, review=False, evidence=(said,))
    marking = Marking(
        valid_attempt=True,
        invalid_reason=None,
        band=4,
        score=1.0,
        needs_review=False,
        marker="test",
        criteria={"apologise": mark},
    )
    lines, _ = lines_and_marks(marking, [WeightedCriterion(id="apologise", weight=2)])
    assert [line.reason for line in lines] == ["Says sorry"]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("items", "spoken_of"), [(3, False), (12, True)])
def test_the_dark_line_is_spoken_of_only_where_one_is_drawn(items: int, *, spoken_of: bool) -> None:
    part = PartScore(id="AL", title="Active listening", points=80, items=items)
    domains = Domains()
    domains.show_result(
        Result(
            attempt="a",
            decision=Decision.PASSED,
            points=80,
            low=75,
            high=85,
            cut=62.6,
            cut_status="provisional",
            band="sound",
            written_share=None,
            sections=(),
            domains=(part,),
            objectives=(),
            grades={},
            reasons=(),
            held_by=(),
            decided_at=datetime(2026, 11, 22, tzinfo=UTC),
        )
    )
    assert ("dark line" in domains.note.text()) is spoken_of
