"""Whether each print template can be set with what the examples answer, and names nothing that the form has not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.clock import VIETNAM
from motcua.foundation.errors import Refusal
from motcua.registers.documents import queries as documents
from motcua.registers.documents.errors import TemplateFaulty
from motcua.registers.documents.queries import AboutDossier, Head, ResultFacts, Signer
from motcua.registers.procedures.definition import Procedure, ResultItem
from motcua.registers.procedures.proof.examples import Example
from motcua.registers.procedures.proof.folder import TEMPLATES_NAME
from motcua.registers.procedures.reading import Fault, Reading
from motcua.rules import forms
from motcua.rules.form_words import AnswersInWords, answers_in_words
from motcua.rules.forms import FieldType

_MOMENT: Final = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
MOST_SET: Final = 6
"""How many examples each template is set with."""

_DAYS: Final = frozenset({FieldType.DATE, FieldType.PARTIAL_DATE})
_SAID: Final = re.compile(r"""\bsaid\(\s*"([^"]+)"\s*\)""")
_CHOSEN: Final = re.compile(r"""facts\.chosen\.at\(\s*"([^"]+)\"""")
_NO_TEMPLATE = gettext_noop("Không có mẫu in “{file}” trong thư mục print của thủ tục.")
_NO_FIELD = gettext_noop("Mẫu in dùng ô “{key}” mà tờ khai không có; ghi vào given của kết quả nếu nơi khác cho biết.")
_FAULTY = gettext_noop("Mẫu in không dựng được với ví dụ “{example}”: {why}")
_NO_EXAMPLE = gettext_noop("không trả lời ô nào")


def template_faults(
    procedure: Procedure, templates: Mapping[str, str] | None, examples: Iterable[Example], reading: Reading
) -> Iterator[Fault]:
    """Templates that are named and not there, that name what is not there, or that cannot be set."""
    if templates is None:
        return
    answered = [*_answered(procedure, examples)]
    for number, item in enumerate(procedure.result.items):
        file = item.template_file
        if file not in templates:
            if item.template:
                yield Fault(reading.line_of(("result", "items", number)), _NO_TEMPLATE, {"file": file})
            continue
        yield from _strange_fields(procedure, item, templates[file])
        yield from _unset(procedure, item, templates[file], answered)


def _answered(procedure: Procedure, examples: Iterable[Example]) -> Iterator[tuple[str, AnswersInWords]]:
    """Some examples whose answers hold, and last one without an answer."""
    for example in [*examples][:MOST_SET]:
        checked = forms.check(procedure.form, example.answers, today=example.received.date())
        if isinstance(checked, forms.Answers):
            yield example.name, _words(procedure, checked.values)
    yield gettext(_NO_EXAMPLE), _words(procedure, {})


def _words(procedure: Procedure, answers: Mapping[str, Any]) -> AnswersInWords:
    return answers_in_words(procedure.form.fields, answers, yes=gettext("có"), no=gettext("không"))


def _strange_fields(procedure: Procedure, item: ResultItem, text: str) -> Iterator[Fault]:
    keys = {field.key for field in procedure.form.fields}
    days = {f"{field.key}_words" for field in procedure.form.fields if field.type in _DAYS}
    known = {_SAID: keys | days | set(item.given), _CHOSEN: keys}
    told: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        for pattern, fitting in known.items():
            for key in pattern.findall(line):
                if key not in fitting and key not in told:
                    told.add(key)
                    yield _fault(item.template_file, number, _NO_FIELD, key=key)


def _unset(
    procedure: Procedure, item: ResultItem, text: str, answered: Iterable[tuple[str, AnswersInWords]]
) -> Iterator[Fault]:
    """The first answers with which the template cannot be set."""
    for name, words in answered:
        try:
            documents.tried_result(_facts(procedure, item, text, words))
        except TemplateFaulty as faulty:
            yield _fault(item.template_file, faulty.line, _FAULTY, example=name, why=faulty.why)
            return
        except Refusal as refusal:
            yield _fault(item.template_file, 1, _FAULTY, example=name, why=refusal)
            return


def _facts(procedure: Procedure, item: ResultItem, text: str, words: AnswersInWords) -> ResultFacts:
    """A result of nobody: what matters is that every part of the template is set once."""
    at = _MOMENT
    office = gettext("Ủy ban nhân dân xã Thử Nghiệm, tỉnh Đồng Tháp")
    return ResultFacts(
        head=Head(issuer=office, place=gettext("Thử Nghiệm"), issued_at=at, mark=documents.TRIAL),
        about=AboutDossier(
            code="H26.1.1-261123-0001",
            procedure_code=procedure.code,
            procedure_name=procedure.name,
            owner_name=gettext("Nguyễn Văn Thử"),
            applicant_name=gettext("Nguyễn Văn Thử"),
            received_at=at,
            promised_at=at,
        ),
        item=item.key,
        name=item.name,
        template=item.template_file,
        valid_from=procedure.valid_from,
        number="124",
        book="01/2026",
        registered_at=at,
        said=words.said,
        days=words.days,
        chosen=words.chosen,
        signer=Signer(lines=("CHỦ TỊCH",), name=gettext("Nguyễn Văn Thử")),
        office_name=office,
        examiner_name=gettext("Nguyễn Văn Thử"),
        template_text=text,
        valid_until=item.valid_until(at.date()),
    )


def _fault(file: str, line: int, text: str, /, **params: object) -> Fault:
    return Fault(line, text, params, f"{TEMPLATES_NAME}/{file}")
