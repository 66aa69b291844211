"""What the register tells; every question about dossiers takes the viewer who asks."""

from motcua.registers.dossiers.held import OpenDuty
from motcua.registers.dossiers.queries.chain_parts import (
    WaitingPart,
    answered_parts,
    papers_fed,
    papers_of_later_parts,
    waiting_parts,
)
from motcua.registers.dossiers.queries.chains import (
    ChainPartView,
    ChainView,
    chain_of,
    chain_promise,
    kept_chain,
    paper_names,
    public_chain,
    rebuilt_chain,
)
from motcua.registers.dossiers.queries.daybook import DaybookEntry, HandedOver, handed_over, taken_in_on
from motcua.registers.dossiers.queries.duty_rows import DutyRow
from motcua.registers.dossiers.queries.earlier import EarlierAnswers, earlier_answers
from motcua.registers.dossiers.queries.filled import Filled, filled_result
from motcua.registers.dossiers.queries.finding import (
    DossierRow,
    dossiers_of_person,
    find,
    received_since,
    received_today,
)
from motcua.registers.dossiers.queries.mirrors import (
    FileAwaited,
    MirroredRow,
    MirrorLine,
    files_awaited,
    mirror_lines,
    mirrored_here,
)
from motcua.registers.dossiers.queries.one import (
    DossierView,
    HistoryLine,
    PaperRow,
    can_be_recalled,
    dossier,
    history,
    may_recall,
    promise_of,
)
from motcua.registers.dossiers.queries.open_duties import OpenDuties, open_duties_by_kind
from motcua.registers.dossiers.queries.positions import (
    DutiesOfPosition,
    Planned,
    Stranded,
    codes_of,
    duties_of_position,
    planned_hand_ons,
    stranded_duties,
)
from motcua.registers.dossiers.queries.printed import NOBODY, Actor, about, actors, last_act, reason_of_refusal
from motcua.registers.dossiers.queries.promises import promises_touched
from motcua.registers.dossiers.queries.rebuilding import kept, rebuilt
from motcua.registers.dossiers.queries.seen import SEEN, seen_by
from motcua.registers.dossiers.queries.steps import step_name
from motcua.registers.dossiers.queries.told_in_time import (
    PromiseEnding,
    ResultWaiting,
    promises_ending,
    results_waiting,
)
from motcua.registers.dossiers.queries.tracking import NextActor, PublicProgress, public_progress
from motcua.registers.dossiers.queries.unfinished import unfinished_of_promises
from motcua.registers.dossiers.queries.versions import (
    OnAnotherVersion,
    place_in_version,
    running_on_others,
    running_on_superseded,
)
from motcua.registers.dossiers.queries.walking import Cursor
from motcua.registers.dossiers.queries.work import (
    DutyCounts,
    Page,
    counts_to_give,
    duties_to_give,
    duty_counts,
    my_duties,
    open_counts,
)
from motcua.registers.dossiers.story import SUPPORT, held_when, since

__all__ = [
    "NOBODY",
    "SEEN",
    "SUPPORT",
    "Actor",
    "ChainPartView",
    "ChainView",
    "Cursor",
    "DaybookEntry",
    "DossierRow",
    "DossierView",
    "DutiesOfPosition",
    "DutyCounts",
    "DutyRow",
    "EarlierAnswers",
    "FileAwaited",
    "Filled",
    "HandedOver",
    "HistoryLine",
    "MirrorLine",
    "MirroredRow",
    "NextActor",
    "OnAnotherVersion",
    "OpenDuties",
    "OpenDuty",
    "Page",
    "PaperRow",
    "Planned",
    "PromiseEnding",
    "PublicProgress",
    "ResultWaiting",
    "Stranded",
    "WaitingPart",
    "about",
    "actors",
    "answered_parts",
    "can_be_recalled",
    "chain_of",
    "chain_promise",
    "codes_of",
    "counts_to_give",
    "dossier",
    "dossiers_of_person",
    "duties_of_position",
    "duties_to_give",
    "duty_counts",
    "earlier_answers",
    "files_awaited",
    "filled_result",
    "find",
    "handed_over",
    "held_when",
    "history",
    "kept",
    "kept_chain",
    "last_act",
    "may_recall",
    "mirror_lines",
    "mirrored_here",
    "my_duties",
    "open_counts",
    "open_duties_by_kind",
    "paper_names",
    "papers_fed",
    "papers_of_later_parts",
    "place_in_version",
    "planned_hand_ons",
    "promise_of",
    "promises_ending",
    "promises_touched",
    "public_chain",
    "public_progress",
    "reason_of_refusal",
    "rebuilt",
    "rebuilt_chain",
    "received_since",
    "received_today",
    "results_waiting",
    "running_on_others",
    "running_on_superseded",
    "seen_by",
    "since",
    "step_name",
    "stranded_duties",
    "taken_in_on",
    "unfinished_of_promises",
    "waiting_parts",
]
