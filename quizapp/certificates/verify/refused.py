"""How the parts of the verifier say no."""

from __future__ import annotations

from quizapp.domain.verdict import Finding, Reason


class Refused(Exception):  # noqa: N818 - an answer about a file, not a fault of the program
    """A check came to an end; carries the finding."""

    def __init__(self, reason: Reason, detail: str = "", step: str = "") -> None:
        """Keep the finding; `detail` and `step` are for people, in plain words."""
        super().__init__(reason.code, detail)
        self.finding = Finding(reason=reason, detail=detail, step=step)
