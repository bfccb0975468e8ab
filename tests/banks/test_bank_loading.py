"""A good bank comes back as frozen values, by YAML 1.2, the same through rows as from files."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError, replace

import pytest
from bank_folder import SMALL, BankFolder

from quizapp import banks
from quizapp.banks import cache, hashing, loading, rows
from quizapp.banks.loading import Loaded
from quizapp.banks.tree import Mapping, Scalar, read_tree
from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ItemKind,
    ListeningBody,
    MatchingBody,
    Pool,
)
from quizapp.domain.plan import Bank
from quizapp.errors import DataError


def item(bank: Bank, name: str) -> Item:
    return next(one for one in bank.items if one.id == name)


def test_every_kind_of_item_is_read(small: Loaded) -> None:
    assert {one.kind for one in small.bank.items} == set(ItemKind)


def test_values_keep_what_the_file_says(small: Loaded) -> None:
    choice = item(small.bank, "AA-1-M01")
    heard = item(small.bank, "AA-1-L01").body
    written = item(small.bank, "BB-1-F01").body
    matching = item(small.bank, "AA-2-R02").body
    talk = item(small.bank, "BB-1-V01").body

    assert isinstance(choice.body, ChoiceBody)
    assert [option.id for option in choice.body.options if option.correct] == ["a"]
    assert choice.authors == ("Test author",)
    assert [review.role for review in choice.reviews] == ["blind", "content"]
    assert isinstance(heard, ListeningBody)
    assert heard.dialogue[3].pause == 3.0
    assert heard.dialogue[2].overlap
    assert isinstance(written, FreeTextBody)
    assert [(c.id, c.weight) for c in written.criteria][1:3] == [
        ("concrete_next_step", 3.0),
        ("time_commitment", 2.0),
    ]
    assert isinstance(matching, MatchingBody)
    assert matching.key == {"p1": "a", "p2": "b", "p3": "c"}
    assert isinstance(talk, ConversationBody)
    assert talk.nodes[0].variants[0].when.tension_min == 2
    assert small.bank.plans[0].pool is Pool.ANY


def test_values_are_frozen(small: Loaded) -> None:
    with pytest.raises(FrozenInstanceError):
        small.bank.title = "other"  # type: ignore[misc] # that it is refused is the point


def test_places_name_file_and_line_of_every_id(small: Loaded) -> None:
    place = small.places["item AA-2-R01"]
    lines = (SMALL / place.file).read_text(encoding="utf-8").splitlines()

    assert "AA-2-R01" in lines[place.line - 1]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("2:30", "2:30"),
        ("2026-11-22", "2026-11-22"),
        ("012", 12),
        ("0o14", 12),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("true", True),
        ("'true'", "true"),
        ("~", None),
        ("", None),
        ("=", "="),
        ("9" * 400, "9" * 400),
    ],
)
def test_scalars_follow_the_yaml_12_core_schema(written: str, meant: object) -> None:
    root = read_tree(f"a: {written}\n".encode()).root

    assert isinstance(root, Mapping)
    node = root.entries["a"][1]
    assert isinstance(node, Scalar)
    assert node.value == meant
    assert type(node.value) is type(meant)


def test_a_number_where_a_text_belongs_is_taken_as_written(bank_folder: BankFolder) -> None:
    bank_folder.change("items/aa.yaml", "text: Naming a feeling", "text: 1.50")

    body = item(bank_folder.load().bank, "AA-2-R02").body

    assert isinstance(body, MatchingBody)
    assert body.options[0].text == "1.50"


def test_aliases_within_the_limits_are_filled_in(bank_folder: BankFolder) -> None:
    bank_folder.change("items/aa.yaml", "concepts: [C-1, C-2]", "concepts: &both [C-1, C-2]")
    bank_folder.change("items/aa.yaml", "concepts: [C-1, C-3]", "concepts: *both")

    assert item(bank_folder.load().bank, "AA-2-R02").concepts == ("C-1", "C-2")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    bank_folder: BankFolder, small: Loaded
) -> None:
    for file in ("items/aa.yaml", "bank.yaml"):
        text = (SMALL / file).read_text(encoding="utf-8")
        bank_folder.write(file, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert bank_folder.load().bank == small.bank


def test_a_whole_bank_goes_through_json_unchanged(small: Loaded) -> None:
    assert rows.from_json(rows.to_json(small.bank)) == small.bank


def test_each_item_is_decoded_alone(small: Loaded) -> None:
    for one in small.bank.items:
        assert rows.item_from_row(rows.item_to_row(one)) == one


def test_a_row_of_an_older_version_keeps_the_defaults_of_newer_fields(small: Loaded) -> None:
    older = rows.item_to_row(item(small.bank, "AA-2-R01")).replace('"care":"none",', "")

    assert rows.item_from_row(older) == item(small.bank, "AA-2-R01")


@pytest.mark.parametrize("row", ["", "[]", "{}", '{"kind":"essay"}', '{"kind":3}'])
def test_a_damaged_row_is_a_data_error(row: str) -> None:
    with pytest.raises(DataError):
        rows.item_from_row(row)


def test_layout_and_comments_do_not_change_the_hashes(
    bank_folder: BankFolder, small: Loaded
) -> None:
    bank_folder.append("items/aa.yaml", "\n# a remark\n\n")

    assert bank_folder.load().bank.content_hash == small.bank.content_hash


def test_moving_items_between_files_does_not_change_the_hashes(
    bank_folder: BankFolder, small: Loaded
) -> None:
    folder = bank_folder.folder
    (folder / "items" / "deep" / "er").mkdir(parents=True)
    (folder / "items/aa.yaml").rename(folder / "items/deep/er/zz.yaml")
    cards = (folder / "concepts/all.yaml").read_text(encoding="utf-8")
    last = cards.index("  - id: C-3")
    bank_folder.write("concepts/a.yaml", "concepts:\n" + cards[last:])
    bank_folder.write("concepts/all.yaml", cards[:last])

    assert bank_folder.load().bank == small.bank


def changed_hashes(bank_folder: BankFolder, small: Loaded) -> set[str]:
    fresh = bank_folder.load().bank
    assert fresh.content_hash != small.bank.content_hash
    before = {one.id: one.content_hash for one in small.bank.items}
    return {one.id for one in fresh.items if one.content_hash != before[one.id]}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("text: That sounds like a sad end", "text: This sounds like a sad end", {"AA-1-M01"}),
        ("key: [[b, d, a, c]]", "key: [[b, d, a, c], [d, b, a, c]]", {"AA-2-R01"}),
        ("kettle that leaks", "kettle that hums", {"AA-1-M01"}),
        ("rationale: She learns about kettles", "rationale: She hears about kettles", set()),
        ("trade: library", "trade: museum", set()),
    ],
)
def test_an_items_hash_changes_with_what_can_change_a_mark_and_nothing_else(
    old: str, new: str, changed: set[str], bank_folder: BankFolder, small: Loaded
) -> None:
    bank_folder.change("items/aa.yaml", old, new)

    assert changed_hashes(bank_folder, small) == changed


def test_a_rubrics_hash_changes_with_a_weight_and_not_with_a_sample(
    bank_folder: BankFolder, small: Loaded
) -> None:
    before = hashing.rubric_hashes(small.bank)
    bank_folder.change("items/bb.yaml", "You should have checked", "You ought to have checked")
    same = hashing.rubric_hashes(bank_folder.load().bank)
    bank_folder.change("items/bb.yaml", "weight: 2", "weight: 3")
    other = hashing.rubric_hashes(bank_folder.load().bank)

    assert before == same
    assert {name for name in before if before[name] != other[name]} == {"BB-1-F01"}


def test_a_cached_bank_is_not_parsed_again(
    bank_folder: BankFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = cache.MemoryCache()
    first = banks.load(bank_folder.folder, cache=kept)
    monkeypatch.setattr(loading, "read_tree", None)

    assert banks.load(bank_folder.folder, cache=kept) is first


def test_an_edited_bank_is_parsed_afresh(bank_folder: BankFolder) -> None:
    kept = cache.MemoryCache()
    banks.load(bank_folder.folder, cache=kept)
    bank_folder.change("bank.yaml", "title: Small bank", "title: Smaller bank")

    assert banks.load(bank_folder.folder, cache=kept).title == "Smaller bank"


def test_the_stamp_notices_every_change_and_the_fingerprint_only_content(
    bank_folder: BankFolder,
) -> None:
    folder = bank_folder.folder
    stamp, fingerprint = cache.file_stamp(folder), cache.file_fingerprint(folder)
    text = (folder / "bank.yaml").read_bytes()
    bank_folder.remove("bank.yaml").write("bank.yaml", text)

    assert cache.file_fingerprint(folder) == fingerprint
    bank_folder.append("bank.yaml", "# more\n")
    assert cache.file_fingerprint(folder) != fingerprint
    assert cache.file_stamp(folder) != stamp


def test_importing_banks_and_rows_costs_neither_yaml_nor_cattrs_nor_numpy() -> None:
    code = (
        "import sys; import quizapp.banks, quizapp.banks.rows, quizapp.banks.cache; "
        "print(sorted({'yaml', 'cattrs', 'numpy', 'rapidfuzz'} & set(sys.modules)))"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_items_come_in_the_order_of_their_ids(small: Loaded) -> None:
    names = [one.id for one in small.bank.items]

    assert names == sorted(names)


def test_a_bank_of_the_same_values_has_the_same_hash(small: Loaded) -> None:
    assert hashing.with_hashes(replace(small.bank, content_hash="x")) == small.bank
