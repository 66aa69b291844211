"""What is owed for a dossier, and why: fees and charges by case, channel, quantity, with exemptions and reductions.

Phí and lệ phí: Luật Phí và lệ phí 2015; giá: Luật Giá 2023. Amounts are whole đồng; what a percentage leaves is
rounded to the nearest đồng, a half upwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from motcua.rules.expressions import Condition, Expression, Names, evaluate, holds, in_words
from motcua.rules.expressions.tree import named
from motcua.rules.money_words import money
from motcua.rules.sentences import Sentence
from motcua.rules.sentences import gettext_noop as _

ONLINE: Final = "online"


class FeeKind(StrEnum):
    PHI = "phi"
    """Phí: pays for the service."""
    LE_PHI = "le-phi"
    """Lệ phí: a fixed amount for the administration's act."""
    GIA = "gia"
    """Giá: a price of a service."""


class Due(StrEnum):
    SUBMISSION = "submission"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Tier:
    """The price of one piece (page, copy) up to and including number `to`; the last tier has no `to`."""

    amount: int
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """People whom a text of law exempts or charges less. `source` is that text."""

    key: str
    name: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """One item of the tariff: either `amount` (for each piece, if `per`), or `tiers` over the pieces."""

    key: str
    name: str
    kind: FeeKind = FeeKind.LE_PHI
    amount: int = 0
    formula: Expression | None = field(default=None, hash=False)
    """Instead of `amount`: reckoned from the answers. Until they tell, and below zero, nothing is owed."""
    tiers: tuple[Tier, ...] = ()
    per: str = ""
    """The answer that counts the pieces; not answered counts as none. Empty: one."""
    cap: int | None = None
    """The most that all pieces together cost, before `times`."""
    times: str = ""
    """The answer that multiplies all of it (copies, each of so many pages); empty: once."""
    online_amount: int | None = None
    """Instead of `amount`, online."""
    online_percent: int | None = None
    """Per cent of the whole that is to be paid online."""
    cases: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    when: Condition | None = field(default=None, hash=False)
    exempt: frozenset[str] = frozenset()
    """Keys of groups that pay nothing."""
    reduced: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """Group → per cent that it still pays."""
    due: Due = Due.SUBMISSION

    def applies(self, facts: FeeFacts) -> bool:
        in_case = not self.cases or facts.case in self.cases
        return in_case and (not self.channels or facts.channel in self.channels) and holds(self.when, facts.answers)


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """The tariff of a procedure. No items: it is free."""

    items: tuple[Fee, ...] = ()
    groups: tuple[Group, ...] = ()
    names: Names = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """What the answers are called, to say a formula in words."""

    def group(self, key: str) -> Group:
        """The group of that key; a group without entry stands by its key."""
        return next((each for each in self.groups if each.key == key), Group(key, key))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFacts:
    """What the amounts depend on."""

    case: str
    channel: str
    answers: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    groups: frozenset[str] = frozenset()
    """Groups the payer has been shown to belong to."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One item owed, 0 if exempt, with its reckoning in words."""

    key: str
    name: str
    kind: FeeKind
    amount: int
    due: Due
    sentences: tuple[Sentence, ...]
    relief: str = ""
    """The key of the group by which it is exempt or reduced; empty: it is not."""


@dataclass(frozen=True, slots=True)
class Owed:
    """All that is owed; `total` is the sum of the lines."""

    total: int
    lines: tuple[FeeLine, ...]

    def total_due(self, due: Due) -> int:
        """What is to be paid at that moment."""
        return sum(line.amount for line in self.lines if line.due is due)


_ITEM = _("{name}: {amount}.")
_FORMULA = _("{name}: {formula} = {amount}.")
_PIECES = _("{name}: {sum} = {amount}.")
_CAPPED = _("Không quá {cap} mỗi bản nên tính {cap}.")
_CAPPED_ALL = _("Mức thu tối đa là {cap} nên tính {cap}.")
_TIMES = _("{times} bản × {each} = {amount}.")
_ONLINE = _("Nộp trực tuyến chỉ thu {percent}%: {amount}.")
_ONLINE_AMOUNT = _("Đã tính theo mức nộp trực tuyến.")
_REDUCED = _("{group} chỉ phải nộp {percent}%: {amount}.")
_REDUCED_BY = _("{group} chỉ phải nộp {percent}% ({source}): {amount}.")
_EXEMPT = _("{group} được miễn: 0 đồng.")
_EXEMPT_BY = _("{group} được miễn ({source}): 0 đồng.")


def owed(schedule: FeeSchedule, facts: FeeFacts) -> Owed:
    """What this dossier owes. Items of which there is no piece (no copy asked for) are left out."""
    lines = tuple(line for fee in schedule.items if fee.applies(facts) if (line := _line(schedule, fee, facts)))
    return Owed(sum(line.amount for line in lines), lines)


def waits_for(schedule: FeeSchedule, facts: FeeFacts) -> tuple[str, ...]:
    """The answers not given yet that items of this case and channel look at: until then their amounts are not known."""
    asked = dict[str, None]()
    for fee in schedule.items:
        if replace(fee, when=None).applies(facts):
            read = [named(each.tree) for each in (fee.when, fee.formula) if each is not None]
            asked |= dict.fromkeys(sorted(frozenset().union(*read)))
            asked |= dict.fromkeys(each for each in (fee.per, fee.times) if each)
    return tuple(key for key in asked if facts.answers.get(key) is None)


def _line(schedule: FeeSchedule, fee: Fee, facts: FeeFacts) -> FeeLine | None:
    pieces = _count(fee.per, facts)
    times = _count(fee.times, facts)
    if not pieces or not times:
        return None
    amount, said = _reckoned(schedule, fee, facts) if fee.formula else _pieces(fee, pieces, facts)
    if fee.formula and not amount:
        return None
    if times > 1:
        said.append(_say(_TIMES, times=times, each=money(amount), amount=money(amount * times)))
        amount *= times
    if facts.channel == ONLINE and fee.online_percent is not None:
        amount = _percent(amount, fee.online_percent)
        said.append(_say(_ONLINE, percent=fee.online_percent, amount=money(amount)))
    group, amount, relief = _relieved(schedule, fee, facts, amount)
    return FeeLine(fee.key, fee.name, fee.kind, amount, fee.due, (*said, *relief), group)


def _count(answer: str, facts: FeeFacts) -> int:
    if not answer:
        return 1
    value = facts.answers.get(answer)
    return max(0, value) if isinstance(value, int) and not isinstance(value, bool) else 0


def _reckoned(schedule: FeeSchedule, fee: Fee, facts: FeeFacts) -> tuple[int, list[Sentence]]:
    """What the formula comes to, the cap applied, and how."""
    assert fee.formula is not None
    value = evaluate(fee.formula, facts.answers)
    amount = max(0, value) if isinstance(value, int) and not isinstance(value, bool) else 0
    said = [_say(_FORMULA, name=fee.name, formula=in_words(fee.formula.tree, schedule.names), amount=money(amount))]
    if fee.cap is not None and amount > fee.cap:
        return fee.cap, [*said, _say(_CAPPED_ALL, cap=money(fee.cap))]
    return amount, said


def _pieces(fee: Fee, pieces: int, facts: FeeFacts) -> tuple[int, list[Sentence]]:
    """What all pieces cost, the cap applied, and how."""
    tiers, is_online_rate = _tiers(fee, facts)
    parts = [(count, price) for count, price in _split(tiers, pieces) if count]
    amount = sum(count * price for count, price in parts)
    if fee.per:
        reckoning = " + ".join(f"{count} × {money(price)}" for count, price in parts)
        said = [_say(_PIECES, name=fee.name, sum=reckoning, amount=money(amount))]
    else:
        said = [_say(_ITEM, name=fee.name, amount=money(amount))]
    if is_online_rate:
        said.append(_say(_ONLINE_AMOUNT))
    if fee.cap is not None and amount > fee.cap:
        amount = fee.cap
        said.append(_say(_CAPPED if fee.times else _CAPPED_ALL, cap=money(fee.cap)))
    return amount, said


def _tiers(fee: Fee, facts: FeeFacts) -> tuple[tuple[Tier, ...], bool]:
    if facts.channel == ONLINE and fee.online_amount is not None:
        return (Tier(fee.online_amount),), True
    return fee.tiers or (Tier(fee.amount),), False


def _split(tiers: tuple[Tier, ...], pieces: int) -> Iterator[tuple[int, int]]:
    """How many pieces fall into each tier, with its price; what lies above the last tier keeps its price."""
    before = 0
    for number, tier in enumerate(tiers):
        is_last = number == len(tiers) - 1 or tier.to is None
        upto = pieces if is_last or tier.to is None else min(pieces, tier.to)
        yield max(0, upto - before), tier.amount
        before = max(before, upto)


def _relieved(schedule: FeeSchedule, fee: Fee, facts: FeeFacts, amount: int) -> tuple[str, int, list[Sentence]]:
    """By which group, what is left, and why. Exempt if any group of the payer is; else the best reduction of his
    groups, once."""
    if exempt := sorted(fee.exempt & facts.groups):
        group = schedule.group(exempt[0])
        said = _say(_EXEMPT_BY if group.source else _EXEMPT, group=group.name, source=group.source)
        return group.key, 0, [said]
    rates = sorted((percent, key) for key, percent in fee.reduced.items() if key in facts.groups)
    if not rates:
        return "", amount, []
    percent, key = rates[0]
    group = schedule.group(key)
    amount = _percent(amount, percent)
    text = _REDUCED_BY if group.source else _REDUCED
    return key, amount, [_say(text, group=group.name, percent=percent, source=group.source, amount=money(amount))]


def _percent(amount: int, percent: int) -> int:
    return (amount * percent + 50) // 100


def _say(text: str, **params: object) -> Sentence:
    return Sentence(text, params)
