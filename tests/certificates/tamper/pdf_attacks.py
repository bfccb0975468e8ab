"""Attacks that append to a signed PDF or save it anew, as editors and known exploits do."""

from __future__ import annotations

import io
import random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from sample import Sample, appended, stream


def _raw(value: Any) -> bytes:
    return bytes(value.unparse(resolved=True))


def _copy(value: pikepdf.Object) -> pikepdf.Dictionary:
    return Dictionary(dict(value.items()))


def _new(pdf: Pdf) -> int:
    return int(pdf.trailer.Size)


def empty_update(sample: Sample, rng: random.Random) -> bytes:
    del rng
    return appended(sample.pdf, lambda _: {})


def same_object_again(sample: Sample, rng: random.Random) -> bytes:
    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        plain = [o for o in pdf.objects if isinstance(o, Dictionary) and o.is_indirect]
        chosen = rng.choice(plain)
        return {chosen.objgen: _raw(chosen)}

    return appended(sample.pdf, change)


def repaint_page(sample: Sample, rng: random.Random) -> bytes:
    """Replace the page's content by one with another score."""

    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        page = _copy(pdf.pages[0].obj)
        number = _new(pdf)
        text = pdf.pages[0].Contents.read_bytes() + b"\nq 1 0 0 rg 9 9 %d 9 re f Q\n" % (
            rng.randint(1, 500)
        )
        page.Contents = Array([])
        raw = _raw(page).replace(b"/Contents [ ]", b"/Contents %d 0 R" % number)
        return {(number, 0): stream(text), pdf.pages[0].obj.objgen: raw}

    return appended(sample.pdf, change)


def _annotated(sample: Sample, annotation: bytes) -> bytes:
    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        number = _new(pdf)
        page = pdf.pages[0].obj
        old = page.Annots[0].objgen
        notes = b"/Annots [ %d %d R %d 0 R ]" % (*old, number)
        raw = _raw(page).replace(b"/Annots [ %d %d R ]" % old, notes)
        return {(number, 0): annotation, page.objgen: raw}

    return appended(sample.pdf, change)


def note_over_name(sample: Sample, rng: random.Random) -> bytes:
    left = rng.randint(100, 300)
    return _annotated(
        sample,
        b"<</Type /Annot /Subtype /FreeText /Rect [%d 300 700 380] /F 4 /DA (/Helv 30 Tf)"
        b" /Contents (Mallory)>>" % left,
    )


def field_over_name(sample: Sample, rng: random.Random) -> bytes:
    left = rng.randint(100, 300)
    return _annotated(
        sample,
        b"<</Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (Mallory) /Rect [%d 300 700 380]"
        b" /F 4 /DA (/Helv 30 Tf)>>" % left,
    )


def stamp_over_name(sample: Sample, rng: random.Random) -> bytes:
    left = rng.randint(100, 300)
    return _annotated(
        sample, b"<</Type /Annot /Subtype /Stamp /Rect [%d 300 700 380] /Name /Approved>>" % left
    )


def link_added(sample: Sample, rng: random.Random) -> bytes:
    left = rng.randint(100, 300)
    return _annotated(
        sample,
        b"<</Type /Annot /Subtype /Link /Rect [%d 9 99 99] /A <</S /URI /URI (http://a.example)>>"
        b">>" % left,
    )


def other_font(sample: Sample, rng: random.Random) -> bytes:
    """Let the page's letters be drawn with the shapes of another font."""

    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and "/FontFile2" in o]
        one, two = rng.choice(fonts), rng.choice(fonts)
        new = _copy(one)
        new.FontFile2 = two.FontFile2
        new.FontName = Name(f"/Evil{rng.randint(1, 99)}")
        return {one.objgen: _raw(new)}

    return appended(sample.pdf, change)


def other_reading(sample: Sample, rng: random.Random) -> bytes:
    """Change which characters the glyphs stand for."""

    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        maps = [font.ToUnicode for font in pdf.pages[0].Resources.Font.values()]
        chosen = rng.choice(maps)
        return {chosen.objgen: stream(chosen.read_bytes().replace(b"0", b"1"))}

    return appended(sample.pdf, change)


def other_credential_appended(sample: Sample, rng: random.Random) -> bytes:
    del rng

    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        file = pdf.Root.AF[0].EF.F
        return {
            file.objgen: stream(
                sample.other.credential_json,
                b"/Type /EmbeddedFile /Subtype /application#2Fjson /Params <</Size %d>>"
                % len(sample.other.credential_json),
            )
        }

    return appended(sample.pdf, change)


def other_title(sample: Sample, rng: random.Random) -> bytes:
    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        info = _copy(pdf.trailer.Info)
        info.Title = String(f"Certificate of Mallory {rng.randint(1, 999)}")
        return {pdf.trailer.Info.objgen: _raw(info)}

    return appended(sample.pdf, change)


def other_metadata(sample: Sample, rng: random.Random) -> bytes:
    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        old = pdf.Root.Metadata
        text = old.read_bytes().replace(b"Certificate", b"Diploma %d" % rng.randint(1, 999))
        return {old.objgen: stream(text, b"/Type /Metadata /Subtype /XML")}

    return appended(sample.pdf, change)


def _catalogue(sample: Sample, entry: bytes) -> bytes:
    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        raw = _raw(pdf.Root)
        return {pdf.Root.objgen: raw[: raw.rindex(b">>")] + entry + b" >>"}

    return appended(sample.pdf, change)


def script_on_open(sample: Sample, rng: random.Random) -> bytes:
    return _catalogue(
        sample, b"/OpenAction <</S /JavaScript /JS (app.alert\\(%d\\))>>" % rng.randint(1, 99)
    )


def security_store(sample: Sample, rng: random.Random) -> bytes:
    return _catalogue(sample, b"/DSS <</VRI <</A%d <<>>>>>>" % rng.randint(1, 99))


def layers(sample: Sample, rng: random.Random) -> bytes:
    return _catalogue(sample, b"/OCProperties <</D <</Name (%d)>> /OCGs []>>" % rng.randint(1, 99))


def shadow_page(sample: Sample, rng: random.Random) -> bytes:
    """Point the catalogue to a page of the attacker's own."""

    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        number = _new(pdf)
        raw = _raw(pdf.Root).replace(
            b"/Pages %d %d R" % pdf.Root.Pages.objgen, b"/Pages %d 0 R" % number
        )
        text = b"BT /F1 40 Tf 100 300 Td (Mallory %d) Tj ET" % rng.randint(1, 99)
        return {
            (number, 0): b"<</Type /Pages /Count 1 /Kids [%d 0 R]>>" % (number + 1),
            (number + 1, 0): b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 842 595] /Contents "
            b"%d 0 R /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica"
            b">>>>>>>>" % (number, number + 2),
            (number + 2, 0): stream(text),
            pdf.Root.objgen: raw,
        }

    return appended(sample.pdf, change)


def signature_removed(sample: Sample, rng: random.Random) -> bytes:
    """Take the signature's value out of the field, or the certification out of the catalogue."""

    def change(pdf: Pdf) -> dict[tuple[int, int], bytes]:
        if rng.random() < 0.5:
            field = _copy(pdf.Root.AcroForm.Fields[0])
            del field["/V"]
            return {pdf.Root.AcroForm.Fields[0].objgen: _raw(field)}
        root = _copy(pdf.Root)
        del root["/Perms"]
        return {pdf.Root.objgen: _raw(root)}

    return appended(sample.pdf, change)


def _saved(sample: Sample, rng: random.Random, **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample.pdf)) as pdf:
        pdf.docinfo.Subject = String(str(rng.random()))
        pdf.save(out, **options)
    return out.getvalue()


def saved_anew(sample: Sample, rng: random.Random) -> bytes:
    return _saved(sample, rng)


def saved_linear(sample: Sample, rng: random.Random) -> bytes:
    return _saved(sample, rng, linearize=True)


def saved_packed(sample: Sample, rng: random.Random) -> bytes:
    return _saved(sample, rng, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def saved_locked(sample: Sample, rng: random.Random) -> bytes:
    return _saved(sample, rng, encryption=pikepdf.Encryption(owner="o", user=""))


def saved_with_other_text(sample: Sample, rng: random.Random) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample.pdf)) as pdf:
        page = pdf.pages[0]
        text = page.Contents.read_bytes() + b"\n%% %d\n" % rng.randint(1, 999)
        page.Contents = pdf.make_stream(text)
        pdf.save(out)
    return out.getvalue()


def printed_again(sample: Sample, rng: random.Random) -> bytes:
    """Keep the page only, as a print to PDF does; no signature is left."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample.pdf)) as pdf, pikepdf.new() as new:
        new.pages.append(pdf.pages[0])
        del new.pages[0]["/Annots"]
        new.docinfo.Subject = String(str(rng.random()))
        new.save(out)
    return out.getvalue()
