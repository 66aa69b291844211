"""A paper that comes instead of another, from the counter's page to the slip, the sheet and later pages."""

from __future__ import annotations

import subprocess

from motcua.registers.documents import queries as documents
from motcua.registers.dossiers import queries as dossiers
from motcua.registers.dossiers.actions import PaperGiven
from tests.commune import Commune, open_birth
from tests.web.conftest import SignedIn
from tests.web.test_inbox import came
from tests.web.typing_in import intake, take_in, words

PAGE = "/quay/tiep-nhan/"
NOT_FOUND = {"p_birth-certificate": "", "n_birth-certificate": "1"}


def test_the_page_offers_what_may_come_instead_below_its_paper(signed_in: SignedIn) -> None:
    page = signed_in("one-stop-clerk").post(PAGE, intake(act="refresh", **NOT_FOUND)).content.decode()
    at = [page.index(f'id="p-{key}"') for key in ("birth-certificate", "witness-statement", "birth-pledge")]
    assert at == sorted(at)
    assert 'data-instead="p-birth-certificate"' in page
    assert "hoặc nộp 1 bản chính, thay “Giấy chứng sinh”" in page


def test_without_any_of_them_the_fault_names_all(signed_in: SignedIn) -> None:
    answer = signed_in("one-stop-clerk").post(PAGE, intake(**NOT_FOUND))
    assert answer.status_code == 422
    assert (
        "Còn thiếu “Giấy chứng sinh” (1 bản chính), hoặc “Văn bản của người làm chứng xác nhận về việc sinh” "
        "(1 bản chính), hoặc “Giấy cam đoan về việc sinh” (1 bản chính)."
    ) in words(answer)


def test_the_equivalent_is_ticked_and_is_what_everybody_sees(made: Commune, signed_in: SignedIn) -> None:
    clerk = signed_in("one-stop-clerk")
    ticked = NOT_FOUND | {"p_witness-statement": "1"}
    assert "Đã có “Văn bản của người làm chứng xác nhận về việc sinh” thay." in words(
        clerk.post(PAGE, intake(act="refresh", **ticked))
    )
    number = take_in(clerk, **ticked)
    view = dossiers.dossier(dossier_id=number, viewer=made.who("one-stop-clerk"))
    assert {row.paper: row.originals for row in view.papers if row.originals} == {
        "declaration": 1,
        "witness-statement": 1,
    }
    held = {(hold.paper, hold.office_id) for hold in documents.originals_of(f"dossier/{number}")}
    assert held == {("declaration", made.office_id), ("witness-statement", made.office_id)}
    slip = clerk.get(f"/in/{number}/giay-hen.pdf").content
    told = subprocess.run(["pdftotext", "-", "-"], input=slip, capture_output=True, check=True).stdout.decode()
    assert "Văn bản của người làm chứng xác nhận về việc sinh" in " ".join(told.split())
    for page in (f"/ho-so/{number}/", f"/quay/giay-to/{number}/"):
        assert "Văn bản của người làm chứng xác nhận về việc sinh" in words(clerk.get(page)), page


EITHER = "Giấy chứng sinh, hoặc Văn bản của người làm chứng xác nhận về việc sinh, hoặc Giấy cam đoan về việc sinh"


def test_the_inbox_names_what_may_come_instead_with_the_paper_that_is_missing(
    made: Commune, signed_in: SignedIn
) -> None:
    clerk, number = signed_in("one-stop-clerk"), came(made, channel="postal", papers=[])
    address = f"/quay/tra-loi/{number}/"
    held = clerk.get(address)
    assert EITHER not in words(held), "while a database holds it nothing is asked for"
    missing = clerk.post(address, {"key": "0" * 32, "revision": "1", "n-birth-certificate": "1"})
    named = [row.name for row in missing.context["papers"] if row.key in ("birth-certificate", "birth-pledge")]
    assert named == [EITHER]
    assert EITHER in words(missing)


def test_the_desks_own_request_offers_a_paper_with_its_equivalents_in_one_line(
    made: Commune, signed_in: SignedIn
) -> None:
    number = open_birth(made, papers=(PaperGiven("declaration", originals=1),)).dossier_id
    page = signed_in("one-stop-clerk").get(f"/ho-so/{number}/").content.decode()
    assert f">{EITHER}</option>" in page
    assert page.count(">Giấy cam đoan về việc sinh</option>") == 0
    assert ">Người tiếp nhận không được yêu cầu nộp thêm" not in page, "a note is no paper to ask for"
    came_instead = open_birth(made, papers=(PaperGiven("birth-pledge", originals=1),)).dossier_id
    page = signed_in("one-stop-clerk").get(f"/ho-so/{came_instead}/").content.decode()
    assert ">Giấy cam đoan về việc sinh</option>" in page, "what came may be asked for again, better"
