"""Records of measurements: figures with the commit, the date and the command that made them."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]


def write_record(target: Path, figures: Mapping[str, object]) -> None:
    """Write figures as JSON; `docs/` quotes only from such files."""
    command = ["python", str(Path(sys.argv[0]).name), *sys.argv[1:]]
    commit = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    ).stdout.strip()
    record = {
        "commit": commit or "unknown",
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "command": " ".join(command),
        "python": platform.python_version(),
        **figures,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    target.write_text(text + "\n", encoding="utf-8")
