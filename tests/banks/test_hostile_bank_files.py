"""Files that would do harm or are no part of a bank: refused with their line, never followed."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_folder import BankFolder

from quizapp import banks
from quizapp.banks.cache import MemoryCache, file_stamp
from quizapp.errors import InputError

HOSTILE = {
    "20,000 nested lists": (b"items: " + b"[" * 20_000, 1, "nested deeper than 50"),
    "20,000 nested mappings": (b"{a: " * 20_000, 1, "nested deeper than 50"),
    "20,000 nested entries": (b"items:\n" + b"- " * 20_000 + b"x", 2, "nested deeper than 50"),
    "2,500 indented levels": (
        b"\n".join(b" " * depth + b"a:" for depth in range(2_500)),
        51,
        "nested deeper than 50",
    ),
    "an alias bomb": (
        b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 10))
            for name in range(ord("b"), ord("j"))
        ),
        6,
        "values once aliases are filled in",
    ),
    "many aliases": (b"a: &a x\nb: [" + b"*a, " * 101 + b"x]", 2, "more than 100 aliases"),
    "a node in itself": (b"items: &a [*a]", 1, "may not contain itself"),
    "an object tag": (b"items: !!python/object/apply:os.system [ls]", 1, "tag !!python"),
    "a private tag": (b"items:\n  - !secret x", 2, "tag !secret"),
    "4 MiB and a byte": (b"#" * (4 * 2**20 + 1), 0, "larger than 4 MiB"),
    "latin-1 letters": ("items:\n  - é".encode("latin-1"), 2, "not UTF-8"),
    "a NUL": (b"items:\n\n  - a\x00b", 3, "control character"),
    "an empty file": (b"", 0, "the file is empty"),
    "only a comment": (b"# nothing\n", 0, "the file is empty"),
    "two documents": (b"items: []\n---\nitems: []\n", 2, "second document"),
    "a list as a name": (b"? [a]\n: b\n", 1, "name of a field"),
    "a bare text": (b"hello", 1, "fields (name: value) are expected"),
    "a list of texts": (b"items: [a, b]", 1, "fields (name: value) are expected"),
    "a JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", 1, "not UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_line(name: str, bank_folder: BankFolder) -> None:
    content, line, says = HOSTILE[name]
    bank_folder.write("items/hostile.yaml", content)

    told = [f for f in bank_folder.faults() if f.file == "items/hostile.yaml"]

    assert any(f.line == line and says in f.message for f in told), "\n".join(map(str, told))


def test_a_link_to_a_file_outside_the_bank_is_not_read(
    bank_folder: BankFolder, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: swordfish")
    (bank_folder.folder / "items" / "link.yaml").symlink_to(secret)

    (fault,) = bank_folder.faults()

    assert fault.file == "items/link.yaml"
    assert "swordfish" not in fault.message


def test_a_link_to_nothing_and_a_folder_with_a_files_name_are_named(
    bank_folder: BankFolder,
) -> None:
    (bank_folder.folder / "items" / "gone.yaml").symlink_to("nowhere.yaml")
    (bank_folder.folder / "items" / "folder.yaml").mkdir()

    with pytest.raises(InputError) as refusal:
        banks.load(bank_folder.folder, cache=MemoryCache())

    assert [f.file for f in refusal.value.faults] == ["items/folder.yaml", "items/gone.yaml"]
    assert file_stamp(bank_folder.folder)


@pytest.mark.parametrize("file", ["items/more.yml", "extra.yaml", "drafts/items.yaml"])
def test_a_file_that_has_no_place_is_named(file: str, bank_folder: BankFolder) -> None:
    bank_folder.write(file, "items: []")

    assert [fault.file for fault in bank_folder.faults()] == [file]


def test_two_faults_in_one_unreadable_file_are_both_told(bank_folder: BankFolder) -> None:
    bank_folder.write("items/x.yaml", "a: 1\na: 2\nb: !tag c\nd: [\n")

    lines = [fault.line for fault in bank_folder.faults()]

    assert lines == [2, 3, 5]


def test_shared_samples_of_hostile_yaml_are_refused() -> None:
    folder = Path(__file__).parents[2].parent / "shared" / "fixtures" / "nasty"
    if not folder.is_dir():
        pytest.skip("the shared samples are not beside this checkout")
    for name in ("26_yaml_alias_bomb.yaml", "27_yaml_object_tag.yaml"):
        with pytest.raises(InputError) as refusal:
            banks.load(folder / name)
        assert refusal.value.faults[0].file == name
        assert refusal.value.faults[0].line > 0
