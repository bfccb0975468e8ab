"""The command line: one module a group of commands, all of them thin over services."""

REFUSED, USAGE_ERROR, UNFORESEEN, STOPPED = 2, 64, 70, 130
"""Exit codes that mean the same in every command; other codes are in a command's help."""
