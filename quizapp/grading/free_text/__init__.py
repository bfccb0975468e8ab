"""Offline marking of written replies, criterion by criterion, with the words that decided.

`Marker.load().mark(case, reply)` is the door; it is cheap to import, and what it needs is loaded at
the first mark.
"""

from __future__ import annotations

from quizapp.grading.free_text.batch import BatchReport, grade_batch
from quizapp.grading.free_text.marker import Marker

__all__ = ["BatchReport", "Marker", "grade_batch"]
