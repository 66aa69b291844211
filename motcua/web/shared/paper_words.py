"""When a paper is asked for, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, gettext_lazy

from motcua.registers.procedures.queries import Procedure
from motcua.rules.completeness import PaperRequirement
from motcua.rules.expressions import Names, in_words

CHANNELS = {
    "direct": gettext_lazy("trực tiếp"),
    "online": gettext_lazy("trực tuyến"),
    "postal": gettext_lazy("bưu chính"),
}


def needed_words(paper: PaperRequirement, names: Names) -> str:
    """“bắt buộc khi …”, “nếu có”; nothing for a paper that must come wherever it is asked for."""
    if not paper.required:
        return gettext("nếu có")
    if paper.required_when is None:
        return ""
    return gettext("bắt buộc khi {condition}").format(condition=in_words(paper.required_when.tree, names, gettext))


def channels_in_words(channels: Iterable[str]) -> str:
    """Ways of handing in, one after the other."""
    return ", ".join(str(CHANNELS.get(one, one)) for one in sorted(channels))


def asked_of(paper: PaperRequirement, procedure: Procedure) -> str:
    """Of whom it is asked at all, and whether it must come; nothing where it is asked of everybody."""
    names = procedure.fees.names
    replaced = next((each.name for each in procedure.papers if each.key == paper.instead_of), "")
    cases = [case.name for case in procedure.cases if case.key in paper.cases]
    said = [
        gettext("thay “{name}”").format(name=replaced) if replaced else "",
        gettext("trường hợp: {cases}").format(cases="; ".join(cases)) if 0 < len(cases) < len(procedure.cases) else "",
        gettext("khi nộp {channels}").format(channels=channels_in_words(paper.channels)) if paper.channels else "",
        gettext("khi {condition}").format(condition=in_words(paper.when.tree, names, gettext)) if paper.when else "",
        needed_words(paper, names),
        gettext("không phải nộp khi đã có trong {database}").format(database=paper.held_by_state)
        if paper.held_by_state
        else "",
    ]
    return "; ".join(each for each in said if each)
