"""Refusals of this room."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class OfficeUnknown(Refusal):
    sentence = "Không tìm thấy cơ quan này."
    status = 404


class UnitUnknown(Refusal):
    sentence = "Không tìm thấy đơn vị này."
    status = 404


class PositionUnknown(Refusal):
    sentence = "Không tìm thấy vị trí công tác này."
    status = 404


class HoldingUnknown(Refusal):
    sentence = "Không tìm thấy lần giao vị trí này."
    status = 404


class OfficeCodeTaken(Refusal):
    """Takes `code`."""

    sentence = "Mã định danh {code} đã được dùng cho một cơ quan khác."


class OfficeCodeMalformed(Refusal):
    """Takes `code`. QĐ 20/2020/QĐ-TTg art. 4–6."""

    sentence = (
        "“{code}” không phải mã định danh: chỉ gồm chữ in hoa không dấu, chữ số và dấu chấm, nhiều nhất 35 ký tự."
    )
    status = 422


class PositionHeldByAnother(Refusal):
    """Takes `from_date` as text: two main holders would meet."""

    sentence = (
        "Trong thời gian từ {from_date}, vị trí này đã có người giữ. Hãy kết thúc lần giao trước hoặc giao thay thế."
    )


class EndsBeforeItBegins(Refusal):
    """Takes `from_date` and `to_date` as text."""

    sentence = "Ngày kết thúc {to_date} trước ngày bắt đầu {from_date}."
    status = 422


class DayAnnouncedAlready(Refusal):
    """Takes `on` as text."""

    sentence = "Ngày {on} đã có trong lịch làm việc. Hãy sửa dòng đã có."


class NoticeMissing(Refusal):
    sentence = "Chưa ghi số văn bản thông báo. Mỗi ngày nghỉ, ngày làm bù và mỗi lần dừng hệ thống phải có căn cứ."
    status = 422


class HoursUnreadable(Refusal):
    """Takes `text`."""

    sentence = "“{text}” không phải giờ làm việc. Ghi như 07:00-11:30,13:30-17:00."
    status = 422


class NotYoursToAdminister(Refusal):
    sentence = "Chỉ quản trị viên của cơ quan này hoặc của cơ quan cấp trên được làm việc này."
    status = 403


class DayUnknown(Refusal):
    sentence = "Không tìm thấy ngày này trong lịch làm việc; có thể đã được bỏ."
    status = 404


class OutageUnknown(Refusal):
    sentence = "Không tìm thấy lần dừng hệ thống này, hoặc lần ấy đã hủy."
    status = 404


class OutageAnnouncedAlready(Refusal):
    sentence = "Lần dừng hệ thống này đã được thông báo. Hãy xem danh sách bên dưới."


class OutageNotOver(Refusal):
    sentence = "Chỉ ghi được thời gian dừng thực tế sau khi hệ thống đã chạy lại."
    status = 422


class HoursNowhere(Refusal):
    sentence = "Phải có giờ làm việc ít nhất một ngày từ thứ Hai đến thứ Sáu, và các khoảng giờ không chồng nhau."
    status = 422


class CounterUnknown(Refusal):
    sentence = "Không tìm thấy quầy này."
    status = 404


class StaffColumnsMissing(Refusal):
    """Takes `names` of the columns."""

    sentence = "Tệp thiếu cột: {names}. Tải tệp mẫu về, chép dữ liệu vào đúng cột rồi nhập lại."
    status = 422


class StaffFileGone(Refusal):
    sentence = "Danh sách này đã nhập xong, hoặc đã quá một ngày. Hãy chọn tệp lại."
    status = 404


class FileTooLargeForStaff(Refusal):
    """Takes `size` and `most`, in megabytes."""

    sentence = "Tệp lớn {size} MB, nhiều nhất là {most} MB. Danh sách chỉ cần vài trăm KB: hãy chia tệp, bỏ hình."
    status = 413


class MandateWithoutPaper(Refusal):
    """Who signs by mandate does so by a paper, for a time (NĐ 30/2020/NĐ-CP art. 13(3))."""

    sentence = "Ký thừa ủy quyền (TUQ.) phải có văn bản ủy quyền và ngày cuối. Ghi số, ngày văn bản và ngày cuối."
    status = 422


class SuperiorIsBelow(Refusal):
    """Takes `titles`, the circle that would close, lowest first."""

    sentence = "Không ghi được: cấp trên vừa chọn lại ở dưới vị trí này ({titles}). Chọn vị trí khác làm cấp trên."
    status = 422


class SuperiorNotThere(Refusal):
    """A position of another branch, or one that is no more, cannot stand above."""

    sentence = "Vị trí vừa chọn làm cấp trên không có ở cơ quan này, cũng không có ở cơ quan trên, hoặc đã bỏ."
    status = 422
