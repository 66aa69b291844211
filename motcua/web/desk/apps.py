"""The app of this door."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "motcua.web.desk"
    label = "web_desk"
    verbose_name = "Bàn làm việc"
