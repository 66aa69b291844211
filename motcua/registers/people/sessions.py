"""Who is signed in, read at every request: Django's own session store and account backend with their two look-ups
prepared. Built by the ORM anew each time they were a third of a request's processor time."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from motcua.foundation.postgres import prepared
from motcua.registers.people.models import Official

_SESSION: Final = """
SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > clock_timestamp()
"""
_FIELDS: Final = tuple(field.attname for field in Official._meta.concrete_fields)
_OFFICIAL: Final = f"SELECT {', '.join(_FIELDS)} FROM people_official WHERE id = %(id)s"


class SessionStore(DatabaseStore):
    """For `SESSION_ENGINE`."""

    @classmethod
    def get_model_class(cls) -> Any:
        return DatabaseStore.get_model_class()

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, when it has ended or there is none."""
        found = prepared.rows(_SESSION, {"key": self.session_key})
        if found:
            kept: dict[str, Any] = self.decode(found[0][0])
            return kept
        self._session_key = None
        return {}


class OfficialsBackend(ModelBackend):
    """For `AUTHENTICATION_BACKENDS`."""

    def get_user(self, user_id: Any) -> Official | None:
        """The official who signed in, unless the account is closed."""
        found = prepared.rows(_OFFICIAL, {"id": user_id})
        official = Official.from_db("default", _FIELDS, found[0]) if found else None
        return official if official is not None and self.user_can_authenticate(official) else None
