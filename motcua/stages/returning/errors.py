"""What the stage refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class ReceiverMissing(Refusal):
    """A result is given to somebody."""

    sentence = "Hãy ghi họ tên người nhận kết quả, không quá {most} chữ."
    status = 422


class AuthorityMissing(Refusal):
    """Another than the owner or applicant comes with a paper."""

    sentence = "Người nhận thay cần giấy ủy quyền: hãy ghi số, ngày và nơi chứng thực."
    status = 422
