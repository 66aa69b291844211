"""The partner of the demonstration takes messages as a gateway does, on good days and bad, and sends them to nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from motcua.foundation.findings import Health
from motcua.integrations import demo_phone
from motcua.integrations.demo_phone import BEHAVIOURS, DemoPhone, Outbox
from motcua.registers.notices.ports import AddressWrong, Message, PartnerNotServing, Taken

MESSAGE = Message("0901234567", "", "Hồ sơ H26.1 đã có kết quả.", "12.notices.1")


def test_a_key_is_carried_once_however_often_it_is_handed_over(tmp_path: Path) -> None:
    assert DemoPhone(tmp_path).send(message=MESSAGE, within=1) == Taken("1")
    assert DemoPhone(tmp_path).send(message=MESSAGE, within=1) == Taken("1")
    assert DemoPhone(tmp_path).send(message=replace(MESSAGE, key="13.notices.1"), within=1) == Taken("2")
    newest = Outbox(tmp_path).newest()
    assert [(shown.number, shown.asked) for shown in newest] == [(2, 1), (1, 2)]
    assert newest[1].text == "[BẢN THỬ] Hồ sơ H26.1 đã có kết quả."


@pytest.mark.parametrize("number", ["0901234000", "", "0901-234", "uoc@example.vn"])
def test_there_are_numbers_that_nobody_has(tmp_path: Path, number: str) -> None:
    with pytest.raises(AddressWrong):
        DemoPhone(tmp_path).send(message=replace(MESSAGE, to=number), within=1)
    assert Outbox(tmp_path).newest() == ()


@pytest.mark.parametrize(("behaviour", "code"), [("busy", "busy"), ("down", "no-answer"), ("slow", "no-answer")])
def test_it_can_be_told_to_fail(tmp_path: Path, behaviour: str, code: str) -> None:
    waited: list[float] = []
    Outbox(tmp_path).behave(behaviour)
    with pytest.raises(PartnerNotServing, match=code):
        DemoPhone(tmp_path, wait=waited.append).send(message=MESSAGE, within=10)
    was_taken = behaviour == "slow"
    assert (waited, len(Outbox(tmp_path).newest())) == ([10] * was_taken, int(was_taken))


def test_a_partner_that_forgets_keys_carries_twice(tmp_path: Path) -> None:
    Outbox(tmp_path).behave("forgetful")
    for _ in range(2):
        DemoPhone(tmp_path).send(message=MESSAGE, within=1)
    assert len(Outbox(tmp_path).newest()) == 2


def test_it_behaves_only_as_it_knows(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="dancing"):
        Outbox(tmp_path).behave("dancing")
    for behaviour in BEHAVIOURS:
        Outbox(tmp_path).behave(behaviour)
        assert Outbox(tmp_path).behaviour() == behaviour


def test_it_says_itself_that_it_is_no_real_partner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "MESSAGE_PORTS", {})
    (finding,) = demo_phone.check()
    assert "chưa nối" in finding.words
    monkeypatch.setattr(settings, "MESSAGE_PORTS", {"phone": "motcua.integrations.demo_phone.DemoPhone"})
    monkeypatch.setattr(settings, "VAR_FOLDER", tmp_path)
    (finding,) = demo_phone.check()
    assert (finding.health, "không gửi cho ai" in finding.words) == (Health.WARNING, True)
    monkeypatch.setattr(settings, "VAR_FOLDER", tmp_path / "file")
    (tmp_path / "file").write_text("")
    (finding,) = demo_phone.check()
    assert finding.health is Health.BAD
