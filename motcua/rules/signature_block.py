"""By what authority one signs, as the lines above the name say (NĐ 30/2020/NĐ-CP, Annex I, part I, item 7)."""

from __future__ import annotations

from enum import StrEnum


class Capacity(StrEnum):
    """How the signer comes to sign."""

    OWN = "own"
    """In the own right of the office's head, or a deputy's for the head."""
    ACTING = "acting"
    """Q.: entrusted with the head's office."""
    BY_ORDER = "by-order"
    """TL.: the head of a unit, by the head's order."""
    BY_MANDATE = "by-mandate"
    """TUQ.: by the head's mandate, in writing and for a time."""


COLLECTIVE = "Ủy ban nhân dân"
_DEPUTY = "phó "


def signature_lines(
    *, title: str, office: str, capacity: Capacity = Capacity.OWN, head_title: str = ""
) -> tuple[str, ...]:
    """The lines above the name, in capitals. `title` is of the signer's position, `head_title` of the head for whom a
    unit's head signs.

    A People's Committee decides as a body, so its chair signs "TM."; a deputy signs "KT." for the head.
    """
    own, head = _bare(title, office), _bare(head_title, office) or _head_of(_bare(title, office))
    lines = ["TM. " + COLLECTIVE] if _is_collective(office) and capacity in (Capacity.OWN, Capacity.ACTING) else []
    if capacity is Capacity.BY_ORDER:
        lines += [f"TL. {head}", own]
    elif capacity is Capacity.BY_MANDATE:
        lines += [f"TUQ. {head}", own]
    elif capacity is Capacity.ACTING:
        lines += [f"Q. {own}"]
    elif own.lower().startswith(_DEPUTY):
        lines += [f"KT. {head}", own]
    else:
        lines += [own]
    return tuple(line.upper() for line in lines if line.strip())


def _bare(title: str, office: str) -> str:
    """The title without the body's name: "Phó Chủ tịch Ủy ban nhân dân xã X" is "Phó Chủ tịch"."""
    for tail in (office, COLLECTIVE, "UBND"):
        place = title.lower().find(tail.lower()) if tail else -1
        if place > 0:
            return title[:place].strip(" ,-–")
    return title.strip()


def _head_of(title: str) -> str:
    """Of "Phó Giám đốc": "Giám đốc"."""
    bare = title[len(_DEPUTY) :] if title.lower().startswith(_DEPUTY) else title
    return bare[:1].upper() + bare[1:]


def _is_collective(office: str) -> bool:
    return office.lower().startswith((COLLECTIVE.lower(), "ubnd "))
