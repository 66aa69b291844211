"""The app of this door."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "motcua.web.office"
    label = "web_office"
    verbose_name = "Quản trị"
