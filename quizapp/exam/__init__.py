"""Exams without a window or a disk: drawing a form, moving in it, the clock, the result."""
