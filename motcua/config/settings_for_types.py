"""What the type checker needs of the settings: importable whatever else is broken, touching nothing.

The house's own settings stand here with their types; `tests/house` sees that none is missing.
"""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

from motcua.config.environment import Environment, read
from motcua.config.root import ROOT
from motcua.foundation.postgres.places import Place

SECRET_KEY = "types"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "motcua.registers.ledger",
    "motcua.registers.people",
    "motcua.registers.offices",
    "motcua.registers.documents",
    "motcua.registers.procedures",
    "motcua.registers.dossiers",
    "motcua.registers.payments",
    "motcua.registers.notices",
    "motcua.stages.signing",
]
AUTH_USER_MODEL = "people.Official"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "types"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

ENVIRONMENT: Environment = read({})
EMBEDDED_PLACE: Place | None = None
DATABASE_OWNER: dict[str, Any] | None = None
PUBLIC_ADDRESS = ENVIRONMENT.address
VAR_FOLDER: Path = ENVIRONMENT.var
FILES_FOLDER: Path = ENVIRONMENT.files
CHECKPOINTS_FOLDER: Path = ENVIRONMENT.checkpoints
PROCEDURES_FOLDER: Path = ENVIRONMENT.procedures
TRANSLATIONS_FOLDER: Path = ROOT / "motcua" / "locale"
PROVINCE: str = ENVIRONMENT.province
REAL_DATA_FOLDER: Path = ENVIRONMENT.real_data
DEMONSTRATION = False
SIGNATURE_PORT: str | None = None
MESSAGE_PORTS: dict[str, str | None] = {}
MESSAGE_QUIET: tuple[time, time] | None = None
MESSAGES_OFF: frozenset[str] = frozenset()
CALL_AGAIN_DAYS = 7
CALL_AGAIN_TIMES = 3
DELAY_TOLD_MINUTES = 60
MASTER_PORTS: dict[str, str] = {}
MASTER_TOKENS: dict[str, str] = {}
MASTER_FILES: dict[str, str] = {}
DOSSIER_CODE_SCHEME = "tt03-2025"
