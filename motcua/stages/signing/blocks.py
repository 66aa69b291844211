"""In whose name one signs: the lines above the name (NĐ 30/2020/NĐ-CP, Annex I, part I, item 7)."""

from __future__ import annotations

from datetime import date

from motcua.registers.documents.queries import Signer
from motcua.registers.offices import queries as offices
from motcua.rules.signature_block import Capacity, signature_lines

_DEPUTY = "phó "


def signer_of(*, office_id: int, holding_id: int, on: date) -> Signer:
    """The block of the holder of a position that day; nobody's when the holding is not of this office.

    Who stands in for the position signs by what he or she is: a deputy "KT.", anyone else "TUQ.".
    """
    holders = offices.holders_of(office_id, on)
    held = next((one for one in holders if one.holding_id == holding_id), None)
    if held is None:
        return Signer()
    office = offices.office(office_id).name
    if not held.substitute:
        return Signer(signature_lines(title=held.title, office=office), held.name)
    mine = [one for one in holders if one.official_id == held.official_id and not one.substitute]
    own = mine[0].title if mine else ""
    if own.lower().startswith(_DEPUTY):
        return Signer(signature_lines(title=own, office=office), held.name)
    lines = signature_lines(title=own, office=office, capacity=Capacity.BY_MANDATE, head_title=held.title)
    return Signer(lines, held.name)
