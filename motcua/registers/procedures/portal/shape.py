"""The shape of a published record: which field holds a text, an object, a list.

What is known is checked; what is not known may be anything and is carried along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_noop

LONGEST_NAME = 120
"""Letters of a field's name; longer names cannot be keys of a file."""
LONGEST_CODE = 60

_OBJECT = gettext_noop("một nhóm trường")
_LIST = gettext_noop("một danh sách")
_SINGLE = gettext_noop("một giá trị")


class WrongShape(Exception):
    """A record that cannot become a draft; its text says which field, in the reader's words."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: the names of its single values, of the objects in it, of its lists of objects and of texts."""

    single: frozenset[str] = frozenset()
    objects: Mapping[str, Shape] = field(default_factory=dict)
    lists: Mapping[str, Shape] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()

    def knows(self, name: str) -> bool:
        return name in self.single or name in self.objects or name in self.lists or name in self.texts


def _of(*single: str, **lists: Shape) -> Shape:
    return Shape(frozenset(single), lists=lists)


NAMED = _of("code", "name")
GROUP_OF_UNITS = _of("name")
LIFE_EVENT = _of("name", "type")
FEE = _of("type", "value", "description", "currencyName")
METHOD = _of("submissionMethod", "processingTime", "processingTimeUnit", "description", fees=FEE)
TERM = _of("qty", "type")
CASE = Shape(frozenset({"code", "name"}), objects={"processingDay": TERM})
PAPER = _of("code", "name", "originalQty", "copyQty", "required", "hasElectronicForm", "isProcessingResult")
PAPERS = _of("name", profileComponents=PAPER)
STEP = _of("name", "description")
RETURN = Shape(frozenset({"type"}), texts=frozenset({"value"}))

RECORD = Shape(
    frozenset(
        {
            "code",
            "codeNotation",
            "name",
            "type",
            "state",
            "formalityType",
            "departmentPromulgateCode",
            "departmentPromulgateName",
            "delegatedAgencies",
            "executingAgencies",
            "coordinatingAgencies",
            "authorizedAgencies",
            "dossierReceivingAddresses",
            "description",
            "requirementsAndConditions",
            "isFullProcess",
            "isInternal",
            "isMinistry",
            "isNonTerritorial",
            "isOfflineOnly",
            "isOtherAgency",
            "isProvince",
            "isSharedService",
            "isUndetermined",
            "isVertical",
            "isWard",
        }
    ),
    objects={"category": NAMED},
    lists={
        "categoriesDetails": NAMED,
        "subjectTypesDetails": NAMED,
        "departmentsAuthority": NAMED,
        "departmentsExecuting": NAMED,
        "departmentsCoordinating": NAMED,
        "departmentsAuthorized": NAMED,
        "unitGroupsAuthority": GROUP_OF_UNITS,
        "unitGroupsExecuting": GROUP_OF_UNITS,
        "unitGroupsCoordinating": GROUP_OF_UNITS,
        "unitGroupsAuthorized": GROUP_OF_UNITS,
        "serviceGroupsDetails": LIFE_EVENT,
        "legalBasisesDetails": NAMED,
        "resultsDetails": NAMED,
        "executionMethods": METHOD,
        "executionCases": PAPERS,
        "executionSteps": STEP,
        "returningMethods": RETURN,
        "cases": CASE,
    },
)


def check_shape(value: object) -> Mapping[str, Any]:
    """The value, if it is a record that can become a draft. Raises `WrongShape`."""
    if not isinstance(value, dict):
        raise WrongShape(
            gettext("không phải một bản ghi mà là {found}; mỗi dòng của tệp phải là một thủ tục").format(
                found=_found(value)
            )
        )
    if "code" not in value:
        raise WrongShape(gettext("thiếu mã thủ tục (code)"))
    code = value["code"]
    if not isinstance(code, str) or not code.strip() or len(code) > LONGEST_CODE or not code.isprintable():
        raise WrongShape(gettext("mã thủ tục (code) không dùng được: phải là chữ trên một dòng, dài nhất 60 ký tự"))
    if not isinstance(value.get("name"), str) or not value["name"].strip():
        raise WrongShape(gettext("thiếu tên thủ tục (name)"))
    _check(value, RECORD, "")
    return value


def _check(value: Mapping[str, Any], shape: Shape, place: str) -> None:
    for name, part in value.items():
        here = f"{place}{name}"
        if len(name) > LONGEST_NAME:
            raise WrongShape(
                gettext("tên trường dài quá {most} chữ: {name}…").format(most=LONGEST_NAME, name=name[:40])
            )
        if part is None:
            continue
        if name in shape.single:
            _must(not isinstance(part, (dict, list)), here, _SINGLE, part)
        elif name in shape.objects:
            _must(isinstance(part, dict), here, _OBJECT, part)
            _check(part, shape.objects[name], f"{here}.")
        elif name in shape.texts:
            _must(isinstance(part, list), here, _LIST, part)
            for number, item in enumerate(part, 1):
                _must(isinstance(item, str), f"{here}[{number}]", _SINGLE, item)
        elif name in shape.lists:
            _must(isinstance(part, list), here, _LIST, part)
            for number, item in enumerate(part, 1):
                _must(isinstance(item, dict), f"{here}[{number}]", _OBJECT, item)
                _check(item, shape.lists[name], f"{here}[{number}].")


def _must(is_so: bool, place: str, wanted: str, found: object) -> None:
    if not is_so:
        raise WrongShape(
            gettext("trường {place} phải là {wanted}, ở đây lại là {found}").format(
                place=place, wanted=gettext(wanted), found=_found(found)
            )
        )


def _found(value: object) -> str:
    return gettext(_OBJECT if isinstance(value, dict) else _LIST if isinstance(value, list) else _SINGLE)
