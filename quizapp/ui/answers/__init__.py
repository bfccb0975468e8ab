"""One widget for each kind of item, refilled from question to question."""
