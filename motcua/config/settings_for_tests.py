"""Settings under which the tests run: quick passwords, files in a folder that is thrown away, plain static files.

The database is chosen by `tests/conftest.py`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from motcua.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
_thrown_away = tempfile.TemporaryDirectory(prefix="motcua-tests-", ignore_cleanup_errors=True)
FILES_FOLDER = Path(_thrown_away.name) / "files"
MEDIA_ROOT = FILES_FOLDER
VAR_FOLDER = Path(_thrown_away.name) / "var"
SIGNATURE_PORT = "motcua.integrations.demo_signer.DemoSigner"
CHECKPOINTS_FOLDER = Path(_thrown_away.name) / "checkpoints"
MESSAGE_PORTS = {}
MESSAGE_QUIET = None
