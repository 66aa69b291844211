"""In whose name one signs: the lines above the name (NĐ 30/2020/NĐ-CP, Annex I, part I, item 7)."""

from __future__ import annotations

from datetime import date

from motcua.registers.documents.queries import Signer
from motcua.registers.offices import queries as offices
from motcua.rules.signature_block import Capacity, signature_lines

_DEPUTY = "phó "


def signer_of(*, office_id: int, holding_id: int, on: date) -> Signer:
    """The block of the holder of a position that day; nobody's when the holding is not of this office.

    How one signs is what the position was given with: acting (Q.), by order (TL.), by mandate (TUQ.). Where nothing is
    said, who stands in for the position signs by what he or she is: a deputy "KT.", anyone else "TUQ.".
    """
    holders = offices.holders_of(office_id, on)
    held = next((one for one in holders if one.holding_id == holding_id), None)
    if held is None:
        return Signer()
    office = offices.office(office_id).name
    capacity = Capacity(held.capacity)
    if capacity is Capacity.ACTING or not held.substitute:
        return Signer(signature_lines(title=held.title, office=office, capacity=_main(capacity)), held.name)
    mine = [one for one in holders if one.official_id == held.official_id and not one.substitute]
    own = mine[0].title if mine else ""
    if capacity is Capacity.OWN and own.lower().startswith(_DEPUTY):
        return Signer(signature_lines(title=own, office=office), held.name)
    stands_in = Capacity.BY_MANDATE if capacity is Capacity.OWN else capacity
    return Signer(signature_lines(title=own, office=office, capacity=stands_in, head_title=held.title), held.name)


def _main(capacity: Capacity) -> Capacity:
    """Whoever holds the position itself signs in its right, or as acting in it."""
    return capacity if capacity is Capacity.ACTING else Capacity.OWN
