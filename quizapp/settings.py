"""Choices of comfort and where the data lie. Pass marks and times are exam data, never settings."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from quizapp.errors import UserError

ENVIRONMENT = "QUIZAPP_DATA_DIR"
FILE_NAME = "settings.toml"
VERSION = 1

THEMES = ("system", "light", "dark", "contrast")
SMALLEST_TEXT, LARGEST_TEXT = 90, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person chose. `text_size` is a percentage, 90 to 200.

    `speak_calls` lets the system's voice speak where there is one, `captions` shows the words as
    well. `listening_speed` and `listening_volume` are percentages.
    `spacing` is normal, wide or widest. `shortcuts` maps an action to another key than its own.
    """

    theme: str = "system"
    text_size: int = 100
    spacing: str = "normal"
    reduced_motion: bool = False
    single_keys: bool = True
    clock_shown: bool = True
    ask_confidence: bool = True
    spell_check: bool = True
    spell_language: str = "en-GB"
    speak_calls: bool = True
    captions: bool = False
    listening_speed: int = 100
    listening_volume: int = 80
    page_size: str = "A4"
    shortcuts: tuple[tuple[str, str], ...] = ()


def data_folder(chosen: Path | None = None) -> Path:
    """Return the data folder: the one given, else from the environment, else the user's own."""
    if chosen is not None:
        return chosen.expanduser().absolute()
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed by portable data folders

    return user_data_path("quizapp", appauthor=False)


def load(folder: Path) -> Settings:
    """Return the settings in a data folder; what is missing or unreadable keeps its default."""
    if not (folder / FILE_NAME).is_file():
        return Settings()
    import tomllib  # noqa: PLC0415 - most folders hold no settings of their own

    try:
        stored = tomllib.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Settings()
    return _checked(stored)


def _checked(stored: dict[str, Any]) -> Settings:
    settings = Settings()
    for field in fields(Settings):
        default, value = getattr(settings, field.name), stored.get(field.name)
        if field.name == "shortcuts" and isinstance(value, dict):
            pairs = tuple(sorted((str(k), str(v)) for k, v in value.items()))
            settings = replace(settings, shortcuts=pairs)
        elif type(value) is type(default) and field.name != "shortcuts":
            changed: dict[str, Any] = {field.name: value}
            settings = replace(settings, **changed)
    if settings.theme not in THEMES:
        settings = replace(settings, theme="system")
    size = min(LARGEST_TEXT, max(SMALLEST_TEXT, settings.text_size))
    return replace(settings, text_size=size)


def save(folder: Path, settings: Settings) -> None:
    """Write the settings in one step; `UserError` if the folder can't be written."""
    lines = [f"version = {VERSION}"]
    table = asdict(settings)
    shortcuts = table.pop("shortcuts")
    lines += [f"{name} = {_toml(value)}" for name, value in table.items()]
    if shortcuts:
        lines += ["", "[shortcuts]", *(f"{_toml(k)} = {_toml(v)}" for k, v in shortcuts)]
    part = folder / (FILE_NAME + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
        part.replace(folder / FILE_NAME)
    except OSError as error:
        raise UserError(
            f"The settings could not be saved in {folder} ({error.strerror}). "
            "They hold until you close the app."
        ) from error


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
