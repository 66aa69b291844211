from __future__ import annotations

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "motcua.stages.signing"
    label = "signing"
