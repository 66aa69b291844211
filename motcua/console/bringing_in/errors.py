"""What is wrong with a table, or with one row of it, in the words of who prepared it."""

from __future__ import annotations

from motcua.foundation.errors import Refusal
from motcua.foundation.tables import TableUnreadable as TableUnreadable


class ColumnsMissing(Refusal):
    sentence = "Tệp {file} thiếu cột: {names}. Các cột cần có: {needed}."


class CellEmpty(Refusal):
    sentence = "Cột “{column}” để trống."


class MomentUnreadable(Refusal):
    sentence = "Cột “{column}”: “{text}” không phải ngày giờ. Mẫu: 20/11/2026 hoặc 20/11/2026 08:30."


class StateUnknown(Refusal):
    sentence = "Trạng thái “{text}” không có. Ghi một trong: {names}."


class CaseUnclear(Refusal):
    sentence = "Thủ tục {code} có nhiều trường hợp, hãy ghi cột “Trường hợp” là một trong: {names}."


class ChannelUnknown(Refusal):
    sentence = "Cách nộp “{text}” không có trong thủ tục. Ghi một trong: {names}."


class OutcomeUnknown(Refusal):
    sentence = "Kết quả “{text}” không có. Ghi: đủ điều kiện, hoặc không đủ điều kiện."


class NoSuchOffice(Refusal):
    sentence = "Không có cơ quan nào mã {code}. Mã của từng cơ quan ở trang Quản trị, hoặc hỏi quản trị của tỉnh."


class HolderUnknown(Refusal):
    sentence = "Không có ai tên “{text}” đang giữ vị trí ở {office}. Ghi tên đăng nhập, họ tên, hoặc mã vai trò."


class HolderHasNoStep(Refusal):
    sentence = "Quy trình của thủ tục không có bước nào cho vai trò của “{text}”. Hãy ghi cột “Bước”."


class StepUnknown(Refusal):
    sentence = "Quy trình của thủ tục không có bước “{text}”. Ghi một trong: {names}."


class CodeTwice(Refusal):
    sentence = "Mã hồ sơ này đã có ở dòng {line}."


class FolderMissing(Refusal):
    sentence = "Không có thư mục {folder}."
