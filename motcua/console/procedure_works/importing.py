"""`motcua procedures import FILE`: the national catalogue's records become drafts, its list an index."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext

from motcua.console.procedure_works import cataloguing
from motcua.console.program import say
from motcua.foundation import clock
from motcua.registers.procedures import actions
from motcua.registers.procedures.actions import Imported, Outcome
from motcua.registers.procedures.queries import KIND_WORDS, Doubt
from motcua.rules.access import SYSTEM

HELP = "Nhập bản công bố của Cổng Dịch vụ công quốc gia thành bản nháp (.jsonl, .jsonl.gz)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="mỗi dòng một thủ tục, như Cổng công bố")
    parser.add_argument(
        "--quiet", action="store_true", help="không kể từng nghi vấn, chỉ kể dòng bị từ chối và tổng số"
    )


def run(options: argparse.Namespace) -> int:
    """Tell each line that is not unchanged, then the counts; 1 when a line was refused, or there was none."""
    if actions.is_index(options.file):
        return cataloguing.run(options)
    counts: Counter[Outcome] = Counter()
    kinds: Counter[str] = Counter()
    standing = 0
    for each in actions.import_records(path=options.file, now=clock.now(), by=SYSTEM):
        counts[each.outcome] += 1
        standing += each.standing
        kinds.update(doubt.kind for doubt in each.doubts)
        if each.outcome is Outcome.REFUSED or not options.quiet:
            for line in _told(each):
                say(line)
    if not counts:
        say(gettext("Tệp {file} trống, không có bản ghi nào.").format(file=options.file))
    for line in _summary(kinds):
        say(line)
    say(_counts(counts, standing))
    return 1 if counts[Outcome.REFUSED] or not counts else 0


def _told(each: Imported) -> Iterable[str]:
    match each.outcome:
        case Outcome.REFUSED:
            code = f" ({each.code})" if each.code else ""
            yield gettext("Dòng {line}{code}: từ chối: {why}.").format(line=each.line, code=code, why=each.why)
        case Outcome.NEW:
            yield gettext("{code}: mới, {count} nghi vấn").format(code=each.code, count=len(each.doubts))
        case Outcome.CHANGED:
            yield gettext("{code}: thay đổi, {count} nghi vấn").format(code=each.code, count=len(each.doubts))
    yield from (f"    ~ {change}" for change in each.changes)
    yield from (f"    ? {doubt_line(doubt)}" for doubt in each.doubts)


def doubt_line(doubt: Doubt) -> str:
    """Kind, place, what is doubtful, what to do."""
    kind = gettext(KIND_WORDS.get(doubt.kind, doubt.kind))
    return f"{kind} [{doubt.kind}] {doubt.place}: {doubt.says} → {doubt.advice}"


def _summary(kinds: Counter[str]) -> Iterable[str]:
    if kinds:
        yield gettext("Nghi vấn theo loại:")
    for kind, count in kinds.most_common():
        yield f"{count:>8}  {gettext(KIND_WORDS.get(kind, kind))} [{kind}]"


def _counts(counts: Counter[Outcome], standing: int) -> str:
    return gettext(
        "Đã đọc {read}, mới {new}, thay đổi {changed}, không đổi {unchanged}, từ chối {refused}, nghi vấn {doubts}."
    ).format(
        read=counts.total(),
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        refused=counts[Outcome.REFUSED],
        doubts=standing,
    )
