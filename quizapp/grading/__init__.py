"""Marking: one door, `grade`, for every kind of item."""
