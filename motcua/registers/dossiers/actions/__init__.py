"""What the register does: `open_dossier()` begins one, `move()` changes its state, `correct()` puts a mistake of intake
right, `record()` adds a fact that changes none, `note()` says something that somebody must see to, `add_papers()`
papers that come later. Nothing else writes these tables."""

from motcua.registers.dossiers.actions.assigning import assign
from motcua.registers.dossiers.actions.chain_originals import hold_originals
from motcua.registers.dossiers.actions.chaining import OpenedChain, PartGiven, open_chain
from motcua.registers.dossiers.actions.change import Change
from motcua.registers.dossiers.actions.changing_version import change_version, refuse_if_to_come
from motcua.registers.dossiers.actions.clock import answer_by
from motcua.registers.dossiers.actions.correcting import Correction, correct
from motcua.registers.dossiers.actions.duties import GIVE_BACK
from motcua.registers.dossiers.actions.filling import fill_result
from motcua.registers.dossiers.actions.handing_on import HandedOn, hand_on
from motcua.registers.dossiers.actions.handing_on_later import carry_out_planned, forget_hand_on, plan_hand_on
from motcua.registers.dossiers.actions.history import check_story
from motcua.registers.dossiers.actions.importing import Imported, import_dossier
from motcua.registers.dossiers.actions.mirror_files import (
    RESULT_PAPER,
    FileDue,
    FileTold,
    due_file,
    keep_file,
    not_had,
    pass_on_file,
)
from motcua.registers.dossiers.actions.mirroring import Mirrored, MirroredDossier, Told, mirror
from motcua.registers.dossiers.actions.moving import Moved, move
from motcua.registers.dossiers.actions.noting import NewDuty, Note, note
from motcua.registers.dossiers.actions.numbering import take_code
from motcua.registers.dossiers.actions.old_dossiers import OldDossier, Outcome
from motcua.registers.dossiers.actions.opening import NewDossier, Opened, Origin, open_dossier, opened_before
from motcua.registers.dossiers.actions.papers import add_papers, write_papers
from motcua.registers.dossiers.actions.recalling import recall
from motcua.registers.dossiers.actions.reckoning import Reckoned, reckon_anew
from motcua.registers.dossiers.actions.recording import Fact, record
from motcua.registers.dossiers.held import Held
from motcua.registers.dossiers.papers_given import PaperGiven

__all__ = [
    "GIVE_BACK",
    "RESULT_PAPER",
    "Change",
    "Correction",
    "Fact",
    "FileDue",
    "FileTold",
    "HandedOn",
    "Held",
    "Imported",
    "Mirrored",
    "MirroredDossier",
    "Moved",
    "NewDossier",
    "NewDuty",
    "Note",
    "OldDossier",
    "Opened",
    "OpenedChain",
    "Origin",
    "Outcome",
    "PaperGiven",
    "PartGiven",
    "Reckoned",
    "Told",
    "add_papers",
    "answer_by",
    "assign",
    "carry_out_planned",
    "change_version",
    "check_story",
    "correct",
    "due_file",
    "fill_result",
    "forget_hand_on",
    "hand_on",
    "hold_originals",
    "import_dossier",
    "keep_file",
    "mirror",
    "move",
    "not_had",
    "note",
    "open_chain",
    "open_dossier",
    "opened_before",
    "pass_on_file",
    "plan_hand_on",
    "recall",
    "reckon_anew",
    "record",
    "refuse_if_to_come",
    "take_code",
    "write_papers",
]
