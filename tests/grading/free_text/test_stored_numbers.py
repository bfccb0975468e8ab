from __future__ import annotations

import numpy as np
import pytest

from quizapp.grading.free_text.weights import packed, unpacked


def test_whole_numbers_come_back_row_by_row() -> None:
    table = np.array([[0, -1, 2], [32767, -32768, 5]])
    assert unpacked(packed(table), 3).tolist() == table.tolist()


def test_the_text_does_not_depend_on_how_numbers_lie_in_memory() -> None:
    table = np.arange(6).reshape(2, 3)
    turned = np.asfortranarray(table.astype(np.float64))
    assert packed(table) == packed(turned) == "AAABAAIAAwAEAAUA"


@pytest.mark.parametrize("number", [32768, -32769])
def test_a_number_that_does_not_fit_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="sixteen bits"):
        packed(np.array([[number]]))
