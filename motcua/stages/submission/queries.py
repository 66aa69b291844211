"""What the stage tells: what an official has put aside, to that official only."""

from motcua.stages.submission.drafts import KEPT_DAYS, Draft, DraftRow, draft, draft_scans, drafts

__all__ = ["KEPT_DAYS", "Draft", "DraftRow", "draft", "draft_scans", "drafts"]
