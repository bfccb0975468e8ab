"""One slip in a bank is one fault, or as few as can be, with what was meant."""

from __future__ import annotations

import pytest
from bank_folder import BankFolder

from quizapp import banks
from quizapp.banks.ledger import Ledger, Place
from quizapp.errors import InputError

AA, BB, FRAME = "items/aa.yaml", "items/bb.yaml", "framework.yaml"


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        (
            "items:\n  - id: AA-1-M01",
            "items:\nmore:\n  - id: AA-1-M01",
            "items:",
            "is missing or empty",
        ),
        (
            "items:\n  - id: AA-1-M01",
            "items: []\nmore:\n  - id: AA-1-M01",
            "items:",
            "list is empty",
        ),
        ("items:\n  - id: AA-1-M01", "itmes:\n  - id: AA-1-M01", "itmes:", "did you mean 'items'"),
        ("- id: AA-1-L01", "- idd: AA-1-L01", "idd: AA-1-L01", "did you mean 'id'"),
        ("- id: AA-1-L01", "- id: AA-1-R01", "kind: listening", "already defined"),
    ],
)
def test_one_slip_about_an_id_brings_no_further_faults_about_references(
    old: str, new: str, at: str, says: str, bank_folder: BankFolder
) -> None:
    bank_folder.change(AA, old, new)

    with pytest.raises(InputError) as refusal:
        banks.load(bank_folder.folder)

    told = refusal.value.faults
    assert not [fault for fault in told if "there is no item" in fault.message]
    assert any(says in fault.message for fault in told)
    assert len(told) <= 2, "\n".join(map(str, told))
    assert abs(told[0].line - bank_folder.line_of(AA, at)) <= 1
    assert "References to items were not checked" in refusal.value.summary


def test_a_framework_whose_domains_are_misspelt_is_one_fault_or_two(
    bank_folder: BankFolder,
) -> None:
    bank_folder.change(FRAME, "domains:", "domain:").change(
        FRAME, "misconceptions:", "misconception:"
    )

    told = bank_folder.faults()

    assert {fault.file for fault in told} == {FRAME}
    assert len(told) == 3


def test_a_misspelt_kind_is_named_with_what_was_meant(bank_folder: BankFolder) -> None:
    bank_folder.change(AA, "    kind: listening", "    knd: listening")

    told = [fault.message for fault in bank_folder.faults()]

    assert told == [
        "the field 'kind' is missing or empty",
        "unknown field 'knd' in an item; did you mean 'kind'?",
    ]


def test_a_reference_is_answered_with_an_id_of_its_own_domain_where_it_has_one() -> None:
    ledger = Ledger()
    for name in ("CL-1-M01", "CH-1-M12", "kettle"):
        ledger.define("item", name, Place("items/a.yaml", 1, ""))
    for name in ("CH-1-M01", "kettel"):
        ledger.refer("item", name, Place("items/a.yaml", 2, ""))

    ledger.settle()

    assert [fault.message for fault in ledger.faults] == [
        "there is no item 'CH-1-M01'; did you mean 'CH-1-M12'?",
        "there is no item 'kettel'; did you mean 'kettle'?",
    ]


def test_one_misspelt_criterion_is_one_fault(bank_folder: BankFolder) -> None:
    bank_folder.change(
        BB, "- {id: time_commitment, weight: 2}", "- {id: time_comitment, weight: 2}"
    )

    (told,) = [fault.message for fault in bank_folder.faults()]

    assert told == "there is no criterion 'time_comitment'; did you mean 'time_commitment'?"


def test_a_criterion_changed_for_another_is_one_fault_a_sample(bank_folder: BankFolder) -> None:
    bank_folder.change(BB, "- {id: time_commitment, weight: 2}", "- {id: apologise, weight: 2}")

    told = [fault.message for fault in bank_folder.faults()]

    assert told == [
        "says nothing about apologise; time_commitment is no criterion of this item"
    ] * len(told)
    assert len(told) == 3
