"""The dossier's code: taken inside the accepting transaction, so gap-free and never twice (TT 03/2025 art. 13)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from motcua.foundation.clock import VIETNAM
from motcua.foundation.postgres import prepared
from motcua.registers.dossiers.errors import CodesRunOut
from motcua.registers.dossiers.held import Held
from motcua.registers.offices import queries as offices
from motcua.rules.numbering import make

# The row stays locked until the transaction ends: the next clerk of this office waits a moment, and a number whose
# transaction fails is given again.
_NEXT = """
INSERT INTO dossiers_day_number (office_id, day, last) VALUES (%(office)s, %(day)s, 1)
ON CONFLICT (office_id, day) DO UPDATE SET last = dossiers_day_number.last + 1
RETURNING last
"""


def take_code(held: Held, now: datetime) -> dict[str, str]:
    """Give the held dossier its code: the receiving office's identifier, the day, the day's next number.

    One statement. The scheme is the setting `DOSSIER_CODE_SCHEME`. Raises `CodesRunOut` for an office without an
    identifier. Answers what the event tells.
    """
    if not held.identifier:
        raise CodesRunOut(office=offices.office(held.received_office_id).name)
    day = now.astimezone(VIETNAM).date()
    ((number,),) = prepared.rows(_NEXT, {"office": held.received_office_id, "day": day})
    held.code = make(settings.DOSSIER_CODE_SCHEME, identifier=held.identifier, on=day, number=number)
    return {"code": held.code}
