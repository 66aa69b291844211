"""What the room does: it opens offices, units, counters and positions, seats officials, announces days and outages.

Each action is one transaction and appends its events to the ledger in it: streams office/<id>, position/<id> and
calendar/<office> (calendar/0 is the country's).
"""

from __future__ import annotations

from motcua.registers.offices.actions.calendars import (
    announce_calendar_day,
    announce_calendar_days,
    confirm_calendar,
    load_national_calendar,
    take_back_day,
)
from motcua.registers.offices.actions.importing import ImportedStaff, import_staff, put_staff_file
from motcua.registers.offices.actions.offices import (
    change_hours,
    merge_office,
    open_counters,
    open_office,
    open_offices,
    open_unit,
    open_units,
)
from motcua.registers.offices.actions.outages import announce_outage, call_off_outage, tell_outage
from motcua.registers.offices.actions.positions import (
    change_position,
    close_position,
    end_holding,
    open_position,
    open_positions,
    seat,
    seat_many,
)
from motcua.registers.offices.actions.staff import (
    Enrolled,
    Enrolment,
    change_account,
    close_account,
    enrol,
    give_codes,
    reopen_account,
)
from motcua.registers.offices.actions.territory import load_territory
from motcua.registers.offices.actions.units import (
    change_hours_from,
    change_unit,
    close_counter,
    close_unit,
    set_counter,
)
from motcua.registers.offices.facts import NewCalendarDay, NewCounter, NewHolding, NewOffice, NewPosition, NewUnit
from motcua.registers.offices.hours import hours_from_text

__all__ = [
    "Enrolled",
    "Enrolment",
    "ImportedStaff",
    "NewCalendarDay",
    "NewCounter",
    "NewHolding",
    "NewOffice",
    "NewPosition",
    "NewUnit",
    "announce_calendar_day",
    "announce_calendar_days",
    "announce_outage",
    "call_off_outage",
    "change_account",
    "change_hours",
    "change_hours_from",
    "change_position",
    "change_unit",
    "close_account",
    "close_counter",
    "close_position",
    "close_unit",
    "confirm_calendar",
    "end_holding",
    "enrol",
    "give_codes",
    "hours_from_text",
    "import_staff",
    "load_national_calendar",
    "load_territory",
    "merge_office",
    "open_counters",
    "open_office",
    "open_offices",
    "open_position",
    "open_positions",
    "open_unit",
    "open_units",
    "put_staff_file",
    "reopen_account",
    "seat",
    "seat_many",
    "set_counter",
    "take_back_day",
    "tell_outage",
]
