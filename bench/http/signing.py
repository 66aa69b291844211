"""What an electronic signature costs by itself: the demonstration's signer on a result as it was printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from bench.server import FOLDER
from motcua.foundation.clock import now
from motcua.integrations.demo_signer import DemoSigner
from motcua.registers.documents import queries as documents
from motcua.stages.signing.ports import SigningPerson
from tests.registers.documents.papers import BIRTH_CERTIFICATE

TIMES = 40
CHAIR = SigningPerson(1, "Nguyễn Văn Ước", "Chủ tịch", "Ủy ban nhân dân xã Thử Nghiệm")
OFFICE = SigningPerson(2, CHAIR.office, "", CHAIR.office)


def report() -> None:
    """Print the processor's time of printing, signing and sealing one result, in a process that does nothing else."""
    signer, moment = DemoSigner(FOLDER / "signer"), now()

    def printed(n: int) -> bytes:
        said = {**BIRTH_CERTIFICATE.said, "child_name": f"NGUYỄN TRẦN ĐĂNG KHÔI {n}"}
        return documents.result(replace(BIRTH_CERTIFICATE, said=said))

    def signed(pdf: bytes, person: SigningPerson, n: int, note: str = "") -> bytes:
        at = moment + timedelta(minutes=n)
        return signer.sign(pdf=pdf, person=person, moment=at, key=uuid4(), within=10, note=note).pdf

    page = printed(0)
    with_one = signed(page, CHAIR, 0)
    steps: dict[str, Callable[[int], object]] = {
        "printing the result": printed,
        "signing it (PAdES B-B, RSA 2048)": lambda n: signed(page, CHAIR, n),
        "numbering and sealing it": lambda n: signed(with_one, OFFICE, n, f"Số {n}, quyển 01/2026"),
    }
    print("Of an electronic signature, ms of processor, alone in a process:")
    for name, step in steps.items():
        step(0)
        begun = time.process_time()
        for n in range(1, TIMES + 1):
            step(n)
        print(f"  {name:34}{(time.process_time() - begun) * 1000 / TIMES:7.1f}")
