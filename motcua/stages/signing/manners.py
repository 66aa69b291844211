"""How a result may be signed."""

from __future__ import annotations

from enum import StrEnum


class Manner(StrEnum):
    """Electronically through the port, or by hand on paper with a scan kept as the result."""

    ELECTRONIC = "electronic"
    BY_HAND = "by-hand"
