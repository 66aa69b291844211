"""An act that an official may do now, as a page offers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.web.desk.forms import ActForm


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that may be done: where its form is sent, what it says, what it calls."""

    slug: str
    words: str
    form: Callable[..., ActForm]
    call: Callable[..., object]
    done: str
    """What is said afterwards."""
    with_choices: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    main: bool = False
    grave: bool = False
    warning: str = ""
    """What will happen, before an act that cannot be undone."""
    about: str = ""
    """The step that it is about: of several that are open at once only this one."""
    duty: int = 0
    """Number of the duty of that step; 0 for an act on the dossier whatever is open."""
    nth: int = 1
    """Of several with this slug, each for another duty: which it is."""
    of_several: bool = False
    has_key: bool = False
    """The first main act of the page: pressed by its key."""

    def is_for(self, duty: int | None) -> bool:
        """Meant by a page that names this duty; None: that names none."""
        return duty is None or self.duty in (0, duty)

    @property
    def mark(self) -> str:
        """Names it on the page."""
        return self.slug if self.nth == 1 else f"{self.slug}-{self.nth}"

    def make(self, data: Any = None, files: Any = None) -> ActForm:
        """Its form, empty or with what was typed and chosen."""
        return self.form(data, files, auto_id=f"{self.mark}_%s", **self.with_choices)
