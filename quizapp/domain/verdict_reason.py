"""Every reason why a verdict is not green, in one table: code, colour, words and next step."""

from __future__ import annotations

from enum import Enum, StrEnum


class Colour(StrEnum):
    """The overall answer. Never show it without its word and icon."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"

    @property
    def exit_code(self) -> int:
        """Exit status of a command that checked one file."""
        return {"green": 0, "amber": 1, "red": 2, "grey": 3}[self.value]

    @property
    def badness(self) -> int:
        """Rank for 'worst first': red, then grey, amber and green."""
        return {"green": 0, "amber": 1, "grey": 2, "red": 3}[self.value]


class Reason(Enum):
    """Why a verdict is not green: stable code, colour, headline, sentence and next step."""

    ISSUER_UNKNOWN = (
        "issuer_unknown",
        Colour.AMBER,
        "Intact, but from an issuer you do not know",
        "the issuer is not among those you trust, so anyone could have made it.",
        "Ask the issuer for their trust bundle and compare its fingerprint by phone or on paper.",
    )
    SELF_ISSUED = (
        "self_issued",
        Colour.AMBER,
        "Intact, but self-issued for practice",
        "it was issued by the learner's own computer for practice; no organisation vouches for it.",
        "Treat it as a note of practice; ask for a certificate from an organisation.",
    )
    STATUS_UNKNOWN = (
        "status_unknown",
        Colour.AMBER,
        "Genuine, but no status list is loaded",
        "there is no status list here, so it is not known whether it was withdrawn.",
        "Ask the issuer for the current status list and load it.",
    )
    STATUS_STALE = (
        "status_stale",
        Colour.AMBER,
        "Genuine, but the status list here is old",
        "the status list here is past its date, so a later withdrawal would not show.",
        "Ask the issuer for a newer status list and load it.",
    )
    ENDED = (
        "ended",
        Colour.AMBER,
        "Genuine, but it has ended",
        "its period of validity is over.",
        "Ask the holder whether it was renewed.",
    )
    CLOCK_BEFORE_ISSUE = (
        "clock_before_issue",
        Colour.AMBER,
        "Intact, but this computer's clock is before its date",
        "it is dated later than this computer's clock.",
        "Put the clock of this computer right and check again.",
    )
    CLOCK_BEHIND = (
        "clock_behind",
        Colour.AMBER,
        "Intact, but this computer's clock is behind",
        "this computer's clock is behind signed dates that it has already seen.",
        "Put the clock of this computer right and check again.",
    )
    SIGNER_EXPIRED = (
        "signer_expired",
        Colour.AMBER,
        "Intact, but the signing key has expired",
        "the key that signed it has expired and its date is not proven by the issuer's log.",
        "Load the issuer's current issuance log, or ask the issuer to confirm the serial number.",
    )
    SUSPENDED = (
        "suspended",
        Colour.AMBER,
        "Genuine, but suspended",
        "the issuer has suspended it for now.",
        "Ask the issuer, and load a newer status list later.",
    )
    CLAIM_ONLY = (
        "claim_only",
        Colour.AMBER,
        "Genuine claim; compare it with the page",
        "only the printed code was checked: the claim below is genuine, the page is not proven.",
        "Compare each line below with the page, and ask for the PDF file.",
    )
    PICTURE_UNPROVEN = (
        "picture_unproven",
        Colour.AMBER,
        "Genuine credential; the picture is not signed",
        "the credential in this badge is genuine, the picture around it is not signed.",
        "Rely on the facts below, not on the picture.",
    )
    CHANGED = (
        "changed",
        Colour.RED,
        "Changed after it was issued",
        "the file was changed after it was issued.",
        "Ask the holder or the issuer for the original.",
    )
    REFORMATTED = (
        "reformatted",
        Colour.RED,
        "Changed after it was issued",
        "another program wrote its text anew, so this is not the file that was issued.",
        "Ask the holder for the file as it was issued.",
    )
    LATER_REVISION = (
        "later_revision",
        Colour.RED,
        "Changed after it was issued",
        "something was added to the file after it was signed.",
        "Ask the holder or the issuer for the original.",
    )
    WRONG_KEY = (
        "wrong_key",
        Colour.RED,
        "Signed with a key that may not sign certificates",
        "the signing key was not made for signing certificates.",
        "Tell the issuer.",
    )
    CLAIMS_TRUSTED_ISSUER = (
        "claims_trusted_issuer",
        Colour.RED,
        "Claims an issuer it does not come from",
        "it claims an issuer that you trust, but was not signed with that issuer's key.",
        "Tell the issuer whose name it carries.",
    )
    WITHDRAWN = (
        "withdrawn",
        Colour.RED,
        "Withdrawn",
        "the issuer has withdrawn it.",
        "Ask the issuer if you need to know why.",
    )
    REPLACED = (
        "replaced",
        Colour.RED,
        "Replaced",
        "the issuer has replaced it by a newer certificate.",
        "Ask the holder for the newer certificate.",
    )
    SIGNER_COMPROMISED = (
        "signer_compromised",
        Colour.RED,
        "Signed with a key that is no longer safe",
        "the issuer has declared this signing key lost, and its log does not list the file.",
        "Ask the issuer to issue it again.",
    )
    PAGE_DIFFERS = (
        "page_differs",
        Colour.RED,
        "Page and credential disagree",
        "the page does not say what the credential inside says.",
        "Tell the issuer.",
    )
    CREDENTIAL_CHANGED = (
        "credential_changed",
        Colour.RED,
        "Changed after it was issued",
        "the digital credential was changed after it was issued.",
        "Ask the holder or the issuer for the original.",
    )
    CREDENTIAL_FOREIGN = (
        "credential_foreign",
        Colour.RED,
        "The credential comes from another issuer",
        "the credential inside was not issued by the one who signed the page.",
        "Tell the issuer.",
    )
    NOT_OUR_PROFILE = (
        "not_our_profile",
        Colour.RED,
        "Not built as our certificates are",
        "it carries a signature, but is not built as our certificates are.",
        "Ask the holder or the issuer for the original.",
    )
    CLAIM_CHANGED = (
        "claim_changed",
        Colour.RED,
        "The printed code was changed",
        "the printed code does not carry a right signature.",
        "Ask for the PDF file.",
    )
    NO_FILE = (
        "no_file",
        Colour.GREY,
        "There is no such file",
        "There is no file of this name, or it can't be opened.",
        "Check the name and whether you may read the file.",
    )
    NOT_A_CERTIFICATE = (
        "not_a_certificate",
        Colour.GREY,
        "Not a certificate we can check",
        "It is not a PDF, credential, badge or photo that this program knows.",
        "Ask the holder for the PDF file.",
    )
    UNSIGNED = (
        "unsigned",
        Colour.GREY,
        "Not signed",
        "It is a PDF without a signature: a print, a scan or a copy saved anew.",
        "Ask the holder for the file as it was issued.",
    )
    ENCRYPTED = (
        "encrypted",
        Colour.GREY,
        "Locked with a password",
        "It is locked with a password; our certificates never are.",
        "Ask the holder for the file as it was issued.",
    )
    UNREADABLE = (
        "unreadable",
        Colour.GREY,
        "Can't be read",
        "It is damaged and can't be read.",
        "Ask the holder to send it again.",
    )
    TOO_LARGE = (
        "too_large",
        Colour.GREY,
        "Too large to be a certificate",
        "It is far larger than a certificate.",
        "Ask the holder for the file as it was issued.",
    )
    TOO_SLOW = (
        "too_slow",
        Colour.GREY,
        "Took too long or too much memory",
        "Reading it took more time or memory than a certificate needs, so the check was stopped.",
        "Be careful with this file. Ask the holder for the file as it was issued.",
    )
    NO_CLAIM = (
        "no_claim",
        Colour.GREY,
        "No code found in the picture",
        "There is no certificate code in this picture that can be read.",
        "Take the photo again, straight and close, or ask for the PDF file.",
    )
    NO_PHOTO_READER = (
        "no_photo_reader",
        Colour.GREY,
        "Photos and scans can't be read here",
        "What reads the printed code in photos and scans is not installed, so nobody looked at it.",
        "Install it with “pip install pillow zxing-cpp”, or ask for the PDF file.",
    )
    CLAIM_KEY_UNKNOWN = (
        "claim_key_unknown",
        Colour.GREY,
        "A code from an issuer you do not know",
        "The code names an issuer's key that is not among those you trust, so nothing is proven.",
        "Load the issuer's trust bundle, or ask for the PDF file.",
    )

    def __init__(self, code: str, colour: Colour, headline: str, text: str, next_step: str) -> None:
        """Keep the five parts as attributes."""
        self.code = code
        self.colour = colour
        self.headline = headline
        self.text = text
        self.next_step = next_step
