"""What the register of payments refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class NothingDue(Refusal):
    """There is no unpaid charge."""

    sentence = "Hồ sơ này không còn khoản nào phải nộp."


class NotYoursToCollect(Refusal):
    """Only the one-stop unit or a cashier of the receiving office takes money."""

    sentence = "Chỉ cán bộ Một cửa hoặc thủ quỹ nơi tiếp nhận được thu tiền."
    status = 403


class AmountChanged(Refusal):
    """What is owed is no longer what the page showed."""

    sentence = "Số tiền phải nộp vừa thay đổi thành {amount} đồng. Hãy xem lại trước khi thu."


class AmountImpossible(Refusal):
    """A sum that nobody pays or counts. Takes `most`, in đồng."""

    sentence = "Số tiền phải là số nguyên từ 0 đến {most} đồng."
    status = 422


class ReasonMissing(Refusal):
    """Voiding, giving back, a difference, a decision: each with its reason. Takes `most` letters."""

    sentence = "Hãy ghi lý do, không quá {most} chữ."
    status = 422


class ReceiptUnknown(Refusal):
    """There is no such receipt, or not for this viewer."""

    sentence = "Không thấy biên lai này. Kiểm tra lại số và năm."
    status = 404


class ReceiptVoided(Refusal):
    """It was voided before."""

    sentence = "Biên lai này đã hủy nên không làm gì với nó được nữa."


class TooLateToVoid(Refusal):
    """Voiding undoes what nobody has relied on yet; afterwards money is given back by a refund."""

    sentence = "Không hủy được nữa: {why}. Hãy hoàn tiền, biên lai vẫn giữ nguyên."


class NotYoursToVoid(Refusal):
    """Who took the money voids; for others the head of the unit or the cashier."""

    sentence = "Chỉ người đã thu, người phụ trách hoặc thủ quỹ của cơ quan được hủy biên lai này."
    status = 403


class RefundAbovePaid(Refusal):
    """More than was paid and not yet given back. Takes `left`, in đồng."""

    sentence = "Chỉ hoàn được nhiều nhất {left} đồng: phần còn lại của biên lai này."
    status = 422


class GroundUnknown(Refusal):
    """A refund names its ground."""

    sentence = "Hãy chọn căn cứ hoàn tiền."
    status = 422


class ReceiverUnknown(Refusal):
    """Money is given back to somebody."""

    sentence = "Hãy ghi họ tên người nhận tiền hoàn, hoặc số tài khoản và chủ tài khoản."
    status = 422


class TillTooSmall(Refusal):
    """There is less in the till than is to be given. Takes `holds`, in đồng."""

    sentence = "Quỹ của bạn chỉ còn {holds} đồng. Hãy nhận thêm tiền vào quỹ, hoặc hoàn bằng chuyển khoản."


class TillOpenAlready(Refusal):
    """One till at a time."""

    sentence = "Quỹ của bạn đang mở. Khóa quỹ ấy trước khi mở quỹ mới."


class TillUnknown(Refusal):
    """There is no such till, or not for this viewer."""

    sentence = "Không thấy quỹ này, hoặc quỹ không phải của bạn."
    status = 404


class TillClosed(Refusal):
    """It was closed before. Takes `at`."""

    sentence = "Quỹ này đã khóa lúc {at}. Khoản thu sau đó nằm ở quỹ mới."


class TillMoved(Refusal):
    """Money moved in the till after the page was shown. Takes `expected`, in đồng."""

    sentence = "Vừa có thêm khoản thu, chi nên quỹ phải có {expected} đồng. Hãy đếm và so lại."


class DifferenceUnexplained(Refusal):
    """What was counted is not what must be there. Takes `difference`, in đồng with its sign."""

    sentence = "Đếm được lệch {difference} đồng so với sổ. Đếm lại; nếu vẫn lệch thì ghi rõ lý do rồi khóa."
    status = 422


class NoAccount(Refusal):
    """The office has not said where transfers go."""

    sentence = (
        "Cơ quan chưa khai tài khoản nhận chuyển khoản. Thu tiền mặt, hoặc nhờ người phụ trách khai ở trang Thu tiền."
    )


class AccountFaulty(Refusal):
    """Takes `why`, a sentence."""

    sentence = "{why}"
    status = 422


class NotYoursToSet(Refusal):
    """How an office collects is set by its head of unit, leader or cashier."""

    sentence = "Chỉ người phụ trách, lãnh đạo hoặc thủ quỹ của cơ quan được khai tài khoản và ký hiệu biên lai."
    status = 403


class TransferTooLarge(Refusal):
    """More than banks carry at once."""

    sentence = "Khoản này lớn hơn mức một lần chuyển nhanh ({most} đồng). Hãy thu cách khác."
    status = 422


class TransferUnknown(Refusal):
    """There is no such transfer, or not for this viewer."""

    sentence = "Không thấy khoản chuyển khoản này."
    status = 404


class TransferNotOpen(Refusal):
    """It was paid or called off."""

    sentence = "Khoản chuyển khoản này đã thu hoặc đã bỏ. Tải lại trang để xem."


class TransferPartlyCome(Refusal):
    """A part has come already. Takes `received`, in đồng."""

    sentence = (
        "Đã có {received} đồng chuyển đến cho hồ sơ này. Chờ chuyển đủ, hoặc nhờ người phụ trách xử lý ở trang Sao kê."
    )


class StatementUnreadable(Refusal):
    """The file is no statement that we can read. Takes `why`; `headings` are its columns."""

    sentence = "{why}"
    status = 422

    def __init__(self, *, why: str, headings: tuple[str, ...] = ()) -> None:
        super().__init__(why=why)
        self.headings = headings


class StatementEmpty(Refusal):
    """It has no movement in."""

    sentence = "Sao kê này không có khoản tiền vào nào nên chưa ghi gì. Kiểm tra lại khoảng ngày và cột số tiền."
    status = 422


class LineUnknown(Refusal):
    """There is no such line, or it needs nobody any more."""

    sentence = "Dòng sao kê này không còn cần xử lý. Tải lại trang để xem."
    status = 404


class NotYoursToReconcile(Refusal):
    """Statements are matched by the people of money of the office."""

    sentence = "Chỉ cán bộ Một cửa, thủ quỹ hoặc người phụ trách của cơ quan được đối chiếu sao kê."
    status = 403
