"""What the register does."""

from __future__ import annotations

from motcua.registers.notices.actions.reporting import take_reports
from motcua.registers.notices.actions.sending import Sent, send_due
from motcua.registers.notices.actions.settling import TELLERS, send_again, told_otherwise
from motcua.registers.notices.actions.telling import NewNotice, nobody_to_call, tell
from motcua.registers.notices.moments import MOMENTS, SETTLING, WAYS

KINDS = frozenset(MOMENTS)
"""Every kind of notice that is told."""

__all__ = [
    "KINDS",
    "SETTLING",
    "TELLERS",
    "WAYS",
    "NewNotice",
    "Sent",
    "nobody_to_call",
    "send_again",
    "send_due",
    "take_reports",
    "tell",
    "told_otherwise",
]
