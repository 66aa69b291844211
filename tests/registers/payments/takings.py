"""A commune that takes money: clerks, a cashier, a head of unit, and dossiers that owe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from motcua.registers.ledger import queries as ledger
from motcua.registers.payments import actions as payments
from motcua.registers.payments import queries
from motcua.registers.payments.actions import ChargeLine, Receipted
from motcua.registers.payments.queries import ReceiptRow
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import SYSTEM, Viewer
from motcua.rules.vietqr import BankAccount
from tests.commune import Commune, add_official, commune, open_birth, person, publish
from tests.proof import truth

ACCOUNT = BankAccount("970436", "0011001234567", "UBND xa Thu Nghiem")


@dataclass
class Takings:
    """The commune, its people of money read once."""

    made: Commune
    procedure: Procedure
    payer: int
    clerk: Viewer
    other: Viewer
    cashier: Viewer
    head: Viewer

    def owing(self, *amounts: int) -> int:
        """A dossier that owes these sums."""
        opened = open_birth(self.made, procedure=self.procedure, person_id=self.payer)
        lines = [
            ChargeLine("le-phi", f"Lệ phí {number}", amount, "") for number, amount in enumerate(amounts or (8000,))
        ]
        payments.charge(dossier_id=opened.dossier_id, lines=lines, by="system", now=self.made.moment)
        return opened.dossier_id

    def take(self, dossier_id: int, by: Viewer | None = None, **more: Any) -> Receipted:
        values = {"by": by or self.clerk, "now": self.made.later(minutes=1), "key": uuid4()}
        return payments.take_cash(dossier_id=dossier_id, **{**values, **more})

    def paid(self, *amounts: int) -> Receipted:
        return self.take(self.owing(*amounts))

    def receipt(self, taken: Receipted) -> ReceiptRow:
        return queries.receipt(receipt_id=taken.receipt_id, viewer=SYSTEM)

    def act(self, by: Viewer | None = None, **more: Any) -> dict[str, Any]:
        return {"by": by or self.clerk, "now": self.made.later(minutes=1), "key": uuid4(), **more}

    def with_account(self) -> None:
        payments.set_collecting(
            office_id=self.made.office_id, account=ACCOUNT, by=self.head, now=self.made.later(minutes=1)
        )


def takings(code: str = "H26.1.1") -> Takings:
    made = commune(code)
    for role, title in (("cashier", "Thủ quỹ"), ("unit-head", "Giám đốc")):
        add_official(made, role, title)
    add_official(made, "one-stop-clerk", "Quầy 2", key="clerk-two")
    who = {name: made.who(name) for name in ("one-stop-clerk", "clerk-two", "cashier", "unit-head")}
    return Takings(made, publish("1.001193", made.moment), person(now=made.moment), *who.values())


def is_whole(dossier_id: int) -> None:
    """Money kept equals money told, and nothing of a person stands in the events."""
    truth.is_whole(dossier_id)
    for event in ledger.events_of(f"dossier/{dossier_id}"):
        assert "Trần" not in str(dict(event.body))
