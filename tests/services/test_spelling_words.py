"""Spelling in British English: British words are right, American ones and slips are not."""

from __future__ import annotations

import pytest

from quizapp import resources
from quizapp.services.spelling import BRITISH, Spelling, misspelt, spelling

RIGHT = """
    apologise apologised apologises apologising organise recognise realise realised prioritise
    summarise personalise analyse colour behaviour favour honour labour neighbour humour flavour
    rumour centre theatre metre litre fibre cancelled cancelling travelled travelling labelled
    enquiry enquire cheque grey tyre programme judgement catalogue jewellery parcelled licence
    practise defence offence fulfil fulfilment instalment skilful enrol ageing manoeuvre whilst
    towards learnt spelt kerb pyjamas storey postcode mobile lift queue fortnight aluminium
    sceptical cosy dialogue favourite neighbourhood honourable I'm you've don't can't customer's
    email online
"""
OXFORD = "organize recognize apologizing realization"
AMERICAN = "color behavior favorite neighbor theater traveled jewelry fulfill analyze gray"
SLIPS = "recieve apologice sory definately occured seperate tommorow adress"


@pytest.fixture
def british() -> Spelling:
    found = spelling(BRITISH)
    assert found is not None
    return found


def test_the_british_dictionary_is_shipped_with_its_licence() -> None:
    for name in ("en_GB.dic", "en_GB.aff", "en_GB-licence.txt"):
        assert resources.asset("spelling", name).stat().st_size > 1000


@pytest.mark.parametrize("words", [RIGHT, OXFORD])
def test_british_words_are_right(british: Spelling, words: str) -> None:
    assert [word for word in words.split() if not british.right(word)] == []


@pytest.mark.parametrize("words", [AMERICAN, SLIPS])
def test_american_words_and_slips_are_not(british: Spelling, words: str) -> None:
    assert [word for word in words.split() if british.right(word)] == []


def test_american_english_may_be_chosen() -> None:
    american = spelling("en-US")
    assert american is not None
    assert american.right("color")
    assert not american.right("colour")


def test_what_is_offered_is_british(british: Spelling) -> None:
    assert "colour" in british.suggestions("colur")
    assert "apologise" in british.suggestions("apologice")


def test_names_of_the_case_never_count_as_wrong(british: Spelling) -> None:
    text = "Mr Aydin, I’m sorry about Aydin’s kettel of the 24th."
    spans = misspelt(text, british.right, frozenset({"aydin"}))
    assert [text[a:b] for a, b in spans] == ["kettel"]
