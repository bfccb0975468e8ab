"""A number with its noun, one or many."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return such as “1 person” or “3 people”; without `many` the noun takes an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def people(number: int) -> str:
    """Return so many people."""
    return counted(number, "person", "people")
