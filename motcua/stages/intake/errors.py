"""What the stage refuses."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.rules.completeness import PaperLine
from motcua.rules.forms import FieldFault


class PapersMissing(Refusal):
    """What the case requires has not all come; `lines` names each paper."""

    sentence = "Hồ sơ còn thiếu {count} giấy tờ: {names}."
    status = 422

    def __init__(self, *, lines: Sequence[PaperLine]) -> None:
        super().__init__(count=len(lines), names="; ".join(line.names for line in lines))
        self.lines = tuple(lines)

    def words(self) -> list[tuple[str, str]]:
        """Paper and sentence of each."""
        return [(line.paper.key, line.sentence.words(gettext)) for line in self.lines]


class NobodyDecidesHere(Refusal):
    """No office of the kind that decides is registered for this commune."""

    sentence = "Chưa khai báo cơ quan giải quyết ({deciding}) phục vụ địa bàn này. Hãy báo quản trị đơn vị."


class FeeNotTaken(Refusal):
    """What is due at submission is taken before the dossier is accepted."""

    sentence = "Thu {amount} trước khi tiếp nhận, rồi đánh dấu đã thu."


class GroundMissing(Refusal):
    """A refusal names its ground."""

    sentence = "Hãy chọn căn cứ từ chối và ghi lý do để người nộp hiểu."
    status = 422


class ItemsMissing(Refusal):
    """A supplement request says what is asked for, all of it."""

    sentence = "Hãy ghi từng giấy tờ hoặc nội dung cần bổ sung, kèm lý do và cách làm."
    status = 422


class PaperNotOfThis(Refusal):
    """The procedure does not ask for this paper."""

    sentence = "Thủ tục này không có giấy tờ “{paper}”."
    status = 422


class NothingToAdd(Refusal):
    """Neither a piece nor a scan was given."""

    sentence = "Chưa có gì để ghi: hãy nhập số bản chính, bản sao hoặc chọn tệp quét."
    status = 422


class WordsMissing(Refusal):
    """A reason that needs words was given without any."""

    sentence = "Hãy chọn lý do trong danh sách và ghi rõ thêm ở chỗ được yêu cầu."
    status = 422


class PlaceMissing(Refusal):
    """A refusal sends the person to the right place."""

    sentence = "Hãy ghi nơi nộp đúng, hoặc đánh dấu là không có nơi nào khác nhận."
    status = 422


class AskedNever(Refusal):
    """A first request needs no supervisor."""

    sentence = "Hồ sơ này chưa yêu cầu bổ sung lần nào: hãy yêu cầu thẳng, không phải xin phép."


class NoRequestToGrant(Refusal):
    """No second request waits."""

    sentence = "Không còn đề nghị yêu cầu bổ sung lần nữa nào chờ đồng ý. Hãy tải lại trang."


class SecondPairOfEyes(Refusal):
    """Whoever wants it does not grant it."""

    sentence = "Người đề nghị không tự đồng ý được. Hãy để người phụ trách khác xem."
    status = 403


class MistakeUnnamed(Refusal):
    """A correction says what the mistake was, by the list and in words."""

    sentence = "Hãy chọn sai sót là gì và ghi lý do sửa để người nộp hiểu."
    status = 422


class ReceiptImpossible(Refusal):
    """The moment of receipt cannot be that."""

    sentence = "Thời điểm nhận phải từ {earliest} đến bây giờ. Hãy xem lại ngày, giờ."
    status = 422


class CorrectionUnfit(Refusal):
    """The right procedure or case cannot be taken in as this dossier came."""

    sentence = "Thủ tục, trường hợp này không nhận theo cách nộp của hồ sơ nên không sửa sang được."
    status = 422


class ReliefOfWhole(Refusal):
    """What all parts of an interlinked submission owe was taken with its first dossier: no single part changes it."""

    sentence = (
        "Phí, lệ phí của cả nhóm liên thông đã thu một lần nên không sửa diện miễn, giảm ở từng hồ sơ được. "
        "Nếu đã thu thừa, hãy hoàn lại ở trang thu tiền của hồ sơ đầu."
    )
    status = 422


class FormFaulty(Refusal):
    """The form is not answered as it asks; `faults` names each field and what to do."""

    sentence = "Tờ khai còn {count} mục chưa đúng."
    status = 422

    def __init__(self, *, faults: Sequence[FieldFault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)


class NotForAnother(Refusal):
    """Only what another office of the same kind decides, and may be received anywhere, is handed on."""

    sentence = "Thủ tục này không nhận thay cho cơ quan khác được; hãy hướng dẫn nộp tại nơi có thẩm quyền."


class NotYoursToAcknowledge(Refusal):
    """It was handed on: the competent office says that it has it."""

    sentence = "Hồ sơ đã chuyển đi: cơ quan có thẩm quyền xác nhận đã nhận, thời hạn tính từ lúc đó."
    status = 403
