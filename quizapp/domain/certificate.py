"""The facts of a certificate, frozen at the moment it is issued.

Page and credential are a pure function of a `CertificateFacts`: nothing else may reach the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class IssuerKind(StrEnum):
    """Who vouches: a person's own computer (practice) or an organisation."""

    LOCAL = "local"
    ORGANISATION = "organisation"


class PageSize(StrEnum):
    """Paper, always landscape."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """How the page looks. Images are PNG or JPEG bytes as stored; colours are `#RRGGBB`."""

    template: str = "circles"
    page_size: PageSize = PageSize.A4
    colour: str = "#0E6265"
    accent: str = "#B4492A"
    logo: bytes | None = None
    signatory_name: str = ""
    signatory_title: str = ""
    signature_image: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainResult:
    """One domain as printed: its title and a word for the band, such as `secure`."""

    title: str
    band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """Everything that is printed, embedded or encoded; points are 0 to 100, times are aware UTC.

    `holder_language` chooses Han glyphs (`ja`, `zh-Hans`, `zh-Hant`, `ko`) and may be empty.
    `identity_salt` salts the hash of `holder_email`, which itself is never written anywhere.
    `language` is the language of the page's own words.
    """

    serial: str
    credential_id: str
    status_index: int
    holder_name: str
    holder_language: str
    holder_email: str
    identity_salt: str
    programme: str
    exam_title: str
    form_id: str
    bank_id: str
    bank_version: str
    score: float
    cut: float
    cut_status: str
    band: str
    domains: tuple[DomainResult, ...]
    issued_at: datetime
    taken_on: date
    valid_until: date | None
    supervision: str
    issuer_id: str
    issuer_name: str
    issuer_kind: IssuerKind
    replaces: str | None
    appearance: Appearance
    language: str = "en"
