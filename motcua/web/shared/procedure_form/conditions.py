"""Conditions of a form: which of them the page's script can judge by itself, and as what."""

from __future__ import annotations

import json

from motcua.rules.expressions import Condition, Plain
from motcua.rules.forms import FormDefinition
from motcua.web.shared.procedure_form.sent import NO, PREFIX, YES


def is_judged_here(condition: Condition | None, form: FormDefinition) -> bool:
    """The server judges it: it says more than what equals what, or looks at what the server reckons."""
    if condition is None:
        return False
    reckoned = (name in form.by_key and form.by_key[name].computed is not None for name in condition.names)
    return condition.equal_to is None or any(reckoned)


def condition_text(condition: Condition | None, form: FormDefinition) -> str:
    """A condition for the page's script: names of fields and the values that show the question. Empty when the
    condition says more than that: then the server tells."""
    values = None if condition is None or is_judged_here(condition, form) else condition.equal_to
    said = {PREFIX + name: _sent(value) for name, value in (values or {}).items()}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""


def _sent(value: Plain) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)
