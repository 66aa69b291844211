"""Agencies with their dates, units, counters, positions and their holders, working calendars, outages."""
