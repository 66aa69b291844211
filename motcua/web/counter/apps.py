"""The app of this door."""

from __future__ import annotations

from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "motcua.web.counter"
    label = "web_counter"
    verbose_name = "Quầy tiếp nhận"
