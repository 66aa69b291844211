"""Refusals of this room."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop

from motcua.foundation.errors import Refusal
from motcua.registers.procedures.reading import Fault

_LINE = gettext_noop("Dòng {line}: {words}")
_LINE_OF = gettext_noop("{file}, dòng {line}: {words}")
_MORE = gettext_noop("… và {count} chỗ nữa.")
_SHOWN = 20


class ProcedureFileFaulty(Refusal):
    """Takes `file` (its name for the reader) and `faults`; nothing of the file was published."""

    sentence = "Tệp {file} chưa công bố được:\n{list}"
    status = 422

    def __init__(self, *, file: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(file=file, list="\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One sentence for each fault, with its line; after twenty, how many more."""
        shown = list(self.all_lines()[:_SHOWN])
        more = len(self.faults) - len(shown)
        return [*shown, gettext(_MORE).format(count=more)] if more else shown

    def all_lines(self) -> list[str]:
        """One sentence for each fault, however many."""
        return [
            gettext(_LINE_OF if fault.file else _LINE).format(
                file=fault.file, line=fault.line, words=gettext(fault.text).format(**fault.params)
            )
            for fault in self.faults
        ]


class BpmnFaulty(ProcedureFileFaulty):
    """Takes `file` and `faults` as the above; nothing of the file was taken over."""

    sentence = "Tệp {file} không đọc được thành quy trình:\n{list}"


class NoProcessToDraw(Refusal):
    """Takes `file` and `why`: its process is missing, or unsound for these reasons."""

    sentence = "Trong {file} chưa có quy trình vẽ được. {why}"
    status = 422


class ProcedureFileUnreachable(Refusal):
    """Takes `file`: it is not there, not a file, or not text in UTF-8."""

    sentence = "Không đọc được tệp {file}: phải là tệp chữ mã UTF-8."
    status = 422


class CodeUnlikeFolder(Refusal):
    """Takes `folder` and `code`: a procedure lies in the folder of its code."""

    sentence = "Tệp trong thư mục {folder} lại ghi mã {code}. Thư mục phải mang đúng mã thủ tục."
    status = 422


class TwoVersionsInForce(Refusal):
    """Takes `code`, `label` of the published version, `from_date` and `to_date` of it as text."""

    sentence = (
        "Thủ tục {code} đã có phiên bản {label} hiệu lực từ {from_date} đến {to_date}. "
        "Không thể có hai phiên bản cùng hiệu lực một ngày: hãy sửa mục version của tệp."
    )


class ChangedInPlace(TwoVersionsInForce):
    """Takes `code`, `label` and `from_date` of the published version: the file has its first day and other words."""

    sentence = (
        "Tệp của {code} khác với phiên bản {label} đã công bố, mà vẫn ghi cùng ngày hiệu lực {from_date}. "
        "Bản đã công bố giữ nguyên; nội dung mới của tệp CHƯA được dùng. Muốn dùng thì ở mục version "
        "của tệp ghi from là một ngày sau {from_date} và label khác, rồi công bố lại. "
        "Xem khác ở đâu: motcua procedures diff {code}:{label} THƯ_MỤC"
    )


class LabelTaken(Refusal):
    """Takes `code`, `label` and `from_date` of the published version that is called so."""

    sentence = (
        "{code} đã có một phiên bản mang nhãn {label}, có hiệu lực từ {from_date}. Mỗi phiên bản một nhãn: "
        "hãy ghi version.label khác rồi công bố lại."
    )


class LawEndsBeforeItBegins(Refusal):
    """Takes `source`: the last day of a list of law lies before its first."""

    sentence = "Danh mục của {source}: ngày cuối (--to) trước ngày đầu (--from)."
    status = 422


class PublishedAlready(Refusal):
    """Takes `code` and `label` of the published version, and `what` beside its file is another now."""

    sentence = (
        "Phiên bản {label} của thủ tục {code} đã công bố và không đổi nữa, nên chưa lấy {what}. "
        "Muốn dùng thì ghi phiên bản mới ở mục version của tệp rồi công bố."
    )


class NotYoursToPublish(Refusal):
    sentence = "Chỉ quản trị viên được công bố thủ tục."
    status = 403


class NoProcedureInForce(Refusal):
    """Takes `code` and `on` as text."""

    sentence = "Thủ tục {code} không có phiên bản nào hiệu lực ngày {on}."
    status = 404


class NoChainInForce(Refusal):
    """Takes `code` and `on` as text."""

    sentence = "Nhóm thủ tục liên thông {code} không có phiên bản nào hiệu lực ngày {on}."
    status = 404


class ChainOutOfStep(Refusal):
    """Takes `code` and `why`: a procedure of the group was replaced by one that does not fit any more."""

    sentence = "Nhóm liên thông {code} tạm chưa nhận được hồ sơ: {why} Hãy báo quản trị thủ tục."


class ChainBeforeItsPredecessor(Refusal):
    """Takes `code`, `label` and `from_date` of the published version."""

    sentence = (
        "Nhóm {code} đã có phiên bản {label} hiệu lực từ {from_date}. "
        "Phiên bản mới phải bắt đầu sau ngày ấy: hãy sửa mục version của tệp."
    )


class ChainChangedInPlace(ChainBeforeItsPredecessor):
    """Takes the same: the file begins the same day and says otherwise."""

    sentence = (
        "Tệp của nhóm {code} khác với phiên bản {label} đã công bố, mà vẫn ghi cùng ngày hiệu lực {from_date}. "
        "Bản đã công bố giữ nguyên; nội dung mới của tệp CHƯA được dùng. "
        "Muốn dùng thì ở mục version của tệp ghi from là một ngày sau {from_date} và label khác, rồi công bố lại."
    )


class NoSuchVersion(Refusal):
    """Takes `version_id`."""

    sentence = "Không có phiên bản thủ tục số {version_id}."
    status = 404


class RecordsUnreachable(Refusal):
    """Takes `file` and `why`: a file of published records cannot be opened."""

    sentence = "Không đọc được tệp {file}: {why}."
    status = 422


class NoSuchDraft(Refusal):
    """Takes `code`, perhaps with `@` and the number of the draft."""

    sentence = "Không có bản nháp của thủ tục {code}. Hãy nhập danh mục trước: motcua procedures import."
    status = 404


class NoProcedureFiles(Refusal):
    """Takes `folder`: no procedure file lies there."""

    sentence = "Trong {folder} không có tệp procedure.yaml nào."
    status = 404


class DecisionUnnamed(Refusal):
    """Takes `code`: a file of a decision came, and the procedure does not name its number and day."""

    sentence = "Có tệp quyết định công bố mà thủ tục {code} chưa ghi số, ngày của quyết định (mục version.decision)."
    status = 422


class NoSuchLabel(Refusal):
    """Takes `code` and `label`: no version of the procedure has this label."""

    sentence = "Thủ tục {code} không có phiên bản “{label}”. Các phiên bản: motcua procedures versions {code}."
    status = 404


class DecisionUnreadable(Refusal):
    """Takes `file`: the file of the decision cannot be opened."""

    sentence = "Không đọc được tệp quyết định {file}."
    status = 422


class DecisionMissing(Refusal):
    """A list of procedures rests on a decision."""

    sentence = "Chưa ghi số quyết định. Danh mục thủ tục tiếp nhận phải có căn cứ (Nghị định 118/2025, Điều 14)."
    status = 422


class ProceduresUnknown(Refusal):
    """Takes `codes`: those that no published procedure has."""

    sentence = "Không có thủ tục mang mã: {codes}. Kiểm tra mã, hoặc công bố tệp thủ tục trước."
    status = 422


class ReceptionUnknown(Refusal):
    sentence = "Không tìm thấy dòng này trong danh mục thủ tục tiếp nhận."
    status = 404
