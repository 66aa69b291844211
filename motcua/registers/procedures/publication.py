"""Publication as events of the procedure's stream, and the clocks told from them (QĐ 766/QĐ-TTg 1.1 to 1.3).

Two events: `procedure.decided`, which happened on the day of the decision (its number stands in the version, the ledger
holds no words), and `procedure.published`. Nothing is stored
of being late: the clocks are reckoned from the events whenever somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, Final

from motcua.foundation.clock import VIETNAM
from motcua.registers.ledger import queries as ledger
from motcua.rules.publication import DecidedBy, Publication, PublicationClocks, clocks
from motcua.rules.workdays import Calendar

DECIDED: Final = "procedure.decided"
PUBLISHED: Final = "procedure.published"

PARTS: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = MappingProxyType(
    {
        "name": lambda data: bool(data["identity"]["name"]),
        "order": lambda data: bool(data["service"]["order"]),
        "manner": lambda data: bool(data["service"]["channels"]),
        "papers": lambda data: bool(data["papers"]["items"]),
        "term": lambda data: bool(data["clock"]["terms"]),
        "subjects": lambda data: bool(data["service"]["subjects"]),
        "agency": lambda data: bool(data["service"]["deciding"] and data["service"].get("executing")),
        "result": lambda data: bool(data["result"]["items"]),
        "form": lambda data: bool(data["form"]["sections"]),
        "requirements": lambda data: "requirements" in data["service"],
        "fees": lambda data: "items" in data["fees"],
        "legal-basis": lambda data: bool(data["legal_basis"]["items"]),
    }
)
"""The parts that NĐ 63/2010/NĐ-CP art. 8(2) demands, and whether a file tells them; an empty list says “none”."""


@dataclass(frozen=True, slots=True)
class PublicationEvent:
    """What is written in the ledger; `happened_at` None: now."""

    kind: str
    body: Mapping[str, Any] = field(hash=False)
    happened_at: datetime | None = None


def publication_events(
    data: Mapping[str, Any], *, version_id: int, sha256: str, document: int | None
) -> Iterator[PublicationEvent]:
    """The events of putting this file in force."""
    version = data["version"]
    decision = version.get("decision")
    if decision:
        on = date.fromisoformat(decision["on"])
        body = {
            "version": version_id,
            "on": on,
            "level": decision.get("level", DecidedBy.PROVINCE.value),
            "document": document,
        }
        yield PublicationEvent(DECIDED, body, datetime.combine(on, time(), VIETNAM))
    missing = [name for name, is_told in PARTS.items() if not is_told(data)]
    body = {"version": version_id, "from": version["from"], "to": version.get("to"), "sha256": sha256}
    yield PublicationEvent(PUBLISHED, {**body, "missing": missing} if missing else body)


def publications(code: str) -> Mapping[int, Publication]:
    """What the stream tells of each version that a decision announces, by the version's number."""
    return _told(ledger.events_of(f"procedure/{code}"))


def clocks_of(code: str, calendar: Calendar) -> Mapping[int, PublicationClocks]:
    """The clocks of those versions."""
    return {version: clocks(told, calendar) for version, told in publications(code).items()}


def _told(events: Iterable[Any]) -> Mapping[int, Publication]:
    decided: dict[int, Mapping[str, Any]] = {}
    told: dict[int, Publication] = {}
    for event in events:
        version = event.body.get("version")
        if event.kind == DECIDED:
            decided[version] = event.body
        elif event.kind == PUBLISHED and version in decided:
            told[version] = Publication(
                decided_on=date.fromisoformat(str(decided[version]["on"])),
                decided_by=DecidedBy(decided[version]["level"]),
                valid_from=date.fromisoformat(str(event.body["from"])),
                public_on=event.happened_at.astimezone(VIETNAM).date(),
                parts_missing=tuple(event.body.get("missing", ())),
            )
    return told
