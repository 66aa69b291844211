"""What people type into the pages, and what they read there."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

from django.test import Client

from motcua.registers.dossiers import queries as dossiers
from motcua.rules.access import Viewer
from tests.commune import Commune

APPLICANT = {
    "ap-kind": "citizen",
    "ap-id_number": "082190000001",
    "ap-name": "Trần Thị Ước",
    "ap-birth": "09/05/1990",
    "ap-sex": "female",
    "ap-phone": "0901234567",
    "ap-address": "Ấp 3, xã Thử Nghiệm",
    "same": "1",
}
ANSWERS = {
    "requester_name": "Trần Thị Ước",
    "requester_birth_date": "09/05/1990",
    "requester_residence": "Ấp 3",
    "requester_relation": "mother",
    "child_name": "NGUYỄN TRẦN ĐĂNG KHÔI",
    "child_birth_date": "02/11/2026",
    "child_sex": "male",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "child_birth_place": "Bệnh viện Đa khoa Tiền Giang",
    "child_home_place": "Xã Thử Nghiệm, tỉnh Đồng Tháp",
    "birth_proof": "certificate",
    "mother_known": "true",
    "mother_name": "TRẦN THỊ ƯỚC",
    "mother_birth_year": "1990",
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_residence": "Ấp 3",
    "father_known": "false",
    "pledge": "true",
}
PAPERS = {"p-declaration": "1", "p-birth-certificate": "1"}


def intake(**changes: str) -> dict[str, str]:
    """A birth registration as typed at the counter. Keys of changes: `a_…` an answer, `ap_…` of the applicant."""
    typed = {"act": "accept", "key": str(uuid4()), "procedure": "1.001193", "case": "standard", "channel": "direct"}
    typed |= APPLICANT | PAPERS | {f"a-{key}": value for key, value in ANSWERS.items()}
    return typed | {name.replace("_", "-", 1): value for name, value in changes.items()}


def take_in(clerk: Client, **changes: str) -> int:
    """Take one dossier in through the page; its number."""
    answer = clerk.post("/quay/tiep-nhan/", intake(**changes))
    assert answer.status_code == 302, words(answer)
    return int(answer["Location"].rstrip("/").rpartition("/")[2])


def act(browser: Client, made: Commune, dossier_id: int, slug: str, role: str, **typed: Any) -> Any:
    """Send one act's form as the dossier's page of this moment would."""
    revision = revision_of(dossier_id, made.who(role))
    fields = {"key": str(uuid4()), "revision": revision} | typed
    return browser.post(f"/ho-so/{dossier_id}/{slug}/", fields)


def revision_of(dossier_id: int, viewer: Viewer) -> int:
    return dossiers.dossier(dossier_id=dossier_id, viewer=viewer).revision


def words(answer: Any) -> str:
    """What a person reads on the page: without marks of the language of pages, spaces made single."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
