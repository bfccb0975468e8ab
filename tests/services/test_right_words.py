import pytest

from quizapp.services.spelling import misspelt, spelling, words_of


@pytest.mark.parametrize(
    "word",
    [
        "apologise",
        "behaviour",
        "organisation",
        "cheque",
        "enquiry",
        "centre",
        "cancelled",
        "fulfil",
    ],
)
def test_british_spellings_are_right_in_british_english_only(word: str) -> None:
    british, american = spelling("en-GB"), spelling("en-US")
    assert british is not None
    assert american is not None
    assert british.right(word)
    assert not american.right(word)


def test_a_slip_is_found_with_the_word_that_was_meant() -> None:
    british = spelling("en-GB")
    assert british is not None
    text = "I’m sorry, Aydın, I will recieve it on Thursday."
    found = misspelt(text, british.right, words_of("Mr Aydın writes."))
    assert [text[begin:end] for begin, end in found] == ["recieve"]
    assert "receive" in british.suggestions("recieve")
    assert "apologise" in british.suggestions("appologise")


def test_a_language_without_words_at_hand_is_not_checked() -> None:
    assert spelling("xx") is None
