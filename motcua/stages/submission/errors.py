"""What the stage refuses."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from motcua.foundation.errors import Refusal
from motcua.rules.forms import FieldFault


class AnswersFaulty(Refusal):
    """The form is not answered as it asks; `faults` names each field and what to do."""

    sentence = "Tờ khai còn {count} mục chưa đúng."
    status = 422

    def __init__(self, *, faults: Sequence[FieldFault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)

    def words(self) -> list[tuple[str, str]]:
        """Field and sentence of each fault."""
        return [(fault.field, fault.sentence.words(gettext)) for fault in self.faults]


class ChannelClosed(Refusal):
    """The procedure is not taken in by this channel."""

    sentence = "Thủ tục này không nhận theo cách nộp đã chọn."
    status = 422


class CaseUnknown(Refusal):
    """The procedure has no such case."""

    sentence = "Hãy chọn trường hợp của thủ tục."
    status = 422


class PaperUnknown(Refusal):
    """The procedure does not ask for this paper."""

    sentence = "Thủ tục này không có giấy tờ “{paper}”."
    status = 422


class NotYoursToTakeIn(Refusal):
    """Only the one-stop unit takes in at its office; a person submits for herself."""

    sentence = "Bạn không có quyền tiếp nhận hồ sơ tại cơ quan này hôm nay."
    status = 403


class MasterElsewhere(Refusal):
    """Dossiers of this procedure begin in another system (NĐ 224/2026 art. 15)."""

    sentence = "Thủ tục này nộp và giải quyết trên {master}; ở đây chỉ theo dõi."


class DraftIsGone(Refusal):
    """The submission was handed in or thrown away meanwhile, or is somebody else's."""

    sentence = "Hồ sơ này đã được tiếp nhận hoặc đã bỏ nên không lưu dở nữa."


class DraftUnknown(Refusal):
    """Nothing of the viewer's own is put aside under this key."""

    sentence = "Không có hồ sơ đang làm dở này của bạn: có thể đã tiếp nhận, đã bỏ hoặc quá hạn giữ."
    status = 404


class DraftTooLarge(Refusal):
    """More text than any form holds."""

    sentence = "Nội dung đang nhập quá dài nên không lưu dở được. Hãy rút gọn."
    status = 413


class MessageUnfit(Refusal):
    """A dossier sent by another system is not of the shape that was agreed."""

    sentence = "Mục “{place}” của hồ sơ gửi đến không đúng; cần: {want}."
    status = 422


class FileNotThere(Refusal):
    """A message names a file that did not come with it."""

    sentence = "Không thấy tệp “{name}” đi kèm hồ sơ."
    status = 422


class NameDiffers(Refusal):
    """The register has another name for the number."""

    sentence = "Số {number} trong sổ không phải của {name}. Cán bộ Một cửa phải xem giấy tờ rồi nhập tại quầy."


class NobodyDecides(Refusal):
    """No office of the kind that decides is registered for the commune."""

    sentence = "Chưa khai báo cơ quan giải quyết ({deciding}) phục vụ địa bàn này. Hãy báo quản trị đơn vị."


class ValueUnkept(Refusal):
    """A text that the database cannot keep, such as one with a NUL."""

    sentence = "Có giá trị không lưu được."
    status = 422


class FileStrange(Refusal):
    """A file came that no paper of the message names."""

    sentence = "Tệp “{name}” gửi kèm nhưng không giấy tờ nào của hồ sơ ghi tên."
    status = 422


class FileUnreadable(Refusal):
    sentence = "Không đọc được tệp “{name}”: nội dung phải là base64, mỗi tên một tệp."
    status = 422


class SenderUnknown(Refusal):
    """No sender has this token, or nobody may send."""

    sentence = "Mã truy cập không đúng, hoặc chưa mở nhận hồ sơ cho hệ thống này."
    status = 401


class SourceNotYours(Refusal):
    sentence = "Mã truy cập này không gửi được hồ sơ của “{source}”; chỉ: {known}."
    status = 403


class ChannelNotYours(Refusal):
    sentence = "Hệ thống này không gửi được hồ sơ theo cách nộp “{channel}”; chỉ: {known}."
    status = 403
