"""Partners: each folder of `integrations` says itself whether it is well configured, by its `check()`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from motcua import integrations
from motcua.foundation.findings import Finding, Health


def partner_findings() -> Iterator[Finding]:
    names = [module.name for module in pkgutil.iter_modules(integrations.__path__) if module.ispkg]
    if not names:
        yield Finding(about="đối tác", words="chưa nối hệ thống nào")
    for name in names:
        partner = importlib.import_module(f"motcua.integrations.{name}")
        try:
            yield from partner.check()
        except Exception as fault:  # a partner's fault must not hide what the others say
            yield Finding(about=name, words=f"không tự kiểm tra được: {type(fault).__name__}", health=Health.BAD)
