"""The clocks of publication: whether a procedure was announced, made public and complete in time (QĐ 766/QĐ-TTg,
indicators 1.1 to 1.3; NĐ 63/2010/NĐ-CP art. 8(2), 15; the annex of the decision was read in a circulating note only).

A ministry's decision stands at least 20 working days before its procedure is in force, a province's at least 5. It is
made public within 10 working days after a ministry's decision, 5 after a province's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from motcua.rules.workdays import Calendar


class DecidedBy(StrEnum):
    """Whose decision announces the procedure."""

    MINISTRY = "ministry"
    PROVINCE = "province"


AHEAD: Final[Mapping[DecidedBy, int]] = MappingProxyType({DecidedBy.MINISTRY: 20, DecidedBy.PROVINCE: 5})
"""Working days between the decision and the first day in force (1.1)."""
WITHIN: Final[Mapping[DecidedBy, int]] = MappingProxyType({DecidedBy.MINISTRY: 10, DecidedBy.PROVINCE: 5})
"""Working days after the decision in which the procedure is made public (1.2)."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of one version. `parts_missing` are parts of NĐ 63/2010 art. 8(2) that it does not tell."""

    decided_on: date
    decided_by: DecidedBy
    valid_from: date
    public_on: date
    parts_missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicationClocks:
    """The verdicts, each with the day it is judged by."""

    decide_by: date
    """The last day on which the decision was in time for the first day in force."""
    is_announced_in_time: bool
    public_by: date
    is_public_in_time: bool
    is_complete: bool


def clocks(publication: Publication, calendar: Calendar) -> PublicationClocks:
    """The three clocks of a version."""
    decide_by = _working_days_from(publication.valid_from, -AHEAD[publication.decided_by], calendar)
    public_by = _working_days_from(publication.decided_on, WITHIN[publication.decided_by], calendar)
    return PublicationClocks(
        decide_by=decide_by,
        is_announced_in_time=publication.decided_on <= decide_by,
        public_by=public_by,
        is_public_in_time=publication.public_on <= public_by,
        is_complete=not publication.parts_missing,
    )


def _working_days_from(day: date, count: int, calendar: Calendar) -> date:
    """The working day that is `count` after the day, or before it."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= calendar.works_on(day)
    return day
