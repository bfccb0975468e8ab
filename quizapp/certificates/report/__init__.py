"""Reports on paper: plain values in, a tagged PDF out.

They stand beside the certificate because they print names of all scripts with the same fonts and
the same shaping, and because nothing outside this package draws or writes PDF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.certificates.report.content import Bar, Cell, Histogram, ReportContent, Table

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Bar", "Cell", "Histogram", "ReportContent", "Table", "draw"]


def draw(content: ReportContent, *, made_at: datetime) -> bytes:
    """Return the report as a PDF; equal content and time give equal bytes."""
    from quizapp.certificates.report import drawing  # noqa: PLC0415 - fonts and libraries are slow to load

    return drawing.draw(content, made_at=made_at)
