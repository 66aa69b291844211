"""One form for every line of the log: JSON, one object a line, without personal data.

What an exception says is left out, since the database quotes the row that it refused; where it was raised is kept.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

_FRAMES = 12


class OneForm(logging.Formatter):
    """`{"at": …, "level": …, "from": …, "says": …}`; an exception adds `error` (its kind) and `where` (its frames)."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = f"{record.exc_info[0].__module__}.{record.exc_info[0].__qualname__}"
            frames = traceback.extract_tb(record.exc_info[2])[-_FRAMES:]
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


class WithoutQuery(logging.Filter):
    """Requests are logged by status and path shape only: a path or a search may carry a code or a name."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            view = match.view_name if match is not None else "?"
            status = getattr(record, "status_code", "")
            record.msg, record.args = "%s %s %s", (status, getattr(request, "method", ""), view)
        return True


def logging_for(level: str) -> dict[str, Any]:
    """The LOGGING of Django."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_query": {"()": "motcua.config.logs.WithoutQuery"}},
        "formatters": {"one_form": {"()": "motcua.config.logs.OneForm"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "one_form", "filters": ["without_query"]},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "motcua": {"level": level},
            # Named, or a failed attempt of a job would say nothing.
            "procrastinate": {"level": "WARNING" if level == "INFO" else level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # It writes names and addresses of those who fail to sign in.
            "axes": {"level": "CRITICAL"},
        },
    }
