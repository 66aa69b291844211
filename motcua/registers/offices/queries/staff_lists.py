"""A list of staff held against what is there: the report of a trial, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.foundation.tables import read_bytes
from motcua.foundation.vietnamese import fold
from motcua.registers.offices.errors import NotYoursToAdminister, StaffColumnsMissing, StaffFileGone
from motcua.registers.offices.queries.places import office
from motcua.registers.offices.staffing.known import known, places
from motcua.registers.offices.staffing.planning import Line as Line
from motcua.registers.offices.staffing.planning import Outcome as Outcome
from motcua.registers.offices.staffing.planning import planned
from motcua.registers.offices.staffing.reading import COLUMNS as COLUMNS
from motcua.registers.offices.staffing.reading import NEEDED, LineUnfit, Wanted, wanted
from motcua.registers.offices.statements import row
from motcua.rules.access import Viewer

MOST_LINES = 10_000
MOST_BYTES = 5_000_000
"""Of a file put in; a line has some 150 bytes."""
MOST_UNPACKED = 60_000_000
"""Of a sheet of XLSX unpacked."""


@dataclass(frozen=True, slots=True)
class StaffFile:
    """A list that was put in."""

    id: int
    office_id: int
    name: str
    content: bytes


def staff_file(file_id: int, *, viewer: Viewer) -> StaffFile:
    """A list that this viewer put in and that is still kept. Raises `StaffFileGone`."""
    found = row(
        "SELECT id, office_id, name, content FROM offices_staff_file WHERE id = %s AND by_official_id = %s",
        [file_id, viewer.official_id],
    )
    if found is None:
        raise StaffFileGone()
    return StaffFile(found[0], found[1], found[2], bytes(found[3]))


def staff_plan(
    *, content: bytes, name: str, office_id: int, roles: Mapping[str, str], viewer: Viewer, on: date
) -> tuple[Line, ...]:
    """What each line of a list would change, in the offices that the viewer administers; lines that name no office are
    of `office_id`. `roles`: code → name.

    Raises `TableUnreadable`, `StaffColumnsMissing`, `NotYoursToAdminister`.
    """
    if office_id not in viewer.administers:
        raise NotYoursToAdminister()
    names, lines = read_bytes(content, name=name, most_bytes=MOST_UNPACKED, most_rows=MOST_LINES)
    missing = [column for column in NEEDED if fold(column) not in names]
    if missing:
        raise StaffColumnsMissing(names=", ".join(missing))
    own = office(office_id)
    known_places = places(office_ids=viewer.administers, default_office=(own.id, own.name), roles=roles, on=on)
    read: list[Wanted | tuple[int, str]] = []
    for one in lines:
        try:
            read.append(wanted(one, places=known_places, today=on))
        except LineUnfit as refusal:
            read.append((one.line, str(refusal)))
    understood = [one for one in read if isinstance(one, Wanted)]
    there = known(
        office_ids={one.office_id for one in understood},
        sign_in_names={one.sign_in_name for one in understood},
        superiors={one.superior for one in understood if one.superior},
        on=on,
    )
    return planned(read, there, today=on)
