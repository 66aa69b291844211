"""The port's adapter: takes messages as a gateway does, in good days and bad."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from motcua.integrations.demo_phone.outbox import Outbox
from motcua.registers.notices.ports import AddressWrong, Message, PartnerNotServing, Report, Taken

TRIAL: Final = "[BẢN THỬ] "
NOBODY: Final = "000"
"""Telephones that end so exist nowhere."""
SWITCHED_OFF: Final = "001"
"""Messages to telephones that end so are taken, and do not arrive."""


class DemoPhone:
    """`wait` passes the time of an answer that comes too late."""

    def __init__(self, folder: Path | None = None, wait: Callable[[float], None] = time.sleep) -> None:
        self._outbox = Outbox(folder)
        self._wait = wait

    def send(self, *, message: Message, within: float) -> Taken:
        """As `MessagePort.send`; sends to nobody."""
        behaviour = self._outbox.behaviour()
        if behaviour in ("busy", "down"):
            raise PartnerNotServing("busy" if behaviour == "busy" else "no-answer")
        if message.to.endswith(NOBODY) or not message.to.isdecimal():
            raise AddressWrong
        number = self._outbox.take(key=message.key, address=message.to, text=f"{TRIAL}{message.text}")
        if behaviour == "slow":
            self._wait(within)
            raise PartnerNotServing("no-answer")
        return Taken(str(number))

    def reports(self, *, after: str, within: float) -> tuple[tuple[Report, ...], str]:
        """As `ReportingPort.reports`: what was taken has arrived, but at telephones that are `SWITCHED_OFF`."""
        behaviour = self._outbox.behaviour()
        if behaviour in ("busy", "down"):
            raise PartnerNotServing("busy" if behaviour == "busy" else "no-answer")
        found = self._outbox.after(int(after or 0))
        told = tuple(Report(key, not address.endswith(SWITCHED_OFF)) for _, key, address in found)
        return told * (2 if behaviour == "twice" else 1), str(found[-1][0]) if found else after

    def check(self) -> tuple[str, ...]:
        """Whether its file can be written."""
        try:
            self._outbox.behaviour()
        except OSError as fault:
            return (f"không ghi được hộp tin thử: {fault}",)
        return ()
