from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import UserError
from quizapp.services.file_names import DEFAULT_PATTERN, NameParts, file_name, refuse_bad, safe


def parts(name: str = "Nadia Rahman", group: str = "Chat") -> NameParts:
    return NameParts(
        name=name,
        number="4711",
        serial="QZ-2026-ABCD-EFGH",
        exam="Short exam",
        group=group,
        issued_on=date(2026, 11, 24),
    )


def test_a_pattern_is_filled_in() -> None:
    assert file_name(DEFAULT_PATTERN, parts()) == "Nadia Rahman QZ-2026-ABCD-EFGH"
    assert file_name("{date}_{group}_{number}", parts()) == "2026-11-24_Chat_4711"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Ana/Silva", "Ana-Silva"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ('A "B" <C>: D?', "A -B- -C-- D-"),
        ("CON", "_CON"),
        ("nul.", "_nul"),
        ("com1.txt", "_com1.txt"),
        ("Conrad", "Conrad"),
        ("  Zoë  van \t Dam. ", "Zoë van Dam"),
        ("Zoe\u0308", "Zoë"),
        ("A\u202eB", "AB"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("...", "QZ-2026-ABCD-EFGH"),
        ("", "QZ-2026-ABCD-EFGH"),
    ],
)
def test_what_a_system_refuses_is_replaced(name: str, made: str) -> None:
    assert file_name("{name}", parts(name)) == made


def test_a_long_name_is_cut_between_letters() -> None:
    made = file_name("{name}", parts("長" * 120))
    assert made == "長" * 60


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{serial", "bracket stands alone"),
        ("{salary}", "can't hold {salary}"),
        ("{name.__class__}", "can't hold"),
        ("{name!r}", "can't hold"),
        ("{name:>99999999}", "can't hold"),
        ("{}", "can't hold"),
        ("a/{name}", "not folders"),
        ("certificate", "one name"),
    ],
)
def test_a_pattern_that_names_no_file_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        refuse_bad(pattern)


@given(st.text(max_size=300))
def test_no_name_leads_out_of_its_folder(text: str) -> None:
    made = safe(text)
    assert "/" not in made
    assert "\\" not in made
    assert "\0" not in made
    assert made not in {".", ".."}
    assert len(made.encode()) <= 200
    assert (Path("/folder") / (made or "x")).parent == Path("/folder")
