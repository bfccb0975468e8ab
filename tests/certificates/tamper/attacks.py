"""All attack kinds on a signed PDF, with how often a full run repeats each.

`MAY_BE_AMBER` names the only kinds that may be anything but red or grey.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import byte_attacks as b
import cms_attacks as c
import pdf_attacks as p
import signing_attacks as s
from sample import Sample

Attack = Callable[[Sample, random.Random], bytes]

# cheap kinds carry the volume; kinds with few variants or a costly signature are repeated less
OFTEN: tuple[Attack, ...] = (
    b.flip_bit_in_first_range,
    b.flip_bit_in_second_range,
    b.flip_bit_in_signature_text,
    b.change_cms_digit,
)
SOMETIMES: tuple[Attack, ...] = (
    b.fill_padding,
    b.lower_case_digits,
    b.space_among_digits,
    b.delete_bytes,
    b.insert_bytes,
    b.repeat_block,
    b.swap_blocks,
    b.blank_block,
    b.cut_end,
    b.append_bytes,
    b.prepend_bytes,
    b.shift_range,
    b.odd_range,
    b.wrap_range,
    p.same_object_again,
    p.repaint_page,
    p.note_over_name,
    p.field_over_name,
    p.stamp_over_name,
    p.link_added,
    p.other_font,
    p.other_reading,
    p.other_title,
    p.other_metadata,
    p.script_on_open,
    p.security_store,
    p.layers,
    p.shadow_page,
    p.saved_anew,
    p.saved_with_other_text,
    c.unsigned_attribute,
    c.bytes_after_cms,
    c.own_message_digest,
)
SELDOM: tuple[Attack, ...] = (
    b.append_line_end,
    b.hide_second_range,
    b.empty_contents,
    p.empty_update,
    p.other_credential_appended,
    p.signature_removed,
    p.saved_linear,
    p.saved_packed,
    p.saved_locked,
    p.printed_again,
    c.other_s,
    c.spare_certificate,
    c.doubled_certificate,
    c.missing_root,
    c.revocation_data,
    c.endless_length,
    c.longer_length,
    c.digest_without_null,
    c.transplanted,
    s.stranger,
    s.same_name,
    s.lookalike_name,
    s.genuine_page_signed_by_stranger,
    s.own_page_around_genuine_credential,
    s.copied_key_identifier,
    s.trusted_root_borrowed,
    s.self_signed,
    s.unlisted_leaf,
    s.web_server_key,
    s.leaf_as_authority,
    s.second_signature,
    s.insider_other_credential,
    s.insider_other_text,
    s.insider_strange_part,
    s.insider_visible_signature,
    s.insider_allows_changes,
    s.insider_approval_only,
)
ALL: tuple[Attack, ...] = (*OFTEN, *SOMETIMES, *SELDOM)
MAY_BE_AMBER = frozenset({"stranger"})
_WEIGHTS = ((OFTEN, 100), (SOMETIMES, 10), (SELDOM, 2))


def campaign(total: int, seed: int) -> Iterator[tuple[Attack, random.Random]]:
    """Plan `total` attacks or a few more: every kind, the cheap ones most often."""
    parts = sum(len(kinds) * weight for kinds, weight in _WEIGHTS)
    rng = random.Random(seed)  # noqa: S311 - repeatable attacks, not secrets
    for kinds, weight in _WEIGHTS:
        for attack in kinds:
            for _ in range(-(-total * weight // parts)):
                yield attack, random.Random(rng.random())  # noqa: S311 - as above
