"""Every kind of notice becomes a message of the dossier as it stands: what is missing, until when, where, by whom."""

from __future__ import annotations

from uuid import uuid4

import pytest

from motcua.registers.dossiers import queries as dossiers
from motcua.registers.ledger import queries as ledger
from motcua.registers.notices.moments import MOMENTS
from motcua.registers.offices import actions as offices
from motcua.registers.offices import queries as places
from motcua.rules.access import SYSTEM
from motcua.stages.intake import actions as intake
from motcua.stages.intake.asking import SupplementItem
from tests.commune import VIETNAM
from tests.registers.notices.test_sending import accepted, comes_to
from tests.registers.notices.told import Carriers, Scripted, row_of, send, tell

pytestmark = pytest.mark.django_db


def test_every_kind_of_notice_can_be_sent_in_each_state_in_which_it_is_worth_telling(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Carriers(monkeypatch, phone=(partner := Scripted()))
    case, moment = accepted()
    wanted = [(kind, state) for kind, told in sorted(MOMENTS.items()) for state in sorted(told.during)]
    for number, (kind, state) in enumerate(wanted):
        comes_to(case, state)
        tell(case.dossier_id, kind, moment, event_id=number)
        ended = send(moment)
        assert ended == ({"needless": 1} if kind == "accept" else {"sent": 1}), (kind, state)
    assert len(partner.taken) == len([kind for kind, _ in wanted if kind != "accept"])


def test_what_is_missing_is_told_in_short_until_when_and_where_to_bring_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Carriers(monkeypatch, phone=(partner := Scripted()))
    case, moment = accepted()
    clerk = case.desk.viewers["one-stop-clerk"]
    intake.ask_supplement(
        items=(
            SupplementItem(what="Tờ khai", paper="declaration", reason="unsigned"),
            SupplementItem(what="Giấy chứng sinh", paper="birth-certificate", reason="mismatch", why="Tên mẹ khác."),
        ),
        **(case.by("one-stop-clerk") | {"now": moment, "key": uuid4()}),
    )
    unit = places.one_stop_unit_of(case.desk.office_id, moment.date())
    assert unit is not None
    offices.change_unit(
        unit_id=unit.id,
        name="Trung tâm xã",
        address="Ấp 3",
        phone="0273 3821 000",
        now=moment,
        by=SYSTEM,
    )
    events = ledger.events_of(f"dossier/{case.dossier_id}")
    tell(case.dossier_id, "ask_supplement", moment, event_id=events[-1].event_id)
    assert send(moment) == {"sent": 1}
    until = next(d.due_at for d in dossiers.dossier(dossier_id=case.dossier_id, viewer=clerk).duties if d.due_at)
    text = partner.taken[0].text
    said = (
        "cần bổ sung tờ khai (thiếu chữ ký hoặc dấu); một giấy tờ (thông tin không khớp với giấy tờ khác trong hồ sơ)"
    )
    assert said in text
    assert f", chậm nhất {until.astimezone(VIETNAM):%H:%M %d/%m/%Y}" in text
    assert text.endswith("Nộp tại Trung tâm xã, Ấp 3. Hỏi: 0273 3821 000.")
    assert "mẹ" not in text and "chứng sinh" not in text
    assert row_of(case.dossier_id).words == text
