from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.certificates.page.specimen import NAMES, main


def test_specimens_of_one_template_are_written_as_pdf_and_png(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "out"), "ripples"]) == 0

    names = capsys.readouterr().out.split()
    assert len(names) == len(NAMES) + 4
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{name}.{kind}" for name in names for kind in ("pdf", "png")
    }


def test_without_a_folder_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 64
    assert "OUTDIR" in capsys.readouterr().err
