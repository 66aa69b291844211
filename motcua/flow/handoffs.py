"""After this event, these followers. One literal table: no conditions, no procedure codes; conditions live in the room
that acts."""

from __future__ import annotations

from typing import Final

FOLLOWERS: Final = ("notices",)
"""Every follower of the ledger, each with a position of its own."""

HANDOFFS: Final[dict[str, tuple[str, ...]]] = {
    "accept": ("notices",),
    "refuse": ("notices",),
    "ask_supplement": ("notices",),
    "demand_payment": ("notices",),
    "reschedule": ("notices",),
    "correct": ("notices",),
    "hand_on": ("notices",),
    "result-called": ("notices",),
    "originals-called": ("notices",),
    "delay-told": ("notices",),
    "stop": ("notices",),
    "lapse": ("notices",),
    "forward": ("notices",),
    "sign": ("notices",),
    "answer": ("notices",),
    "promise-reckoned": ("notices",),
    "supply": ("notices",),
    "resume": ("notices",),
    "settle_payment": ("notices",),
    "withdraw": ("notices",),
    "hand_over": ("notices",),
    "originals-given-back": ("notices",),
}
"""Kind of a dossier's event → followers. `forward`, `sign` and `answer` may end the process: then the result is
announced. After `withdraw`, `hand_over` and originals given back nobody is told, and nobody need be called any
more."""
