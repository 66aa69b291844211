"""Getting the files of results that masters named: one at a time, each kept as any upload is, by the worker.

Nobody waits for it: the results stand and the next part of a submission opens by the master's word; its file is added
when it is here. A worker killed on the way leaves the file to the next turn after `LEASE`.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.foundation.errors import Refusal
from motcua.registers.documents import actions as documents
from motcua.registers.documents.actions import LARGEST_DOCUMENT
from motcua.registers.dossiers import actions as dossiers
from motcua.registers.dossiers.actions import FileDue
from motcua.registers.procedures import queries as procedures
from motcua.stages.mirroring.ports import FileNotHad, PartnerSilent, ResultFilePort

KIND: Final = "result"
LEASE: Final = timedelta(minutes=5)
WITHIN: Final = 20.0
"""Seconds for one file in all; shorter than `LEASE`."""
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
CLOSED: Final = "closed"
"""Why not: no address of the partner's files is set here."""
UNFIT: Final = "unfit"
"""Why not: the file is none that is taken; what the inspection said follows after a colon."""
_ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_LONGEST: Final = 120
_UNFIT_FOR_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')

log = logging.getLogger(__name__)


def fetch_due(
    *, clock: Callable[[], datetime], most: int = 100, lasting: timedelta = timedelta(seconds=30)
) -> Counter[str]:
    """Get what is due, what waits longest first: at most so many, and beginning none after `lasting`. By what became of
    each: kept, later, failed."""
    ended, begun = Counter[str](), clock()
    while ended.total() < most and (now := clock()) - begun <= lasting:
        due = dossiers.due_file(now=now, until=now + LEASE)
        if due is None:
            break
        ended[_one(due, clock)] += 1
    return ended


def _one(due: FileDue, clock: Callable[[], datetime]) -> str:
    document = due.document_id
    if document is None:
        try:
            document = _fetched(due, clock())
        except (FileNotHad, Refusal) as why:
            reason = f"{UNFIT}:{why}" if isinstance(why, Refusal) else str(why)
            return _not_had(due, reason, None)
        except (PartnerSilent, OSError) as why:
            reason = str(why) if isinstance(why, PartnerSilent) else "no-answer"
            pause = PAUSES[due.tries - 1] if due.tries <= len(PAUSES) else None
            return _not_had(due, reason, clock() + pause if pause else None)
        dossiers.keep_file(file_id=due.id, document_id=document, now=clock())
    dossiers.pass_on_file(file_id=due.id, dossier_id=due.dossier_id, document_id=document, now=clock())
    return "kept"


def _fetched(due: FileDue, now: datetime) -> int:
    partner = procedures.version(due.procedure_version_id).master.partner
    if not settings.MASTER_FILES.get(partner):
        raise PartnerSilent(CLOSED)
    port: ResultFilePort = import_string(settings.MASTER_PORTS[partner])()
    limit = int(getattr(settings, "MAX_DOCUMENT_BYTES", LARGEST_DOCUMENT))
    content, media_type = port.fetch(due.address, within=WITHIN, most=limit)
    return documents.keep(
        content=content, name=_file_name(due.name, media_type), media_type=media_type, kind=KIND, by=None, now=now
    )


def _file_name(paper: str, media_type: str) -> str:
    """What the paper is called, as a file may be called."""
    bare = " ".join(_UNFIT_FOR_NAMES.sub(" ", paper).split())[:_LONGEST].strip(". ")
    return f"{bare or 'ket-qua'}.{_ENDINGS.get(media_type, 'bin')}"


def _not_had(due: FileDue, reason: str, next_at: datetime | None) -> str:
    log.warning("result file %s of dossier %s: %s", due.id, due.dossier_id, reason)
    dossiers.not_had(file_id=due.id, reason=reason, next_at=next_at)
    return "later" if next_at else "failed"
