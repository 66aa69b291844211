"""Administrators come in here: people and positions, units, days, outages, procedures received, the log of sights."""
