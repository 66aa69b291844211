"""The door of partner systems, to Django."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "motcua.web.api"
    label = "web_api"
