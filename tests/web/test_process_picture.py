"""The process as a picture and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

import pytest
from django.template.loader import render_to_string
from lxml import etree

from motcua.registers.procedures.queries import Procedure, StepState
from motcua.rules.process import END, Branch, Marking, ProcessDefinition, Step
from motcua.web.shared.process_picture import STATE_WORDS, Picture, picture_of
from tests.commune import Commune
from tests.registers.procedures.process_files import FILES, file_of
from tests.web.conftest import SignedIn
from tests.web.typing_in import act, take_in


@dataclass(frozen=True)
class Drawn:
    name: str
    definition: ProcessDefinition

    def process_for(self, **_: str) -> ProcessDefinition:
        return self.definition


def picture(
    definition: ProcessDefinition, marking: Marking, passed: list[str] | None = None, name: str = "Thử"
) -> Picture:
    return picture_of(
        procedure=cast(Procedure, Drawn(name, definition)), case="", channel="", marking=marking, passed=passed
    )


TRANSFER = file_of(next(path for path in FILES if path.parent.name == "1.115778")).process


def test_steps_are_told_in_the_order_and_with_the_numbers_of_the_picture() -> None:
    shown = picture(TRANSFER, Marking(("map", "tax")), ["examine", "map", "tax"])
    by_key = {step.key: step for step in shown.steps}
    assert [step.number for step in shown.steps] == list(range(1, len(shown.steps) + 1))
    assert by_key["examine"].state is StepState.DONE
    assert by_key["map"].state_words == by_key["tax"].state_words == "Đang làm"
    assert by_key["measure"].state_words == "Không qua"
    assert by_key["sign"].state_words == "Chưa tới"
    assert by_key["tax"].onward[0] == "Hỏi ý kiến cơ quan khác, trả lời trong 5 ngày làm việc."
    number = by_key["finance"].number
    assert by_key["map"].onward == (f"Khi các nhánh đều xong, sang bước {number}.",)
    assert f"Có thể trả về bước {by_key['examine'].number}." in by_key["sign"].onward
    assert by_key["number"].onward == ("Kết thúc.",)
    assert (
        f"cùng lúc sang bước {by_key['map'].number} và sang bước {by_key['tax'].number}" in by_key["examine"].onward[0]
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_drawing_is_one_image_with_a_name_and_nothing_styled_in_place(path: Any) -> None:
    file = file_of(path)
    shown = picture(file.process, Marking((file.process.start,)), [], file.name)
    page = render_to_string("shared/parts/process.html", {"picture": shown})
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|\{[{%]", page)
    svg = etree.fromstring(str(shown.svg))
    assert svg.get("role") == "img"
    title, about = svg.get("aria-labelledby").split()
    texts = {each.get("id"): each.text for each in svg.iter("title", "desc")}
    assert file.name in texts[title]
    assert file.process.step(file.process.start).name in texts[about]
    assert len(page.encode()) < 40_000


def test_every_state_has_a_colour_an_icon_and_a_word() -> None:
    shown = picture(TRANSFER, Marking(("collect",)), ["examine", "map", "tax", "finance", "collect"])
    for state, words in STATE_WORDS.items():
        found = re.findall(rf'<g class="box {state}">.*?</g>', shown.svg)
        assert found, state
        assert all(words in box and 'class="mark"' in box for box in found)


def test_names_are_escaped() -> None:
    hostile = ProcessDefinition("a", (Step("a", "<b>&\"'", role="x", branches=(Branch(END),)),))
    shown = picture(hostile, Marking(("a",)), name="</title><script>")
    page = render_to_string("shared/parts/process.html", {"picture": shown})
    assert "<b>" not in page
    assert "<script" not in page
    etree.fromstring(str(shown.svg))


def test_the_dossiers_page_has_its_process_folded(signed_in: SignedIn, made: Commune) -> None:
    dossier_id = take_in(signed_in("one-stop-clerk"))
    page = signed_in("justice-examiner").get(f"/ho-so/{dossier_id}/").content.decode()
    folded = page[page.index("<summary>Quy trình</summary>") :].partition("</details>")[0]
    assert 'aria-current="step"><strong>Thẩm tra hồ sơ</strong>' in folded
    assert folded.count('class="box ') == 7
    act(signed_in("justice-examiner"), made, dossier_id, "chuyen-buoc", "justice-examiner", outcome="eligible")
    page = signed_in("justice-examiner").get(f"/ho-so/{dossier_id}/").content.decode()
    assert 'class="done"><strong>Thẩm tra hồ sơ</strong>' in page
    assert 'class="passed-by"><strong>Dự thảo thông báo từ chối giải quyết</strong>' in page
