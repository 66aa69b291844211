"""Lists of the counter and the desk beside as many dossiers as a province keeps."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings_for_tests")
