"""XML from strangers: nothing is fetched, nothing is unfolded, and it is not long."""

from __future__ import annotations

import re
from typing import Any, Final

from django.utils.translation import gettext_noop
from lxml import etree

from motcua.registers.procedures.reading import TOO_LONG, Fault, Unreadable

MOST_BYTES: Final = 2_000_000
_DECLARED = re.compile(r"<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)")
_NOT_UTF8 = gettext_noop("Tệp phải viết bằng bảng mã UTF-8.")
_DOCTYPE = gettext_noop("Tệp có khai báo DOCTYPE; hãy bỏ khai báo đó và mọi thực thể (entity).")
_NOT_XML = gettext_noop(
    "Tệp hỏng hoặc bị cắt ở đây (cột {column}): không phải XML trọn vẹn; hãy xuất lại từ chương trình vẽ."
)


def parse_safely(raw: bytes) -> Any:
    """The top element. Raises `Unreadable`.

    A document type is refused before anything is parsed: entities that unfold, and files or addresses they would bring
    in, are declared nowhere else.
    """
    if len(raw) > MOST_BYTES:
        raise Unreadable(Fault(1, TOO_LONG, {"size": len(raw), "most": MOST_BYTES}))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(Fault(1, _NOT_UTF8)) from None
    declared = _DECLARED.match(text)
    if "\x00" in text or (declared and declared[1].lower() not in ("utf-8", "us-ascii")):
        raise Unreadable(Fault(1, _NOT_UTF8))
    if "<!doctype" in text.lower() or "<!entity" in text.lower():
        raise Unreadable(Fault(1, _DOCTYPE))
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(Fault(error.lineno or 1, _NOT_XML, {"column": error.offset or 1})) from None
