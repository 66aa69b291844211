"""The legal life of a dossier: its states, the moves between them, who may make each, what must hold first, the
paper each leaves and what each does to the clock. One table, `MOVES` (`table.py`).

Sources: NĐ 118/2025/NĐ-CP art. 17–22 (as amended by NĐ 309/2026), NĐ 61/2018 art. 17–20 where only its wording was
read, TT 03/2025/TT-VPCP (forms 01–07, art. 7 on stopping), Civil Code 2015 art. 147–148 for the clock. The state codes
sent to the national portal are a mapping (`PORTAL_CODE`), never stored.
"""

from __future__ import annotations

from motcua.rules.lifecycle.conditions import BY_NAMES, GUARD_SENTENCES, By, Guard
from motcua.rules.lifecycle.deciding import Allowed, MoveFacts, NotAllowed, decide
from motcua.rules.lifecycle.moves import CLOCK_NAMES, Clock, Move, Rule
from motcua.rules.lifecycle.states import CLOCK_RUNS, ENDED, PORTAL_CODE, STATE_NAMES, Delivery, Money, State, Sync
from motcua.rules.lifecycle.stories import StoryStep, first_break
from motcua.rules.lifecycle.table import MOVES

__all__ = [
    "BY_NAMES",
    "CLOCK_NAMES",
    "CLOCK_RUNS",
    "ENDED",
    "GUARD_SENTENCES",
    "MOVES",
    "PORTAL_CODE",
    "STATE_NAMES",
    "Allowed",
    "By",
    "Clock",
    "Delivery",
    "Guard",
    "Money",
    "Move",
    "MoveFacts",
    "NotAllowed",
    "Rule",
    "State",
    "StoryStep",
    "Sync",
    "decide",
    "first_break",
]
