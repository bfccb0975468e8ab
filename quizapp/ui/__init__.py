"""The window: theme, widgets, pages and the navigator between them. Pages hold no rules."""

from quizapp.ui import qt_bytecode

qt_bytecode.load()  # everything here needs Qt, and this is the quick way to it
