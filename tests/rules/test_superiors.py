"""Circles of superiors."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.superiors import circle_from, circle_members

PEOPLE = st.sampled_from("abcdefgh")


@given(st.dictionaries(PEOPLE, st.sets(PEOPLE, max_size=2)))
def test_a_circle_is_found_exactly_where_going_up_returns(above: dict[str, set[str]]) -> None:
    def reached(person: str) -> set[str]:
        seen, pending = set[str](), [person]
        while pending:
            for one in above.get(pending.pop(), ()):
                if one not in seen:
                    seen.add(one)
                    pending.append(one)
        return seen

    on_circles = {person for person in above if person in reached(person)}
    members = circle_members(above)
    assert on_circles <= members
    assert bool(members) == bool(on_circles)
    for person in on_circles:
        circle = circle_from(person, above, members)
        assert circle[0] == circle[-1] and all(b in above[a] for a, b in pairwise(circle))


def test_a_line_of_superiors_is_no_circle() -> None:
    assert circle_members({"a": {"b"}, "b": {"c"}, "c": set(), "d": {"c"}}) == frozenset()
