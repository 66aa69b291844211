"""The app of what all doors share."""

from __future__ import annotations

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "motcua.web.shared"
    label = "web_shared"
    verbose_name = "Phần chung của các trang"
