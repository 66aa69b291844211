"""Published records become drafts, and the drafts alone are written as the same records, field by field."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.registers.procedures.portal.drafting import draft, published
from motcua.registers.procedures.portal.papers import papers
from motcua.registers.procedures.portal.shape import WrongShape, check_shape
from motcua.registers.procedures.reading import read
from motcua.registers.procedures.rereading import reread
from motcua.registers.procedures.shape import schema, shape_faults
from motcua.registers.procedures.writing import write
from tests.registers.procedures.portal_records import MADE_UP, ODD, REAL, draft_text, record, records_of, same_text

OURS = {**records_of(MADE_UP), **records_of(ODD)}
WITHOUT_FAULT = ("Thiếu mục “{key}” trong “{place}”", "“{place}” phải có ít nhất {wanted} phần.")


@pytest.mark.parametrize("code", OURS)
def test_a_record_comes_back_from_the_text_of_its_draft(code: str) -> None:
    data: Any = read(draft_text(OURS[code])).data
    assert same_text(published(data)) == same_text(OURS[code])


@pytest.mark.skipif(not REAL.exists(), reason=f"no real records at {REAL}: set MOTCUA_REAL_DATA")
def test_every_real_record_comes_back_and_nothing_of_it_is_unknown() -> None:
    records = records_of(REAL)
    for code, real in records.items():
        text = draft_text(real)
        reading = read(text)
        data: Any = reading.data
        assert reread(text) == data
        assert same_text(published(data)) == same_text(real), code
        assert "unknown:" not in text and "as_written:" not in text, code
        assert all(fault.text.startswith(WITHOUT_FAULT) for fault in shape_faults(reading)), code
    assert len(records) >= 403


def test_what_is_changed_in_the_draft_is_changed_in_the_record() -> None:
    """Nothing of the record is kept but in the draft's own places."""
    data: Any = read(draft_text(record("1.990001"))).data
    data["identity"]["name"] = "Tên khác"
    data["service"]["deciding"] = "Chủ tịch Ủy ban nhân dân cấp xã"
    data["papers"]["items"][0]["originals"] = 3
    data["papers"]["items"][0]["required"] = True
    data["cases"][1]["name"] = "Làm lại"
    data["clock"]["terms"][3]["term"] = "7,5 ngày"
    data["fees"]["items"][0]["amount"] = 8000
    data["result"]["returned_by"] = ["counter"]
    data["legal_basis"]["items"].pop()
    back = published(data)
    assert back["name"] == "Tên khác"
    assert back["departmentsAuthority"] == [{"code": "CTUBNDXA", "name": "Chủ tịch Ủy ban nhân dân cấp xã"}]
    assert back["delegatedAgencies"] == "Chủ tịch Ủy ban nhân dân cấp xã"
    assert back["executionCases"][0]["profileComponents"][0]["originalQty"] == 3
    assert back["executionCases"][0]["profileComponents"][0]["required"] is True
    assert back["cases"][1]["name"] == "Làm lại"
    assert back["cases"][0]["processingDay"] == {"qty": 7.5, "type": "DAY"}
    assert [method["fees"][0]["value"] for method in back["executionMethods"]] == [8000] * 3
    assert back["returningMethods"][1] == {"type": "OFFLINE", "value": ["AT_SUBMISSION_PLACE"]}
    assert len(back["legalBasisesDetails"]) == 1


def test_a_fee_is_said_once_for_all_channels() -> None:
    data: Any = draft(record("1.990001"))
    assert [fee["portal"]["rows"] for fee in data["fees"]["items"]] == [["channel-1", "channel-2", "channel-3"]]


def test_facts_stand_in_the_places_of_the_format() -> None:
    data: Any = draft(record("1.990002"))
    assert data["clock"]["terms"][0]["term"] == "7,5 ngày làm việc"
    assert data["clock"]["terms"][2]["portal"]["time"].startswith("Không quá 10 ngày")
    assert data["service"]["coordinating"] == ["Cơ quan thuế", "Thuế cơ sở", "Ủy ban nhân dân cấp xã"]
    assert data["service"]["order"][0] == {"name": "Bước 1: Nộp hồ sơ", "text": "Nộp tại Trung tâm."}
    assert data["identity"]["level"] == "province"
    assert data["papers"]["items"][0]["copies"] == 1
    assert draft(record("1.990001"))["papers"]["items"][2]["kind"] == "show"


def test_a_field_nobody_knows_is_carried_as_it_is() -> None:
    data: Any = draft({**record("1.990001"), "newField": {"b": [1.50, None]}})
    assert json.loads(data["portal"]["unknown"]["newField"]) == {"b": [1.5, None]}


def test_the_schema_knows_every_place_of_a_draft() -> None:
    """What the schema refuses of our odd records is only missing, empty or not of the national pattern."""
    for odd in OURS.values():
        for fault in shape_faults(read(draft_text(odd))):
            assert "Không có mục" not in fault.text, fault
            assert "phải là" not in fault.text or fault.params["place"] == "format", fault
    assert "portal" in schema()["properties"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(OURS)), st.data())
def test_a_spoiled_record_is_refused_or_comes_back_whole(code: str, data: st.DataObject) -> None:
    spoiled = copy.deepcopy(OURS[code])
    for _ in range(data.draw(st.integers(1, 3))):
        places = [*_places(spoiled)]
        if not places:
            break
        holder, key = data.draw(st.sampled_from(places))
        match data.draw(st.sampled_from(["other", "gone", "more"])):
            case "other":
                holder[key] = data.draw(_JSON)
            case "gone" if isinstance(holder, dict):
                holder.pop(key, None)
            case _ if isinstance(holder, dict):
                holder[data.draw(st.text(min_size=1, max_size=8))] = data.draw(_JSON)
    try:
        check_shape(spoiled)
    except WrongShape:
        return
    made: Any = draft(spoiled)
    assert same_text(published(made)) == same_text(spoiled)
    assert read(write(made)).data == made


def _places(part: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        found.append((part, key))
        found.extend(_places(value))
    return found


@pytest.mark.parametrize(
    ("name", "goes_back"),
    [
        ("Bản sao Giấy chứng nhận đã cấp kèm theo bản gốc để đối chiếu", True),
        ("Bằng tốt nghiệp (nộp bản chụp và bản chính để cán bộ kiểm tra, đối chiếu)", True),
        ("Quyết định phê duyệt làm căn cứ đối chiếu sự phù hợp của công trình", None),
        ("Giấy chứng sinh (bản chính)", None),
    ],
)
def test_an_original_that_the_record_calls_for_comparison_goes_back(name: str, goes_back: bool | None) -> None:
    component = {"name": name, "originalQty": 1, "copyQty": 0, "required": False}
    (item,) = papers([{"name": "Giấy tờ phải nộp", "profileComponents": [component]}])["items"]
    assert item.get("given_back") is goes_back
