"""What is wrong with a dossier that another system sent: each place of the message, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from motcua.foundation.errors import Refusal
from motcua.registers.documents import errors as documents
from motcua.registers.offices.errors import OfficeUnknown
from motcua.registers.procedures.errors import NoProcedureInForce
from motcua.stages.submission import errors

_PLACES: Final[dict[type[Refusal], str]] = {
    errors.PaperUnknown: "papers",
    errors.CaseUnknown: "case",
    errors.ChannelClosed: "channel",
    errors.ChannelNotYours: "channel",
    errors.SourceNotYours: "source",
    errors.MasterElsewhere: "procedure",
    NoProcedureInForce: "procedure",
    OfficeUnknown: "office",
    errors.NobodyDecides: "office",
    errors.NameDiffers: "applicant",
}
_OF_FILES: Final = (
    errors.FileNotThere,
    errors.FileStrange,
    errors.FileUnreadable,
    documents.FileIsEmpty,
    documents.FileTooLarge,
    documents.FileNameUnfit,
    documents.FileIsAProgram,
    documents.FileIsNotWhatItSays,
    documents.FileTypeNotTaken,
    documents.PdfIsLocked,
    documents.PhotographUnreadable,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is written as in the message (`papers[0].files`); empty when it is no one place."""

    place: str
    words: str


def faults_of(refusal: Refusal) -> tuple[Fault, ...]:
    """Every fault that a refusal tells of, in the order of the message."""
    if isinstance(refusal, errors.AnswersFaulty):
        return tuple(Fault(f"answers.{field}", words) for field, words in refusal.words())
    if isinstance(refusal, errors.MessageUnfit):
        return (Fault(str(refusal.data["place"]), str(refusal)),)
    place = "files" if isinstance(refusal, _OF_FILES) else _PLACES.get(type(refusal), "")
    return (Fault(place, str(refusal)),)
