"""The app of this room."""

from __future__ import annotations

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "motcua.registers.offices"
    verbose_name = "Cơ quan, đơn vị"
