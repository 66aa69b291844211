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


class AuthorityUnchecked(Refusal):
    """The authorisation is compared with whoever came, before the result is given."""

    sentence = "Hãy đối chiếu giấy ủy quyền với giấy tờ tùy thân của người nhận, rồi đánh dấu đã đối chiếu."
    status = 422


class NumberOfPostMissing(Refusal):
    """What goes by post can be looked for by its number."""

    sentence = "Gửi bưu chính thì ghi số bưu gửi."
    status = 422


class NothingHeld(Refusal):
    """Originals are given back that an office holds and that do not stay with the dossier."""

    sentence = "Hồ sơ này không còn bản chính nào phải trả lại."


class StaysWithDossier(Refusal):
    """What the procedure says stays is not given back with a result."""

    sentence = "Giấy tờ này lưu trong hồ sơ theo thủ tục, không trả lại. Tải lại trang rồi chọn lại."
    status = 422


class NotReadyToCall(Refusal):
    """Neither a result nor originals wait."""

    sentence = "Hồ sơ này không có kết quả, bản chính nào chờ người đến nhận nên không nhắn mời."


class CalledToday(Refusal):
    """Once a day is enough."""

    sentence = "Đã nhắn mời người nhận lúc {at}. Mỗi ngày chỉ nhắn một lần."


class ScoreUnknown(Refusal):
    """One of five."""

    sentence = "Hãy chọn một trong năm mức."
    status = 422


class RatedAlready(Refusal):
    """A dossier is rated once."""

    sentence = "Hồ sơ này đã được đánh giá rồi. Cảm ơn bạn."


class NotYoursToCall(Refusal):
    """Results are called for by the one-stop unit that hands them over."""

    sentence = "Chỉ Bộ phận Một cửa nơi trả kết quả được nhắn mời người nhận."
    status = 403
