"""The parts of a file that other parts name, and whether what is named is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from motcua.registers.procedures.reading import Fault, Place, Reading

Part = Mapping[str, Any]

_NO_CASE = gettext_noop("Không có trường hợp “{key}” trong mục cases.")
_NO_CHANNEL = gettext_noop("Thủ tục không nhận hồ sơ qua kênh “{key}” (mục service.channels).")
_NO_FIELD = gettext_noop("Tờ khai không có ô “{key}”.")
_NOT_A_VALUE = gettext_noop("Ô “{key}” không thể bằng “{value}”, nên điều kiện này không bao giờ đúng.")
_NOT_A_NUMBER = gettext_noop("Ô “{key}” không phải số nguyên nên không dùng để nhân hay đếm được.")


class FileFacts:
    """A file whose shape is right, with what its parts refer to."""

    def __init__(self, reading: Reading) -> None:
        assert isinstance(reading.data, dict)
        self.reading = reading
        self.data: dict[str, Any] = dict(reading.data)
        self.cases: list[str] = [each["key"] for each in self.data["cases"]]
        self.channels: list[str] = list(self.data["service"]["channels"])
        self.fields: dict[str, Part] = {
            field["key"]: field for section in self.data["form"]["sections"] for field in section["fields"]
        }

    def fault(self, place: Place, text: str, /, **params: object) -> Fault:
        """A fault at the line of `place`."""
        return Fault(self.reading.line_of(place), text, params)

    def scope(self, part: Part, place: Place) -> Iterator[Fault]:
        """The cases, channels and conditions a part is for."""
        for case in part.get("cases", ()):
            if case not in self.cases:
                yield self.fault((*place, "cases"), _NO_CASE, key=case)
        for channel in part.get("channels", ()):
            if channel not in self.channels:
                yield self.fault((*place, "channels"), _NO_CHANNEL, key=channel)
        yield from self.condition(part.get("when", {}), (*place, "when"))

    def condition(self, condition: Part, place: Place) -> Iterator[Fault]:
        """Every field that a condition names is in the form and can have that value."""
        for key, value in condition.items():
            field = self.fields.get(key)
            if field is None:
                yield self.fault((*place, key), _NO_FIELD, key=key)
            elif not _may_equal(field, value):
                yield self.fault((*place, key), _NOT_A_VALUE, key=key, value=value)

    def counts(self, part: Part, name: str, place: Place) -> Iterator[Fault]:
        """The field that `name` points to is a whole number of the form."""
        key = part.get(name)
        if key is None:
            return
        if key not in self.fields:
            yield self.fault((*place, name), _NO_FIELD, key=key)
        elif self.fields[key]["type"] != "integer":
            yield self.fault((*place, name), _NOT_A_NUMBER, key=key)


def _may_equal(field: Part, value: object) -> bool:
    if field["type"] in ("boolean", "declaration"):
        return isinstance(value, bool)
    if field["type"] in ("integer", "money"):
        return isinstance(value, int) and not isinstance(value, bool)
    if field["type"] == "choice":
        return value in field.get("choices", ())
    return isinstance(value, str)
