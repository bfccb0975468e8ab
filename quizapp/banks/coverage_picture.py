"""The coverage of a bank as a picture: items by objective and group of kinds, as plain SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from quizapp.banks.coverage import COLUMNS, Coverage
from quizapp.banks.targets import Floor, Targets
from quizapp.domain.plan import Bank

_LEFT, _TOP, _CELL, _ROW = 90, 92, 112, 22
_TITLES = {
    "choice": "choice",
    "response": "response",
    "free_text": "written reply",
    "conversation": "conversation",
    "listening": "listening",
}
_SHORT, _NONE, _INK, _PAPER, _RULE = "#F3D9CF", "#F4F1EA", "#22302F", "#FFFFFF", "#D8D3C8"
_SHADES = ("#E3EFEE", "#BFDBD9", "#8FC0BE", "#5B9FA0", "#2F7B7E")


def svg(bank: Bank, coverage: Coverage, targets: Targets | None = None) -> str:
    """Return the picture; cells below their floor are red and say `found / floor`."""
    rows = [
        (domain.title, objective.id) for domain in bank.domains for objective in domain.objectives
    ]
    width = _LEFT + _CELL * len(COLUMNS) + 24
    height = _TOP + _ROW * len(rows) + 56
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" fill="{_INK}" '
        f'role="img" aria-label="Items of {escape(bank.title)} by objective and kind">'
    )
    parts = [
        head,
        f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
        _text(24, 34, f"{bank.title} {bank.version}", size=18, weight=600),
        _text(24, 56, f"{coverage.items} items, {len(coverage.unmet)} floors not met"),
        *(
            _text(_LEFT + _CELL * place + _CELL // 2, _TOP - 10, _TITLES[name], anchor="middle")
            for place, name in enumerate(COLUMNS)
        ),
        *_cells(rows, coverage, targets or Targets()),
        _text(24, height - 22, "Darker: more items. Red: fewer than the floor, found / floor."),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _cells(rows: list[tuple[str, str]], coverage: Coverage, targets: Targets) -> Iterator[str]:
    most = max((count for row in coverage.grid.values() for count in row.values()), default=1)
    before = ""
    for number, (domain, objective) in enumerate(rows):
        top = _TOP + number * _ROW
        if domain != before:
            right = _LEFT + _CELL * len(COLUMNS)
            title = f"<title>{escape(domain)}</title>"
            yield f'<path d="M24 {top}H{right}" stroke="{_RULE}">{title}</path>'
            before = domain
        yield _text(24, top + 16, objective)
        floor = targets.objectives.get(objective, Floor())
        for place, column in enumerate(COLUMNS):
            count, least = coverage.grid[objective][column], getattr(floor, column)
            yield (
                f'<rect x="{_LEFT + _CELL * place + 2}" y="{top + 2}" width="{_CELL - 4}" '
                f'height="{_ROW - 4}" rx="3" fill="{_shade(count, least, most)}"/>'
            )
            if count or least:
                shown = f"{count} / {least}" if count < least else str(count)
                dark = count >= least and _shade(count, least, most) in _SHADES[-1:]
                yield _text(
                    _LEFT + _CELL * place + _CELL // 2,
                    top + 16,
                    shown,
                    anchor="middle",
                    fill=_PAPER if dark else _INK,
                )


def _shade(count: int, least: int, most: int) -> str:
    if count < least:
        return _SHORT
    if count == 0:
        return _NONE
    return _SHADES[min(len(_SHADES) - 1, (count - 1) * len(_SHADES) // max(most, 1))]


def _text(
    x: int,
    y: int,
    text: str,
    *,
    anchor: str = "start",
    fill: str = _INK,
    size: int = 13,
    weight: int = 400,
) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{fill}" font-size="{size}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )
