"""What the type checker needs of the settings: it must be importable whatever else is broken, and touch nothing."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
SECRET_KEY = "types"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *[
        f"motcua.registers.{room}"
        for room in (
            "ledger",
            "people",
            "offices",
            "documents",
            "procedures",
            "dossiers",
            "payments",
            "notices",
        )
        if (_PACKAGE / "registers" / room / "apps.py").exists()
    ],
]
if (_PACKAGE / "registers" / "people" / "apps.py").exists():
    AUTH_USER_MODEL = "people.Official"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "types"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
