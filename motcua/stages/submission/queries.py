"""What the stage tells: what an official has put aside, to that official only; who may send
dossiers by calling, and what is wrong with one that was sent."""

from motcua.stages.submission.drafts import KEPT_DAYS, Draft, DraftRow, draft, draft_scans, drafts
from motcua.stages.submission.faults import Fault, faults_of
from motcua.stages.submission.senders import Sender, origin_name, senders

__all__ = [
    "KEPT_DAYS",
    "Draft",
    "DraftRow",
    "Fault",
    "Sender",
    "draft",
    "draft_scans",
    "drafts",
    "faults_of",
    "origin_name",
    "senders",
]
