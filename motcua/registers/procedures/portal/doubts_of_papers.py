"""Doubts about papers: what must be handed in cannot be taken from the portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from motcua.foundation.vietnamese import fold
from motcua.registers.procedures.portal.doubt_facts import Doubt, doubt, papers_of

Draft = Mapping[str, Any]


def notes_among_papers(draft: Draft) -> Iterator[Doubt]:
    places = [place for place, paper in papers_of(draft) if paper["kind"] == "note"]
    if places:
        yield doubt(
            "note-among-papers",
            places,
            gettext_noop("{count} mục không có số bản hoặc nằm dưới “Lưu ý”: giống ghi chú hơn là giấy tờ."),
            gettext_noop("Đọc từng mục: là giấy tờ thì ghi kind và số bản; là ghi chú thì giữ kind: note."),
            count=len(places),
        )


def nothing_required(draft: Draft) -> Iterator[Doubt]:
    papers = [(place, paper) for place, paper in papers_of(draft) if paper["kind"] != "note"]
    if papers and all(paper.get("required") is False for _, paper in papers):
        yield doubt(
            "required-false",
            [place for place, _ in papers],
            gettext_noop("Cả {count} giấy tờ đều ghi required = false, tức là không giấy nào bắt buộc."),
            gettext_noop("Đánh dấu giấy tờ bắt buộc và trường hợp phải có (cases, when) theo lời của từng giấy tờ."),
            count=len(papers),
        )


def no_papers(draft: Draft) -> Iterator[Doubt]:
    if not any(paper["kind"] != "note" for _, paper in papers_of(draft)):
        yield doubt(
            "no-papers",
            [("papers", "items")],
            gettext_noop("Bản công bố không có giấy tờ nào phải nộp hay xuất trình."),
            gettext_noop(
                "Tìm thành phần hồ sơ trong quyết định công bố hoặc trong trình tự thực hiện (service.order)."
            ),
        )


def of_another(draft: Draft) -> Iterator[Doubt]:
    """In dozens of land procedures of one province an application for support stands where the papers should."""
    papers = [(place, paper) for place, paper in papers_of(draft) if "de nghi ho tro" in fold(paper.get("name", ""))]
    if papers and "ho tro" not in _name(draft):
        yield doubt(
            "paper-of-another",
            [place for place, _ in papers],
            gettext_noop("“{name}” có vẻ là giấy tờ của một thủ tục khác."),
            gettext_noop("So với quyết định công bố; có thể thành phần hồ sơ đã bị thay nhầm."),
            name=papers[0][1]["name"][:120],
        )


def nameless(draft: Draft) -> Iterator[Doubt]:
    places = [place for place, paper in papers_of(draft) if not paper.get("name", "").strip()]
    if places:
        yield doubt(
            "paper-nameless",
            places,
            gettext_noop("{count} giấy tờ không có tên."),
            gettext_noop("Điền tên theo mã giấy tờ hoặc theo quyết định công bố, hoặc bỏ mục ấy."),
            count=len(places),
        )


def twice(draft: Draft) -> Iterator[Doubt]:
    names = Counter((p.get("name"), p.get("portal", {}).get("group")) for _, p in papers_of(draft) if p.get("name"))
    places = [place for place, p in papers_of(draft) if names[(p.get("name"), p.get("portal", {}).get("group"))] > 1]
    if places:
        yield doubt(
            "paper-twice",
            places,
            gettext_noop("Có giấy tờ ghi hai lần trong cùng một nhóm."),
            gettext_noop("Giữ một mục, trừ khi hai mục thật sự là hai giấy khác nhau."),
        )


def note_with_copies(draft: Draft) -> Iterator[Doubt]:
    places = [place for place, p in papers_of(draft) if p["kind"] == "note" and (p.get("originals") or p.get("copies"))]
    if places:
        yield doubt(
            "note-with-copies",
            places,
            gettext_noop("{count} mục nằm dưới “Lưu ý” nhưng lại ghi số bản."),
            gettext_noop("Là giấy tờ thì đổi kind thành submit hoặc show; là ghi chú thì bỏ số bản."),
            count=len(places),
        )


def _name(draft: Draft) -> str:
    return fold(draft["identity"]["name"])


DOUBTS_OF_PAPERS = (notes_among_papers, nothing_required, no_papers, of_another, nameless, twice, note_with_copies)
