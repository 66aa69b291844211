"""What the room tells. Offices, positions and who holds them are public; nothing here writes."""

from __future__ import annotations

from motcua.registers.offices.facts import (
    AdministrativeUnit,
    Counter,
    Holder,
    Office,
    Position,
    Unit,
)
from motcua.registers.offices.queries.calendars import calendar_of, national_days, shipped_calendar
from motcua.registers.offices.queries.places import (
    counters_of,
    office,
    office_by_code,
    office_of_territory,
    office_serving,
    offices,
    offices_among,
    offices_by_id,
    one_stop_unit_of,
    one_stop_units,
    unit,
    units_of,
)
from motcua.registers.offices.queries.seats import holders_of, positions_of, seats_of, viewer_of
from motcua.registers.offices.queries.staff import (
    Held,
    StaffMember,
    StaffPage,
    holding,
    officials_by_sign_in_names,
    staff,
    staff_member,
)
from motcua.registers.offices.queries.territory import (
    commune,
    commune_words,
    communes_of,
    find_communes,
    provinces,
    successors_of,
)
from motcua.registers.offices.queries.vacancies import Place, Seated, place, places_of

__all__ = [
    "AdministrativeUnit",
    "Counter",
    "Held",
    "Holder",
    "Office",
    "Place",
    "Position",
    "Seated",
    "StaffMember",
    "StaffPage",
    "Unit",
    "calendar_of",
    "commune",
    "commune_words",
    "communes_of",
    "counters_of",
    "find_communes",
    "holders_of",
    "holding",
    "national_days",
    "office",
    "office_by_code",
    "office_of_territory",
    "office_serving",
    "offices",
    "offices_among",
    "offices_by_id",
    "officials_by_sign_in_names",
    "one_stop_unit_of",
    "one_stop_units",
    "place",
    "places_of",
    "positions_of",
    "provinces",
    "seats_of",
    "shipped_calendar",
    "staff",
    "staff_member",
    "successors_of",
    "unit",
    "units_of",
    "viewer_of",
]
