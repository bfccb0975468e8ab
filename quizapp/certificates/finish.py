"""Turns a drawn page into the archive form: PDF/A-3A and PDF/UA-1, with the credential inside.

Adds the structure tree, metadata, colour profile, the associated file `credential.json` and an
empty signature field named `Signature1`. The field stands before signing, because a field that the
signer made would not be part of the structure tree. Nothing here asks for the time or for chance:
the dates come from the facts, so equal input gives equal bytes.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from functools import lru_cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import ImageCms

from quizapp.certificates.page.structure import DrawnPage, Element
from quizapp.domain.certificate import CertificateFacts

CREDENTIAL_FILE = "credential.json"
SIGNATURE_FIELD = "Signature1"
PRODUCER = "quizapp"

_INVISIBLE_AND_LOCKED = 132
_FIELD_TEXT = "Digital signature of the issuer"
_ICC_DATE = slice(24, 36)
_FIXED_ICC_DATE = bytes([0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])


def finish(drawn: DrawnPage, facts: CertificateFacts, credential: bytes) -> bytes:
    """Return the finished, still unsigned certificate.

    `credential` is embedded byte for byte as it is given.
    """
    moment = facts.issued_at.astimezone(UTC).replace(microsecond=0)
    with Pdf.open(io.BytesIO(drawn.pdf)) as pdf:
        page = pdf.pages[0]
        field = _signature_field(pdf, page.obj)
        _tag(pdf, page.obj, drawn, field)
        _describe(pdf, drawn, facts, moment)
        _set_colours(pdf)
        _attach(pdf, credential, moment)
        out = io.BytesIO()
        pdf.save(
            out,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            deterministic_id=True,
        )
    return out.getvalue()


def _signature_field(pdf: Pdf, page: Object) -> Object:
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(SIGNATURE_FIELD),
            TU=String(_FIELD_TEXT),
            Contents=String(_FIELD_TEXT),
            Rect=Array([0, 0, 0, 0]),
            F=_INVISIBLE_AND_LOCKED,
            P=page,
            StructParent=1,
            AP=Dictionary(N=_nothing(pdf)),
        )
    )
    page.Annots = Array([field])
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field])))
    return field


def _nothing(pdf: Pdf) -> Object:
    """Return an empty appearance: printing programs warn about a field without one."""
    return Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 0, 0]))


def _tag(pdf: Pdf, page: Object, drawn: DrawnPage, field: Object) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    marked: dict[int, Object] = {}
    children = [_node(pdf, page, element, document, marked) for element in drawn.elements]
    form = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=document,
            Pg=page,
            Alt=String(_FIELD_TEXT),
            K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page),
        )
    )
    document.K = Array([*children, form])
    root.K = Array([document])
    parents = pdf.make_indirect(Array([marked[mark] for mark in range(len(marked))]))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, parents, 1, form])))
    root.ParentTreeNextKey = 2
    page.StructParents = 0
    page.Tabs = Name.S
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(drawn.language)


def _node(
    pdf: Pdf, page: Object, element: Element, parent: Object, marked: dict[int, Object]
) -> Object:
    node = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=parent, Pg=page)
    )
    if element.alt:
        node.Alt = String(element.alt)
    if element.language:
        node.Lang = String(element.language)
    if element.box is not None:
        box = element.box
        corners = [f"{value:.2f}" for value in (box.left, box.bottom, box.right, box.top)]
        node.A = Dictionary(
            O=Name.Layout, Placement=Name.Block, BBox=Array([_decimal(value) for value in corners])
        )
    if element.kind == "L":
        node.A = Dictionary(O=Name.List, ListNumbering=Name("/None"))
    if element.mark is not None:
        node.K = element.mark
        marked[element.mark] = node
    else:
        node.K = Array([_node(pdf, page, child, node, marked) for child in element.children])
    return node


def _decimal(text: str) -> Object:
    return pikepdf.Object.parse(text.encode("ascii"))


def _describe(pdf: Pdf, drawn: DrawnPage, facts: CertificateFacts, moment: datetime) -> None:
    stamp = f"D:{moment:%Y%m%d%H%M%S}+00'00'"
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.Title = String(drawn.title)
    pdf.docinfo.Author = String(facts.issuer_name)
    pdf.docinfo.Creator = String(PRODUCER)
    pdf.docinfo.Producer = String(PRODUCER)
    pdf.docinfo.CreationDate = String(stamp)
    pdf.docinfo.ModDate = String(stamp)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseNone
    xmp = _xmp(drawn, facts, moment).encode()
    pdf.Root.Metadata = Stream(pdf, xmp, Type=Name.Metadata, Subtype=Name.XML)


def _xmp(drawn: DrawnPage, facts: CertificateFacts, moment: datetime) -> str:
    """Return the metadata packet, with the description of the PDF/UA part that PDF/A asks for."""
    date = f"{moment:%Y-%m-%dT%H:%M:%S}+00:00"
    title, author = escape(drawn.title), escape(facts.issuer_name)
    identifier, language = escape(facts.credential_id), escape(drawn.language)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:identifier>{identifier}</dc:identifier>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _set_colours(pdf: Pdf) -> None:
    profile = Stream(pdf, _srgb_profile(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def _srgb_profile() -> bytes:
    """Return the sRGB profile that comes with Pillow, with a fixed date of creation."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_ICC_DATE] = _FIXED_ICC_DATE
    return bytes(profile)


def _attach(pdf: Pdf, credential: bytes, moment: datetime) -> None:
    stamp = String(f"D:{moment:%Y%m%d%H%M%S}+00'00'")
    # MD5 is what the PDF standard names for this field; it guards nothing here.
    digest = hashlib.md5(credential, usedforsecurity=False).digest()
    embedded = Stream(
        pdf,
        credential,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(
            Size=len(credential), CheckSum=String(digest), CreationDate=stamp, ModDate=stamp
        ),
    )
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(CREDENTIAL_FILE),
            UF=String(CREDENTIAL_FILE),
            Desc=String("Open Badges 3.0 credential of this certificate"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=embedded, UF=embedded),
        )
    )
    pdf.Root.AF = Array([spec])
    pdf.Root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String(CREDENTIAL_FILE), spec]))
    )
