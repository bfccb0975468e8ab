"""A marker of replies that goes by signs in square brackets, for tests that need many results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.domain.marking import (
    BLOCKERS,
    LIBRARY,
    PRESENCE,
    Case,
    CriterionMark,
    Evidence,
    Marking,
    Polarity,
    weighted_share,
)

POOR, DOUBT, RUDE = "[poor]", "[doubt]", "[rude]"


class WordMarker:
    """Every criterion is met, unless the reply says otherwise.

    `[poor]` meets nothing that has to be present, `[doubt]` leaves every such criterion undecided
    at not met, `[rude]` breaks the rule of a calm tone.
    """

    version = "words 1"

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        del case
        asked = tuple(criteria or LIBRARY)
        away = POOR in reply or DOUBT in reply
        met = {name: not (away and name in PRESENCE) for name in asked}
        if RUDE in reply and "calm_tone" in met:
            met["calm_tone"] = False
        heard = Evidence(
            start=0,
            end=len(reply[:5]),
            text=reply[:5],
            why="It begins like this.",
            polarity=Polarity.FOR,
        )
        return Marking(
            valid_attempt=True,
            invalid_reason=None,
            band=3,
            score=weighted_share(met, weights or dict.fromkeys(asked, 1.0)),
            needs_review=DOUBT in reply,
            marker=self.version,
            criteria={
                name: CriterionMark(
                    met=value,
                    confidence=0.55 if DOUBT in reply and name in PRESENCE else 0.95,
                    review=DOUBT in reply and name in PRESENCE and name not in BLOCKERS,
                    evidence=(heard,) if value else (),
                    advice="" if value else "Say it in the first line.",
                )
                for name, value in met.items()
            },
        )
