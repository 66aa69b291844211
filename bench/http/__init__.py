"""Whole dossiers through the real doors, beside a bare Django view that writes the same rows."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_for_tests")
