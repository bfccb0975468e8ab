import pytest

from quizapp.domain.result import FEWEST_ITEMS_FOR_WORD, PartScore, domain_word


def part(points: float, items: int) -> PartScore:
    return PartScore(id="CH", title="Choice", points=points, items=items)


@pytest.mark.parametrize(
    ("points", "word"),
    [(75, "strong"), (74.9, "secure"), (60, "secure"), (45, "growing"), (44.9, "started")],
)
def test_points_become_a_word_of_the_one_scale(points: float, word: str) -> None:
    assert domain_word(part(points, FEWEST_ITEMS_FOR_WORD)) == word


def test_below_six_items_there_is_no_word() -> None:
    assert domain_word(part(100, 5)) is None
