"""The process that a dossier runs through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext

from motcua.registers.dossiers.clock_facts import ORDINARY
from motcua.registers.dossiers.errors import StepNotAllowed
from motcua.registers.dossiers.held import Held
from motcua.registers.offices import queries as offices
from motcua.registers.offices.errors import OfficeUnknown
from motcua.registers.procedures.queries import Procedure
from motcua.rules.process import ProcessDefinition, Step
from motcua.rules.sentences import gettext_noop


def process_of(held: Held, procedure: Procedure) -> ProcessDefinition:
    """The process of its case, channel and commune; the offices that it always asks by our ids.

    Raises `LookupError` where the procedure has none, `StepNotAllowed` where such an office is not here.
    """
    communes = held.clock.get("communes", ORDINARY)
    return asking_by_id(procedure.process_for(case=held.case_key, channel=held.channel, communes=communes))


def asking_by_id(definition: ProcessDefinition) -> ProcessDefinition:
    """The same, the offices that it always asks by our ids. Raises `StepNotAllowed` where one is not here."""
    if not any(step.offices for step in definition.steps):
        return definition
    return replace(definition, steps=tuple(replace(step, offices=tuple(_ids(step))) for step in definition.steps))


_NOT_HERE = gettext_noop(
    "Bước “{step}” phải hỏi cơ quan có mã {code} mà hệ thống chưa có cơ quan ấy. Nhờ quản trị cấp tỉnh mở cơ quan."
)


def _ids(step: Step) -> Iterator[str]:
    """A file names offices by their codes (QĐ 20/2020/QĐ-TTg), for it is handed from house to house."""
    for code in step.offices:
        try:
            yield str(offices.office_by_code(code).id)
        except OfficeUnknown:
            raise StepNotAllowed(why=gettext(_NOT_HERE).format(step=step.name, code=code)) from None
