"""What the register of dossiers refuses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.rules.lifecycle import NotAllowed


class DossierUnknown(Refusal):
    """No such dossier, or none that the viewer may see: the two are not told apart."""

    sentence = "Không tìm thấy hồ sơ này, hoặc hồ sơ không thuộc phần việc của bạn."
    status = 404


class DossierMovedOn(Refusal):
    """Somebody acted on the dossier after the page was shown."""

    sentence = "Hồ sơ vừa được xử lý lúc {at}. Hãy xem lại trước khi làm tiếp; việc của bạn chưa được ghi."


class MoveNotAllowed(Refusal):
    """The lifecycle does not allow the move; the sentence is the rule's own."""

    def __init__(self, verdict: NotAllowed, **data: Any) -> None:
        super().__init__(**data)
        self.verdict = verdict
        self.status = 403 if verdict.wrong_actor else 409

    def __str__(self) -> str:
        return gettext(self.verdict.sentence)


class StepNotAllowed(Refusal):
    """The internal process does not allow the act; the sentence is the rule's own."""

    sentence = "{why}"


class MirroredHere(Refusal):
    """The dossier's master system is another: here it is only shown (NĐ 224/2026 art. 15)."""

    sentence = "Hồ sơ này do {master} giải quyết; ở đây chỉ theo dõi. Hãy làm việc này trên hệ thống đó."
    status = 403


class MirroredUnknown(Refusal):
    """Progress was told of a dossier that its master never told of."""

    sentence = "Chưa có hồ sơ này ở đây: gửi thông tin hồ sơ (DongBoHoSoMC) trước, rồi mới gửi tiến độ."
    status = 404


class NotTheOneAwaited(Refusal):
    """The reference is of a part of an interlinked submission, but of another procedure, or told of under another
    code."""

    sentence = (
        "Số biên nhận {receipt} là của hồ sơ liên thông thủ tục {code}, đã hoặc sẽ mang mã khác. "
        "Kiểm tra SoBienNhan, MaHoSo, MaTTHC."
    )
    status = 409


class OfAnotherProcedure(Refusal):
    """Takes `code` of a master's dossier, the procedure `known` of it here, and the one `told` now."""

    sentence = (
        "Mã hồ sơ {code} ở đây là hồ sơ thủ tục {known}; bản ghi lại ghi thủ tục {told}. Kiểm tra MaHoSo, MaTTHC."
    )


class CodeIsAnothers(Refusal):
    """The code is that of a dossier of ours, or of another master."""

    sentence = "Mã hồ sơ {code} đã là của một hồ sơ khác ở đây."


class CodesRunOut(Refusal):
    """The office has no identifier, so no dossier code can be given."""

    sentence = "Cơ quan {office} chưa có mã định danh nên chưa cấp được mã hồ sơ. Báo quản trị đơn vị."


class StoryBroken(Refusal):
    """An imported story has an event that the lifecycle does not allow there."""

    sentence = "Sự kiện thứ {place} ({kind}) không thể xảy ra ở chỗ đó; hồ sơ này không được nhập."
    status = 422


class OldDossierUnfit(Refusal):
    """A dossier of an earlier system cannot be brought in as told."""

    status = 422


class OldCodeUnfit(OldDossierUnfit):
    sentence = (
        "Mã hồ sơ “{code}” không dùng được: cần 4 đến 60 chữ hoa không dấu, số và các dấu . _ / : + -, "
        "không chỉ toàn số."
    )


class ImportedStateNotOpen(OldDossierUnfit):
    sentence = (
        "Không nhập hồ sơ ở trạng thái “{state}”: chỉ nhập hồ sơ đã tiếp nhận và chưa kết thúc, "
        "ở trạng thái mà thủ tục có căn cứ."
    )


class PromiseBeforeReceipt(OldDossierUnfit):
    sentence = "Ngày hẹn trả ở trước ngày tiếp nhận."


class ReceiptInTheFuture(OldDossierUnfit):
    sentence = "Ngày tiếp nhận và ngày vào trạng thái phải theo thứ tự và không ở sau thời điểm này."


class SinceMissing(OldDossierUnfit):
    sentence = "Trạng thái “{state}” cần ngày vào trạng thái ấy."


class StepNotThere(OldDossierUnfit):
    sentence = "Quy trình của thủ tục không có bước “{step}”."


class TermMissing(OldDossierUnfit):
    sentence = "Thủ tục không có thời hạn cho trường hợp “{case}”, cách nộp “{channel}”."


class NotYoursToAddTo(Refusal):
    """Papers are taken in by the one-stop unit, or handed in by the applicant."""

    sentence = "Chỉ Bộ phận Một cửa hoặc người nộp hồ sơ được bổ sung giấy tờ vào hồ sơ này."
    status = 403


class DossierEnded(Refusal):
    """Nothing is added to a dossier that has ended."""

    sentence = "Hồ sơ này đã kết thúc nên không nhận thêm giấy tờ."


class DutyNotThere(Refusal):
    """The duty was done meanwhile, or never was one of this dossier."""

    sentence = "Việc này không còn chờ làm nên không phân công được. Hãy tải lại trang."


class NotYoursToAssign(Refusal):
    """Duties are given out by the head of the unit or the office's leader."""

    sentence = "Chỉ người phụ trách đơn vị hoặc lãnh đạo cơ quan được phân công việc này."
    status = 403


class PositionUnfit(Refusal):
    """A duty goes to a position of its own office and role that somebody holds today."""

    sentence = "Vị trí này hôm nay không có người giữ hoặc không làm việc loại này. Hãy chọn người khác."
    status = 422


class NobodyThereThen(Refusal):
    """Duties are to go to a position that nobody holds on the day they go."""

    sentence = (
        "Ngày {day} vị trí được chọn không có người giữ. Hãy giao vị trí ấy từ ngày này trước, hoặc chọn người khác."
    )
    status = 422


class NoPlaceInVersion(Refusal):
    """The dossier stands where the other version has nothing like it."""

    sentence = "Hồ sơ {code} không có chỗ trong phiên bản {label}: {why}. Hồ sơ giữ phiên bản của mình."


class DossierNotRunning(Refusal):
    """It has ended, or only waits to be handed over."""

    sentence = "Hồ sơ {code} đã giải quyết xong nên giữ phiên bản của mình."


class VersionOfAnother(Refusal):
    """The version belongs to another procedure."""

    sentence = "Phiên bản này là của thủ tục {code}, không phải của thủ tục mà hồ sơ nộp theo."
    status = 422


class VersionToCome(Refusal):
    """The version is not in force yet: nothing is decided by it today."""

    sentence = "Phiên bản {label} có hiệu lực từ {day}. Từ ngày ấy mới chuyển hồ sơ sang được."


class ReasonMissing(Refusal):
    """Nobody said why."""

    sentence = "Hãy ghi lý do."
    status = 422


class NotYoursToChangeVersion(Refusal):
    """Only the leader of the competent office, or the operator of the system."""

    sentence = "Chỉ lãnh đạo hoặc quản trị của cơ quan giải quyết được chuyển hồ sơ sang phiên bản khác của thủ tục."
    status = 403


class NotYoursToFill(Refusal):
    """Who examines or proposes the result fills it in."""

    sentence = "Người thụ lý đang giữ việc mới điền được nội dung kết quả. Cần sửa thì trả lại bước trước."
    status = 403


class ResultSigned(Refusal):
    """A signed result is not changed."""

    sentence = "Kết quả đã ký nên không điền thêm được."


class NotYoursToDo(Refusal):
    """Nothing the viewer holds today gives a right to this act on this dossier."""

    sentence = "Việc này không thuộc phần việc của bạn."
    status = 403


class NotForThisState(Refusal):
    """The dossier stands where this act has no place."""

    sentence = "Hồ sơ không còn ở trạng thái làm được việc này."


class NothingToCorrect(Refusal):
    """The page shows the dossier as it already stands."""

    sentence = "Chưa sửa gì: các mục vẫn như đã tiếp nhận. Sửa mục bị sai rồi ghi lại."
    status = 422


class PartOfChain(Refusal):
    """A part of an interlinked submission stays the procedure that it is."""

    sentence = "Hồ sơ này là một phần của nhóm thủ tục liên thông nên không đổi sang thủ tục khác được."
