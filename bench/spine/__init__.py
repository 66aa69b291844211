"""What the spine costs: intake and six moves of 1.001193 through the real actions, beside three baselines."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_for_tests")
