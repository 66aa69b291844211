"""A half-done intake comes back to the one who began it, and to nobody else."""

from __future__ import annotations

import re
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.test import Client

from tests.commune import Commune, add_official
from tests.web.conftest import SignedIn
from tests.web.typing_in import intake, words

PAGE = "/quay/tiep-nhan/"
KEEP = "/quay/lam-do/"


def opened(clerk: Client) -> str:
    """The address by which the home page goes on with the only thing put aside."""
    found = re.findall(r"/quay/tiep-nhan/\?nhap=[0-9a-f-]{36}", clerk.get("/quay/").content.decode())
    assert len(found) == 1
    return str(found[0])


def test_what_is_typed_is_kept_and_the_page_says_when(signed_in: SignedIn) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake(a_child_name="NGUYỄN VĂN DỞ")
    assert words(clerk.post(KEEP, typed)) == "Đã lưu lúc 08:00"
    home = words(clerk.get("/quay/"))
    assert "Đang làm dở" in home
    assert "Đăng ký khai sinh Trần Thị Ước" in home
    page = clerk.get(opened(clerk))
    assert 'value="NGUYỄN VĂN DỞ"' in page.content.decode()
    assert f'name="key" value="{typed["key"]}"' in page.content.decode()
    assert "Đã lưu lúc 08:00" in words(page)


def test_without_script_a_button_puts_it_aside(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    answer = clerk.post(PAGE, intake(act="aside"), follow=True)
    assert "Đã để lại làm sau" in words(answer)
    assert "Đang làm dở" in words(clerk.get(PAGE)), "the next intake begins by telling of it"


def test_it_outlives_the_sign_in_and_is_gone_when_taken_in(signed_in: SignedIn) -> None:
    typed = intake()
    signed_in("one-stop-clerk").post(KEEP, typed)
    later = signed_in("one-stop-clerk")
    assert later.get(opened(later)).status_code == 200
    assert later.post(PAGE, typed).status_code == 302
    assert "Đang làm dở" not in words(later.get("/quay/"))
    assert "không lưu dở nữa" in words(later.post(KEEP, typed)), "a late page does not bring it back"
    assert "Đang làm dở" not in words(later.get("/quay/"))


def test_a_page_that_was_never_kept_does_not_come_back_after_acceptance(signed_in: SignedIn) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake()
    assert clerk.post(PAGE, typed).status_code == 302
    clerk.post(KEEP, typed)
    assert "Đang làm dở" not in words(clerk.get("/quay/"))


def test_a_colleague_at_the_same_counter_gets_nothing_of_it(signed_in: SignedIn, made: Commune) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake()
    clerk.post(KEEP, typed)
    address = opened(clerk)
    add_official(made, "one-stop-clerk", "Cán bộ Một cửa", key="second-clerk")
    other = Client()
    other.force_login(get_user_model().objects.get(pk=made.officials["second-clerk"]))
    assert other.get(address).status_code == 404
    assert "Trần Thị Ước" not in words(other.get(address))
    assert "Đang làm dở" not in words(other.get("/quay/"))
    assert "không lưu dở nữa" in words(other.post(KEEP, typed | {"ap-name": "Kẻ Khác"}))
    other.post(f"/quay/lam-do/{typed['key']}/bo/")
    assert 'value="Trần Thị Ước"' in clerk.get(address).content.decode()


def test_it_may_be_thrown_away(signed_in: SignedIn) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake()
    clerk.post(KEEP, typed)
    assert "Đã bỏ hồ sơ đang làm dở" in words(clerk.post(f"/quay/lam-do/{typed['key']}/bo/", follow=True))
    assert "Đang làm dở" not in words(clerk.get("/quay/"))


def test_a_page_without_procedure_is_not_worth_keeping(signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    clerk.post(KEEP, {"key": str(uuid4()), "q": "ks"})
    assert "Đang làm dở" not in words(clerk.get("/quay/"))


def test_an_address_that_is_none_is_told(signed_in: SignedIn) -> None:
    for text in ("x", str(uuid4())):
        assert signed_in("one-stop-clerk").get(f"{PAGE}?nhap={text}").status_code == 404
