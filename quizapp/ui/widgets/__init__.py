"""The building blocks that pages are made of; all painted from the theme."""
