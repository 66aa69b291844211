"""A procedure whose forms ask everything a form can ask: 2.000815 with another `form` part."""

from __future__ import annotations

import re

from django.db import connection

from motcua.foundation.vietnamese import fold
from tests.registers.procedures.procedure_files import text_of

CODE = "2.000815"
FORM = """form:
  version: "TT01/2026"
  title: Tờ khai đủ các kiểu ô
  source: XX-C
  others:
    - {key: residence, title: Tờ khai thay đổi cư trú, version: CT01, when: moves == true}
  sections:
    - key: requester
      title: Người yêu cầu
      fields:
        - key: kind
          label: Người yêu cầu là
          type: choice
          required: true
          choices: {person: Cá nhân, organisation: Tổ chức}
        - key: owner
          label: Chủ tài sản
          type: person
          asks: [id_number, name, birth, sex]
          required: true
          when: kind == "person"
          help: Ghi như trên thẻ căn cước.
        - {key: firm, label: Tổ chức, type: organisation, required: true, when: {kind: organisation}}
        - {key: home, label: Nơi cư trú, type: address, required: true}
        - {key: guardian, label: Người giám hộ, type: person}
        - {key: copies, label: Số bản, type: integer, required: true, min: 1, max: 200}
        - {key: pages, label: Số trang, type: integer, required: true, min: 1, max: 500}
        - {key: moves, label: Có chuyển nơi ở, type: boolean}
        - {key: photo, label: Ảnh hiện trạng, type: file, paper: copy}
        - {key: contact, label: Điện thoại, type: phone, known_in: Cơ sở dữ liệu quốc gia về dân cư}
    - key: goods
      title: Tài sản
      when: copies > 1 || kind == "organisation"
      fields:
        - key: goods
          label: Danh mục tài sản
          type: table
          required: true
          least_rows: 1
          most_rows: 5
          columns:
            - {key: what, label: Tên tài sản, type: text, required: true, max_length: 100}
            - {key: worth, label: Trị giá, type: money, required: true}
            - {key: made, label: Năm làm, type: partial-date}
        - {key: sum, label: Tổng trị giá, type: money, computed: 'total(goods, "worth")'}
        - {key: reason, label: Lý do, type: long-text, required_when: sum > 100000000}
    - key: move
      title: Chuyển nơi ở
      of: residence
      fields:
        - {key: moved_on, label: Ngày chuyển, type: date, required: true, not_after: today}
        - {key: before, label: Nơi ở trước đây, type: address}
    - key: pledge
      title: Cam đoan
      fields:
        - {key: pledge, label: Tôi cam đoan lời khai là đúng, type: declaration, required: true}

"""
ANSWERS = {
    "kind": "person",
    "owner_id_number": "079090001234",
    "owner_name": "Nguyễn Văn Ánh",
    "owner_birth": "1990",
    "owner_sex": "male",
    "home_commune": "28249",
    "home_street": "Số 5, ấp Bình Tạo",
    "copies": 2,
    "pages": 3,
    "moves": True,
    "goods": [{"what": "Xe máy", "worth": 20_000_000, "made": "2019-05"}, {"what": "Máy cày", "worth": 95_000_000}],
    "reason": "Chia thừa kế",
    "moved_on": "2026-11-02",
    "pledge": True,
}
"""Canonical; `sum` is reckoned."""


def text_of_all_kinds(form: str = FORM) -> str:
    """The whole file: that of a certified copy with another form, so without the book that keeps fields of its own."""
    text = re.sub(r"\n +book: \{[^}]*\}", "", text_of(CODE))
    source = next(line.split(":")[1].strip() for line in text.split("\n") if line.startswith("  source: "))
    start, end = text.index("\nform:") + 1, text.index("\nprocess:") + 1
    return text[:start] + form.replace("XX-C", source) + text[end:]


def two_communes() -> None:
    """A province with two communes, `99001` and `99002`."""
    with connection.cursor() as cursor:
        for code, level, name, parent in (
            ("99", "province", "Tỉnh Thử", ""),
            ("99001", "commune", "Phường Thử Một", "99"),
            ("99002", "commune", "Phường Thử Hai", "99"),
        ):
            cursor.execute(
                "INSERT INTO offices_administrative_unit (code, level, kind, name, name_folded, sort_key, parent_code)"
                " VALUES (%s, %s, 'Phường', %s, %s, %s, %s)",
                [code, level, name, fold(name), name, parent],
            )
