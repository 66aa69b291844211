"""The app of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class SubmissionConfig(AppConfig):
    name = "motcua.stages.submission"
    label = "submission"
    verbose_name = "Nộp hồ sơ"
