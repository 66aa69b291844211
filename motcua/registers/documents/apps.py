"""The app of this room."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.registers.documents"
    verbose_name = "Tài liệu"
