"""Frequent words of other languages that are no English words, or rare ones."""

from __future__ import annotations

OTHER_LANGUAGES = frozenset(
    [
        "der", "die", "das", "und", "ist", "nicht", "ich", "sie", "wir", "ihr", "ein", "eine",
        "einen", "mit", "für", "auf", "haben", "werden", "tut", "leid", "bitte", "danke",
        "uns", "ihnen", "ihre", "le", "la", "les", "et", "est", "nous", "vous", "je", "pas",
        "une", "des", "pour", "avec", "que", "qui", "dans", "sur", "votre", "notre", "désolé",
        "désolée", "merci", "el", "los", "las", "y", "es", "no", "por", "para", "con", "usted",
        "lo", "siento", "su", "nuestro", "una", "del", "gracias", "het", "een", "en", "niet",
        "wij", "van", "ik", "u", "uw", "onze", "voor", "met", "sono", "il", "gli", "e", "non",
        "che", "per", "mi", "dispiace", "siamo", "grazie", "di", "nie", "jest", "się",
        "przepraszam", "bardzo", "na", "proszę", "nós", "você", "não", "sinto", "muito",
        "obrigado", "em", "um", "uma", "os", "as", "hum", "aap", "hai", "nahin", "mujhe",
        "kshama", "är", "jag", "och", "inte", "det", "på", "förlåt", "ve", "bir", "için",
        "çok", "özür", "dilerim", "cher", "chère", "monsieur", "madame", "sehr", "geehrte",
        "geehrter", "lieber", "liebe", "estimado", "estimada", "señor", "señora",
    ]
)  # fmt: skip
