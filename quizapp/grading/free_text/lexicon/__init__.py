"""Words and turns of phrase, sorted by what they do; no decisions are taken here."""
