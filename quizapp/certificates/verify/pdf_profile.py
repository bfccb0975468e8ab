"""The inside of a certificate PDF, against the list of what our certificates hold.

Whoever holds a trusted key could still sign a page that shows one thing here and another there. So
everything active, optional, external or not embedded is refused, and every dictionary that could
carry such a thing may only have the keys that ours have.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from quizapp.certificates.verify import profile_parts as parts
from quizapp.certificates.verify.pdf_bytes import Sealed
from quizapp.certificates.verify.refused import Refused
from quizapp.domain.verdict import Reason

CREDENTIAL_FILE: Final = "credential.json"
FIELD: Final = "Signature1"
_MAX_CREDENTIAL: Final = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What was found inside: the credential's bytes and the printed lines in reading order."""

    credential: bytes
    lines: tuple[str, ...]

    @property
    def page_digest(self) -> bytes:
        """SHA-256 of the lines joined by line feeds, as the page is digested when it is issued."""
        return hashlib.sha256("\n".join(self.lines).encode()).digest()


def look_inside(data: bytes, sealed: Sealed) -> Inside:
    """Check a sealed PDF against the profile; `Refused` if anything is not as in ours."""
    with _opened(data) as pdf:
        try:
            _refuse_foreign_parts(pdf, sealed)
            return Inside(credential=_credential(pdf), lines=_lines(pdf))
        except Refused:
            raise
        except (
            pikepdf.PdfError,
            AttributeError,
            KeyError,
            IndexError,
            TypeError,
            ValueError,
            RecursionError,
        ) as error:
            raise Refused(Reason.NOT_OUR_PROFILE, "A part of it has another form.") from error


def credential_of(data: bytes) -> bytes | None:
    """Fetch the credential of a PDF that was refused, if it is still there, to show its facts."""
    try:
        with _opened(data) as pdf:
            return _credential(pdf)
    except (
        Refused,
        pikepdf.PdfError,
        AttributeError,
        KeyError,
        IndexError,
        TypeError,
        ValueError,
        RecursionError,
    ):
        return None


def _opened(data: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise Refused(Reason.ENCRYPTED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise Refused(Reason.UNREADABLE) from error


def _refuse(condition: bool, what: str) -> None:
    if condition:
        raise Refused(Reason.NOT_OUR_PROFILE, f"It has {what}.")


def _refuse_keys(node: Object, allowed: frozenset[str], what: str) -> None:
    further = set(node.keys()) - allowed
    _refuse(bool(further), f"{what} with a further part ({', '.join(sorted(further))})")


def _refuse_foreign_parts(pdf: Pdf, sealed: Sealed) -> None:
    _refuse_keys(pdf.trailer, parts.TRAILER, "an ending")
    _refuse_keys(pdf.Root, parts.CATALOG, "a catalogue")
    _refuse(len(pdf.pages) != 1, "more or fewer pages than one")
    page = pdf.pages[0].obj
    _refuse_keys(page, parts.PAGE, "a page")
    _refuse_keys(page.Resources, parts.RESOURCES, "resources")
    _refuse(page.get("/Rotate", 0) != 0, "a turned page")
    field = _field(pdf, page)
    _refuse_signature(pdf, field, sealed)
    for node in pdf.objects:
        for part in _walk(node, 0):
            _refuse_active(part)


def _field(pdf: Pdf, page: Object) -> Object:
    form = pdf.Root.AcroForm
    _refuse_keys(form, frozenset({"/Fields", "/SigFlags"}), "a form")
    fields, annotations = list(form.Fields), list(page.Annots)
    _refuse(len(fields) != 1 or len(annotations) != 1, "a further field or note")
    field = fields[0]
    _refuse(field.objgen != annotations[0].objgen, "a note on the page")
    _refuse_keys(field, parts.FIELD_KEYS, "a field")
    _refuse(Name.Sig != field.FT or str(field.T) != FIELD, "a field of another kind")
    _refuse([float(x) for x in field.Rect] != [0, 0, 0, 0], "a visible signature")
    return field


def _refuse_signature(pdf: Pdf, field: Object, sealed: Sealed) -> None:
    """Make sure that the signature checked on the bytes is the one that PDF readers use."""
    signature = field.V
    _refuse_keys(signature, parts.SIGNATURE, "a signature")
    _refuse(signature.SubFilter != Name("/ETSI.CAdES.detached"), "another kind of signature")
    _refuse(
        tuple(int(x) for x in signature.ByteRange) != sealed.byte_range
        or bytes(signature.Contents) != sealed.contents,
        "two readings of its signature",
    )
    permissions = pdf.Root.Perms
    _refuse_keys(permissions, frozenset({"/DocMDP"}), "permissions")
    _refuse(permissions.DocMDP.objgen != signature.objgen, "another certification")
    references = list(signature.Reference)
    _refuse(len(references) != 1, "further signature references")
    parameters = references[0].TransformParams
    _refuse(
        references[0].TransformMethod != Name.DocMDP or int(parameters.P) != 1,
        "a signature that allows changes",
    )


def _walk(node: Any, depth: int) -> Iterator[Object]:
    """Walk the direct parts of an object; indirect ones are visited on their own."""
    _refuse(depth > 30, "parts nested too deeply")  # noqa: PLR2004 - ours nest five deep
    if isinstance(node, Stream):
        yield node
        children: list[Any] = list(node.stream_dict.values())
    elif isinstance(node, Dictionary):
        yield node
        children = list(node.values())
    elif isinstance(node, Array):
        children = list(node)
    else:
        return
    for child in children:
        if isinstance(child, Object) and not child.is_indirect:
            yield from _walk(child, depth + 1)


def _refuse_active(part: Object) -> None:
    keys = set(part.keys())
    _refuse(
        bool(keys & parts.NEVER),
        f"an active or hidden part ({', '.join(sorted(keys & parts.NEVER))})",
    )
    _refuse(str(part.get("/S", "")) in parts.ACTIONS, "an action")
    kind = part.get("/Type")
    if isinstance(part, Stream):
        _refuse("/F" in keys or "/FFilter" in keys, "contents outside the file")
        _refuse(part.get("/Subtype") == Name.PS, "a program")
    if kind == Name.Font:
        _refuse_font(part)
    _refuse(kind in (Name.OCG, Name.OCMD), "layers")


def _refuse_font(font: Object) -> None:
    if font.get("/Subtype") == Name.Type0:
        return
    descriptor = font.get("/FontDescriptor")
    embedded = descriptor is not None and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    _refuse(not embedded, "a font that is not embedded")


def _credential(pdf: Pdf) -> bytes:
    names = pdf.Root.Names
    _refuse_keys(names, frozenset({"/EmbeddedFiles"}), "names")
    tree = names.EmbeddedFiles
    _refuse_keys(tree, frozenset({"/Names"}), "a tree of files")
    pair, associated = list(tree.Names), list(pdf.Root.AF)
    _refuse(len(pair) != 2 or len(associated) != 1, "more or fewer files inside than one")  # noqa: PLR2004 - a name and its file
    spec = pair[1]
    _refuse(
        str(pair[0]) != CREDENTIAL_FILE
        or str(spec.UF) != CREDENTIAL_FILE
        or spec.objgen != associated[0].objgen
        or spec.AFRelationship != Name.Data,
        "a file inside of another kind",
    )
    stream = spec.EF.F
    _refuse(stream.objgen != spec.EF.UF.objgen, "two files under one name")
    _refuse(int(stream.Params.Size) > _MAX_CREDENTIAL, "a file inside that is too large")
    data: bytes = stream.read_bytes()
    _refuse(len(data) != int(stream.Params.Size), "a file inside of another size")
    return data


def _lines(pdf: Pdf) -> tuple[str, ...]:
    """Read the printed lines: the texts of the marked content in the order of the tags."""
    texts = _texts(pdf)
    return tuple(
        texts[mark] for mark in _reading_order(pdf.Root.StructTreeRoot, 0) if mark in texts
    )


def _texts(pdf: Pdf) -> Mapping[int, str]:
    found: dict[int, str] = {}
    open_marks: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(pdf.pages[0], "BDC BMC EMC"):
        operator = str(instruction.operator)
        if operator == "EMC":
            open_marks.pop()
            continue
        mark = None
        if operator == "BDC" and isinstance(instruction.operands[1], Dictionary):
            properties = instruction.operands[1]
            mark = int(properties["/MCID"]) if "/MCID" in properties else None
            if "/ActualText" in properties:
                owner = next((m for m in reversed(open_marks) if m is not None), None)
                _refuse(owner is None or owner in found, "text that is marked twice or not at all")
                found[int(owner or 0)] = str(properties["/ActualText"])
        open_marks.append(mark)
    return found


def _reading_order(node: Object, depth: int) -> Iterator[int]:
    _refuse(depth > 30, "tags nested too deeply")  # noqa: PLR2004 - ours nest five deep
    kids = node.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield kid
        elif isinstance(kid, Dictionary) and kid.get("/Type") != Name.OBJR:
            yield from _reading_order(kid, depth + 1)
