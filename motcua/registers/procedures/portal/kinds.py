"""The kinds of doubt, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop

KIND_WORDS: Mapping[str, str] = {
    "note-among-papers": gettext_noop("ghi chú lẫn giữa giấy tờ"),
    "required-false": gettext_noop("chưa giấy tờ nào bắt buộc"),
    "no-papers": gettext_noop("không có giấy tờ"),
    "paper-of-another": gettext_noop("giấy tờ của thủ tục khác"),
    "paper-nameless": gettext_noop("giấy tờ không tên"),
    "paper-twice": gettext_noop("giấy tờ ghi hai lần"),
    "note-with-copies": gettext_noop("ghi chú có số bản"),
    "term-prose": gettext_noop("thời hạn viết bằng lời"),
    "term-zero": gettext_noop("thời hạn bằng 0"),
    "term-unit": gettext_noop("thời hạn không có đơn vị"),
    "term-missing": gettext_noop("không có thời hạn"),
    "term-against-note": gettext_noop("thời hạn trái với lời kèm theo"),
    "term-unit-against-note": gettext_noop("đơn vị thời hạn trái với lời kèm theo"),
    "terms-in-a-channel": gettext_noop("nhiều thời hạn trong một cách nộp"),
    "channel-against-case": gettext_noop("cách nộp trái với trường hợp"),
    "channel-twice": gettext_noop("cách nộp ghi hai lần"),
    "remote-in-prose": gettext_noop("xã khó khăn chỉ nói bằng lời"),
    "cases-alike": gettext_noop("trường hợp trùng tên"),
    "fee-proportion": gettext_noop("mức thu bất thường"),
    "fee-prose": gettext_noop("mức thu chỉ có lời"),
    "fee-zero": gettext_noop("mức thu bằng 0 nhưng lời nói có thu"),
    "fee-kind": gettext_noop("phí lẫn với lệ phí"),
    "fee-currency": gettext_noop("thu bằng ngoại tệ"),
    "district-level": gettext_noop("còn nói cấp huyện"),
    "former-body": gettext_noop("cơ quan đã đổi"),
    "day-passed": gettext_noop("quy định đã hết hạn"),
    "letters": gettext_noop("ký tự ẩn, dấu gõ rời"),
    "name": gettext_noop("tên lẫn phần khác"),
    "code": gettext_noop("mã lạ"),
    "level": gettext_noop("không rõ cấp"),
    "deciding": gettext_noop("không rõ cơ quan quyết định"),
    "no-legal-basis": gettext_noop("không có căn cứ pháp lý"),
    "no-result": gettext_noop("không có kết quả"),
    "unknown-field": gettext_noop("trường chưa biết"),
    "odd-value": gettext_noop("giá trị khác kiểu"),
}
