"""Interlinked procedures (liên thông): which part may open now, what falls away when one ends, and whether a chain of
parts can be gone through at all.

NĐ 61/2018/NĐ-CP art. 19(6)–(7) (one order of the agencies, the task and term of each named); NĐ 297/2025/NĐ-CP
(household business, security and order, karaoke: the child dossier starts when the parent's result arrives).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.sentences import Sentence, gettext_noop


@dataclass(frozen=True, slots=True)
class Link:
    """One part of a chain: it opens when every part in `after` has given its result."""

    key: str
    name: str
    after: tuple[str, ...] = ()


class PartState(StrEnum):
    """How a part of a chain stands."""

    WAITING = "waiting"
    OPEN = "open"
    GRANTED = "granted"
    ENDED = "ended"
    """Ended without the result that the next ones need: refused, not eligible, stopped, withdrawn."""
    DROPPED = "dropped"
    """Will never open, for a part before it ended without a result."""


PART_STATE_WORDS: Mapping[PartState, str] = {
    PartState.WAITING: gettext_noop("chờ kết quả của phần trước"),
    PartState.OPEN: gettext_noop("đang giải quyết"),
    PartState.GRANTED: gettext_noop("đã có kết quả"),
    PartState.ENDED: gettext_noop("kết thúc, không có kết quả để đi tiếp"),
    PartState.DROPPED: gettext_noop("không mở, vì phần trước không có kết quả"),
}
OVER = frozenset({PartState.GRANTED, PartState.ENDED, PartState.DROPPED})
FELL = frozenset({PartState.ENDED, PartState.DROPPED})


class ChainState(StrEnum):
    """How the whole stands; told by its parts, never decided apart from them."""

    RUNNING = "running"
    GRANTED = "granted"
    ENDED = "ended"
    """Over, and at least one part without its result."""


MOST_PARTS = 12

NO_PARTS = gettext_noop("Nhóm liên thông phải có ít nhất hai phần.")
TOO_MANY = gettext_noop("Nhóm liên thông có {count} phần; nhiều nhất là {most}.")
TWICE = gettext_noop("Phần “{key}” viết hai lần.")
UNKNOWN = gettext_noop("Phần “{key}” chờ kết quả của phần “{after}”, nhưng nhóm không có phần ấy.")
WAITS_TWICE = gettext_noop("Phần “{key}” ghi hai lần việc chờ phần “{after}”.")
CYCLE = gettext_noop("Các phần chờ nhau thành vòng, không phần nào mở được: {links}.")


@dataclass(frozen=True, slots=True)
class ChainFault:
    """What makes a chain impossible; `key` is the part to mend, empty for the whole."""

    key: str
    sentence: Sentence


def faults(links: Sequence[Link]) -> tuple[ChainFault, ...]:
    """Everything wrong with these parts; empty when each can open once those before it have given their results."""
    if len(links) < 2:
        return (ChainFault("", Sentence(NO_PARTS)),)
    if len(links) > MOST_PARTS:
        return (ChainFault("", Sentence(TOO_MANY, {"count": len(links), "most": MOST_PARTS})),)
    if wiring := (*_doubled(links), *_unknown(links)):
        return wiring
    circle = _circle(links)
    if not circle:
        return ()
    names = {link.key: link.name for link in links}
    told = " → ".join(names[key] for key in (*circle, circle[0]))
    return (ChainFault(circle[0], Sentence(CYCLE, {"links": told})),)


def may_open(links: Sequence[Link], states: Mapping[str, PartState]) -> tuple[str, ...]:
    """The parts that wait no longer: all before them have given their results."""
    return tuple(
        link.key
        for link in links
        if states[link.key] is PartState.WAITING and all(states[key] is PartState.GRANTED for key in link.after)
    )


def falls_away(links: Sequence[Link], states: Mapping[str, PartState]) -> tuple[str, ...]:
    """The waiting parts that can never open any more, for something before them ended without a result."""
    fell = {key for key, state in states.items() if state in FELL}
    gone: list[str] = []
    for link in in_order(links):
        if states[link.key] is PartState.WAITING and fell.intersection(link.after):
            fell.add(link.key)
            gone.append(link.key)
    return tuple(gone)


def standing(states: Iterable[PartState]) -> ChainState:
    """The whole, from its parts."""
    found = tuple(states)
    if any(state not in OVER for state in found):
        return ChainState.RUNNING
    return ChainState.ENDED if FELL.intersection(found) else ChainState.GRANTED


def in_order(links: Sequence[Link]) -> tuple[Link, ...]:
    """The parts so that each stands behind those it waits for, otherwise as written. Those of a circle are left out."""
    left, found = list(links), dict[str, Link]()
    while ready := next((link for link in left if all(key in found for key in link.after)), None):
        found[ready.key] = ready
        left.remove(ready)
    return tuple(found.values())


def _doubled(links: Iterable[Link]) -> Iterator[ChainFault]:
    found = tuple(links)
    for key, times in Counter(link.key for link in found).items():
        if times > 1:
            yield ChainFault(key, Sentence(TWICE, {"key": key}))
    for link in found:
        for after, times in Counter(link.after).items():
            if times > 1:
                yield ChainFault(link.key, Sentence(WAITS_TWICE, {"key": link.key, "after": after}))


def _unknown(links: Sequence[Link]) -> Iterator[ChainFault]:
    known = {link.key for link in links}
    for link in links:
        for after in link.after:
            if after not in known:
                yield ChainFault(link.key, Sentence(UNKNOWN, {"key": link.key, "after": after}))


def _circle(links: Sequence[Link]) -> tuple[str, ...]:
    """The keys of one circle, each waiting for the next; none when there is no circle."""
    stuck = {link.key: link for link in links}
    for link in in_order(links):
        del stuck[link.key]
    if not stuck:
        return ()
    way = [next(iter(stuck))]
    while way.count(way[-1]) == 1:
        way.append(next(key for key in stuck[way[-1]].after if key in stuck))
    return tuple(way[way.index(way[-1]) : -1])
