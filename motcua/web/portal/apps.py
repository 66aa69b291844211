"""The app of this door."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "motcua.web.portal"
    label = "web_portal"
    verbose_name = "Cổng tra cứu"
