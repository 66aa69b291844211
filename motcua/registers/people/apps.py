"""The app of this room."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "motcua.registers.people"
    verbose_name = "Con người"
