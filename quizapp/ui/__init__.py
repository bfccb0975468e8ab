"""The window: theme, widgets, pages and the navigator between them. Pages hold no rules."""
