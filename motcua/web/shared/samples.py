"""Made-up content for the page of components: long Vietnamese names, an empty list, an overdue one, an error."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from motcua.web.shared.faults import Fault
from motcua.web.shared.forms import HouseForm
from motcua.web.shared.turns import Turn, chip


class SampleForm(HouseForm):
    """One field of each kind, with and without a fault."""

    full_name = forms.CharField(label="Họ và tên", help_text="Viết như trên giấy tờ, có dấu.", max_length=100)
    birth = forms.CharField(label="Ngày sinh", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=[("female", "Nữ"), ("male", "Nam")], widget=forms.RadioSelect)
    nation = forms.ChoiceField(label="Dân tộc", choices=[("", "Chọn"), ("01", "Kinh"), ("02", "Khmer"), ("03", "Hoa")])
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    wide = ("note",)


def samples(now: datetime) -> dict[str, Any]:
    """The context of the page of components."""
    wrong = SampleForm({"full_name": "Nguyễn Thị Thanh Thuỷ", "birth": "31/02/2026", "sex": "female"})
    wrong.add_error("birth", "Tháng 2/2026 không có ngày 31. Nhập lại theo mẫu ngày/tháng/năm, ví dụ 28/02/2026.")
    person = {
        "name": "Nguyễn Hoàng Phương Thảo Nguyên", "birth": "05/06/1998", "number": "087198001234",
        "phone": "0901234567", "address": "Tổ 5, ấp Mỹ Phú, xã Mỹ Trà, tỉnh Đồng Tháp",
        "source": "Theo hồ sơ nộp ngày 2/9/2026",
    }  # fmt: skip
    steps = [
        {"kind": "past", "words": "Nộp hồ sơ", "at": now - timedelta(days=4), "who": "Trần Thị Mỹ Hạnh", "text": ""},
        {"kind": "past", "words": "Trả lại bước trước", "at": now - timedelta(days=2), "who": "Lê Văn Út",
         "text": "Nơi sinh ghi chưa khớp giấy chứng sinh."},
        {"kind": "now", "words": "Thẩm tra, soạn kết quả", "at": now - timedelta(hours=3), "who": "", "text": ""},
        {"kind": "", "words": "Ký duyệt", "at": None, "who": "Lãnh đạo", "text": ""},
    ]  # fmt: skip
    rows = [
        {"code": "H20.33.20-261120-0012", "name": "Đăng ký khai sinh", "owner": "Huỳnh Nguyễn Bảo Ngọc",
         "due": now - timedelta(days=2), "chip": chip(Turn.LATE)},
        {"code": "H20.33.20-261122-0003", "name": "Đăng ký khai sinh kết hợp nhận cha, mẹ, con",
         "owner": "Đặng Ước", "due": now + timedelta(hours=5), "chip": chip(Turn.HERE)},
        {"code": "H20.33.20-261121-0007", "name": "Chứng thực bản sao",
         "owner": "Công ty TNHH Một thành viên Nông sản Sen Hồng",
         "due": now + timedelta(days=4), "chip": chip(Turn.APPLICANT)},
    ]  # fmt: skip
    return {
        "turns": list(Turn), "plain_form": SampleForm(), "wrong_form": wrong,
        "person": person, "steps": steps, "rows": rows,
        "errors": [Fault("id_birth", "Ngày sinh: tháng 2/2026 không có ngày 31."),
                   Fault("", "Thiếu bản chính Giấy chứng sinh.")],
        "soon": now + timedelta(days=4), "past": now - timedelta(days=2), "near": now + timedelta(hours=3),
        "lines": ["Nhận đủ hồ sơ lúc 09:00 thứ Hai 23/11/2026; ngày nhận không tính.",
                  "Thứ Ba 24/11: nghỉ Ngày Văn hóa Việt Nam.",
                  "Hết giờ làm việc của Bộ phận Một cửa: 17:00 thứ Năm 26/11."],
        "born": date(1998, 6, 5), "now": now,
    }  # fmt: skip
