from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "motcua.registers.ledger"
    label = "ledger"
    verbose_name = "Sổ nhật ký sự kiện"
