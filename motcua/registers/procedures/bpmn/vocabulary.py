"""The names of the format, and what of it we write and read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from motcua.rules.process import ProcessDefinition

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
DI: Final = "http://www.omg.org/spec/DD/20100524/DI"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
OURS: Final = "urn:motcua:process:1"
"""What BPMN has no word for: shares of the term, consultations, effects in law. Each is listed in docs/explanation."""
CONDITIONS: Final = "urn:motcua:conditions:1"
"""The language of the conditions, see `conditions`."""

_UNFIT = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class ProcessFile:
    """What a file says: the process of a procedure, under each term row of it (the steps are the same, the shares not).

    A process that knows no rows stands under the empty key.
    """

    code: str
    name: str
    processes: Mapping[str, ProcessDefinition] = field(hash=False)

    @property
    def process(self) -> ProcessDefinition:
        """Under the first row."""
        return next(iter(self.processes.values()))

    @property
    def id(self) -> str:
        """The name by which an engine asks for the process in the file."""
        return f"procedure.{_UNFIT.sub('-', self.code)}" if self.code else "process"


def bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"
