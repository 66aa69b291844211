"""Doubts about money: amounts out of proportion, amounts in prose only, kinds and currencies that do not fit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.portal.doubt_facts import Doubt, doubt, fees_of
from motcua.registers.procedures.portal.fees import DONG
from motcua.registers.procedures.reading import Place

Draft = Mapping[str, Any]

SMALLEST = 1000
"""Đồng: no fee is smaller."""
OUT_OF_PROPORTION = 10
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{4,}(?= ?(?:dong|d\b|vnd))")
_BY_LAW = re.compile(r"theo quy dinh|hoi dong nhan dan|theo quyet dinh|theo thong tu|theo nghi quyet|muc thu")


def too_small(draft: Draft) -> Iterator[Doubt]:
    found = [(place, fee) for place, fee in fees_of(draft) if 0 < fee.get("amount", 0) < SMALLEST]
    for place, fee in found:
        percent = fee["amount"] <= 100 and not _amounts(fee)
        yield doubt(
            "fee-proportion",
            [place],
            gettext_noop("Mức {amount} đồng nhỏ bất thường; lời kèm theo: “{words}”."),
            gettext_noop("Có thể là phần trăm của một mức: ghi amount và online_percent.")
            if percent
            else gettext_noop("Có thể thiếu ba số 0 ({thousand} đồng): đối chiếu văn bản về phí."),
            amount=fee["amount"],
            thousand=fee["amount"] * 1000,
            words=_short(fee),
        )


def against_its_words(draft: Draft) -> Iterator[Doubt]:
    for place, fee in fees_of(draft):
        amount, said = fee.get("amount", 0), _amounts(fee)
        odd = [each for each in said if amount >= SMALLEST and each / amount in (10, 100, 1000, 0.1, 0.01, 0.001)]
        if odd and amount not in said:
            yield doubt(
                "fee-proportion",
                [place],
                gettext_noop("Mức {amount} đồng, lời kèm theo lại nói {said} đồng."),
                gettext_noop("Đối chiếu văn bản về phí; có thể thừa hoặc thiếu số 0."),
                amount=amount,
                said=odd[0],
            )


def between_channels(draft: Draft) -> Iterator[Doubt]:
    alike: dict[tuple[str, str], list[tuple[Place, Mapping[str, Any]]]] = defaultdict(list)
    for place, fee in fees_of(draft):
        if fee.get("amount", 0) > 0:
            alike[(fee.get("kind", ""), fee.get("name", ""))].append((place, fee))
    for found in alike.values():
        amounts = [fee["amount"] for _, fee in found]
        if max(amounts) >= OUT_OF_PROPORTION * min(amounts) and len({_channels(fee) for _, fee in found}) > 1:
            yield doubt(
                "fee-proportion",
                [place for place, _ in found],
                gettext_noop("Cùng một khoản mà mức khác nhau quá xa giữa các cách nộp: {least} và {most} đồng."),
                gettext_noop("Chọn mức đúng theo văn bản về phí; mức trực tuyến ghi ở online_amount."),
                least=min(amounts),
                most=max(amounts),
            )


def in_prose(draft: Draft) -> Iterator[Doubt]:
    found = [(p, f) for p, f in fees_of(draft) if "amount" not in f and "value" not in f.get("portal", {})]
    if found:
        yield doubt(
            "fee-prose",
            [place for place, _ in found],
            gettext_noop("{count} khoản không có mức thu, chỉ có lời: “{words}”."),
            gettext_noop("Ghi amount hoặc tiers theo văn bản về phí của trung ương hoặc nghị quyết của tỉnh."),
            count=len(found),
            words=_short(found[0][1]),
        )


def zero_against_words(draft: Draft) -> Iterator[Doubt]:
    found = [(p, f) for p, f in fees_of(draft) if f.get("amount") == 0 and (_amounts(f) or _BY_LAW.search(_words(f)))]
    if found:
        yield doubt(
            "fee-zero",
            [place for place, _ in found],
            gettext_noop("{count} khoản ghi mức 0 nhưng lời kèm theo nói có thu: “{words}”."),
            gettext_noop("Ghi mức thu thật; nếu đúng là miễn thì ghi nhóm được miễn (exempt)."),
            count=len(found),
            words=_short(found[0][1]),
        )


def kind_against_words(draft: Draft) -> Iterator[Doubt]:
    for place, fee in fees_of(draft):
        words = _words(fee).lstrip("+-* ")
        other = "le-phi" if words.startswith("le phi") else "phi" if words.startswith("phi ") else ""
        if other and fee.get("kind") in ("phi", "le-phi") and fee["kind"] != other:
            yield doubt(
                "fee-kind",
                [place],
                gettext_noop("Khoản ghi là {kind} nhưng lời lại nói “{words}”."),
                gettext_noop("Phí và lệ phí là hai loại khác nhau theo Luật Phí và lệ phí: sửa kind cho đúng."),
                kind=fee["kind"],
                words=_short(fee, 60),
            )


def foreign_money(draft: Draft) -> Iterator[Doubt]:
    found = [(p, f) for p, f in fees_of(draft) if f.get("portal", {}).get("currency", DONG) != DONG]
    if found:
        yield doubt(
            "fee-currency",
            [place for place, _ in found],
            gettext_noop("{count} khoản tính bằng {currency}."),
            gettext_noop("Quy ra đồng nếu thu tại Việt Nam; thu ở cơ quan đại diện thì không thuộc hệ thống này."),
            count=len(found),
            currency=found[0][1]["portal"]["currency"],
        )


def _amounts(fee: Mapping[str, Any]) -> list[int]:
    return [int(re.sub(r"[.,]", "", each)) for each in _MONEY.findall(_words(fee))]


def _words(fee: Mapping[str, Any]) -> str:
    return fold(fee.get("name", ""))


def _channels(fee: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(fee.get("channels", ()))


def _short(fee: Mapping[str, Any], most: int = 100) -> str:
    plain = " ".join(fee.get("name", "–").split())
    return plain if len(plain) <= most else f"{plain[:most]}…"


DOUBTS_OF_FEES = (
    too_small,
    against_its_words,
    between_channels,
    in_prose,
    zero_against_words,
    kind_against_words,
    foreign_money,
)
