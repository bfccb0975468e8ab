"""What the parts of our certificate PDFs may hold, and what none of them ever holds."""

from __future__ import annotations

from typing import Final

CATALOG: Final = frozenset(
    [
        "/Type",
        "/Pages",
        "/Lang",
        "/MarkInfo",
        "/StructTreeRoot",
        "/Metadata",
        "/OutputIntents",
        "/AF",
        "/Names",
        "/ViewerPreferences",
        "/PageMode",
        "/AcroForm",
        "/Perms",
        "/Extensions",
        "/Version",
    ]
)
TRAILER: Final = frozenset(["/Size", "/Root", "/Info", "/ID", "/Prev"])
PAGE: Final = frozenset(
    [
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/Contents",
        "/Resources",
        "/Rotate",
        "/Trans",
        "/Annots",
        "/StructParents",
        "/Tabs",
        "/Group",
    ]
)
RESOURCES: Final = frozenset(
    [
        "/Font",
        "/XObject",
        "/ExtGState",
        "/ColorSpace",
        "/Shading",
        "/Pattern",
        "/ProcSet",
        "/Properties",
    ]
)
FIELD_KEYS: Final = frozenset(
    [
        "/Type",
        "/Subtype",
        "/FT",
        "/T",
        "/TU",
        "/Contents",
        "/Rect",
        "/F",
        "/P",
        "/StructParent",
        "/V",
        "/AP",
    ]
)
SIGNATURE: Final = frozenset(
    ["/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Reference"]
)
NEVER: Final = frozenset(
    [
        "/JS",
        "/JavaScript",
        "/AA",
        "/OpenAction",
        "/OCProperties",
        "/OC",
        "/OCGs",
        "/URI",
        "/XFA",
        "/RichMediaContent",
        "/Launch",
        "/AcroFormScript",
        "/Collection",
        "/DSS",
        "/Threads",
        "/Dests",
        "/Outlines",
        "/PieceInfo",
        "/Requirements",
        "/NeedAppearances",
        "/Movie",
        "/Sound",
        "/3DD",
        "/Encrypt",
    ]
)
ACTIONS: Final = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/URI",
        "/GoTo",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ResetForm",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/Hide",
        "/Named",
        "/SetOCGState",
        "/Trans",
        "/GoTo3DView",
        "/RichMediaExecute",
    ]
)
