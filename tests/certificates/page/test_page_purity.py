from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from page_reading import CREDENTIAL

from quizapp.certificates.finish import finish
from quizapp.certificates.page import draw, templates
from quizapp.certificates.page.specimen import NAMES, picture, sample_code, sample_facts
from quizapp.domain.certificate import CertificateFacts

Finished = Callable[[CertificateFacts], bytes]


@pytest.mark.parametrize("template", templates())
def test_equal_facts_give_equal_bytes_pixels_and_text(template: str, finished: Finished) -> None:
    facts = sample_facts("Шевченко Ганна", template=template, pictures=True)
    first = draw(facts, sample_code())
    for name, language in NAMES.values():
        draw(sample_facts(name, language, template=template), sample_code())
    second = draw(facts, sample_code())

    assert first == second
    assert finished(facts) == finished(facts)
    pixels = [picture(page.pdf, 50).tobytes() for page in (first, second)]
    assert pixels[0] == pixels[1]


def test_another_process_draws_the_same_bytes(finished: Finished) -> None:
    facts = sample_facts(*NAMES["arabic"])
    program = (
        "import hashlib, sys\n"
        "from quizapp.certificates.finish import finish\n"
        "from quizapp.certificates.page import draw\n"
        "from quizapp.certificates.page.specimen import NAMES, sample_code, sample_facts\n"
        "draw(sample_facts(*NAMES['hebrew']), sample_code())\n"
        "facts = sample_facts(*NAMES['arabic'])\n"
        "page = draw(facts, sample_code())\n"
        f"sys.stdout.write(hashlib.sha256(finish(page, facts, {CREDENTIAL!r})).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path), "TZ": "Asia/Tokyo"},
    )

    assert told.stdout == hashlib.sha256(finished(facts)).hexdigest()


def test_the_zone_in_which_a_time_is_told_changes_nothing() -> None:
    facts = sample_facts()
    elsewhere = facts.issued_at.astimezone(timezone(timedelta(hours=9)))
    page = draw(facts, sample_code())

    assert finish(page, facts, CREDENTIAL) == finish(
        page, replace(facts, issued_at=elsewhere), CREDENTIAL
    )
