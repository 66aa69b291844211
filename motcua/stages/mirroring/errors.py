"""What the stage refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class PartnerUnknown(Refusal):
    """No partner of this name is set up here, or none that brings this token: the two are not told apart."""

    sentence = "Mã truy cập không đúng, hoặc đối tác này chưa được mở."
    status = 401


class ServiceUnknown(Refusal):
    sentence = "Không có dịch vụ “{service}”. Các dịch vụ nhận được: {known}."
    status = 404


class TooManyRecords(Refusal):
    sentence = "Mỗi lần gửi nhiều nhất {most} bản ghi; lần này có {count}. Hãy chia nhỏ."
    status = 413


class RecordUnreadable(Refusal):
    sentence = "{why}"
    status = 422


class MomentToCome(Refusal):
    """Takes `at` and `now` as text: what is to come would stand as the newest for ever."""

    sentence = (
        "Bản ghi nói về lúc {at}, còn chưa tới (ở đây đang là {now}). Kiểm tra các trường ngày, giờ và đồng hồ bên gửi."
    )
    status = 422


class NotOfThisPartner(Refusal):
    """Only the procedure's own master may tell of its dossiers."""

    sentence = "Thủ tục {code} không do hệ thống này làm chủ, nên không nhận hồ sơ qua đây."
    status = 403


class ProcedureNotHere(Refusal):
    sentence = "Không có thủ tục {code} đang có hiệu lực ở đây."
    status = 404


class OfficeNotHere(Refusal):
    sentence = "Không có cơ quan mang mã định danh “{code}” ở đây."
    status = 404


class PersonUnfit(Refusal):
    sentence = "Chủ hồ sơ không ghi được: {why}"
    status = 422
