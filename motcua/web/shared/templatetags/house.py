"""What templates of the house say often: icons, chips, moments, the hidden fields of an act."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from motcua.foundation import clock
from motcua.rules.lifecycle import STATE_NAMES, State
from motcua.web.shared import moments
from motcua.web.shared.icons import ICONS
from motcua.web.shared.turns import Chip, Turn
from motcua.web.shared.turns import chip as chip_of

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon; always beside words, so hidden from readers."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),
    )


@register.simple_tag
def chip(turn: str | Chip, words: str | None = None) -> SafeString:
    """`{% chip "late" %}` or `{% chip row.chip %}`: colour, icon and word together."""
    shown = turn if isinstance(turn, Chip) else chip_of(Turn(turn), words)
    return format_html('<span class="chip {}">{} {}</span>', shown.turn.value, icon(shown.icon), shown.words)


@register.simple_tag(takes_context=True)
def due(context: template.Context, due_at: datetime | None, standing: str = "") -> SafeString:
    """`còn 2 ngày, thứ Năm 26/11, 17:00`."""
    if due_at is None:
        return format_html('<span class="soft">{}</span>', gettext("chưa có hẹn"))
    said = moments.due_words(due_at, now=_now(context))
    if standing == "paused":
        return format_html(
            '<span class="due paused"><b>{}</b>, <time datetime="{}">{}</time></span>',
            gettext("đang tạm dừng"), due_at.isoformat(), said.on,
        )  # fmt: skip
    kind = "late" if said.is_late else standing
    return format_html(
        '<span class="due {}"><b>{}</b>, <time datetime="{}">{}</time></span>',
        kind, said.left, due_at.isoformat(), said.on,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def moment(context: template.Context, at: datetime | None) -> SafeString:
    """A moment in words, `thứ Năm 26/11, 17:00`."""
    if at is None:
        return mark_safe("")
    words = moments.moment_words(at, now=_now(context))
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)


@register.filter
def day(value: Any) -> str:
    """A date as it is written on Vietnamese papers: 05/06/2024."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


@register.filter
def masked(number: str | None) -> str:
    """An identity number on a list: only its last four digits (Law 91/2025)."""
    return f"•••• {number[-4:]}" if number else ""


@register.filter
def counted(count: int) -> str:
    """A count of a list, true up to a thousand; beyond it "trên 1.000"."""
    return gettext("trên 1.000") if count > 1000 else f"{count:,}".replace(",", ".")


@register.filter
def dong(amount: int | None) -> str:
    """An amount of money: `25.000 đồng`."""
    return f"{amount or 0:,}".replace(",", ".") + " " + gettext("đồng")


@register.filter
def state_name(state: str) -> str:
    """The legal state's name."""
    return gettext(STATE_NAMES[State(state)])


@register.filter
def entry(mapping: Any, key: Any) -> Any:
    """`mapping[key]` where the key is a variable; empty when there is none."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag
def act_fields(revision: int | None = None, key: object = None) -> SafeString:
    """The hidden fields by which a repeated click is known, and a page that is no longer true."""
    fields = format_html('<input type="hidden" name="key" value="{}">', key or uuid4())
    if revision is not None:
        fields += format_html('<input type="hidden" name="revision" value="{}">', revision)
    return fields


def _now(context: template.Context) -> datetime:
    said = context.get("now")
    return said if isinstance(said, datetime) else clock.now()
