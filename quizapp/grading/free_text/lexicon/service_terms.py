"""Words that lists of empathy terms are made of."""

from __future__ import annotations

SERVICE_TERMS = frozenset(
    [
        "empathy", "empathise", "understanding", "understand", "sorry", "apology", "apologies",
        "apologise", "frustration", "frustrated", "frustrating", "solution", "solutions",
        "resolve", "resolution", "follow", "followup", "up", "ownership", "own",
        "responsibility", "validate", "validation", "acknowledge", "acknowledgement",
        "acknowledged", "feeling", "feelings", "listen", "listening", "active", "paraphrase",
        "options", "option", "thank", "thanks", "appreciate", "appreciation", "personal",
        "personalise", "personalised", "concrete", "next", "step", "steps", "timeframe",
        "time", "frame", "deadline", "commitment", "compassion", "compassionate", "sincere",
        "sincerely", "deeply", "hear", "concern", "concerns", "upset", "worried", "worry",
        "anger", "angry", "calm", "tone", "blame", "no", "name", "open", "question",
        "questions", "refund", "replacement", "immediately", "promise", "hours", "24", "call",
        "back", "callback", "help", "support", "trust", "rapport", "care", "caring",
        "reassure", "reassurance", "patience", "patient", "tomorrow", "today", "shame", "fear",
        "scared", "valid", "understandable", "inconvenience", "disappointed", "disappointment",
        "customer", "policy", "minimise",
    ]
)  # fmt: skip
