"""The sheet a process is drawn on: nothing lies over anything, and no line can be taken for another."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from motcua.registers.procedures.diagram.layering import inner_source, inner_target
from motcua.registers.procedures.diagram.nodes import NodeKind
from motcua.registers.procedures.diagram.placing import Diagram, Rect, diagram_of
from motcua.registers.procedures.diagram.texts import lines_of, text_width
from motcua.registers.procedures.roles import roles
from motcua.rules.process import ProcessDefinition
from tests.registers.procedures.process_files import FILES, file_of
from tests.rules.processes import processes


@settings(max_examples=120, deadline=None)
@given(processes())
def test_a_random_process_is_drawn_clearly(definition: ProcessDefinition) -> None:
    assert_clear(diagram_of(definition, roles()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_procedure_is_drawn_clearly(path: object) -> None:
    for definition in file_of(path).processes.values():  # type: ignore[arg-type]
        assert_clear(diagram_of(definition, roles()))


def assert_clear(diagram: Diagram) -> None:
    shapes = {node.id: diagram.shapes[node.id].rect for node in diagram.graph.nodes}
    shapes |= {f"label of {flow}": label.rect for flow, label in diagram.labels.items()}
    for (one, here), (other, there) in combinations(shapes.items(), 2):
        assert not over(here, there), (one, other)
    for rect in [*shapes.values(), *diagram.blocks.values(), *(lane.rect for lane in diagram.lanes.values())]:
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.x + rect.width <= diagram.width
        assert rect.bottom <= diagram.height
    assert_frames(diagram)
    assert_lines(diagram)


def assert_frames(diagram: Diagram) -> None:
    """A sub-process's frame holds its shapes and those of sub-processes in it, and no others but on its border."""
    around = dict(diagram.graph.blocks)
    for node in diagram.graph.nodes:
        home, homes = node.block, set()
        while home:
            homes.add(home)
            home = around[home]
        for block, frame in diagram.blocks.items():
            if node.kind is not NodeKind.CAUGHT:
                assert over(diagram.shapes[node.id].rect, frame) is (block in homes), (node.id, block)


def assert_lines(diagram: Diagram) -> None:
    """Lines end at their shapes, and run down or up in one column only where they part or meet."""
    columns: dict[int, list[tuple[int, int, str, str]]] = {}
    for flow in diagram.graph.flows:
        line = diagram.flows[flow.id]
        source, target = inner_source(flow), inner_target(flow)
        assert line[0][0] == diagram.shapes[source].rect.middle[0]
        assert line[-1][0] == diagram.shapes[target].rect.middle[0]
        for (x, y), (to_x, to_y) in pairwise(line):
            assert x == to_x or y == to_y, "askew"
            if x == to_x:
                columns.setdefault(x, []).append((min(y, to_y), max(y, to_y), source, target))
    for stretches in columns.values():
        for (top, bottom, *ends), (other_top, other_bottom, *other_ends) in combinations(stretches, 2):
            if min(bottom, other_bottom) - max(top, other_top) > 1:
                assert ends[0] == other_ends[0] or ends[1] == other_ends[1], (ends, other_ends)


def over(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.x + other.width and other.x < one.x + one.width and one.y < other.bottom and other.y < one.bottom
    )


def test_a_long_text_is_broken_into_lines_that_fit() -> None:
    lines = lines_of("Chỉnh lý hồ sơ địa chính, lập Giấy chứng nhận quyền sử dụng đất", width=120, size=13, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(text_width(line, 13) <= 130 for line in lines)
    assert lines_of("x" * 60, width=100, size=13, most=9)[0] != "x" * 60
    assert lines_of("", width=100, size=13) == ()


def test_marks_over_and_under_letters_take_no_width() -> None:
    assert text_width("ậ", 13) == text_width("a", 13)
