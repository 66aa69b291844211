"""The dossier's code: taken inside the accepting transaction, so gap-free and never twice (TT 03/2025 art. 13)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers.errors import CodesRunOut
from motcua.registers.dossiers.held import Held
from motcua.registers.offices import queries as offices
from motcua.rules.numbering import make

# The row stays locked until the transaction ends: the next clerk of this office waits a moment, and a number whose
# transaction fails is given again.
_NEXT = """
INSERT INTO dossiers_day_number (office_id, day, last) VALUES (%s, %s, 1)
ON CONFLICT (office_id, day) DO UPDATE SET last = dossiers_day_number.last + 1
RETURNING last
"""


def take_code(held: Held, now: datetime) -> dict[str, str]:
    """Give the held dossier its code: the receiving office's identifier, the day, the day's next number.

    One statement. The scheme is the setting `DOSSIER_CODE_SCHEME`. Raises `CodesRunOut` for an office without an
    identifier. Answers what the event tells.
    """
    office = offices.office(held.received_office_id)
    if not office.code:
        raise CodesRunOut(office=office.name)
    day = now.astimezone(VIETNAM).date()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [office.id, day])
        (number,) = cursor.fetchone()
    held.code = make(settings.DOSSIER_CODE_SCHEME, identifier=office.code, on=day, number=number)
    return {"code": held.code}
