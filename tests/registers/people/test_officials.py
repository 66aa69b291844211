"""Officials: registering, signing in, closing."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.hashers import check_password
from django.test import RequestFactory, override_settings

from motcua.foundation.clock import VIETNAM
from motcua.registers.people import actions, errors, queries
from motcua.rules.access import PUBLIC, SYSTEM, Seat, Viewer

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
PASSWORD = "một mật khẩu dài"

pytestmark = pytest.mark.django_db


def register(sign_in_name: str = "an.nv", password: str = PASSWORD) -> int:
    official = actions.NewOfficial(sign_in_name=sign_in_name, name="Nguyễn Văn An", password=password)
    return actions.register_official(official=official, now=NOW, by=SYSTEM)


def test_an_official_signs_in_whatever_the_case_of_the_letters() -> None:
    official_id = register()
    found = get_user_model().objects.get_by_natural_key(" AN.nv ")
    assert found.pk == official_id
    assert check_password(PASSWORD, found.password)
    assert found.get_session_auth_hash()


def test_a_taken_or_impossible_sign_in_name_and_a_short_password_are_refused() -> None:
    register()
    with pytest.raises(errors.SignInNameTaken):
        register()
    with pytest.raises(errors.SignInNameMalformed):
        register("Ấn Nguyễn")
    with pytest.raises(errors.PasswordTooShort):
        register("an.moi", "ngắn")


def test_only_administrators_register_officials() -> None:
    clerk = Viewer(official_id=7, seats=(Seat(1, 1, 1, 1, "one-stop-clerk"),))
    for by in (clerk, PUBLIC):
        with pytest.raises(errors.AdministratorsOnly):
            actions.register_official(official=actions.NewOfficial(sign_in_name="ai.do", name="Ai Đó"), now=NOW, by=by)


def test_many_share_one_hash_and_a_second_load_changes_nothing() -> None:
    officials = [actions.NewOfficial(sign_in_name=f"thu.{n}", name=f"Trần Thử {n} Nghiệm") for n in range(30)]
    first = actions.register_officials(officials=officials, shared_password=PASSWORD, now=NOW, by=SYSTEM)
    again = actions.register_officials(officials=officials, shared_password="khác hẳn rồi", now=NOW, by=SYSTEM)
    assert len(first) == 30 and first == again
    assert check_password(PASSWORD, get_user_model().objects.get(pk=first["thu.0"]).password)


def test_a_closed_official_signs_in_no_more(rf: RequestFactory) -> None:
    official_id = register()
    actions.close_official(official_id=official_id, now=NOW, by=SYSTEM)
    assert not queries.official(official_id, viewer=SYSTEM).is_active
    assert authenticate(rf.post("/"), sign_in_name="an.nv", password=PASSWORD) is None


@override_settings(AXES_USERNAME_CALLABLE="motcua.registers.people.signing_in.counted_name")
@pytest.mark.parametrize("keyword", ["username", "sign_in_name"])
def test_after_five_wrong_passwords_the_name_is_refused_from_that_address_only(
    rf: RequestFactory, keyword: str
) -> None:
    official_id = register()
    for name in ("an.nv", "An.nv", "AN.NV ", "an.nv", "an.NV"):
        assert authenticate(rf.post("/"), **{keyword: name}, password="đoán bừa thôi nhé") is None
    assert authenticate(rf.post("/"), **{keyword: "an.nv"}, password=PASSWORD) is None
    elsewhere = rf.post("/", REMOTE_ADDR="10.1.2.3")
    found = authenticate(elsewhere, **{keyword: "an.nv"}, password=PASSWORD)
    assert found is not None and found.pk == official_id


def test_how_an_official_signs_in_is_not_told_outside() -> None:
    official_id = register()
    assert queries.official(official_id, viewer=PUBLIC).sign_in_name == ""
    assert queries.official(official_id, viewer=PUBLIC).name == "Nguyễn Văn An"
    assert queries.official_by_sign_in_name("AN.NV", viewer=PUBLIC) is None
