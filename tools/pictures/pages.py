"""Every page that is photographed: its address by name, whose it is, how one gets there.

The order is that of the page of reference. A page that acts leaves its trace in the demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PASSWORD: Final = "motcua-demo-2026"
CARD: Final = "082190000123|311234567|Trần Thị Ước|09051990|Nữ|12 Lê Lợi, phường Mỹ Tho, Đồng Tháp|12082021"
ROW: Final = "table[data-list] tbody a[href*='/']"
FIRST_CHOICES: Final = "tbody input[type=checkbox]"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a hand does: go to an address, click, fill, press a key, open what is folded, wait to see; another
    address of the same dossier, its progress by its code."""

    verb: str
    where: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: the name of its pictures, its title for readers, its view, who opens it, the way to it."""

    name: str
    title: str
    view: str
    steps: tuple[Step, ...]
    answers: tuple[int, ...] = (200,)
    """What the last answer may be."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who opens these pages: in words, and by which sign-in of the demonstration (none: anyone)."""

    words: str
    sign_in: str
    pages: tuple[Shown, ...]


def go(address: str) -> Step:
    return Step("go", address)


def click(what: str) -> Step:
    return Step("click", what)


def fill(what: str, text: str) -> Step:
    return Step("fill", what, text)


def press(what: str, key: str) -> Step:
    return Step("press", what, key)


def see(what: str) -> Step:
    return Step("see", what)


def link(part: str) -> Step:
    """Follow the first link whose address has this part."""
    return click(f"main a[href*='{part}'] >> visible=true")


def tab(end: str) -> Step:
    """Follow the first link whose address ends so."""
    return click(f"main a[href$='{end}'] >> visible=true")


def intake(words: str) -> tuple[Step, ...]:
    """The counter's page with a procedure chosen."""
    return (
        go("/quay/tiep-nhan/"),
        fill("#q", words),
        see("#found button"),
        click("#found button >> nth=0"),
        see("#ap"),
    )


def check(what: str, most: int = 3) -> Step:
    """Tick the first ones."""
    return Step("check", what, str(most))


def upload(what: str, text: str) -> Step:
    """Give a file of this text, as CSV."""
    return Step("upload", what, text)


def instead(part: str, by: str) -> Step:
    """The same address with this part of it replaced."""
    return Step("instead", part, by)


def office(end: str) -> tuple[Step, ...]:
    """A page of the administrators, by its tab."""
    return (go("/quan-tri/"), tab(end))


SCANNED: Final = (
    fill("#ap-id_number", CARD),
    press("#ap-id_number", "Enter"),
    see("#ap-name[value]:not([value=''])"),
)
BIRTH: Final = intake("khai sinh")
STAFF: Final = """Chức danh;Vai trò;Họ và tên;Tên đăng nhập;Điện thoại;Từ ngày;Cấp trên
Công chức tiếp nhận;Cán bộ tiếp nhận và trả kết quả;Lê Thị Ước;uoc.lt;0912345678;;giamdoc.mytho
Công chức tiếp nhận;Cán bộ tiếp nhận và trả kết quả;Đỗ Văn Ấm;am.dv;;31/02/2027;
Phó Chủ tịch;Lãnh đạo cơ quan giải quyết;Bùi Thị Én;en.bt;;;khanh.pv
Phó Giám đốc;Người phân công, phụ trách đơn vị;Phạm Văn Khánh;khanh.pv;;;en.bt
"""
"""A list with one line that is right, a day that is none, and two who are each other's superior."""
ANYONE: Final = Audience(
    "mọi người, không đăng nhập",
    "",
    (
        Shown("tra-cuu", "Tra cứu hồ sơ", "portal:search", (go("/tra-cuu/"),)),
        Shown(
            "tra-cuu-khong-co",
            "Tra cứu: không có mã này",
            "portal:progress",
            (go("/tra-cuu/KHONG-CO-MA-NAY/"),),
            (200, 404),
        ),
        Shown("dang-nhap", "Đăng nhập", "shared:sign_in", (go("/dang-nhap/"),)),
        Shown(
            "dang-nhap-sai",
            "Đăng nhập: sai mật khẩu",
            "shared:sign_in",
            (go("/dang-nhap/"), fill("#id_username", "tiepnhan.mytho"), fill("#id_password", "sai"),
             press("#id_password", "Enter"), see(".note.bad, [role=alert]")),
            (422,),
        ),
        Shown("lan-dau", "Đặt mật khẩu bằng mã một lần", "shared:first_sign_in", (go("/lan-dau/"),)),
        Shown("khong-co-trang", "Không có trang này", "404", (go("/khong-co-trang-nay/"),), (404,)),
        Shown("thanh-phan", "Các thành phần của giao diện", "shared:components", (go("/_components"),)),
    ),
)  # fmt: skip
CLERK: Final = Audience(
    "cán bộ một cửa",
    "tiepnhan.mytho",
    (
        Shown("quay", "Quầy hôm nay", "counter:home", (go("/quay/"),)),
        Shown("tiep-nhan", "Tiếp nhận: chọn thủ tục", "counter:intake", (go("/quay/tiep-nhan/"),)),
        Shown("tiep-nhan-khai-sinh", "Tiếp nhận: đăng ký khai sinh", "counter:intake", BIRTH),
        Shown(
            "tiep-nhan-the",
            "Tiếp nhận: vừa quét thẻ căn cước",
            "counter:intake",
            (*BIRTH, *SCANNED),
        ),
        Shown(
            "tiep-nhan-loi",
            "Tiếp nhận: còn ô chưa đúng",
            "counter:intake",
            (*BIRTH, click("button[value=accept]"), see("#errors")),
            (200, 422),
        ),
        Shown("tiep-nhan-lien-thong", "Tiếp nhận: nhóm liên thông", "counter:intake", intake("liên thông karaoke")),
        Shown("cho-tra-loi", "Chờ trả lời tiếp nhận", "counter:inbox", (go("/quay/cho-tra-loi/"),)),
        Shown("tra-loi", "Trả lời hồ sơ nộp trực tuyến, bưu chính", "counter:answer",
              (go("/quay/cho-tra-loi/"), link("/tra-loi/"))),
        Shown("ho-so-o-quay", "Hồ sơ, cán bộ một cửa xem", "desk:dossier", (go("/quay/"), click(f"#today {ROW}"))),
        Shown("da-tiep-nhan", "Đã tiếp nhận: mã, giấy hẹn", "counter:accepted",
              (go("/quay/"), click(f"#today {ROW}"), instead("/ho-so/", "/quay/da-tiep-nhan/"))),
        Shown("ho-so-lien-thong", "Hồ sơ trong nhóm liên thông", "desk:dossier",
              (go("/quay/tra-ket-qua/"), click("#waiting tr:has-text('hộ kinh doanh') a[href]"),
               instead("/quay/tra-ket-qua/", "/ho-so/"))),
        Shown("yeu-cau-bo-sung", "Yêu cầu bổ sung", "counter:ask",
              (go("/quay/"), click(f"#today {ROW}"), link("/yeu-cau-bo-sung/"))),
        Shown("tu-choi", "Từ chối tiếp nhận", "counter:refuse",
              (go("/quay/cho-tra-loi/"), link("/tra-loi/"), link("/tu-choi/"))),
        Shown("sua-sai-sot", "Sửa sai sót khi tiếp nhận", "counter:correct",
              (go("/quay/"), click(f"#today {ROW}"), link("/quay/sua/"))),
        Shown("them-giay-to", "Thêm giấy tờ, bản quét", "counter:later_papers",
              (go("/quay/"), click(f"#today {ROW}"), link("/quay/giay-to/"))),
        Shown("cho-bo-sung", "Hồ sơ chờ người nộp bổ sung", "desk:duties", (go("/viec/?loc=cho-bo-sung"),)),
        Shown("ban-giao", "Bàn giao hồ sơ giấy", "counter:sheets", (go("/quay/ban-giao/"),)),
        Shown("phieu-ban-giao", "Phiếu bàn giao, bên giao đã ký", "counter:sheet",
              (go("/quay/ban-giao/"), click("button[data-key=F2]"), see("img"))),
        Shown("cho-tra-ket-qua", "Kết quả chờ trả", "counter:waiting", (go("/quay/tra-ket-qua/"),)),
        Shown("can-goi", "Cần gọi điện: người không tin nào tới được", "counter:to_call", (go("/quay/can-goi/"),)),
        Shown("hop-tin-thu", "Hộp tin thử của bản trình diễn", "shared:outbox", (go("/_tin-nhan/"),)),
        Shown("tra-ket-qua", "Trả kết quả", "counter:hand_over",
              (go("/quay/tra-ket-qua/"), click(f"#waiting {ROW}"))),
        Shown("chuyen-khoan", "Chuyển khoản, mã VietQR", "counter:transfer",
              (go("/quay/tien/sao-ke/"), link("/chuyen-khoan/"), see("img.qr"))),
        Shown("bien-lai", "Biên lai", "counter:receipt", (go("/quay/tien/"), link("/tien/bien-lai/"))),
        Shown("danh-gia", "Đã trả kết quả, mời đánh giá", "counter:hand_over",
              (go("/quay/tra-ket-qua/"), click(f"#waiting {ROW} >> nth=-1"),
               Step("press if there", "button[data-key=F8]", "Enter"), click("button[data-key=F2]"),
               see("form[action*='danh-gia']"))),
        Shown("tra-cuu-tien-do", "Người dân xem hồ sơ đến đâu", "portal:progress",
              (go("/quay/"), click(f"#today {ROW}"), Step("progress", "h1 ~ .code"))),
        Shown("chung-thuc", "Chứng thực: vừa quét thẻ căn cước", "counter:certify",
              (go("/quay/chung-thuc/"), *SCANNED)),
        Shown("mot-chung-thuc", "Một bản chứng thực: giấy tờ, biên lai, gạch dòng", "counter:certified",
              (go("/quay/chung-thuc/"), click("table[data-list] tbody a[href*='/quay/chung-thuc/']"))),
        Shown("tien", "Thu tiền trong ngày", "counter:money", (go("/quay/tien/"),)),
        Shown("sao-ke", "Sao kê ngân hàng", "counter:statements", (go("/quay/tien/sao-ke/"),)),
        Shown("tim", "Tìm hồ sơ", "desk:search", (go("/tim/?tim=nguyen"),)),
        Shown("tim-khong-thay", "Tìm hồ sơ: không thấy", "desk:search", (go("/tim/?tim=khongcoainhuthe"),)),
        Shown("khong-phai-cua-ban", "Trang không phải của bạn", "404", (go("/ho-so/999999999/"),), (403, 404)),
    ),
)  # fmt: skip
TILL: Final = Audience(
    "người thu tiền",
    "thuphi.mytho",
    (
        Shown("mo-quy", "Thu tiền: mở quỹ", "counter:money", (go("/quay/tien/"),)),
        Shown("khoa-quy", "Đếm và khóa quỹ", "counter:till",
              (go("/quay/tien/"), Step("fill if there", "#id_opening", "100.000"),
               Step("press if there", "#id_opening", "Enter"), click("a[data-key=F2]"), see("main form"))),
    ),
)  # fmt: skip
SECOND: Final = Audience(
    "cán bộ giữ nhiều vị trí",
    "tiepnhan2.mytho",
    (Shown("chon-vi-tri", "Chọn vị trí làm việc hôm nay", "shared:positions", (go("/vi-tri/"),)),),
)
EXAMINER: Final = Audience(
    "công chức chuyên môn",
    "hotich.mytho",
    (
        Shown("viec", "Việc của tôi", "desk:duties", (go("/viec/"),)),
        Shown("viec-qua-han", "Việc quá hạn", "desk:duties", (go("/viec/?loc=qua-han"),)),
        Shown("ho-so", "Hồ sơ bên cạnh quyết định", "desk:dossier", (go("/viec/"), click(ROW))),
        Shown("ho-so-viec-khac", "Hồ sơ: mọi việc làm được", "desk:dossier",
              (go("/viec/"), click(ROW), Step("unfold", "details.more"))),
        Shown("ket-qua", "Nội dung kết quả: xem, chép, điền", "desk:result_sheet",
              (go("/viec/"), click(ROW), link("/noi-dung/"))),
        Shown("nhieu-viec", "Chuyển bước nhiều hồ sơ", "desk:many",
              (go("/viec/"), check(FIRST_CHOICES), click("button[value=chuyen]"))),
        Shown("nhieu-viec-xong", "Đã chuyển bước: kết quả từng hồ sơ", "desk:do_many",
              (go("/viec/"), check(FIRST_CHOICES, 2), click("button[value=chuyen]"),
               check(".choices .choice:first-child input"), click("button[data-key=F2]"),
               see("h1:has-text('Đã làm')"))),
        Shown("duoc-hoi", "Được hỏi ý kiến", "desk:asked", (go("/viec/duoc-hoi/"),)),
    ),
)  # fmt: skip
POLICE: Final = Audience(
    "công an xã",
    "truongcongan.mytho",
    (
        Shown("theo-doi", "Hồ sơ của hệ thống khác, chỉ theo dõi", "desk:mirrored", (go("/theo-doi/"),)),
        Shown("ho-so-theo-doi", "Một hồ sơ của hệ thống khác", "desk:dossier", (go("/theo-doi/"), click(ROW))),
    ),
)
HEAD: Final = Audience(
    "người phụ trách",
    "giamdoc.mytho",
    (
        Shown("phan-cong", "Chờ phân công", "desk:to_give", (go("/viec/phan-cong/"),)),
        Shown("tai-khoan-thu", "Tài khoản thu, ký hiệu biên lai", "counter:collecting", (go("/quay/tien/tai-khoan/"),)),
    ),
)
CLERICAL: Final = Audience(
    "văn thư",
    "vanthu.mytho",
    (
        Shown("vao-so", "Vào số, đóng dấu", "desk:to_number", (go("/viec/vao-so/"),)),
        Shown("ho-so-vao-so", "Hồ sơ chờ vào số", "desk:dossier", (go("/viec/vao-so/"), click(ROW))),
    ),
)
LEADER: Final = Audience(
    "lãnh đạo",
    "chutich.mytho",
    (
        Shown("cho-ky", "Chờ ký", "desk:to_sign", (go("/cho-ky/"),)),
        Shown("ho-so-cho-ky", "Hồ sơ chờ ký", "desk:dossier", (go("/cho-ky/"), click(ROW))),
        Shown("ky-nhieu", "Xem rồi ký nhiều kết quả", "desk:batch",
              (go("/cho-ky/"), check(FIRST_CHOICES), click("button[data-key=F2]"),
               see("form[action*='/ky/']"))),
        Shown("ky-nhieu-xong", "Đã ký: kết quả từng hồ sơ", "desk:sign_batch",
              (go("/cho-ky/"), check(FIRST_CHOICES, 2), click("button[data-key=F2]"), see("form[action*='/ky/']"),
               fill("#id_password", PASSWORD), click("button[data-key=F2]"), see("h1:has-text('Đã')"))),
        Shown("ky-chung-thuc", "Ký chứng thực", "counter:certify_sign", (go("/quay/chung-thuc/ky/"),)),
    ),
)  # fmt: skip
ADMINISTRATOR: Final = Audience(
    "quản trị",
    "quantri.mytho",
    (
        Shown("can-bo", "Cán bộ", "office:people", office("/can-bo/")),
        Shown("them-can-bo", "Thêm cán bộ", "office:enrol", (go("/quan-tri/"), tab("/them-can-bo/"))),
        Shown("mot-can-bo", "Một cán bộ: vị trí, mã, khóa tài khoản", "office:person",
              (*office("/can-bo/"), click("main table a[href*='/quan-tri/can-bo/']"))),
        Shown("sua-can-bo", "Sửa tên, điện thoại của một cán bộ", "office:change_person",
              (*office("/can-bo/"), click("main table a[href*='/quan-tri/can-bo/']"), tab("/sua/"))),
        Shown("ket-thuc-vi-tri", "Kết thúc vị trí của một người: việc đang mở đi đâu", "office:end_holding",
              (*office("/can-bo/"), click("main table a[href*='/quan-tri/can-bo/']"), link("/ket-thuc/"))),
        Shown("nhap-danh-sach", "Nhập danh sách cán bộ", "office:import", (go("/quan-tri/"), tab("/nhap/"))),
        Shown("nhap-thu", "Nhập thử: từng dòng sẽ ra sao, vì sao từ chối", "office:staff_trial",
              (go("/quan-tri/"), tab("/nhap/"), upload("#id_file", STAFF), click("main form button.main"),
               see("table"))),
        Shown("vi-tri-cong-tac", "Vị trí công tác", "office:positions", office("/vi-tri/")),
        Shown("mo-vi-tri", "Mở vị trí", "office:open_position", (*office("/vi-tri/"), tab("/vi-tri/mo/"))),
        Shown("sua-vi-tri", "Sửa vị trí: tên, cấp trên", "office:change_position",
              (*office("/vi-tri/"), link("/sua/"))),
        Shown("giao-vi-tri", "Giao vị trí cho một người", "office:give", (*office("/vi-tri/"), link("/giao/"))),
        Shown("bo-vi-tri", "Bỏ vị trí", "office:close_position", (*office("/vi-tri/"), link("/bo/"))),
        Shown("giao-lai-viec", "Giao lại việc của một vị trí", "office:hand_on",
              (*office("/vi-tri/"), link("/sua/"), instead("/sua/", "/giao-lai/"))),
        Shown("don-vi", "Đơn vị, giờ, quầy", "office:units", office("/don-vi/")),
        Shown("mo-don-vi", "Mở đơn vị", "office:open_unit", (*office("/don-vi/"), tab("/don-vi/mo/"))),
        Shown("sua-don-vi", "Sửa tên, liên hệ của đơn vị", "office:change_unit", (*office("/don-vi/"), link("/sua/"))),
        Shown("bo-don-vi", "Bỏ đơn vị", "office:close_unit", (*office("/don-vi/"), tab("/bo/"))),
        Shown("doi-gio", "Đổi giờ làm việc", "office:change_hours", (*office("/don-vi/"), tab("/gio/"))),
        Shown("them-quay", "Quầy và lĩnh vực của quầy", "office:set_counter", (*office("/don-vi/"), tab("/quay/"))),
        Shown("bo-quay", "Bỏ quầy", "office:close_counter", (*office("/don-vi/"), link("/bo-quay/"))),
        Shown("mo-co-quan", "Mở cơ quan trực thuộc", "office:open_office", (*office("/don-vi/"), tab("/mo-co-quan/"))),
        Shown("thu-tuc-tiep-nhan", "Thủ tục tiếp nhận", "office:received", office("/thu-tuc/")),
        Shown("danh-muc-quoc-gia", "Danh mục quốc gia: tìm bằng lời của mình, cái nào đã có ở đây", "office:catalogue",
              (*office("/thu-tuc/"), tab("/thu-tuc/danh-muc/"), fill("#tim", "mẹ tôi mất"), press("#tim", "Enter"))),
        Shown("them-thu-tuc", "Thêm thủ tục vào danh mục tiếp nhận", "office:receive",
              (*office("/thu-tuc/"), tab("/thu-tuc/them/"))),
        Shown("thoi-tiep-nhan", "Thôi tiếp nhận một thủ tục", "office:stop_receiving",
              (*office("/thu-tuc/"), link("/thoi/"))),
        Shown("doi-phien-ban", "Chuyển hồ sơ đang giải quyết sang phiên bản khác", "office:take_over",
              (*office("/thu-tuc/"), instead("/thu-tuc/", "/thu-tuc/1.001193/phien-ban/"))),
        Shown("thu-tuc", "Một thủ tục: tệp, quy trình", "office:procedure",
              (go("/quan-tri/thu-tuc/1.001193/"),)),
        Shown("lich", "Lịch làm việc", "office:days", office("/lich/")),
        Shown("them-ngay", "Thêm ngày nghỉ, ngày làm bù", "office:announce_day",
              (*office("/lich/"), tab("/lich/them/"))),
        Shown("tinh-lai-ngay-hen", "Tính lại ngày hẹn", "office:reckon", (*office("/lich/"), tab("/lich/tinh-lai/"))),
        Shown("dung", "Dừng hệ thống", "office:stops", office("/dung/")),
        Shown("thong-bao-dung", "Thông báo dừng", "office:announce_stop", (*office("/dung/"), tab("/dung/them/"))),
        Shown("dung-thuc-te", "Ghi lần dừng thực tế", "office:tell_stop", (*office("/dung/"), link("/thuc-te/"))),
        Shown("nhat-ky", "Ai đã xem dữ liệu của ai", "office:sights", office("/nhat-ky/")),
    ),
)  # fmt: skip
PROVINCE: Final = Audience(
    "quản trị tỉnh",
    "quantri.tinh",
    (Shown("quan-tri", "Quản trị: chọn cơ quan", "office:home", (go("/quan-tri/"),)),),
)
INSPECTOR: Final = Audience(
    "thanh tra, giám sát",
    "giamsat.tinh",
    (Shown("nhat-ky-moi-noi", "Ai đã xem dữ liệu của ai, mọi nơi", "office:all_sights", (go("/quan-tri/nhat-ky/"),)),),
)
FORMER: Final = Audience(
    "người đã hết vị trí",
    "tiepnhan3.mytho",
    (Shown("het-vi-tri", "Hôm nay không giữ vị trí nào", "shared:home", (go("/"),), (200, 403)),),
)
AUDIENCES: Final = (
    ANYONE, CLERK, TILL, SECOND, EXAMINER, POLICE, HEAD, CLERICAL, LEADER, ADMINISTRATOR, PROVINCE, INSPECTOR, FORMER,
)  # fmt: skip
WHY_NOT: Final = {
    "shared:sign_out": "chỉ làm, rồi về trang đăng nhập",
    "shared:lock": "khóa trang đang mở",
    "shared:change_password": "cùng các ô với trang đặt mật khẩu bằng mã một lần, thêm mật khẩu đang dùng",
    "shared:unlock": "chỉ hiện khi máy đã khóa và không có mã kịch bản",
    "shared:display": "chỉ đổi cỡ chữ, màu",
    "shared:language": "chỉ đổi tiếng",
    "counter:put_aside": "chỉ cất việc đang làm",
    "counter:find_procedure": "một mảnh của trang tiếp nhận",
    "counter:find_commune": "một mảnh của trang tiếp nhận",
    "counter:daybook": "tệp PDF",
    "counter:call": "chỉ ghi lời mời",
    "counter:give_back": "cùng các ô với trang trả kết quả, cho hồ sơ đã dừng",
    "counter:certify_book": "tệp PDF",
    "counter:takings": "tệp PDF",
    "counter:open_till": "chỉ mở quỹ",
    "counter:second_request": "như trang yêu cầu bổ sung, thêm nút đồng ý",
    "office:take_back_day": "cùng khuôn với trang hủy lần dừng: nói điều sẽ đổi, rồi xác nhận",
    "office:all_sights_of_person": "câu trả lời của trang nhật ký",
}
