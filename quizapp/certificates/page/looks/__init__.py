"""The looks of a certificate; each module draws the same words in its own way."""
