"""The accessibility report, page by page: names, roles, states, the way of Tab, rings, targets.

    python benchmarks/accessibility.py [--out docs/proof/accessibility.json]

Walks through the learner's window from the first run to the certificate and reads every page and
dialog from Qt's accessibility tree. Exit code 1 if anything is amiss.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from record import write_record

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gui")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from page_report import SMALLEST_TARGET, Ear, PageReport, examine  # noqa: E402 - after the path is set
from plain_marker import PlainMarker  # noqa: E402 - as above
from PySide6.QtWidgets import QWidget  # noqa: E402 - as above
from tour import Tour  # noqa: E402 - as above

from quizapp import app as composition  # noqa: E402 - as above
from quizapp.app import open_app  # noqa: E402 - as above
from quizapp.ui.driver import Driver  # noqa: E402 - as above
from quizapp.ui.window import open_window  # noqa: E402 - as above


def reports(folder: Path) -> list[PageReport]:
    """Walk through a fresh data folder and return a report of every page met."""
    setattr(composition, "written_marker", PlainMarker)  # noqa: B010 - the marks are not the matter here
    app = open_app(folder)
    driver = Driver(open_window(app)).show()
    found: list[PageReport] = []
    with Ear() as ear:

        def visit(page: str, root: QWidget) -> None:
            said = ear.take()
            found.append(examine(page, root))
            found[-1].announced = said

        Tour(driver, visit).go()
    driver.close()
    app.close()
    return found


def main() -> int:
    """Write the report and return 1 if it names a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "proof" / "accessibility.json")
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        found = reports(Path(folder))
    faults = [f"{report.page}: {fault}" for report in found for fault in report.faults]
    roles = Counter(control.role for report in found for control in report.controls)
    sizes = [report.smallest_target for report in found if report.controls]
    write_record(
        out,
        {
            "pages_and_dialogs": len(found),
            "controls": sum(len(report.controls) for report in found),
            "without_a_name": sum("has no name" in fault for fault in faults),
            "tab_stops": sum(len(report.tab_order) for report in found),
            "rings_seen": sum(report.rings_seen for report in found),
            "smallest_target_px": min(sizes),
            "smallest_target_asked_px": SMALLEST_TARGET,
            "announcements": sum(len(report.announced) for report in found),
            "roles": dict(roles.most_common()),
            "faults": faults,
            "pages": [report.plain() for report in found],
        },
    )
    print(f"{len(found)} pages and dialogs, {len(faults)} faults")
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
