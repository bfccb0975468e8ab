"""What `make run` does once everything is installed: open the window, or say why not and demo."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from quizapp.desktop import has_display

ROOT = Path(__file__).parents[1]
OUT = Path("build/demo")


def main() -> int:
    """Open the app; without a display walk through it and say where the pictures lie."""
    if has_display():
        return subprocess.call([sys.executable, "-m", "quizapp"], cwd=ROOT)
    print("There is no display here, so quizapp walks through itself without one.", flush=True)
    code = subprocess.call([sys.executable, "-m", "quizapp", "demo", "--out", str(OUT)], cwd=ROOT)
    if code == 0:
        print(f"Pictures of every page: {ROOT / OUT}")
        print(f"The certificate:        {ROOT / OUT / 'certificate.pdf'}")
    return code


if __name__ == "__main__":
    sys.exit(main())
