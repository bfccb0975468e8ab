"""Fields of the files around the items: bank, framework, teaching cards, plans and targets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.banks.fields import Fields
from quizapp.banks.ledger import Place
from quizapp.banks.read_items import own_id
from quizapp.banks.targets import Floor, Targets
from quizapp.domain.items import (
    Concept,
    Domain,
    Framework,
    ItemKind,
    Level,
    Misconception,
    Objective,
    Pool,
)
from quizapp.domain.plan import (
    Band,
    CutStatus,
    ExamPlan,
    Feedback,
    Navigation,
    PlanKind,
    Quota,
    Retake,
    Section,
    TimeOut,
)

_STANDINGS = ("core", "supporting", "claim")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SHARE_SLACK = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What `bank.yaml` says about the bank as a whole."""

    id: str
    title: str
    version: str
    language: str
    licence: str
    authors: tuple[str, ...]
    default_plan: str
    description: str


def read_head(fields: Fields) -> Head:
    """Read `bank.yaml`."""
    head = Head(
        id=own_id(fields),
        title=fields.text("title"),
        version=fields.text("version"),
        language=fields.text("language"),
        licence=fields.text("licence"),
        authors=fields.names("authors"),
        default_plan=fields.maybe_id("default_plan", "plan") or "",
        description=fields.text("description", ""),
    )
    if head.language and not _LANGUAGE.fullmatch(head.language):
        fields.fault(
            "language", f"a language tag such as en or pt-BR is expected, not '{head.language}'"
        )
    fields.close("bank.yaml")
    return head


def read_domain(fields: Fields, owners: dict[str, str]) -> Domain:
    """Read a domain; `owners` learns which domain each objective belongs to."""
    name = own_id(fields, "domain")
    objectives = []
    for row in fields.rows("objectives", defines="objective"):
        objective = Objective(
            id=own_id(row, "objective"),
            text=row.text("text"),
            level=row.word("level", Level),
            concepts=row.names("concepts", "concept"),
        )
        owners[objective.id] = name
        objectives.append(objective)
        row.close("an objective")
    domain = Domain(
        id=name,
        title=fields.text("title"),
        summary=fields.text("summary", ""),
        weight=fields.number("weight", None, 0, 1),
        objectives=tuple(objectives),
    )
    fields.close("a domain")
    return domain


def read_misconception(fields: Fields) -> Misconception:
    """Read a belief that distractors are built from."""
    misconception = Misconception(id=own_id(fields, "misconception"), text=fields.text("text"))
    fields.close("a misconception")
    return misconception


def read_framework(fields: Fields) -> Framework:
    """Read an outside framework with its attribution."""
    framework = Framework(
        id=own_id(fields, "framework"),
        title=fields.text("title"),
        attribution=fields.text("attribution"),
        limit=fields.text("limit", ""),
    )
    fields.close("a framework")
    return framework


def read_concept(fields: Fields) -> Concept:
    """Read a teaching card."""
    standing = fields.text("standing")
    if standing and standing not in _STANDINGS:
        fields.fault("standing", f"one of {', '.join(_STANDINGS)} is expected, not '{standing}'")
    concept = Concept(
        id=own_id(fields, "concept"),
        title=fields.text("title"),
        domain=fields.id("domain", "domain"),
        standing=standing,
        text=fields.text("text"),
        example=fields.text("example"),
        counter_example=fields.text("counter_example"),
        condition=fields.text("condition", ""),
    )
    fields.close("a teaching card")
    return concept


def read_plan(fields: Fields, quota_places: dict[str, Place]) -> ExamPlan:
    """Read an exam plan; `quota_places` learns where each quota stands."""
    name = own_id(fields, "plan")
    cut = fields.maybe_number("cut", 0, 100)
    plan = ExamPlan(
        id=name,
        title=fields.text("title"),
        kind=fields.word("kind", PlanKind),
        summary=fields.text("summary", ""),
        pool=fields.word("pool", Pool),
        certificate=fields.flag("certificate", default=None),
        cut=cut,
        cut_status=fields.word("cut_status", CutStatus, CutStatus.PROVISIONAL),
        feedback=fields.word("feedback", Feedback, Feedback.AT_END),
        time_out=fields.word("time_out", TimeOut, TimeOut.SUBMIT),
        may_pause=fields.flag("may_pause", default=False),
        spell_check=fields.flag("spell_check", default=True),
        validity_months=fields.maybe_whole("validity_months", 1, 600),
        min_written=fields.number("min_written", 0.0, 0, 1),
        standard_error=fields.number("standard_error", 3.0, 0, 100),
        retake=_retake(fields),
        bands=_bands(fields),
        levels=_levels(fields),
        level_tolerance=fields.number("level_tolerance", 0.05, 0, 1),
        sections=tuple(_section(row, name, quota_places) for row in fields.rows("sections")),
    )
    if plan.certificate and cut is None:
        fields.fault("cut", "a plan that gives a certificate needs a cut")
    total = sum(section.weight for section in plan.sections)
    if plan.sections and abs(total - 1) > _SHARE_SLACK:
        fields.fault("sections", f"the weights of the sections add up to {total:g}, not to 1")
    ids = [section.id for section in plan.sections]
    for repeated in sorted({section for section in ids if ids.count(section) > 1}):
        fields.fault("sections", f"two sections have the id '{repeated}'")
    fields.close("a plan")
    return plan


def _section(fields: Fields, plan: str, quota_places: dict[str, Place]) -> Section:
    name = own_id(fields)
    quotas: list[Quota] = []
    for row in fields.rows("quotas"):
        quota_places[f"{plan}/{name}/{len(quotas)}"] = row.place
        quotas.append(
            Quota(
                count=row.whole("count", None, 1, 999),
                kinds=row.words("kinds", ItemKind, required=True),
                domains=row.names("domains", "domain"),
            )
        )
        row.close("a quota")
    section = Section(
        id=name,
        title=fields.text("title"),
        quotas=tuple(quotas),
        weight=fields.number("weight", None, 0, 1),
        minutes=fields.maybe_number("minutes", 0.1, 1440),
        navigation=fields.word("navigation", Navigation, Navigation.FREE),
    )
    fields.close("a section")
    return section


def _retake(fields: Fields) -> Retake:
    inner = fields.inner("retake")
    if inner is None:
        return Retake()
    retake = Retake(
        wait_days=inner.whole("wait_days", 0, 0, 3650),
        attempts=inner.maybe_whole("attempts", 1, 999),
        window_months=inner.whole("window_months", 12, 1, 600),
        max_overlap=inner.number("max_overlap", 1.0, 0, 1),
    )
    inner.close("retake")
    return retake


def _bands(fields: Fields) -> tuple[Band, ...]:
    bands = []
    for row in fields.rows("bands", required=False):
        bands.append(Band(minimum=row.number("minimum", None, 0, 100), word=row.text("word")))
        row.close("a band")
    minima = [band.minimum for band in bands]
    if minima != sorted(set(minima), reverse=True):
        fields.fault("bands", "list the bands from the highest minimum down, each minimum once")
    return tuple(bands)


def _levels(fields: Fields) -> Mapping[str, float]:
    levels = fields.number_table("levels", 0, 1)
    for name, (place, _) in fields.table("levels", required=False).items():
        if name not in set(Level):
            fields.ledger.fault(
                place, f"'{name}' is no level; {', '.join(Level)} are the levels there are"
            )
    if levels and abs(sum(levels.values()) - 1) > _SHARE_SLACK:
        fields.fault("levels", f"the shares add up to {sum(levels.values()):g}, not to 1")
    return levels


def read_targets(fields: Fields) -> Targets:
    """Read `targets.yaml`: what the finished bank must hold."""
    objectives = {}
    for row in fields.rows("objectives", required=False):
        name = row.id("id", "objective")
        objectives[name] = Floor(
            choice=row.whole("choice", 0, 0, 999),
            response=row.whole("response", 0, 0, 999),
            free_text=row.whole("free_text", 0, 0, 999),
            conversation=row.whole("conversation", 0, 0, 999),
            listening=row.whole("listening", 0, 0, 999),
        )
        row.close("the target of an objective")
    standings = fields.number_table("concept_tags", 0, 999)
    for name, (place, _) in fields.table("concept_tags", required=False).items():
        if name not in _STANDINGS:
            fields.ledger.fault(place, f"one of {', '.join(_STANDINGS)} is expected")
    targets = Targets(
        objectives=objectives,
        concept_tags={name: int(value) for name, value in standings.items()},
        items_by_kind=_counts(fields, "items_by_kind"),
        secure_by_kind=_counts(fields, "secure_by_kind"),
        framework_items=fields.whole("framework_items", 0, 0, 999),
        misconception_distractors=fields.whole("misconception_distractors", 0, 0, 999),
        criterion_scenarios=fields.whole("criterion_scenarios", 0, 0, 999),
        criterion_exceptions=_counts(fields, "criterion_exceptions"),
        choice_items_per_objective=fields.whole("choice_items_per_objective", 0, 0, 999),
        formats_per_objective=fields.whole("formats_per_objective", 0, 0, 9),
        trades=fields.whole("trades", 0, 0, 999),
        channel_shares=fields.number_table("channel_shares", 0, 1),
        difficulty_shares=fields.number_table("difficulty_shares", 0, 1),
        share_tolerance=fields.number("share_tolerance", 0.05, 0, 1),
        not_firms_fault=fields.number("not_firms_fault", 0.0, 0, 1),
        not_upset=fields.number("not_upset", 0.0, 0, 1),
        special_care=fields.number("special_care", 0.0, 0, 1),
    )
    fields.close("targets.yaml")
    return targets


def _counts(fields: Fields, name: str) -> Mapping[str, int]:
    return {key: int(value) for key, value in fields.number_table(name, 0, 9999).items()}
