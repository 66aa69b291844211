"""Nothing is lost and nothing is made up: what a part of a draft does not say of the portal's object is added to it.

Each part can be written back as the portal's object. Where that is not yet what was published, the part's `portal`
block gets `absent` (fields that the portal did not send), `unknown` (fields this program does not know) and
`as_written` (known fields with a value of an unexpected kind), the latter two as JSON text, because YAML as read here
knows fewer kinds of values than JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from motcua.registers.procedures.portal.shape import Shape

Part: TypeAlias = dict[str, Any]

ABSENT, UNKNOWN, AS_WRITTEN = "absent", "unknown", "as_written"


def seal(part: Part, *, written: Part, published: Mapping[str, Any], shape: Shape) -> Part:
    """`part`, which alone would be written as `written`, with what it needs to be written as `published`."""
    absent = [name for name in written if name not in published]
    others = {name: value for name, value in published.items() if not _is_same(written, name, value)}
    unknown = {name: _json(value) for name, value in others.items() if not shape.knows(name)}
    odd = {name: _json(value) for name, value in others.items() if shape.knows(name)}
    note = {ABSENT: absent, UNKNOWN: unknown, AS_WRITTEN: odd}
    kept = {**part.get("portal", {}), **{name: value for name, value in note.items() if value}}
    return {**part, "portal": kept} if kept else part


def unseal(part: Mapping[str, Any], written: Part) -> Part:
    """What `part` is written as, in the end."""
    note = part.get("portal", {})
    absent = set(note.get(ABSENT, ()))
    carried = {**note.get(UNKNOWN, {}), **note.get(AS_WRITTEN, {})}
    return {
        **{name: value for name, value in written.items() if name not in absent},
        **{name: json.loads(text) for name, text in carried.items()},
    }


def _is_same(written: Part, name: str, value: object) -> bool:
    """1 is not 1.0, nor true."""
    return name in written and _json(written[name]) == _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
