"""What the applicant answered in an earlier dossier of the same procedure: offered when the person is known, filled in
when the clerk asks for it, and to be compared with the papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext

from motcua.foundation.clock import VIETNAM
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.queries import EarlierAnswers
from motcua.registers.people import queries as people
from motcua.registers.procedures.queries import Procedure
from motcua.rules.access import Viewer
from motcua.rules.forms import Field, FieldType, FormDefinition
from motcua.web.counter.forms import PersonForm
from motcua.web.shared.procedure_form import Typed

ACT: Final = "earlier"
_LOOKS: Final = frozenset({ACT, "refresh", "find-ap"})


def offered(
    sent: Mapping[str, str], procedure: Procedure, applicant: PersonForm, *, viewer: Viewer
) -> EarlierAnswers | None:
    """An earlier dossier to fill in from. Looked for only where the page is about to show it: when a procedure is
    picked, a person was looked up, or the page is asked for whole."""
    is_due = "pick" in sent or sent.get("act") in _LOOKS or bool(applicant.source)
    if not is_due or not any(each.reused for each in procedure.form.fields):
        return None
    number, kind = (str(applicant[name].value() or "").strip() for name in ("id_number", "kind"))
    person = people.person_by_number(number, viewer=viewer, kind=kind or "citizen") if number else None
    if person is None:
        return None
    return dossiers.earlier_answers(applicant_id=person.id, procedure_code=procedure.code, viewer=viewer)


def fill_again(form: FormDefinition, answers: dict[str, Typed], earlier: EarlierAnswers, *, viewer: Viewer) -> str:
    """Fill what is empty and may be used again; a sentence that names it. The look at those persons is logged."""
    filled = [each for each in form.fields if each.reused and not answers.get(each.key) and each.key in earlier.answers]
    for each in filled:
        answers[each.key] = as_typed(each, earlier.answers[each.key])
    people.persons((earlier.applicant_id,), viewer=viewer, purpose="page", dossier_id=earlier.dossier_id)
    if not filled:
        return gettext("Hồ sơ {code} không có gì để điền thêm.").format(code=earlier.code)
    return gettext("Điền lại từ hồ sơ {code}, nộp ngày {day}: {labels}. So lại với giấy tờ.").format(
        code=earlier.code,
        day=f"{earlier.submitted_at.astimezone(VIETNAM):%d/%m/%Y}",
        labels="; ".join(_told(form, filled)),
    )


def _told(form: FormDefinition, filled: Sequence[Field]) -> Iterator[str]:
    """What was filled in, under the heading it stands under on the page: “Người mẹ: Năm sinh, Nơi cư trú”."""
    wanted = {each.key for each in filled}
    for section in form.sections:
        under: dict[str, list[str]] = {}
        for each in section.fields:
            if each.key in wanted:
                under.setdefault(each.part_of.label if each.part_of else section.title, []).append(each.label)
        yield from (f"{title}: {', '.join(labels)}" for title, labels in under.items())


def as_typed(each: Field, value: Any) -> str:
    """A kept answer as it is typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if each.type is FieldType.DATE and isinstance(value, str) and len(value) == 10:
        return "/".join(reversed(value.split("-")))
    return str(value)
