"""A procedure read out to whoever is answerable for it: what a fee comes to and for whom, how long a result is good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.registers.procedures.queries import Procedure, ResultItem
from motcua.rules.deadlines.terms import TERM_WORDS, Term
from motcua.rules.expressions import Condition, in_words
from motcua.rules.fees import Due, Fee
from motcua.rules.money_words import money
from motcua.rules.process_shares import number_words
from motcua.web.shared.paper_words import channels_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the procedure and what its file says of it, one sentence each."""

    name: str
    price: str
    said: tuple[str, ...]


def fees(procedure: Procedure) -> tuple[Line, ...]:
    """Each item of the tariff."""
    return tuple(Line(one.name, _price(procedure, one), tuple(_of_fee(procedure, one))) for one in procedure.fees.items)


def results(procedure: Procedure) -> tuple[Line, ...]:
    """What the applicant may receive."""
    return tuple(Line(one.name, "", tuple(_of_result(one))) for one in procedure.result.items)


def term_words(term: Term) -> str:
    """A length of time as it is said."""
    return gettext(TERM_WORDS[term.unit]).format(amount=number_words(term.amount))


def _price(procedure: Procedure, one: Fee) -> str:
    if one.formula is not None:
        return gettext("tính theo tờ khai: {formula}").format(
            formula=in_words(one.formula.tree, procedure.fees.names, gettext)
        )
    words = ", ".join(_tiers(one)) if one.tiers else money(one.amount)
    if one.per:
        words = gettext("{price} cho mỗi “{field}”").format(price=words, field=_field(procedure, one.per))
    return words


def _tiers(one: Fee) -> Iterator[str]:
    before = 0
    for tier in one.tiers:
        if tier.to is None:
            yield gettext("từ thứ {first} trở đi {amount}").format(first=before + 1, amount=money(tier.amount))
        else:
            words = gettext("thứ {first} đến {last}: {amount}")
            yield words.format(first=before + 1, last=tier.to, amount=money(tier.amount))
            before = tier.to


def _of_fee(procedure: Procedure, one: Fee) -> Iterator[str]:
    if one.cap is not None:
        yield gettext("Tối đa {amount}.").format(amount=money(one.cap))
    if one.times:
        yield gettext("Nhân với “{field}”.").format(field=_field(procedure, one.times))
    if one.online_amount is not None:
        yield gettext("Nộp trực tuyến: {amount}.").format(amount=money(one.online_amount))
    if one.online_percent is not None:
        yield gettext("Nộp trực tuyến: {percent} %.").format(percent=one.online_percent)
    yield from _only(procedure, one.cases, one.channels, one.when)
    if one.exempt:
        yield gettext("Miễn: {groups}.").format(groups="; ".join(_groups(procedure, one.exempt)))
    for group, percent in one.reduced.items():
        words = gettext("{group}: nộp {percent} %.")
        yield words.format(group=procedure.fees.group(group).name, percent=percent)
    if one.due is Due.RESULT:
        yield gettext("Nộp khi nhận kết quả.")


def _groups(procedure: Procedure, keys: Iterable[str]) -> Iterator[str]:
    for each in procedure.fees.groups:
        if each.key in keys:
            yield f"{each.name} ({each.source})" if each.source else each.name


def _of_result(one: ResultItem) -> Iterator[str]:
    if one.is_refusal:
        yield gettext("Khi từ chối.")
    if one.on_request:
        yield gettext("Chỉ khi có yêu cầu.")
    if one.valid_for is not None:
        yield gettext("Có giá trị {term} kể từ ngày ký.").format(term=term_words(one.valid_for))
    if one.book is not None:
        yield gettext("Lấy số ở {book} ({symbol}).").format(book=one.book.name, symbol=one.book.symbol)


def _only(
    procedure: Procedure, cases: frozenset[str], channels: frozenset[str], when: Condition | None
) -> Iterator[str]:
    """For whom: said only where it is not for everybody."""
    if cases:
        names = "; ".join(case.name for case in procedure.cases if case.key in cases)
        yield gettext("Chỉ trường hợp: {names}.").format(names=names)
    if channels:
        yield gettext("Chỉ khi nộp {names}.").format(names=channels_in_words(channels))
    if when is not None:
        yield gettext("Chỉ khi {condition}.").format(condition=_said(procedure, when))


def _said(procedure: Procedure, condition: Condition) -> str:
    return in_words(condition.tree, procedure.fees.names, gettext)


def _field(procedure: Procedure, key: str) -> str:
    names = procedure.fees.names
    return names[key].label if key in names else key
