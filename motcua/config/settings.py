"""Settings of Django and of the house. Reading them starts nothing; the environment is read by `environment`."""

from __future__ import annotations

import os
from typing import Any

from csp.constants import NONE, SELF

from motcua.config.environment import read
from motcua.config.kept_secret import kept_secret
from motcua.config.logs import logging_for
from motcua.config.root import ROOT
from motcua.config.senders import read_senders
from motcua.foundation.postgres import dsn, first_data, roles
from motcua.foundation.postgres.places import Place, place_of

ENVIRONMENT = read(os.environ)

# -- the rooms ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    "motcua.registers.ledger",
    "motcua.registers.people",
    "motcua.registers.offices",
    "motcua.registers.documents",
    "motcua.registers.procedures",
    "motcua.registers.dossiers",
    "motcua.registers.payments",
    "motcua.registers.certifications",
    "motcua.registers.notices",
    "motcua.stages.submission",
    "motcua.stages.signing",
    "motcua.web.shared",
    "motcua.web.portal",
    "motcua.web.api",
    "motcua.web.counter",
    "motcua.web.desk",
    "motcua.web.office",
]
AUTH_USER_MODEL = "people.Official"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "motcua.web.shared.middleware.ViewerMiddleware",
    "motcua.web.shared.middleware.LockMiddleware",
    "motcua.web.shared.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.shared.context.shell",
            ],
        },
    },
]

# -- the database ------------------------------------------------------------------------------------------------------

EMBEDDED_PLACE: Place | None = None
"""Where the embedded server lives; None when `DATABASE_URL` names another."""

if ENVIRONMENT.database_url:
    _serving = dsn.django_database(ENVIRONMENT.database_url)
    DATABASE_OWNER: dict[str, Any] | None = (
        dsn.django_database(ENVIRONMENT.database_owner_url) if ENVIRONMENT.database_owner_url else None
    )
else:
    EMBEDDED_PLACE = place_of(var=ENVIRONMENT.var, sockets=ENVIRONMENT.sockets)
    _serving = dsn.socket_database(socket=EMBEDDED_PLACE.socket, name=roles.DATABASE, user=roles.SERVING)
    DATABASE_OWNER = dsn.socket_database(socket=EMBEDDED_PLACE.socket, name=roles.DATABASE, user=first_data.OWNER)

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **_serving,
        # Persistent and asked before use: after a crash of the database no request fails.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}

PROCRASTINATE_IMPORT_PATHS = ["motcua.flow.schedule"]

# -- people and their sessions -----------------------------------------------------------------------------------------

SECRET_KEY = ENVIRONMENT.secret or kept_secret(ENVIRONMENT.var)
DEBUG = ENVIRONMENT.debug
DEMONSTRATION = ENVIRONMENT.demonstration
ALLOWED_HOSTS = list(dict.fromkeys([ENVIRONMENT.host, "127.0.0.1", "localhost", "[::1]"]))
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address]
PUBLIC_ADDRESS = ENVIRONMENT.address

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "motcua.registers.people.sessions.OfficialsBackend",
    "motcua.registers.people.signing_in.OneTimeCodeBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "motcua.registers.people.signing_in.counted_name"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "new_password", "again"]
AXES_LOCKOUT_CALLABLE = "motcua.web.shared.views.too_many_tries"
LOGIN_URL = "shared:sign_in"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "motcua.config.proxy.client_address"
AXES_IPWARE_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else None

SESSION_ENGINE = "motcua.registers.people.sessions"
SESSION_COOKIE_NAME = "motcua_session"
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_NAME = "motcua_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.secure
MESSAGE_STORAGE = "motcua.config.messages.NewestMessages"
LANGUAGE_COOKIE_NAME = "motcua_language"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.secure
LANGUAGE_COOKIE_SAMESITE = "Lax"

if ENVIRONMENT.secure:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
if ENVIRONMENT.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],  # scans of papers beside the decision, each locked in by a policy of its own
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# -- words and time ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TRANSLATIONS_FOLDER = ROOT / "motcua" / "locale"
LOCALE_PATHS = [ENVIRONMENT.var / "locale"]  # compiled from those by `serve`, as its user may not write them there
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# -- partners: which adapter serves which port -------------------------------------------------------------------------

SIGNERS = {"demo": "motcua.integrations.demo_signer.DemoSigner"}
SIGNATURE_PORT: str | None = SIGNERS.get(ENVIRONMENT.signer)
"""The class that serves `stages.signing.ports.SignaturePort`; None: results are signed by hand."""
PHONE_PARTNERS = {"demo": "motcua.integrations.demo_phone.DemoPhone"}
MESSAGE_PORTS: dict[str, str | None] = {
    "phone": PHONE_PARTNERS.get(ENVIRONMENT.phone_partner),
    "email": "motcua.integrations.smtp_mail.SmtpMail" if ENVIRONMENT.mail else None,
}
"""The class that serves `registers.notices.ports.MessagePort`, by channel; None: nothing goes by it."""
MESSAGE_QUIET = ENVIRONMENT.quiet
MESSAGES_OFF = ENVIRONMENT.messages_off
"""Kinds of notices that are written down and not sent."""
CALL_AGAIN_DAYS = ENVIRONMENT.call_again_days
CALL_AGAIN_TIMES = ENVIRONMENT.call_again_times
DELAY_TOLD_MINUTES = ENVIRONMENT.delay_told_minutes
MASTER_PORTS = {"police": "motcua.integrations.demo_police.DemoPolice"}
"""The class that serves `stages.mirroring.ports.MasterPort`, by partner; a procedure names its partner in its file."""
MASTER_TOKENS = {"police": ENVIRONMENT.police_token or ""}
"""By which a partner is known when it calls; empty: its messages are refused."""
MASTER_FILES = {"police": ENVIRONMENT.police_files}
"""Where a partner has the files of results, ending in "/"; `demo`: made up; empty: none is asked for."""
SENDERS: dict[str, dict[str, Any]] = read_senders(ENVIRONMENT.senders)
"""Systems that may send dossiers to /api/dossiers, by the `source` of their messages: name, channels, token."""

# -- files -------------------------------------------------------------------------------------------------------------

VAR_FOLDER = ENVIRONMENT.var
FILES_FOLDER = ENVIRONMENT.files
CHECKPOINTS_FOLDER = ENVIRONMENT.checkpoints
PROCEDURES_FOLDER = ENVIRONMENT.procedures
PROVINCE = ENVIRONMENT.province
REAL_DATA_FOLDER = ENVIRONMENT.real_data
MEDIA_ROOT = FILES_FOLDER
DOSSIER_CODE_SCHEME = "tt03-2025"
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

LOGGING = logging_for(ENVIRONMENT.log)
