"""The parts of a file that other parts name, and whether what is named is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from motcua.registers.procedures.conditions import Written, fields_of, scope_of
from motcua.registers.procedures.reading import Fault, Place, Reading
from motcua.rules.expressions import Expression, ExpressionFault, Kind, Scope, Type, equal, read, type_faults

Part = Mapping[str, Any]

_NO_CASE = gettext_noop("Không có trường hợp “{key}” trong mục cases.")
_NO_CHANNEL = gettext_noop("Thủ tục không nhận hồ sơ qua kênh “{key}” (mục service.channels).")
_NO_FIELD = gettext_noop("Tờ khai không có ô “{key}”.")
_EXPRESSION = gettext_noop("Biểu thức “{text}”, ký tự {letter}: {why}.")
_SHOWN = 80
_NOT_A_NUMBER = gettext_noop("Ô “{key}” không phải số nguyên nên không dùng để nhân hay đếm được.")


class FileFacts:
    """A file whose shape is right, with what its parts refer to."""

    def __init__(self, reading: Reading) -> None:
        assert isinstance(reading.data, dict)
        self.reading = reading
        self.data: dict[str, Any] = dict(reading.data)
        self.cases: list[str] = [each["key"] for each in self.data["cases"]]
        self.channels: list[str] = list(self.data["service"]["channels"])
        self.fields: dict[str, Part] = {field["key"]: field for field in fields_of(self.data)}
        self.scope_of_form: Scope = scope_of(self.data)
        self.cost = 0
        """Of all expressions read so far."""

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
        yield from self.condition(part.get("required_when", {}), (*place, "required_when"))

    def condition(self, condition: Written, place: Place, *, knows_today: bool = False) -> Iterator[Fault]:
        """Every field that a condition names is in the form and can have that value. In the older notation each
        equality is judged by itself, at its own line."""
        if isinstance(condition, str):
            yield from self.expression(condition, place, Type.TRUTH, knows_today=knows_today)
            return
        for key, value in condition.items():
            for fault in type_faults(equal({key: value}).tree, self.scope_of_form, wanted=Type.TRUTH):
                yield self.fault((*place, key), _sentence(fault))

    def expression(self, text: str, place: Place, wanted: Type | Kind, *, knows_today: bool = False) -> Iterator[Fault]:
        """The text can be read, fits the form and gives a `wanted`."""
        found = read(text)
        if isinstance(found, Expression):
            self.cost += found.cost
            faults = type_faults(found.tree, self.scope_of_form, wanted=wanted, knows_today=knows_today)
        else:
            faults = (found,)
        for fault in faults:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            why = fault.sentence.words(gettext)
            yield self.fault(place, _EXPRESSION, text=shown, letter=fault.at + 1, why=why)

    def counts(self, part: Part, name: str, place: Place) -> Iterator[Fault]:
        """The field that `name` points to is a whole number of the form."""
        key = part.get(name)
        if key is None:
            return
        if key not in self.fields:
            yield self.fault((*place, name), _NO_FIELD, key=key)
        elif self.fields[key]["type"] != "integer":
            yield self.fault((*place, name), _NOT_A_NUMBER, key=key)


def _sentence(fault: ExpressionFault) -> str:
    words = fault.sentence.words(gettext)
    return f"{words[0].upper()}{words[1:]}.".replace("{", "{{").replace("}", "}}")
