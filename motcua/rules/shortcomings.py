"""Why something of a dossier does not do, by code and in the applicant's words; on what ground more is asked for a
second time; and what a mistake of intake was. Lists to choose from: a code is counted and compared, words beside it
explain.

Sources: NĐ 118/2025 art. 17, NĐ 61/2018 art. 17(3) and 19(4): one request, complete, with reasons; NĐ 63/2010 art.
20(4): nobody comes back more than twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from motcua.rules.sentences import gettext_noop


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A reason for asking: as the applicant reads it, and what usually mends it."""

    words: str
    how: str = ""
    needs_words: bool = False
    """The code alone does not say enough."""


SHORTCOMINGS: Final[Mapping[str, Shortcoming]] = MappingProxyType(
    {
        "missing": Shortcoming(gettext_noop("Chưa có trong hồ sơ"), gettext_noop("Nộp thêm giấy tờ này.")),
        "too-few": Shortcoming(gettext_noop("Thiếu số bản"), gettext_noop("Nộp đủ số bản theo quy định.")),
        "wrong-form": Shortcoming(
            gettext_noop("Không đúng mẫu đang áp dụng"), gettext_noop("Lập lại theo mẫu đúng; lấy mẫu tại quầy.")
        ),
        "incomplete": Shortcoming(gettext_noop("Còn mục chưa ghi"), gettext_noop("Ghi đủ các mục còn trống.")),
        "unsigned": Shortcoming(gettext_noop("Thiếu chữ ký hoặc dấu"), gettext_noop("Ký hoặc đóng dấu vào đúng chỗ.")),
        "mismatch": Shortcoming(
            gettext_noop("Thông tin không khớp với giấy tờ khác trong hồ sơ"),
            gettext_noop("Sửa cho khớp, hoặc nộp giấy tờ giải thích chỗ khác nhau."),
            needs_words=True,
        ),
        "expired": Shortcoming(gettext_noop("Đã hết thời hạn sử dụng"), gettext_noop("Nộp giấy tờ còn thời hạn.")),
        "uncertified": Shortcoming(
            gettext_noop("Chưa được chứng thực hoặc hợp pháp hóa lãnh sự"),
            gettext_noop("Nộp bản đã chứng thực, hoặc mang bản chính đến đối chiếu."),
        ),
        "wrong-issuer": Shortcoming(
            gettext_noop("Không do cơ quan có thẩm quyền cấp"), gettext_noop("Xin cấp tại cơ quan có thẩm quyền.")
        ),
        "altered": Shortcoming(gettext_noop("Bị tẩy xóa, sửa chữa"), gettext_noop("Nộp bản không tẩy xóa.")),
        "unreadable": Shortcoming(
            gettext_noop("Bản quét hoặc ảnh mờ, thiếu trang"), gettext_noop("Quét hoặc chụp lại rõ, đủ trang.")
        ),
        "not-found": Shortcoming(
            gettext_noop("Đã tra cơ sở dữ liệu mà không thấy"),
            gettext_noop("Nộp bản giấy để thay cho dữ liệu chưa có."),
        ),
        "unpaid": Shortcoming(gettext_noop("Chưa nộp phí, lệ phí"), gettext_noop("Nộp tại quầy hoặc chuyển khoản.")),
        "other": Shortcoming(gettext_noop("Lý do khác"), needs_words=True),
    }
)

ABOUT_ALL: Final = ""
"""Stands for the dossier as a whole, where a paper's key would stand."""

SECOND_REQUEST_GROUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "found-by-what-came": gettext_noop("Chỗ thiếu chỉ lộ ra từ chính giấy tờ vừa bổ sung"),
        "found-by-verifying": gettext_noop("Xác minh, tra cứu sau lần yêu cầu trước mới thấy"),
        "answer-of-an-office": gettext_noop("Cơ quan được hỏi ý kiến yêu cầu thêm"),
        "law-changed": gettext_noop("Quy định thay đổi sau lần yêu cầu trước"),
        "applicant-asks": gettext_noop("Người nộp đề nghị được bổ sung thêm"),
        "our-mistake": gettext_noop("Lần trước cơ quan yêu cầu sót; xin lỗi người nộp"),
    }
)

MISTAKES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "wrong-procedure": gettext_noop("Chọn nhầm thủ tục"),
        "wrong-case": gettext_noop("Chọn nhầm trường hợp của thủ tục"),
        "wrong-person": gettext_noop("Ghi nhầm người nộp hoặc chủ hồ sơ"),
        "wrong-date": gettext_noop("Ghi nhầm thời điểm nhận"),
        "wrong-answers": gettext_noop("Nhập sai nội dung tờ khai so với bản giấy"),
        "wrong-fee": gettext_noop("Tính sai phí, lệ phí hoặc diện miễn, giảm"),
        "other": gettext_noop("Sai sót khác khi tiếp nhận"),
    }
)
