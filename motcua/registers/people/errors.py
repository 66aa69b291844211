"""Refusals of this room."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class PersonUnknown(Refusal):
    """No such person, or not one this viewer may look at: the two are not told apart."""

    sentence = "Không tìm thấy người hoặc tổ chức này."
    status = 404


class OfficialUnknown(Refusal):
    sentence = "Không tìm thấy cán bộ này."
    status = 404


class NameMissing(Refusal):
    sentence = "Chưa có họ tên. Hãy ghi họ, chữ đệm và tên như trong giấy tờ."
    status = 422


class NameTooLong(Refusal):
    """Takes `length` and `most`, in letters."""

    sentence = "Tên dài {length} chữ cái, nhiều nhất là {most}. Hãy kiểm tra có dán nhầm đoạn văn bản khác không."
    status = 422


class NumberMalformed(Refusal):
    """Takes `number` as given."""

    sentence = "“{number}” không phải số định danh hợp lệ. {expected}"
    status = 422


class BirthDateImpossible(Refusal):
    """Takes `text` as given."""

    sentence = "“{text}” không phải ngày sinh có thật. Ghi ngày/tháng/năm, tháng/năm hoặc chỉ năm, ví dụ 05/09/1987."
    status = 422


class PhoneMalformed(Refusal):
    """Takes `text` as given."""

    sentence = "“{text}” không phải số điện thoại. Số điện thoại có 10 hoặc 11 chữ số, bắt đầu bằng 0."
    status = 422


class SearchTooShort(Refusal):
    sentence = "Hãy gõ ít nhất 2 chữ cái của tên, hoặc 6 chữ số đầu của số định danh, số điện thoại."
    status = 422


class SignInNameMalformed(Refusal):
    """Takes `name` as given."""

    sentence = (
        "“{name}” không dùng làm tên đăng nhập được. Chỉ dùng chữ thường không dấu, số và . _ - @, từ 2 đến 80 ký tự."
    )
    status = 422


class SignInNameTaken(Refusal):
    """Takes `name`."""

    sentence = "Tên đăng nhập “{name}” đã có người dùng. Hãy chọn tên khác."


class PasswordTooShort(Refusal):
    """Takes `least`, in letters."""

    sentence = "Mật khẩu phải có ít nhất {least} ký tự."
    status = 422


class CodeUnfit(Refusal):
    """Never tells whether name, code or its time was wrong."""

    sentence = (
        "Tên đăng nhập hoặc mã một lần không đúng, hoặc mã đã dùng, đã hết hạn. Kiểm tra lại, hoặc xin quản trị mã mới."
    )
    status = 422


class AdministratorsOnly(Refusal):
    sentence = "Việc này chỉ quản trị viên được làm."
    status = 403


class TooManyAttempts(Refusal):
    """Takes `minutes`: how long this name is refused from this address."""

    sentence = (
        "Đăng nhập sai quá nhiều lần. Hãy đợi {minutes} phút rồi thử lại, hoặc nhờ quản trị viên đặt lại mật khẩu."
    )
    status = 429


class SignInFailed(Refusal):
    """Never tells which of the two was wrong."""

    sentence = "Tên đăng nhập hoặc mật khẩu không đúng."
    status = 401
