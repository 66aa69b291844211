"""A new version comes into force while an intake is half done: nothing is lost, nothing is half taken in."""

from __future__ import annotations

from motcua.registers.procedures import actions as procedures
from motcua.rules.access import SYSTEM
from tests.commune import PROCEDURES, Commune, at
from tests.web.conftest import SignedIn
from tests.web.test_putting_aside import KEEP, PAGE, opened
from tests.web.typing_in import intake, words


def publish_renamed() -> None:
    text = (PROCEDURES / "1.001193" / "procedure.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("  from: 2026-07-18", "  from: 2026-11-23"),
        ('  label: "2026-07-18"', "  label: moi"),
        ("key: child_home_place", "key: child_origin"),
    ):
        assert old in text, f"not in the file: {old}"
        text = text.replace(old, new)
    procedures.publish(text=text, now=at("2026-11-23 07:45"), by=SYSTEM)


def test_a_field_renamed_meanwhile_is_asked_again_and_the_rest_is_there(signed_in: SignedIn, made: Commune) -> None:
    clerk, typed = signed_in("one-stop-clerk"), intake(a_child_name="NGUYỄN VĂN DỞ")
    clerk.post(KEEP, typed)
    publish_renamed()
    page = clerk.get(opened(clerk))
    shown = page.content.decode()
    assert page.status_code == 200
    assert 'value="NGUYỄN VĂN DỞ"' in shown
    assert 'name="a-child_origin"' in shown
    late = clerk.post(PAGE, typed)
    assert late.status_code == 422
    assert "Quê quán" in words(late)
    assert "Đang làm dở" in words(clerk.get("/quay/")), "what was typed is still there"
    again = {name: value for name, value in typed.items() if name != "a-child_home_place"}
    assert clerk.post(PAGE, again | {"a-child_origin": "Xã Mẫu"}).status_code == 302
