"""What a learner's history says: pure functions over answers, no disk and no window."""
