"""The general way to canonical RDF: PyLD with bundled contexts and no network at all.

Slow and tolerant, so it is only the yardstick: an issuer compares its first credential of a session
with it, and the tests compare many.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from quizapp.certificates.rdf_quads import OB_CONTEXT, VC_CONTEXT
from quizapp.errors import DataError

_FILES: Final = {
    VC_CONTEXT: "credentials-v2.json",
    OB_CONTEXT: "open-badges-3.0.3.json",
}


@cache
def bundled(url: str) -> dict[str, Any]:
    """Give a bundled context; DataError for any other address, because nothing is ever fetched."""
    name = _FILES.get(url)
    if name is None:
        raise DataError(f"The context {url} is not bundled, and contexts are never fetched.")
    path = Path(__file__).parent / "contexts" / name
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def canonical(document: dict[str, Any], *, more: dict[str, dict[str, Any]] | None = None) -> bytes:
    """Canonicalise any JSON-LD document by RDFC-1.0; `more` adds contexts by address."""
    from pyld import jsonld  # noqa: PLC0415 - slow to import and rarely needed

    extra = more or {}

    def load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
        found = extra[url] if url in extra else bundled(url)
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": found,
        }

    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": load,
    }
    text: str = jsonld.normalize(document, options)
    return text.encode()
