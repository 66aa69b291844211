"""The promised moment from facts, and why: terms, pauses, restarts, shares of steps; early, on time, at risk, overdue.

Sources: Civil Code 2015 art. 146–148 (first day excluded, months, an end on a day off); NĐ 118/2025 as amended by
NĐ 309/2026 art. 8(3) (the clock starts at the complete receipt, or at the competent agency's); NĐ 61/2018 art. 19
(supplement, apology); NĐ 297/2025 and NĐ 301/2026 (cut-off, time not counted).
"""

from __future__ import annotations

from motcua.rules.deadlines.facts import ClockFacts, Pause, Policy, Promise, Resumption, Supplement
from motcua.rules.deadlines.promising import due_at, promise
from motcua.rules.deadlines.reckoning import TERM_DAY
from motcua.rules.deadlines.shares import due_within, risk_horizon, split_shares
from motcua.rules.deadlines.standing import (
    STANDING_WORDS,
    GroundNotListed,
    RescheduleRefused,
    Rescheduling,
    Standing,
    is_last_chance,
    last_day_to_reschedule,
    may_pause,
    may_reschedule,
    next_working_day,
    standing,
)
from motcua.rules.deadlines.terms import SAME_DAY, Term, TermUnreadable, Unit, parse_term
from motcua.rules.deadlines.words import Line

__all__ = [
    "SAME_DAY",
    "STANDING_WORDS",
    "TERM_DAY",
    "ClockFacts",
    "GroundNotListed",
    "Line",
    "Pause",
    "Policy",
    "Promise",
    "RescheduleRefused",
    "Rescheduling",
    "Resumption",
    "Standing",
    "Supplement",
    "Term",
    "TermUnreadable",
    "Unit",
    "due_at",
    "due_within",
    "is_last_chance",
    "last_day_to_reschedule",
    "may_pause",
    "may_reschedule",
    "next_working_day",
    "parse_term",
    "promise",
    "risk_horizon",
    "split_shares",
    "standing",
]
