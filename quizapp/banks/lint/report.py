"""What the checks say: findings with their rule, their place and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quizapp.banks.ledger import Place
from quizapp.banks.targets import Targets
from quizapp.domain.items import (
    ChoiceBody,
    Item,
    ListeningBody,
    MultipleBody,
    Option,
    Status,
)
from quizapp.domain.plan import Bank

SHARE_MINIMUM = 40
"""Below this many single-answer items, rules about shares say nothing."""

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Turns texts into vectors of one length; similar meanings point the same way."""


class Severity(StrEnum):
    """`error` and `warning` keep a bank from being clean; `note` is for the author's eye."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check found. `item` is an id, or empty for the bank as a whole."""

    rule: str
    severity: Severity
    item: str
    file: str
    line: int
    message: str
    advice: str

    def __str__(self) -> str:
        """Give one line that editors can jump from."""
        place = f"{self.file}:{self.line}: " if self.file else ""
        owner = f"{self.item}: " if self.item else ""
        return f"{place}{self.severity} [{self.rule}] {owner}{self.message}; {self.advice}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All findings, the gravest first, and the figures behind the rules about shares."""

    findings: tuple[Finding, ...]
    figures: Mapping[str, float]

    @property
    def clean(self) -> bool:
        """Tell whether nothing but notes was found."""
        return not any(finding.severity is not Severity.NOTE for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Return the number of findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(slots=True, kw_only=True)
class Subject:
    """A bank under examination: what the checks look at and where they write."""

    bank: Bank
    places: Mapping[str, Place] = field(default_factory=dict)
    targets: Targets | None = None
    embed: Embed | None = None
    findings: list[Finding] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def live(self) -> tuple[Item, ...]:
        """Return the items that are not retired."""
        return tuple(item for item in self.bank.items if item.status is not Status.RETIRED)

    def with_options(self) -> Iterator[tuple[Item, tuple[Option, ...]]]:
        """Yield the items whose options carry rationales: choice, multiple and listening."""
        for item in self.live:
            if isinstance(item.body, ChoiceBody | MultipleBody | ListeningBody):
                yield item, item.body.options

    def single_answer(self) -> Iterator[tuple[Item, Option, tuple[Option, ...]]]:
        """Yield item, key and distractors of each choice and listening item."""
        for item, options in self.with_options():
            if not isinstance(item.body, MultipleBody):
                key = next(option for option in options if option.correct)
                yield item, key, tuple(option for option in options if not option.correct)

    def say(
        self,
        severity: Severity,
        rule: str,
        message: str,
        advice: str,
        *,
        item: str = "",
        at: str = "",
    ) -> None:
        """Note a finding about an item, or about whatever stands at the place `at`."""
        place = self.places.get(at or f"item {item}", Place("", 0, ""))
        self.findings.append(
            Finding(
                rule=rule,
                severity=severity,
                item=item,
                file=place.file,
                line=place.line,
                message=message,
                advice=advice,
            )
        )

    def report(self) -> CheckReport:
        """Return what was found, errors first, then by file and line."""
        rank = list(Severity)
        ordered = sorted(
            self.findings, key=lambda f: (rank.index(f.severity), f.file, f.line, f.rule, f.item)
        )
        return CheckReport(findings=tuple(ordered), figures=dict(self.figures))
