"""Shipped files are found beside the checkout and inside an installed package alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp import resources
from quizapp.errors import UserError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that the package lies in an empty place."""
    folder = tmp_path / "site" / "quizapp"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", folder)
    monkeypatch.setattr(resources, "_INSTALLED", folder / "_data")
    return folder


def ship(root: Path) -> None:
    (root / "assets" / "schema").mkdir(parents=True)
    (root / "assets" / "schema" / "x.json").write_text("{}")
    (root / "question_banks" / "one").mkdir(parents=True)
    (root / "question_banks" / "one" / "bank.yaml").write_text("id: one")
    (root / "question_banks" / "notes").mkdir()


@pytest.mark.parametrize("place", ["_data", ".."])
def test_files_are_found_in_the_package_and_in_the_checkout(place: str, package: Path) -> None:
    ship(package / place)

    assert resources.asset("schema", "x.json").read_text() == "{}"
    assert resources.shipped_bank("one").name == "one"
    assert [folder.name for folder in resources.shipped_banks()] == ["one"]


def test_the_installed_files_win(package: Path) -> None:
    ship(package / "_data")
    ship(package.parent)

    assert resources.assets() == package / "_data" / "assets"


def test_what_is_missing_is_a_sentence(package: Path) -> None:
    with pytest.raises(UserError, match="Install quizapp again"):
        resources.assets()
    ship(package / "_data")
    with pytest.raises(UserError, match=r"schema/y\.json"):
        resources.asset("schema", "y.json")
    with pytest.raises(UserError, match="Shipped banks: one"):
        resources.shipped_bank("two")
