"""Signature services for tests: one that answers as told, and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.test import override_settings

from motcua.stages.signing import asking
from motcua.stages.signing.ports import Certificate, SignedPdf, SigningPerson

TAIL = b"\n% signed /ByteRange [0 0 0 0] by "


class FakeSigner:
    """Adds a line to the PDF; `before` may raise, to fail or to be late. Answers one key once."""

    def __init__(self) -> None:
        self.asked: list[UUID] = []
        self.signed: dict[UUID, SignedPdf] = {}
        self.before: Callable[[int], None] = lambda nth: None
        self.after: Callable[[int], None] = lambda nth: None

    def sign(
        self, *, pdf: bytes, person: SigningPerson, moment: datetime, key: UUID, within: float, note: str = ""
    ) -> SignedPdf:
        self.asked.append(key)
        self.before(len(self.asked))
        if key not in self.signed:
            valid = moment - timedelta(days=1), moment + timedelta(days=365)
            certificate = Certificate(person.name, "tests", f"{len(self.signed):x}", *valid, "0" * 64)
            self.signed[key] = SignedPdf(pdf + TAIL + person.name.encode(), certificate)
        self.after(len(self.asked))
        return self.signed[key]

    def check(self) -> tuple[str, ...]:
        return ()


@contextmanager
def fake_signer() -> Iterator[FakeSigner]:
    """Within, this serves the port."""
    made: list[FakeSigner] = []

    def adapter() -> FakeSigner:
        made.append(FakeSigner())
        return made[0]

    globals()["_adapter"] = adapter
    asking._adapter.cache_clear()
    with override_settings(SIGNATURE_PORT=f"{__name__}._adapter"):
        signer = asking.port()
        assert isinstance(signer, FakeSigner)
        yield signer
    asking._adapter.cache_clear()
