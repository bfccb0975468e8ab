"""The banks at hand, served from rows, one decoded item at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property

from quizapp.banks import rows
from quizapp.domain.items import (
    Concept,
    Domain,
    Framework,
    Item,
    ItemHead,
    ItemKind,
    Misconception,
    Objective,
    Scenario,
)
from quizapp.domain.plan import Bank, ExamPlan
from quizapp.errors import DataError, UserError
from quizapp.services.shelf import Shelf
from quizapp.storage.banks import BankRow, BankStore


class BankView:
    """One bank, read row by row. Ids that do not exist raise `UserError`."""

    def __init__(self, store: BankStore, row: BankRow) -> None:
        self._store = store
        self._row = row
        self._items: dict[str, Item] = {}

    @property
    def content_hash(self) -> str:
        """Return the hash over everything in the bank."""
        return self._row.content_hash

    @property
    def id(self) -> str:
        """Return the id of the bank."""
        return self._row.id

    @property
    def version(self) -> str:
        """Return the version of the bank."""
        return self._row.version

    @cached_property
    def _frame(self) -> Bank:
        return rows.from_json(self._row.meta)

    @property
    def title(self) -> str:
        """Return the title of the bank."""
        return self._frame.title

    @property
    def language(self) -> str:
        """Return the language of the bank."""
        return self._frame.language

    @property
    def default_plan(self) -> str:
        """Return the plan that a demonstration takes."""
        return self._frame.default_plan

    @property
    def domains(self) -> tuple[Domain, ...]:
        """Return the content domains with their objectives."""
        return self._frame.domains

    @property
    def plans(self) -> tuple[ExamPlan, ...]:
        """Return all plans of the bank."""
        return self._frame.plans

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """Return all misconceptions."""
        return self._frame.misconceptions

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """Return the outside frameworks that the bank attributes ideas to."""
        return self._frame.frameworks

    @cached_property
    def heads(self) -> tuple[ItemHead, ...]:
        """Return the heads of all items, by id."""
        found = self._store.heads(self.content_hash)
        return tuple(rows.decode(ItemHead, json.loads(text)) for text in found)

    @cached_property
    def head_by_id(self) -> Mapping[str, ItemHead]:
        """Return the heads by item id."""
        return {head.id: head for head in self.heads}

    @property
    def kinds(self) -> Mapping[str, ItemKind]:
        """Return the kind of each item."""
        return {head.id: head.kind for head in self.heads}

    def item(self, item_id: str) -> Item:
        """Return one item, decoded alone and kept."""
        if item_id not in self._items:
            self._items[item_id] = rows.item_from_row(self._body("item", item_id))
        return self._items[item_id]

    def concept(self, concept_id: str) -> Concept:
        """Return one teaching card."""
        return rows.decode(Concept, json.loads(self._body("concept", concept_id)))

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """Return all teaching cards."""
        found = self._store.parts(self.content_hash, "concept")
        return tuple(rows.decode(Concept, json.loads(text)) for text in found)

    def scenario(self, scenario_id: str) -> Scenario:
        """Return one shared case."""
        return rows.decode(Scenario, json.loads(self._body("scenario", scenario_id)))

    def _body(self, kind: str, part_id: str) -> str:
        body = self._store.part(self.content_hash, kind, part_id)
        if body is None:
            raise UserError(f"“{self.title}” has no {kind} {part_id}. Check the spelling.")
        return body

    def plan(self, plan_id: str) -> ExamPlan:
        """Return one plan."""
        for plan in self.plans:
            if plan.id == plan_id:
                return plan
        known = ", ".join(plan.id for plan in self.plans)
        raise UserError(f"“{self.title}” has no exam plan {plan_id}. It has: {known}.")

    def objective(self, objective_id: str) -> Objective:
        """Return one learning objective."""
        for domain in self.domains:
            for objective in domain.objectives:
                if objective.id == objective_id:
                    return objective
        raise UserError(f"“{self.title}” has no objective {objective_id}.")

    def domain(self, domain_id: str) -> Domain:
        """Return one content domain."""
        for domain in self.domains:
            if domain.id == domain_id:
                return domain
        raise UserError(f"“{self.title}” has no domain {domain_id}.")

    def misconception(self, misconception_id: str) -> Misconception:
        """Return one misconception."""
        for misconception in self.misconceptions:
            if misconception.id == misconception_id:
                return misconception
        raise UserError(f"“{self.title}” has no misconception {misconception_id}.")


class Catalogue:
    """Finds the shipped bank and every bank version that an attempt was drawn from."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._current: BankView | None = None
        self._views: dict[str, BankView] = {}

    def bank(self) -> BankView:
        """Return the current bank, parsing its files only if they have changed."""
        if self._current is None:
            self._current = self._view(self._shelf.row())
        return self._current

    def by_hash(self, content_hash: str) -> BankView:
        """Return the bank that an attempt was drawn from, also when a newer one is in use."""
        if content_hash not in self._views:
            row = self._shelf.store.by_hash(content_hash)
            if row is None:
                raise DataError(f"the bank {content_hash} of an attempt is not stored any more")
            self._view(row)
        return self._views[content_hash]

    def _view(self, row: BankRow) -> BankView:
        return self._views.setdefault(row.content_hash, BankView(self._shelf.store, row))
