"""What “in force that day” is in SQL."""

from __future__ import annotations

ON = "daterange(valid_from, valid_to, '[]') @> %(on)s::date"
