"""Finding a procedure in one's own words: how often the right one stands first, and how quickly it is found."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_for_tests")
