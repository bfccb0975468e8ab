"""Each strange part alone is refused by the profile, whoever signed it, and is named."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from quizapp.certificates.issue import IssuedCertificate
from quizapp.certificates.verify import pdf_profile
from quizapp.certificates.verify.pdf_bytes import Sealed, unseal
from quizapp.certificates.verify.refused import Refused
from quizapp.domain.verdict import Reason

Change = Callable[[Pdf], None]
"""Puts one strange part into a certificate."""


def written(certificate: IssuedCertificate, change: Change) -> tuple[bytes, Sealed]:
    """Save a certificate with a change; its signature is taken as if it were right."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(certificate.pdf)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue(), unseal(certificate.pdf)


def said_of(certificate: IssuedCertificate, change: Change) -> str:
    data, sealed = written(certificate, change)
    with pytest.raises(Refused) as caught:
        pdf_profile.look_inside(data, sealed)
    assert caught.value.finding.reason is Reason.NOT_OUR_PROFILE
    assert caught.value.args == (Reason.NOT_OUR_PROFILE.code, caught.value.finding.detail)
    return caught.value.finding.detail


def page(pdf: Pdf) -> Object:
    return pdf.pages[0].obj


def field(pdf: Pdf) -> Object:
    return pdf.Root.AcroForm.Fields[0]


def spec(pdf: Pdf) -> Object:
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def a_font(pdf: Pdf) -> Object:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def put(where: Callable[[Pdf], Object], key: str, value: object) -> Change:
    """Return a change that sets one entry of one part."""

    def change(pdf: Pdf) -> None:
        where(pdf)[key] = value

    return change


def without(key: str) -> Change:
    """Return a change that takes a part out of the catalogue."""

    def change(pdf: Pdf) -> None:
        del pdf.Root[key]

    return change


def nothing(pdf: Pdf) -> None:
    """Leave everything as it is."""


def two_further_parts(pdf: Pdf) -> None:
    pdf.Root["/Zoo"] = 1
    pdf.Root["/Ant"] = 1


def two_pages(pdf: Pdf) -> None:
    pdf.add_blank_page()


def a_second_field(pdf: Pdf) -> None:
    pdf.Root.AcroForm.Fields.append(field(pdf))


def another_tree_name(pdf: Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles.Names = Array([String("other.json"), spec(pdf)])


def another_association(pdf: Pdf) -> None:
    pdf.Root.AF = Array([pdf.make_indirect(Dictionary(dict(spec(pdf).items())))])


def also_a_note(pdf: Pdf) -> None:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text))
    page(pdf).Annots.append(note)


def a_note_instead_of_the_field(pdf: Pdf) -> None:
    page(pdf).Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot))])


def another_file(pdf: Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles.Names.extend([String("more"), spec(pdf)])


def a_file_twice_associated(pdf: Pdf) -> None:
    pdf.Root.AF.append(spec(pdf))


def two_streams(pdf: Pdf) -> None:
    spec(pdf).EF.UF = pdf.make_stream(b"{}")


def huge(pdf: Pdf) -> None:
    spec(pdf).EF.F.Params.Size = 256 * 1024 + 1


def longer_than_said(pdf: Pdf) -> None:
    stream = spec(pdf).EF.F
    stream.Params.Size = int(stream.Params.Size) - 1


def a_program(pdf: Pdf) -> None:
    page(pdf).Resources.XObject = Dictionary(
        P=pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.PS)
    )


def outside(key: str) -> Change:
    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream[key] = String("elsewhere.bin") if key == "/F" else Name.FlateDecode
        page(pdf).Resources.XObject = Dictionary(P=stream)

    return change


def hidden(part: Dictionary) -> Change:
    """Return a change that puts a part where every further key is looked at, five deep."""

    def change(pdf: Pdf) -> None:
        nest: Object = part
        for _ in range(5):
            nest = Array([Dictionary(Inner=nest)])
        page(pdf).Resources.ExtGState = Dictionary(Deep=nest)

    return change


def bottomless(pdf: Pdf) -> None:
    nest: Object = Array([])
    for _ in range(40):
        nest = Array([nest])
    page(pdf).Resources.ExtGState = Dictionary(Deep=nest)


def a_loose_font(pdf: Pdf) -> None:
    page(pdf).Resources.Font["/F99"] = a_font(pdf)


def a_font_described_only(pdf: Pdf) -> None:
    font = a_font(pdf)
    font.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica)
    page(pdf).Resources.Font["/F99"] = font


def references(pdf: Pdf) -> Object:
    return field(pdf).V.Reference


def a_second_reference(pdf: Pdf) -> None:
    references(pdf).append(references(pdf)[0])


def another_certification(pdf: Pdf) -> None:
    pdf.Root.Perms.DocMDP = pdf.make_indirect(Dictionary(Type=Name.Sig))


def root(pdf: Pdf) -> Object:
    return pdf.Root


ANOTHER_KIND = "It has a file inside of another kind."
STRANGE: dict[str, tuple[Change, str]] = {
    "catalogue": (put(root, "/Foo", 1), "It has a catalogue with a further part (/Foo)."),
    "two in catalogue": (
        two_further_parts,
        "It has a catalogue with a further part (/Ant, /Zoo).",
    ),
    "ending": (put(lambda pdf: pdf.trailer, "/Foo", 1), "an ending with a further part (/Foo)"),
    "two pages": (two_pages, "more or fewer pages than one"),
    "page": (put(page, "/Foo", 1), "It has a page with a further part (/Foo)."),
    "resources": (
        put(lambda pdf: page(pdf).Resources, "/Foo", 1),
        "It has resources with a further part (/Foo).",
    ),
    "turned": (put(page, "/Rotate", 90), "It has a turned page."),
    "form": (
        put(lambda pdf: pdf.Root.AcroForm, "/Foo", 1),
        "It has a form with a further part (/Foo).",
    ),
    "note": (also_a_note, "It has a further field or note."),
    "second field": (
        a_second_field,
        "It has a further field or note.",
    ),
    "note for field": (a_note_instead_of_the_field, "It has a note on the page."),
    "field": (put(field, "/Foo", 1), "It has a field with a further part (/Foo)."),
    "text field": (put(field, "/FT", Name.Tx), "It has a field of another kind."),
    "field name": (put(field, "/T", String("Signature2")), "It has a field of another kind."),
    "visible": (put(field, "/Rect", Array([0, 0, 9, 0])), "It has a visible signature."),
    "signature": (
        put(lambda pdf: field(pdf).V, "/Cert", String("x")),
        "It has a signature with a further part (/Cert).",
    ),
    "signature kind": (
        put(lambda pdf: field(pdf).V, "/SubFilter", Name("/adbe.pkcs7.detached")),
        "It has another kind of signature.",
    ),
    "range": (
        put(lambda pdf: field(pdf).V, "/ByteRange", Array([0, 1, 2, 3])),
        "It has two readings of its signature.",
    ),
    "contents": (
        put(lambda pdf: field(pdf).V, "/Contents", String("x")),
        "It has two readings of its signature.",
    ),
    "permissions": (
        put(lambda pdf: pdf.Root.Perms, "/UR3", Dictionary()),
        "It has permissions with a further part (/UR3).",
    ),
    "certification": (another_certification, "It has another certification."),
    "references": (a_second_reference, "It has further signature references."),
    "changes allowed": (
        put(lambda pdf: references(pdf)[0].TransformParams, "/P", 2),
        "It has a signature that allows changes.",
    ),
    "other transform": (
        put(lambda pdf: references(pdf)[0], "/TransformMethod", Name.UR3),
        "It has a signature that allows changes.",
    ),
    "names": (
        put(lambda pdf: pdf.Root.Names, "/Pages", Dictionary()),
        "It has names with a further part (/Pages).",
    ),
    "files in two levels": (
        put(lambda pdf: pdf.Root.Names.EmbeddedFiles, "/Kids", Array([])),
        "It has a tree of files with a further part (/Kids).",
    ),
    "file": (another_file, "It has more or fewer files inside than one."),
    "associated": (a_file_twice_associated, "It has more or fewer files inside than one."),
    "tree name": (
        another_tree_name,
        ANOTHER_KIND,
    ),
    "file name": (put(spec, "/UF", String("other.json")), ANOTHER_KIND),
    "relationship": (put(spec, "/AFRelationship", Name.Source), ANOTHER_KIND),
    "association": (
        another_association,
        ANOTHER_KIND,
    ),
    "two streams": (two_streams, "It has two files under one name."),
    "huge": (huge, "It has a file inside that is too large."),
    "size": (longer_than_said, "It has a file inside of another size."),
    "program": (a_program, "It has a program."),
    "outside": (outside("/F"), "It has contents outside the file."),
    "outside filter": (outside("/FFilter"), "It has contents outside the file."),
    "script": (
        hidden(Dictionary(JS=String("app.alert(1)"), AA=Dictionary())),
        "It has an active or hidden part (/AA, /JS).",
    ),
    "action": (hidden(Dictionary(S=Name.Launch)), "It has an action."),
    "layer": (hidden(Dictionary(Type=Name.OCG)), "It has layers."),
    "layers": (hidden(Dictionary(Type=Name.OCMD)), "It has layers."),
    "bottomless": (bottomless, "It has parts nested too deeply."),
    "loose font": (a_loose_font, "It has a font that is not embedded."),
    "described font": (a_font_described_only, "It has a font that is not embedded."),
    "no permissions": (without("/Perms"), "A part of it has another form."),
}


def test_written_again_without_a_change_the_inside_is_as_ours(
    certificate: IssuedCertificate,
) -> None:
    data, sealed = written(certificate, nothing)
    inside = pdf_profile.look_inside(data, sealed)
    assert inside.credential == certificate.credential_json
    assert inside == pdf_profile.look_inside(certificate.pdf, sealed)
    assert pdf_profile.credential_of(data) == certificate.credential_json


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_part_is_refused_and_named(certificate: IssuedCertificate, name: str) -> None:
    change, words = STRANGE[name]
    assert words in said_of(certificate, change)


@pytest.mark.parametrize("key", ["/FontFile", "/FontFile2", "/FontFile3"])
def test_a_font_of_any_form_may_stand_inside(certificate: IssuedCertificate, key: str) -> None:
    def change(pdf: Pdf) -> None:
        font = a_font(pdf)
        descriptor = Dictionary(Type=Name.FontDescriptor)
        descriptor[key] = pdf.make_stream(b"font")
        font.FontDescriptor = descriptor
        page(pdf).Resources.Font["/F99"] = font

    assert pdf_profile.look_inside(*written(certificate, change)).credential


def test_a_credential_of_just_the_largest_size_is_read(certificate: IssuedCertificate) -> None:
    def change(pdf: Pdf) -> None:
        stream = spec(pdf).EF.F
        stream.write(b" " * 256 * 1024)
        stream.Params.Size = 256 * 1024

    data, sealed = written(certificate, change)
    assert len(pdf_profile.look_inside(data, sealed).credential) == 256 * 1024


def test_what_is_locked_or_no_pdf_is_told_apart(certificate: IssuedCertificate) -> None:
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(certificate.pdf)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    sealed = unseal(certificate.pdf)
    for data, reason in ((out.getvalue(), Reason.ENCRYPTED), (b"%PDF-1.7 no", Reason.UNREADABLE)):
        with pytest.raises(Refused) as caught:
            pdf_profile.look_inside(data, sealed)
        assert caught.value.finding.reason is reason
        assert pdf_profile.credential_of(data) is None


def test_text_marked_twice_or_not_at_all_is_refused(certificate: IssuedCertificate) -> None:
    span = b"/Span <</ActualText (Ada)>> BDC EMC\n"
    inner = b"/P <</MCID 990>> BDC\n" + span * 2 + b"EMC\n"
    for more in (span, inner):

        def change(pdf: Pdf, more: bytes = more) -> None:
            pdf.pages[0].contents_add(more)

        assert said_of(certificate, change) == "It has text that is marked twice or not at all."
