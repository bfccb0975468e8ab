"""A folder of YAML to a frozen bank, or all of its faults at once.

Three stages, each noting faults instead of stopping: every file to a tree (`tree`), every tree to
values (`read_items`, `read_frame`), and then what only the whole can answer: ids that nobody
defines and objectives of another domain. A plan that the items cannot fill yet is left to the
checks: it must not keep anybody from practising with what is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizapp.banks.cache import BankCache, bank_files, file_fingerprint
from quizapp.banks.fields import Fields
from quizapp.banks.hashing import with_hashes
from quizapp.banks.ledger import Ledger, Place
from quizapp.banks.read_frame import (
    Head,
    read_concept,
    read_domain,
    read_framework,
    read_head,
    read_misconception,
    read_plan,
    read_targets,
)
from quizapp.banks.read_items import read_item, read_review, read_scenario
from quizapp.banks.targets import Targets
from quizapp.banks.tree import MAX_BYTES, Node, TreeError, read_tree
from quizapp.domain.items import (
    Concept,
    Domain,
    Framework,
    Item,
    Misconception,
    Review,
    Scenario,
)
from quizapp.domain.marking import LIBRARY
from quizapp.domain.plan import Bank, ExamPlan
from quizapp.errors import InputError

MAX_FILES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A bank with what only its files know: the place of each id and the floors it aims at.

    `places` is keyed by sort and id, such as `item CH-3-M02` or `plan short`; a quota by plan,
    section and position, such as `quota short/s1/0`.
    """

    bank: Bank
    places: Mapping[str, Place]
    targets: Targets | None


@dataclass(slots=True)
class _Draft:
    """A bank while its files are read."""

    ledger: Ledger = field(default_factory=Ledger)
    head: Head | None = None
    domains: list[Domain] = field(default_factory=list)
    misconceptions: list[Misconception] = field(default_factory=list)
    frameworks: list[Framework] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    plans: list[ExamPlan] = field(default_factory=list)
    reviews: defaultdict[str, list[Review]] = field(default_factory=lambda: defaultdict(list))
    owners: dict[str, str] = field(default_factory=dict)
    quotas: dict[str, Place] = field(default_factory=dict)
    targets: Targets | None = None


def load(folder: Path, *, cache: BankCache | None = None) -> Bank:
    """Return the bank in `folder`, from the cache where its files have not changed.

    Raises:
        InputError: everything that is wrong with the bank, each fault with file, line and path.

    """
    if cache is None:
        return load_with_places(folder).bank
    _require_folder(folder)
    fingerprint = file_fingerprint(folder)
    bank = cache.get(fingerprint)
    if bank is None:
        bank = load_with_places(folder).bank
        cache.put(fingerprint, bank)
    return bank


def load_with_places(folder: Path) -> Loaded:
    """Return the bank with the places of its ids and its targets; raises as `load` does."""
    _require_folder(folder)
    draft = _Draft()
    draft.ledger.defined["criterion"] = {name: Place("", 0, "") for name in LIBRARY}
    paths = list(bank_files(folder))
    if len(paths) > MAX_FILES:
        raise InputError(f"The bank {folder} has more than {MAX_FILES} files.")
    for path in paths:
        _read_file(draft, folder, path)
    if draft.head is None and not any(path.name == "bank.yaml" for path in paths):
        draft.ledger.fault(Place("bank.yaml", 0, ""), "the file is missing; every bank has one")
    if not draft.ledger.unreadable:
        draft.ledger.settle()
        _check_owners(draft)
    if draft.ledger.faults or draft.head is None:
        raise _refusal(folder, draft.ledger)
    bank = _assembled(draft, draft.head)
    places = {
        f"{sort} {name}": place
        for sort, known in draft.ledger.defined.items()
        for name, place in known.items()
        if place.file
    }
    places |= {f"quota {name}": place for name, place in draft.quotas.items()}
    return Loaded(bank=with_hashes(bank), places=places, targets=draft.targets)


def _require_folder(folder: Path) -> None:
    """Refuse what is no folder; a lone file is read, so that its own faults are named, too."""
    if folder.is_dir():
        return
    advice = "Name a folder that holds a bank.yaml."
    if not folder.is_file():
        raise InputError(f"There is no bank folder {folder}. {advice}")
    ledger = Ledger()
    _read_tree(ledger, folder.parent, folder)
    raise InputError(f"{folder.name} is a file, not a bank. {advice}", ledger.in_order())


def _refusal(folder: Path, ledger: Ledger) -> InputError:
    faults = ledger.in_order()
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return InputError(f"The bank {folder.name} cannot be used: {count}.{_left(ledger)}", faults)


def _left(ledger: Ledger) -> str:
    """Say which references were not checked, and why."""
    if ledger.unreadable:
        return " References were not checked, since a file could not be read."
    hidden = sorted({ref.sort for ref in ledger.references if ref.sort in ledger.partial})
    if not hidden:
        return ""
    sorts = " and ".join(f"{sort}s" for sort in hidden)
    return f" References to {sorts} were not checked, since not all of their ids could be told."


def _read_file(draft: _Draft, folder: Path, path: Path) -> None:
    """Read one file to a tree and hand it to the reader for its place in the folder."""
    name = path.relative_to(folder).as_posix()
    if path.suffix != ".yaml":
        draft.ledger.fault(Place(name, 0, ""), "the name ends in .yml; rename it to .yaml")
        return
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        draft.ledger.unreadable += 1
        draft.ledger.fault(
            Place(name, 0, ""),
            "not a plain file inside the bank folder; links to elsewhere are refused",
        )
        return
    root = _read_tree(draft.ledger, folder, path)
    if root is not None:
        _read_content(draft, name, Fields(draft.ledger, name, root))


def _read_tree(ledger: Ledger, folder: Path, path: Path) -> Node | None:
    """Return the tree of a file, or None with its faults in the ledger."""
    name = path.relative_to(folder).as_posix()
    try:
        with path.open("rb") as file:
            tree = read_tree(file.read(MAX_BYTES + 1))
    except OSError as error:
        ledger.unreadable += 1
        ledger.fault(Place(name, 0, ""), f"cannot be read: {error.strerror or error}")
        return None
    except TreeError as error:
        ledger.unreadable += 1
        for flaw in error.flaws:
            ledger.fault(Place(name, flaw.line, ""), flaw.message)
        return None
    for flaw in tree.flaws:
        ledger.fault(Place(name, flaw.line, ""), flaw.message)
    return tree.root


def _read_content(draft: _Draft, name: str, fields: Fields) -> None:
    """Choose the reader by the place of the file in the folder."""
    match name.split("/"):
        case ["bank.yaml"]:
            draft.head = read_head(fields)
        case ["framework.yaml"]:
            draft.domains += [
                read_domain(row, draft.owners) for row in fields.rows("domains", defines="domain")
            ]
            if not draft.domains:
                draft.ledger.partial.add("objective")
            rows = fields.rows("misconceptions", required=False, defines="misconception")
            draft.misconceptions += map(read_misconception, rows)
            rows = fields.rows("frameworks", required=False, defines="framework")
            draft.frameworks += map(read_framework, rows)
            fields.close("framework.yaml")
        case ["targets.yaml"]:
            draft.targets = read_targets(fields)
        case ["concepts", _]:
            draft.concepts += map(read_concept, fields.rows("concepts", defines="concept"))
            fields.close("a file of teaching cards")
        case ["plans", _]:
            draft.plans.append(read_plan(fields, draft.quotas))
        case ["items", *_]:
            rows = fields.rows("scenarios", required=False, defines="scenario")
            draft.scenarios += map(read_scenario, rows)
            found = map(read_item, fields.rows("items", required=False, defines="item"))
            draft.items += [item for item in found if item is not None]
            fields.close("a file of items")
        case ["reviews", *_]:
            for row in fields.rows("reviews"):
                item, review = read_review(row)
                draft.reviews[item].append(review)
            fields.close("a file of reviews")
        case _:
            draft.ledger.fault(
                Place(name, 0, ""),
                "this file has no place in a bank; there are bank.yaml, framework.yaml, "
                "targets.yaml and the folders concepts, items, plans, reviews",
            )


def _check_owners(draft: _Draft) -> None:
    """Note items whose objective belongs to another domain."""
    places = draft.ledger.defined.get("item", {})
    for item in draft.items:
        owner = draft.owners.get(item.objective, item.domain)
        if owner != item.domain and item.domain and item.id in places:
            draft.ledger.fault(
                places[item.id],
                f"the objective {item.objective} belongs to the domain {owner}, "
                f"but the item says {item.domain}",
            )
    total = sum(domain.weight for domain in draft.domains)
    if draft.domains and abs(total - 1) > 0.005:  # noqa: PLR2004 (rounding of two decimals)
        first = next(iter(draft.ledger.defined.get("domain", {}).values()))
        draft.ledger.fault(first, f"the weights of the domains add up to {total:g}, not to 1")


def _assembled(draft: _Draft, head: Head) -> Bank:
    """Put the values together; items, cases and cards in the order of their ids."""
    items = tuple(
        replace(
            item,
            reviews=tuple(draft.reviews.get(item.id, ())),
            authors=item.authors or head.authors,
        )
        for item in sorted(draft.items, key=lambda item: item.id)
    )
    return Bank(
        id=head.id,
        title=head.title,
        version=head.version,
        language=head.language,
        licence=head.licence,
        content_hash="",
        domains=tuple(draft.domains),
        scenarios=tuple(sorted(draft.scenarios, key=lambda case: case.id)),
        items=items,
        plans=tuple(draft.plans),
        concepts=tuple(sorted(draft.concepts, key=lambda concept: concept.id)),
        misconceptions=tuple(draft.misconceptions),
        frameworks=tuple(draft.frameworks),
        authors=head.authors,
        default_plan=head.default_plan,
        description=head.description,
    )
