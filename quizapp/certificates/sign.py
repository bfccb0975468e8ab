"""The PAdES certification signature of a finished page, made by pyHanko.

pyHanko is imported on first use only: it costs half a second.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from quizapp.certificates import cms_profile
from quizapp.certificates.keys import KeyEntry, SigningKey

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers.pdf_cms import Signer

FIELD: Final = "Signature1"
_RESERVED: Final = 8192
_RESERVED_RSA: Final = 16384


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSealer:
    """Signs pages with one key; keeps pyHanko's objects so that nothing is parsed twice."""

    signer: Any
    reserved: int

    def seal(self, page: bytes, *, at: datetime) -> bytes:
        """Sign the empty field of a finished page so that any later change is forbidden."""
        from pyhanko.sign.fields import (  # noqa: PLC0415 - slow import
            MDPPerm,
            SigSeedSubFilter,
        )
        from pyhanko.sign.signers.pdf_cms import (  # noqa: PLC0415 - slow import
            PdfCMSSignedAttributes,
        )
        from pyhanko.sign.signers.pdf_signer import (  # noqa: PLC0415 - slow import
            PdfSignatureMetadata,
            PdfSigner,
        )

        meta = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
        )
        session = PdfSigner(meta, self.signer).init_signing_session(
            _writer_class()(io.BytesIO(page)), existing_fields_only=True
        )
        session.system_time = at
        unsigned = session.prepare_tbs_document(
            validation_info=None, bytes_reserved=self.reserved, appearance_text_params=None
        )
        prepared, out = unsigned.digest_tbs_document(output=io.BytesIO())
        _run(
            unsigned.perform_signature(
                document_digest=prepared.document_digest,
                pdf_cms_signed_attrs=PdfCMSSignedAttributes(),
            )
        )
        out.seek(0)
        return bytes(out.read())


def sealer(entry: KeyEntry) -> PdfSealer:
    """Prepare signing with a leaf's key and its chain."""
    if not isinstance(entry.key, SigningKey):
        raise TypeError("only P-256 and RSA keys sign PDFs")
    rsa_key = isinstance(entry.key, rsa.RSAPrivateKey)
    return PdfSealer(
        signer=_signer_class()(entry.key, entry), reserved=_RESERVED_RSA if rsa_key else _RESERVED
    )


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run pyHanko's coroutine, which never waits, without an event loop.

    An event loop opens a pair of sockets; on some systems these are network sockets.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise RuntimeError("signing waited for something outside this process")


@cache
def _signer_class() -> Callable[[SigningKey, KeyEntry], Signer]:
    from asn1crypto import cms as asn1_cms  # noqa: PLC0415 - comes with the slow import below
    from asn1crypto import x509 as asn1_x509  # noqa: PLC0415 - comes with the slow import below
    from pyhanko.sign.signers.pdf_cms import Signer  # noqa: PLC0415 - slow import
    from pyhanko_certvalidator.registry import (  # noqa: PLC0415 - slow import
        SimpleCertificateStore,
    )

    class KeptKeySigner(Signer):
        """Signs with a key object that is kept, where pyHanko's own parses it each time."""

        def __init__(self, key: SigningKey, entry: KeyEntry) -> None:
            leaf, *others = (
                asn1_x509.Certificate.load(c.public_bytes(Encoding.DER)) for c in entry.chain
            )
            registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's
            registry.register_multiple(others)
            self._leaf = leaf.dump()
            super().__init__(signing_cert=leaf, cert_registry=registry)
            self._key = key

        async def signed_attrs(self, data_digest: bytes, *_: Any, **__: Any) -> Any:
            """Give the attributes of our profile; pyHanko's own way needs an event loop."""
            der = cms_profile.signed_bytes(self._leaf, data_digest)
            return asn1_cms.CMSAttributes.load(der)

        async def unsigned_attrs(self, *_: Any, **__: Any) -> None:
            """Give none: the profile has no unsigned attributes."""

        async def async_sign_raw(
            self, data: bytes, digest_algorithm: str, dry_run: bool = False
        ) -> bytes:
            """Give the raw signature in the one spelling that our verifier accepts."""
            del digest_algorithm, dry_run  # always SHA-256; a real signature is as cheap
            return cms_profile.raw_signature(self._key, data)

    return KeptKeySigner


@cache
def _writer_class() -> type[IncrementalPdfFileWriter]:
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - slow import
        IncrementalPdfFileWriter,
    )

    class PlainWriter(IncrementalPdfFileWriter):
        """Adds the signature and nothing else: the page's metadata is finished already."""

        output_version = (1, 7)

        def _update_meta(self) -> None:
            """Leave dates and producer as the finished page states them."""

    return PlainWriter
