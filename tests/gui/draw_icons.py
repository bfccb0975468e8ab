"""Write the icons that the window uses, out of the Lucide package, to `assets/icons`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lucide import lucide_icon

TARGET = Path(__file__).parents[2] / "assets" / "icons" / "lucide.json"
NAMES = [
    "shield-x",
    "shield-alert",
    "shield-question-mark",
    "key-round",
    "image",
    "link",
    "house",
    "target",
    "clipboard-check",
    "trending-up",
    "award",
    "settings",
    "circle-question-mark",
    "search",
    "clock",
    "circle-check",
    "check",
    "x",
    "circle-x",
    "arrow-right",
    "arrow-left",
    "chevron-down",
    "chevron-up",
    "chevron-left",
    "chevron-right",
    "pencil-line",
    "phone",
    "mail",
    "message-circle",
    "message-square",
    "users",
    "megaphone",
    "wallet",
    "flag",
    "bookmark",
    "eye",
    "eye-off",
    "layout-grid",
    "undo-2",
    "rotate-ccw",
    "info",
    "lightbulb",
    "corner-down-right",
    "message-circle-question-mark",
    "message-circle-warning",
    "handshake",
    "activity",
    "headphones",
    "play",
    "pause",
    "grip-vertical",
    "list-checks",
    "list-ordered",
    "cable",
    "calendar-days",
    "a-large-small",
    "menu",
    "book-open",
    "columns-2",
    "sparkles",
    "file-down",
    "folder-open",
    "printer",
    "messages-square",
    "shield",
    "shield-check",
    "chevrons-up",
    "sprout",
    "sun",
    "moon",
    "monitor",
    "contrast",
    "timer",
    "triangle-alert",
    "save",
    "lock",
    "keyboard",
    "database",
    "user-cog",
    "accessibility",
    "circle-dashed",
    "circle-dot",
    "plus",
    "ellipsis",
    "repeat-2",
    "trash",
    "download",
    "upload",
    "copy",
    "chart-column",
    "calendar-clock",
    "notebook-pen",
    "volume-2",
    "file-text",
    "user-plus",
    "user-search",
    "user-pen",
    "user-x",
    "user-check",
    "user-minus",
    "calendar-plus",
    "calendar-check",
    "square",
    "file-spreadsheet",
    "arrow-up",
    "arrow-down",
    "minus",
    "lock-open",
    "archive",
    "hourglass",
    "scale",
    "ban",
    "table",
    "trending-down",
    "git-branch",
    "highlighter",
    "captions",
    "captions-off",
    "ear",
]


def drawings() -> dict[str, str]:
    """Return the inner SVG of every icon in use."""
    made = {}
    for name in sorted(NAMES):
        svg = lucide_icon(name)
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
        assert inner is not None, name
        made[name] = re.sub(r"\s*\n\s*", "", inner[1]).strip()
        assert "placeholder" not in svg.lower(), name
        assert "<text" not in svg, f"Lucide has no icon {name}"
    return made


if __name__ == "__main__":
    TARGET.write_text(json.dumps(drawings(), indent=1) + "\n", encoding="utf-8")
