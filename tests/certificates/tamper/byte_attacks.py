"""Attacks on the bytes of a signed PDF that need no understanding of it."""

from __future__ import annotations

import random
import re

from sample import Sample


def _range(pdf: bytes) -> tuple[int, int]:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) ", pdf)
    assert found is not None
    return int(found[1]), int(found[2])


def _cms_size(pdf: bytes) -> int:
    first, _ = _range(pdf)
    return 4 + int(pdf[first + 5 : first + 9], 16)


def _flip(pdf: bytes, at: int, rng: random.Random) -> bytes:
    out = bytearray(pdf)
    out[at] ^= 1 << rng.randrange(8)
    return bytes(out)


def flip_bit_in_first_range(sample: Sample, rng: random.Random) -> bytes:
    return _flip(sample.pdf, rng.randrange(_range(sample.pdf)[0]), rng)


def flip_bit_in_second_range(sample: Sample, rng: random.Random) -> bytes:
    return _flip(sample.pdf, rng.randrange(_range(sample.pdf)[1], len(sample.pdf)), rng)


def flip_bit_in_signature_text(sample: Sample, rng: random.Random) -> bytes:
    first, start = _range(sample.pdf)
    return _flip(sample.pdf, rng.randrange(first, start), rng)


def change_cms_digit(sample: Sample, rng: random.Random) -> bytes:
    """Change one hexadecimal digit of the CMS to another."""
    first, _ = _range(sample.pdf)
    at = first + 1 + rng.randrange(2 * _cms_size(sample.pdf))
    old = sample.pdf[at : at + 1]
    new = rng.choice([c for c in "0123456789ABCDEF" if c.encode() != old])
    return sample.pdf[:at] + new.encode() + sample.pdf[at + 1 :]


def fill_padding(sample: Sample, rng: random.Random) -> bytes:
    first, start = _range(sample.pdf)
    at = rng.randrange(first + 1 + 2 * _cms_size(sample.pdf), start - 1)
    return sample.pdf[:at] + b"1" + sample.pdf[at + 1 :]


def lower_case_digits(sample: Sample, rng: random.Random) -> bytes:
    first, start = _range(sample.pdf)
    text = sample.pdf[first:start]
    letters = [i for i, c in enumerate(text) if c in b"ABCDEF"]
    chosen = set(rng.sample(letters, rng.randint(1, len(letters))))
    changed = bytes(c | 0x20 if i in chosen else c for i, c in enumerate(text))
    return sample.pdf[:first] + changed + sample.pdf[start:]


def space_among_digits(sample: Sample, rng: random.Random) -> bytes:
    """Replace a pair of padding zeros by white space, which PDF readers skip."""
    _, start = _range(sample.pdf)
    at = start - 1 - 2 * rng.randint(1, 200)
    white = rng.choice([b"  ", b"\n\n", b"\t ", b"\0\0"])
    return sample.pdf[:at] + white + sample.pdf[at + 2 :]


def delete_bytes(sample: Sample, rng: random.Random) -> bytes:
    at = rng.randrange(len(sample.pdf))
    return sample.pdf[:at] + sample.pdf[at + rng.randint(1, 40) :]


def insert_bytes(sample: Sample, rng: random.Random) -> bytes:
    at = rng.randrange(len(sample.pdf))
    return sample.pdf[:at] + rng.randbytes(rng.randint(1, 40)) + sample.pdf[at:]


def repeat_block(sample: Sample, rng: random.Random) -> bytes:
    at, size = rng.randrange(len(sample.pdf) - 200), rng.randint(1, 200)
    return sample.pdf[: at + size] + sample.pdf[at:]


def swap_blocks(sample: Sample, rng: random.Random) -> bytes:
    pdf, size = sample.pdf, rng.randint(4, 400)
    one = rng.randrange(len(pdf) // 2 - size)
    two = rng.randrange(len(pdf) // 2, len(pdf) - size)
    if pdf[one : one + size] == pdf[two : two + size]:
        return flip_bit_in_first_range(sample, rng)
    middle = pdf[one + size : two]
    return pdf[:one] + pdf[two : two + size] + middle + pdf[one : one + size] + pdf[two + size :]


def blank_block(sample: Sample, rng: random.Random) -> bytes:
    first, _ = _range(sample.pdf)
    at, size = rng.randrange(first - 200), rng.randint(1, 200)
    out = sample.pdf[:at] + bytes(size) + sample.pdf[at + size :]
    return out if out != sample.pdf else flip_bit_in_first_range(sample, rng)


def cut_end(sample: Sample, rng: random.Random) -> bytes:
    return sample.pdf[: -rng.randint(1, len(sample.pdf) - 1)]


def append_bytes(sample: Sample, rng: random.Random) -> bytes:
    return sample.pdf + rng.randbytes(rng.randint(1, 100))


def append_line_end(sample: Sample, rng: random.Random) -> bytes:
    return sample.pdf + rng.choice([b"\n", b"\r\n", b" ", b"\0", b"%%EOF\n", b"% note\n"])


def prepend_bytes(sample: Sample, rng: random.Random) -> bytes:
    return rng.choice([b"\n", b" ", b"\xef\xbb\xbf", b"%!PS\n", rng.randbytes(9)]) + sample.pdf


def shift_range(sample: Sample, rng: random.Random) -> bytes:
    """Change a figure of the byte range."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", sample.pdf)
    assert found is not None
    which = rng.randint(1, 3)
    new = int(found[which]) + rng.choice([-2, -1, 1, 2, 10, -10, 100])
    return (
        sample.pdf[: found.start(which)]
        + str(new).encode().rjust(len(found[which]), b"0")
        + sample.pdf[found.end(which) :]
    )


def odd_range(sample: Sample, rng: random.Random) -> bytes:
    """Write the byte range in a form that careless readers take (signature forgery by range)."""
    pdf = sample.pdf
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\] *\n", pdf)
    assert found is not None
    first, start, rest = (int(n) for n in found.groups())
    forms = [
        f"/ByteRange [0 {len(pdf)} 0 0]",
        f"/ByteRange [0 {first} {start} {rest} 0 0]",
        f"/ByteRange [0 {first} -{start} {rest}]",
        f"/ByteRange [{first} {start} {rest}]",
        f"/ByteRange [0. {first} {start} {rest}]",
        f"/ByteRange [0 {first}   {start} {rest}]",
        f"/ByteRange[0 {first} {start} {rest}]",
        "/ByteRange null",
        "/ByteRange []",
        "/Byterange [0 1 2 3]",
        f"/ByteRange [00 {first} {start} {rest}]",
        f"/ByteRange [0 {first} {start} +{rest}]",
    ]
    text = rng.choice(forms).encode().ljust(len(found[0]) - 1) + b"\n"
    return pdf[: found.start()] + text + pdf[found.end() :]


def hide_second_range(sample: Sample, rng: random.Random) -> bytes:
    """Put another byte range in a comment, for readers that take the first or the last."""
    line = b"% /ByteRange [0 10 20 30]\n"
    return sample.pdf + line if rng.random() < 0.5 else sample.pdf[:9] + line + sample.pdf[9:]


def empty_contents(sample: Sample, rng: random.Random) -> bytes:
    """Blank the signature itself (universal signature forgery)."""
    first, start = _range(sample.pdf)
    size = start - first
    new = rng.choice(
        [
            b"<" + b"0" * (size - 2) + b">",
            b"<>" + b" " * (size - 2),
            b"null" + b" " * (size - 4),
            b"<00>" + b" " * (size - 4),
            b"()" + b" " * (size - 2),
        ]
    )
    return sample.pdf[:first] + new + sample.pdf[start:]


def wrap_range(sample: Sample, rng: random.Random) -> bytes:
    """Move the second signed range back and put new content before it (signature wrapping)."""
    pdf = sample.pdf
    _, start = _range(pdf)
    evil = b"\n1 0 obj\n<</Type /Catalog>>\nendobj\n" + b" " * rng.randint(0, 50)
    moved = pdf[:start] + evil + pdf[start:]
    if rng.random() < 0.5:
        return moved
    new = start + len(evil)
    return moved.replace(b" %d " % start, b" %d " % new, 1)
