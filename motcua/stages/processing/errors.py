"""What the stage refuses."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.foundation.errors import Refusal


class ConsultationTimeWrong(Refusal):
    """A consulted office is given a time to answer."""

    sentence = "Thời hạn trả lời ý kiến phải từ 1 đến {most} ngày làm việc."
    status = 422


class OutcomeMissing(Refusal):
    """An answer says something."""

    sentence = "Hãy ghi nội dung trả lời."
    status = 422


class ReasonMissing(Refusal):
    """The applicant is told why the request is not granted (NĐ 61/2018 art. 19; Luật Hộ tịch)."""

    sentence = "Hãy ghi lý do từ chối: lý do in trong thông báo gửi người nộp."
    status = 422


class DemandUnsaid(Refusal):
    """The applicant is told what to pay, by which notice."""

    sentence = "Hãy ghi phải nộp những khoản gì, theo thông báo số nào, hạn nộp: quầy nói lại với người nộp."
    status = 422


class NotPromisedYet(Refusal):
    """Before acceptance there is no promise to move."""

    sentence = "Hồ sơ chưa được tiếp nhận nên chưa có ngày hẹn."


class RescheduleNotAllowed(Refusal):
    """The rule's own sentence."""

    sentence = "{why}"


class TooManyAtOnce(Refusal):
    """Many at once are bounded, so that one page shows them all."""

    sentence = "Mỗi lần làm nhiều nhất {most} hồ sơ. Hãy bớt hồ sơ đã chọn."
    status = 422


class TooManyToTakeOver(Refusal):
    """More dossiers than a page can prove and take over while somebody waits."""

    sentence = (
        "Hơn {most} hồ sơ đang theo phiên bản khác, nhiều quá để làm ở trang này. "
        "Nhờ người vận hành chạy: motcua procedures move {code} --to {label}."
    )
    status = 409


class SomeHaveNoPlace(Refusal):
    """Takes `label`, `lines` (one sentence for each of some dossiers) and `count` of all: none was taken over."""

    sentence = "{count} hồ sơ không có chỗ trong phiên bản {label} nên chưa hồ sơ nào được chuyển:\n{list}"
    status = 409

    def __init__(self, *, label: str, lines: Sequence[str], count: int) -> None:
        self.lines = tuple(lines)
        super().__init__(label=label, list="\n".join(lines), count=count)


class PaperOrReasonMissing(Refusal):
    """Who acts for another says by what paper, and why."""

    sentence = "Hãy ghi lý do và số, ngày của văn bản đề nghị."
    status = 422


class NothingToRecall(Refusal):
    """The last act is no forwarding that nothing has followed, or it is asked for already."""

    sentence = "Hồ sơ này không thu hồi được: bước sau đã làm, hoặc đã có đề nghị đang chờ."


class NothingWanted(Refusal):
    """No request of a support officer waits for the viewer."""

    sentence = "Không có đề nghị hỗ trợ nào đang chờ bạn ở hồ sơ này."
    status = 403


class SecondPersonNeeded(Refusal):
    """Nobody agrees to what he or she asked for."""

    sentence = "Người đề nghị không tự đồng ý được. Hãy để người khác xem."
    status = 403
