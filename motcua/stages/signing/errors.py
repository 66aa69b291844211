"""What the stage refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class NumberMissing(Refusal):
    """A result leaves with its number."""

    sentence = "Hãy ghi số của kết quả và số quyển, mỗi ô không quá {most} chữ."
    status = 422


class ResultOfTheirMaster(Refusal):
    """Takes `master`: the system that decided the dossier; its result is not made here."""

    sentence = "Kết quả của hồ sơ này do {master} lập, không in ở đây. Tệp hệ thống ấy đã cấp nằm ở mục Giấy tờ."
    status = 409


class NotYoursToSign(Refusal):
    """The viewer has no open duty to sign this dossier."""

    sentence = "Hồ sơ này không chờ bạn ký. Hãy xem lại danh sách chờ ký."
    status = 403


class SignerNotSet(Refusal):
    """No service for electronic signatures is configured."""

    sentence = "Chưa có dịch vụ ký số nào được cài đặt. Hãy ký giấy rồi bấm “Đã ký giấy”."


class SignerNotAnswering(Refusal):
    """The signature service did not answer, twice."""

    sentence = "Dịch vụ ký số không trả lời nên chưa ký được, hồ sơ vẫn chờ ký. Hãy thử lại sau ít phút, hoặc ký giấy."
    status = 503


class SignerRefused(Refusal):
    """The signature service will not sign; it says why."""

    sentence = "Dịch vụ ký số không ký: {why} Hồ sơ vẫn chờ ký."


class SignedOnPaperOnly(Refusal):
    """The result has no template here: it is made elsewhere or on a ministry's blank."""

    sentence = (
        "Kết quả “{name}” lập trên phôi hoặc ở hệ thống khác, không ký số ở đây được. Hãy ký giấy rồi bấm “Đã ký giấy”."
    )


class TooManyToSign(Refusal):
    """A batch is as long as can be shown and read."""

    sentence = "Mỗi lần ký nhiều nhất {most} kết quả. Hãy bớt đi rồi ký tiếp phần còn lại."
    status = 422


class ScanMissing(Refusal):
    """What was signed by hand is finished when its scan is kept."""

    sentence = "Kết quả ký giấy cần bản quét đã ký, đóng dấu. Hãy quét hoặc chụp rồi chọn tệp."
    status = 422


class ScanNotAsked(Refusal):
    """The result is an electronic one already."""

    sentence = "Kết quả này đã ký số, không cần bản quét."
    status = 422


class NoResultYet(Refusal):
    """Nothing has been signed, or what was signed went back, or its scan is still to come."""

    sentence = "Hồ sơ này chưa có kết quả đã ký để mở."
    status = 404


class PrinterNotHere(Refusal):
    """A printer is set by those who work where it stands."""

    sentence = "Hãy ghi tên máy in của cơ quan bạn đang làm việc."
    status = 422


class OffsetTooLarge(Refusal):
    """More is no correction but another sheet."""

    sentence = "Chỉ bù lệch được nhiều nhất {most} mm. Lệch hơn thì kiểm tra khổ giấy và khay giấy của máy in."
    status = 422


class TooManyPrinters(Refusal):
    """The list of printers stays short."""

    sentence = "Cơ quan đã ghi {most} máy in. Dùng lại tên máy đã có."
    status = 422
