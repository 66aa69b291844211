"""The app of this room."""

from __future__ import annotations

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.registers.procedures"
    label = "procedures"
    verbose_name = "Thủ tục hành chính"
