"""What the room does: it registers persons and officials. Each action is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from motcua.foundation.vietnamese import fold, name_sort_key
from motcua.registers.ledger import actions as ledger
from motcua.registers.people.codes import LEAST_PASSWORD
from motcua.registers.people.codes import IssuedCode as IssuedCode
from motcua.registers.people.codes import issue_codes as issue_codes
from motcua.registers.people.codes import set_password_by_code as set_password_by_code
from motcua.registers.people.errors import (
    AdministratorsOnly,
    OfficialUnknown,
    PasswordTooShort,
    PersonUnknown,
    SignInNameMalformed,
    SignInNameTaken,
)
from motcua.registers.people.facts import Difference as Difference
from motcua.registers.people.facts import NewOfficial as NewOfficial
from motcua.registers.people.facts import PersonFacts as PersonFacts
from motcua.registers.people.facts import Registered as Registered
from motcua.registers.people.facts import tidy_birth, tidy_name, tidy_phone
from motcua.registers.people.models import SIGN_IN_NAME
from motcua.registers.people.sights import gathering_sights as gathering_sights
from motcua.registers.people.sights import note_log_read as note_log_read
from motcua.rules.access import Role, Viewer

IDENTITY = ("name", "birth", "sex", "previous_id_number")

UPSERT = """
INSERT INTO people_person AS held (kind, id_number, id_country, previous_id_number, name, name_folded, sort_key,
    birth_text, birth_date, sex, address, unit_code, phone, email, registered_at, changed_at)
VALUES (%(kind)s, nullif(%(id_number)s, ''), %(id_country)s, %(previous_id_number)s, %(name)s, %(name_folded)s,
    %(sort_key)s, %(birth)s, %(birth_date)s, %(sex)s, %(address)s, %(unit_code)s, %(phone)s, %(email)s, %(now)s,
    %(now)s)
ON CONFLICT (kind, id_country, id_number) DO UPDATE SET
    previous_id_number = coalesce(nullif(held.previous_id_number, ''), excluded.previous_id_number),
    birth_text = coalesce(nullif(held.birth_text, ''), excluded.birth_text),
    birth_date = CASE WHEN held.birth_text = '' THEN excluded.birth_date ELSE held.birth_date END,
    sex = coalesce(nullif(held.sex, ''), excluded.sex),
    address = coalesce(nullif(excluded.address, ''), held.address),
    unit_code = coalesce(nullif(excluded.unit_code, ''), held.unit_code),
    phone = coalesce(nullif(excluded.phone, ''), held.phone),
    email = coalesce(nullif(excluded.email, ''), held.email),
    changed_at = excluded.changed_at
RETURNING id, name, birth_text, sex, previous_id_number, xmax = 0
"""


def register_person(*, facts: PersonFacts, now: datetime, by: Viewer) -> Registered:
    """Register a person, or find the one who has this number: one statement.

    What identifies a person already registered (name, birth, sex, former number) is filled in where it was empty
    and never overwritten: what differs comes back. How to reach the person (address, phone, e-mail) is the latest
    declared. Without a number each call registers a new person. Raises what `PersonFacts.tidied` raises.
    """
    tidied = facts.tidied()
    values = {name: getattr(tidied, name) for name in PersonFacts.__dataclass_fields__}
    derived = {"name_folded": fold(tidied.name), "sort_key": tidied.sort_key, "birth_date": tidied.birth_date}
    row = _one(UPSERT, {**values, **derived, "now": now})
    held = dict(zip(("name", "birth", "sex", "previous_id_number"), row[1:5], strict=True))
    return Registered(person_id=row[0], created=row[5], differs=_differences(held, tidied))


@transaction.atomic
def register_persons(*, persons: Iterable[PersonFacts], now: datetime, by: Viewer) -> list[Registered]:
    """Register many, all or none, in their order."""
    return [register_person(facts=facts, now=now, by=by) for facts in persons]


@transaction.atomic
def correct_person(*, person_id: int, name: str, birth: str, now: datetime, by: Viewer) -> None:
    """Write another name or birth over the registered one, because a paper shows that it was wrong.

    The ledger keeps that it happened and who did it; not the names. Raises `PersonUnknown` and what tidying raises.
    """
    tidied = PersonFacts(name=tidy_name(name), birth=tidy_birth(birth))
    sql = """UPDATE people_person SET name = %s, name_folded = %s, birth_text = %s, birth_date = %s, changed_at = %s,
        sort_key = CASE WHEN kind = 'organisation' THEN %s ELSE %s END WHERE id = %s RETURNING id"""
    keys = [PersonFacts(kind="organisation", name=tidied.name).sort_key, tidied.sort_key]
    values = [tidied.name, fold(tidied.name), tidied.birth, tidied.birth_date, now, *keys, person_id]
    if not (may_correct(by) and _rows(sql, values)):
        raise PersonUnknown()
    _tell(f"people/{person_id}", "person-corrected", {}, now=now, by=by)


@transaction.atomic
def reach_person(*, person_id: int, phone: str, now: datetime, by: Viewer) -> None:
    """Write the telephone that a person declared, where a message did not reach the one that was there.

    The ledger keeps that it happened and who did it; not the number. Raises `PersonUnknown`, `PhoneMalformed`.
    """
    number = tidy_phone(phone)
    sql = "UPDATE people_person SET phone = %s, changed_at = %s WHERE id = %s RETURNING id"
    if not (may_correct(by) and _rows(sql, [number, now, person_id])):
        raise PersonUnknown()
    _tell(f"people/{person_id}", "person-reached-elsewhere", {}, now=now, by=by)


def register_official(*, official: NewOfficial, now: datetime, by: Viewer) -> int:
    """Register an official who may then be given positions. Raises `AdministratorsOnly`, `NameMissing`,
    `PasswordTooShort`, `SignInNameMalformed`, `SignInNameTaken`."""
    if official.password and len(official.password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    created = _insert_officials([official], [make_password(official.password or None)], now=now, by=by)
    if not created:
        raise SignInNameTaken(name=official.sign_in_name)
    return created[official.sign_in_name]


def register_officials(
    *, officials: Sequence[NewOfficial], shared_password: str, now: datetime, by: Viewer
) -> dict[str, int]:
    """Register many with one password, hashed once: for demonstration and training only.

    Those whose sign-in name is taken are left as they are. Returns every one's id by sign-in name.
    """
    hashed = make_password(shared_password)
    _insert_officials(officials, [hashed] * len(officials), now=now, by=by)
    names = [official.sign_in_name for official in officials]
    return dict(_rows("SELECT sign_in_name, id FROM people_official WHERE sign_in_name = ANY(%s)", [names]))


def tidied_official(name: str, sign_in_name: str, phone: str) -> NewOfficial:
    """An official as would be kept. Raises `NameMissing`, `NameTooLong`, `PhoneMalformed`, `SignInNameMalformed`."""
    sign_in = sign_in_name.strip().lower()
    if not SIGN_IN_NAME.fullmatch(sign_in):
        raise SignInNameMalformed(name=sign_in_name[:80])
    return NewOfficial(sign_in_name=sign_in, name=tidy_name(name), phone=tidy_phone(phone))


def register_without_passwords(*, officials: Sequence[NewOfficial], now: datetime, by: Viewer) -> dict[str, int]:
    """Register many who cannot sign in yet: their ids by sign-in name. Those whose name is taken are left out.

    Raises `AdministratorsOnly`, `NameMissing`, `PhoneMalformed`, `SignInNameMalformed`.
    """
    return _insert_officials(officials, [make_password(None) for _ in officials], now=now, by=by)


@transaction.atomic
def set_password(*, official_id: int, password: str, now: datetime, by: Viewer) -> None:
    """Give an official another password: by the official, or by the house. Sessions elsewhere end.

    An administrator knows nobody's password and gives a one-time code instead (`issue_codes`).
    Raises `AdministratorsOnly`, `PasswordTooShort`, `OfficialUnknown`.
    """
    if not (by.is_system or by.official_id == official_id):
        raise AdministratorsOnly()
    if len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    sql = "UPDATE people_official SET password = %s WHERE id = %s RETURNING id"
    if not _rows(sql, [make_password(password), official_id]):
        raise OfficialUnknown()
    _tell(f"official/{official_id}", "password-set", {}, now=now, by=by)


@transaction.atomic
def close_official(*, official_id: int, now: datetime, by: Viewer) -> None:
    """Let an official sign in no more; at the next request of a live session all rights are gone.

    Raises `AdministratorsOnly`, `OfficialUnknown`.
    """
    must_administer(by)
    if not _rows("UPDATE people_official SET is_active = false WHERE id = %s RETURNING id", [official_id]):
        raise OfficialUnknown()
    _tell(f"official/{official_id}", "official-closed", {}, now=now, by=by)


@transaction.atomic
def reopen_official(*, official_id: int, now: datetime, by: Viewer) -> None:
    """Let an official whose account was closed sign in again. Raises `AdministratorsOnly`, `OfficialUnknown`."""
    must_administer(by)
    if not _rows("UPDATE people_official SET is_active = true WHERE id = %s RETURNING id", [official_id]):
        raise OfficialUnknown()
    _tell(f"official/{official_id}", "official-reopened", {}, now=now, by=by)


@transaction.atomic
def change_official(*, official_id: int, name: str, phone: str, now: datetime, by: Viewer) -> None:
    """Write another name or phone of an official. The ledger keeps that it happened, not what was written.

    Raises `AdministratorsOnly`, `OfficialUnknown`, `NameMissing`, `NameTooLong`, `PhoneMalformed`.
    """
    must_administer(by)
    tidied = tidy_name(name)
    sql = """UPDATE people_official SET name = %s, name_folded = %s, sort_key = %s, phone = %s
        WHERE id = %s RETURNING id"""
    if not _rows(sql, [tidied, fold(tidied), name_sort_key(tidied), tidy_phone(phone), official_id]):
        raise OfficialUnknown()
    _tell(f"official/{official_id}", "official-changed", {}, now=now, by=by)


def must_administer(by: Viewer) -> None:
    """Raises `AdministratorsOnly` unless an administrator, or the house itself, asks."""
    if not (by.is_system or by.offices(Role.ADMINISTRATOR)):
        raise AdministratorsOnly()


def may_correct(by: Viewer) -> bool:
    """Whether the viewer may write over what identifies a person: who takes in at a counter, and administrators."""
    return by.is_system or bool(by.offices(Role.ONE_STOP_CLERK, Role.UNIT_HEAD, Role.ADMINISTRATOR))


@transaction.atomic
def _insert_officials(
    officials: Sequence[NewOfficial], hashes: Sequence[str], *, now: datetime, by: Viewer
) -> dict[str, int]:
    must_administer(by)
    for official in officials:
        if not SIGN_IN_NAME.fullmatch(official.sign_in_name):
            raise SignInNameMalformed(name=official.sign_in_name[:80])
    names = [tidy_name(official.name) for official in officials]
    sql = """INSERT INTO people_official (sign_in_name, name, name_folded, sort_key, phone, password, is_active,
            registered_at)
        SELECT *, true, %s FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        ON CONFLICT (sign_in_name) DO NOTHING RETURNING sign_in_name, id"""
    keys = [name_sort_key(name) for name in names]
    signs, phones = [one.sign_in_name for one in officials], [tidy_phone(one.phone) for one in officials]
    created = dict(_rows(sql, [now, signs, names, [fold(name) for name in names], keys, phones, list(hashes)]))
    body = {"by": by.official_id}
    events = [ledger.NewEvent(f"official/{id_}", "official-registered", body, now) for id_ in created.values()]
    ledger.append_many(events=events)
    return created


def _differences(held: Mapping[str, str], given: PersonFacts) -> tuple[Difference, ...]:
    declared = {name: getattr(given, name) for name in IDENTITY}
    same = {"name": lambda text: name_sort_key(text)}
    return tuple(
        Difference(field, held[field], declared[field])
        for field in IDENTITY
        if declared[field] and same.get(field, str)(held[field]) != same.get(field, str)(declared[field])
    )


def _tell(stream: str, kind: str, body: Mapping[str, Any], *, now: datetime, by: Viewer) -> None:
    ledger.append(stream=stream, kind=kind, body={**body, "by": by.official_id}, happened_at=now)


def _one(sql: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
