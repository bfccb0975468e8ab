from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from quizapp.certificates.page import DrawnPage, draw, templates
from quizapp.certificates.page.fitting import fit, paragraph
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.looks import ripples
from quizapp.certificates.page.specimen import NAMES, sample_code, sample_facts
from quizapp.domain.certificate import CertificateFacts, DomainResult, IssuerKind, PageSize
from quizapp.errors import UserError

LONG_NAME = NAMES["long"][0]
LONG_TITLE = (
    "Empathy, Active Listening and De-escalation in Multilingual Customer Service for Public "
    "Transport and Municipal Utilities, Specialist"
)
SAFE = 22.6


def crowded(facts: CertificateFacts) -> CertificateFacts:
    """Make every text of the facts about as long as people would write it."""
    return replace(
        facts,
        holder_name=LONG_NAME,
        exam_title=LONG_TITLE,
        programme="The complete programme of empathy and service recovery for front-line staff",
        issuer_name="The International Association for the Advancement of Customer Service "
        "Education, Chapter North-East",
        serial="EMP-2026-000418-K7-XYZ-ABCDEFGH",
        band="distinguished with honours",
        cut_status="set by a panel of twelve judges in 2026",
        supervision="Taken remotely under supervision by two invigilators, with identity confirmed "
        "by the issuer through a video call",
        replaces="EMP-25-0100-ABCD",
        form_id="B-2026-Autumn",
        bank_version="12.34.56",
        appearance=replace(
            facts.appearance,
            signatory_name="Prof. Dr. Anna-Katharina von Hohenstein-Landsberg",
            signatory_title="Head of Learning and Organisational Development, for the issuer",
        ),
    )


def domains(count: int, band: str, title: str) -> tuple[DomainResult, ...]:
    return tuple(DomainResult(title=f"{title} {place}", band=band) for place in range(count))


def cases(template: str, size: PageSize) -> Iterator[tuple[str, CertificateFacts]]:
    facts = sample_facts(template=template, size=size, pictures=True)
    for script, (name, language) in NAMES.items():
        yield script, replace(facts, holder_name=name, holder_language=language)
    yield "no space to break at", replace(facts, holder_name="W" * 60)
    yield (
        "tall marks on two lines",
        replace(facts, holder_name=" ".join(["श्रीकृष्ण त्रिपाठी ज्ञानेश्वर"] * 2), exam_title=LONG_TITLE),
    )
    yield "crowded", crowded(facts)
    yield "a title from the right", replace(facts, exam_title="خدمة العملاء بتعاطف واحترام")
    for count in (0, 1, 3, 5, 9, 16):
        for band in ("secure", "developing", "started", "sehr gut entwickelt"):
            title = "Acknowledging and validating"
            yield f"{count} domains, {band}", replace(facts, domains=domains(count, band, title))
    local = sample_facts(template=template, size=size, kind=IssuerKind.LOCAL)
    yield "practice", local
    yield "crowded practice", replace(local, holder_name=LONG_NAME, replaces="EMP-25-0100-ABCD")


def faults(page: DrawnPage) -> list[str]:
    """Name what touches something else or leaves the safe margin of 8 mm."""
    width, height = page.size
    outside = [
        box.name
        for box in page.boxes
        if min(box.left, box.bottom) < SAFE or box.right > width - SAFE or box.top > height - SAFE
    ]
    touching = [
        f"{one.name} and {other.name}"
        for one, other in combinations(page.boxes, 2)
        if one.overlaps(other)
    ]
    return outside + touching


@pytest.mark.parametrize("size", PageSize)
@pytest.mark.parametrize("template", templates())
def test_nothing_overlaps_and_nothing_leaves_the_margin(template: str, size: PageSize) -> None:
    found = {
        name: wrong
        for name, facts in cases(template, size)
        if (wrong := faults(draw(facts, sample_code())))
    }

    assert found == {}


@pytest.mark.parametrize("template", templates())
def test_every_line_is_drawn_in_ink(template: str) -> None:
    page = draw(sample_facts(template=template), sample_code())
    drawn = {box.name for box in page.boxes}

    assert {"issuer", "serial", "holder", "title", "qr", "check", "domain.7", "until"} <= drawn
    assert all(box.right > box.left and box.top > box.bottom for box in page.boxes)


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("Nadia Rahman", 40, 1),
        ("Nadia Rahman Willes", 34, 1),
        ("Nadia Rahman-Wilhelm", 30, 1),
        ("Nadia Rahman of Hohenstaufen", 30, 2),
    ],
)
def test_a_name_shrinks_in_two_steps_and_then_takes_two_lines(
    text: str, size: float, lines: int
) -> None:
    fitted = fit(text, Style.DISPLAY, (40, 34, 30), 340, lines=2)

    assert (fitted.size, len(fitted.lines)) == (size, lines)
    assert " ".join(line.text for line in fitted.lines) == text


def test_what_is_longer_still_shrinks_on_and_is_never_cut() -> None:
    fitted = fit(LONG_NAME, Style.DISPLAY, (40, 34, 30), 340, lines=2)

    assert fitted.size < 30
    assert all(line.width * fitted.size / 1000 <= 340.01 for line in fitted.lines)
    assert " ".join(line.text for line in fitted.lines).replace("- ", "-") == LONG_NAME


def test_han_breaks_between_letters_but_never_before_a_closing_mark() -> None:
    fitted = fit("顧客対応における共感と傾聴、上級", Style.DISPLAY, (40, 34, 30), 300, lines=2)

    assert len(fitted.lines) == 2
    assert fitted.lines[1].text[0] not in "、。"


def test_a_text_too_long_to_read_is_refused_with_a_length_that_would_fit() -> None:
    with pytest.raises(UserError, match=r"too long for the certificate\. Shorten it to about \d+"):
        draw(sample_facts("Ab " * 400), sample_code())


def test_a_paragraph_too_long_for_its_room_is_refused() -> None:
    with pytest.raises(UserError, match="Shorten it"):
        paragraph("word " * 300, Style.TEXT, 9, 100, lines=2)


def test_too_many_domains_are_refused() -> None:
    with pytest.raises(UserError, match="at most 16 domains"):
        draw(replace(sample_facts(), domains=domains(17, "secure", "D")), sample_code())


def test_a_domain_title_too_long_is_named() -> None:
    long = domains(1, "secure", "Listening " * 14)
    with pytest.raises(UserError, match="title of the domain “Listening Listening"):
        draw(replace(sample_facts(), domains=long), sample_code())


def test_an_unknown_template_names_the_known_ones() -> None:
    with pytest.raises(UserError, match="circles, engraved, ripples"):
        draw(sample_facts(template="golden"), sample_code())


@pytest.mark.parametrize("size", PageSize)
def test_no_point_of_the_ornament_lies_behind_writing_where_it_could_be_read_as_a_sign(
    size: PageSize,
) -> None:
    clear = ripples.POINT + 4
    for case, facts in cases("ripples", size):
        page = draw(facts, sample_code())
        behind = [
            box.name
            for box in page.boxes
            for x, y in ripples.centres(*page.size)
            if box.left - clear < x < box.right + clear and box.bottom - clear < y < box.top + clear
        ]
        assert behind == [], case
