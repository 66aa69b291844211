"""Nobody is, over however many steps, the superior of a superior of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circle_members(superiors: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Those who stand on a circle, or on a way from one circle to another; `superiors`: person → direct superiors."""
    above = {person: set(found) for person, found in superiors.items()}
    left = set(above)
    while left:
        targets = {one for person in left for one in above[person] if one in left}
        ending = {person for person in left if person not in targets or not above[person] & left}
        if not ending:
            break
        left -= ending
    return frozenset(left)


def circle_from(person: str, superiors: Mapping[str, Iterable[str]], members: frozenset[str]) -> tuple[str, ...]:
    """A circle that begins and ends with the same person, found by going up from `person` among `members`."""
    way = [person]
    while True:
        onward = next((one for one in sorted(superiors.get(way[-1], ())) if one in members), None)
        if onward is None:
            return ()
        if onward in way:
            return (*way[way.index(onward) :], onward)
        way.append(onward)
