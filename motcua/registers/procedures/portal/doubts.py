"""What a person must look at before a draft becomes a procedure: each doubt with its kind, place and advice.

The portal's dirt is of a few kinds, found by reading its records; each kind is one function that looks at a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from motcua.registers.procedures.portal.doubt_facts import Doubt
from motcua.registers.procedures.portal.doubts_of_fees import DOUBTS_OF_FEES
from motcua.registers.procedures.portal.doubts_of_papers import DOUBTS_OF_PAPERS
from motcua.registers.procedures.portal.doubts_of_terms import DOUBTS_OF_TERMS
from motcua.registers.procedures.portal.doubts_of_texts import DOUBTS_OF_TEXTS, passed_days
from motcua.registers.procedures.portal.sealing import Part

_LOOKS = (*DOUBTS_OF_PAPERS, *DOUBTS_OF_TERMS, *DOUBTS_OF_FEES, *DOUBTS_OF_TEXTS)


def doubts_of(draft: Mapping[str, Any], *, on: date) -> tuple[Doubt, ...]:
    """Every doubt about a draft on that day."""
    return (*(each for look in _LOOKS for each in look(draft)), *passed_days(draft, on))


def with_doubts(draft: Part, doubts: tuple[Doubt, ...]) -> Part:
    """The draft with its doubts in `undecided`: while one stands there, the file cannot be published."""
    return {**draft, "undecided": [asdict(each) for each in doubts]}
