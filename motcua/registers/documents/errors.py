"""What the register of documents refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class FileIsEmpty(Refusal):
    """Nothing came, or a file without a byte."""

    sentence = "Tệp “{name}” rỗng, không có nội dung. Hãy chọn lại tệp."
    status = 422


class FileTooLarge(Refusal):
    """Larger than `MAX_DOCUMENT_BYTES`."""

    sentence = "Tệp “{name}” nặng {size} MB, vượt mức cho phép {limit} MB. Hãy quét lại ở độ phân giải thấp hơn."
    status = 413


class FileNameUnfit(Refusal):
    """A name that is empty or of more than 200 letters."""

    sentence = "Tên tệp phải có từ 1 đến {limit} ký tự. Hãy đổi tên tệp rồi tải lên lại."
    status = 422


class FileIsAProgram(Refusal):
    """Executable content, whatever its name says."""

    sentence = "Tệp “{name}” là chương trình chạy được, không phải giấy tờ. Hãy chọn bản quét: PDF hoặc ảnh."
    status = 422


class FileIsNotWhatItSays(Refusal):
    """The content is of another type than announced."""

    sentence = "Nội dung tệp “{name}” không đúng định dạng {said}. Hãy mở thử tệp trên máy, lưu hoặc quét lại."
    status = 422


class FileTypeNotTaken(Refusal):
    """A type that is no paper."""

    sentence = "Tệp “{name}” có định dạng không được nhận. Hãy dùng {accepted}."
    status = 422


class PdfIsLocked(Refusal):
    """An encrypted PDF cannot be read later, nor kept for long."""

    sentence = "Tệp “{name}” đặt mật khẩu hoặc khóa quyền. Hãy gỡ mật khẩu, lưu lại rồi tải lên."
    status = 422


class PhotographUnreadable(Refusal):
    """A telephone's photograph that is damaged, or larger than any telephone takes."""

    sentence = (
        "Không mở được ảnh “{name}”: ảnh hỏng hoặc quá lớn. Hãy chụp lại; nếu vẫn vậy, chọn định dạng JPEG "
        "(“Tương thích nhất”) trong cài đặt máy ảnh của điện thoại."
    )
    status = 422


class DocumentUnknown(Refusal):
    """No such document is kept."""

    sentence = "Không tìm thấy tài liệu này."
    status = 404


class DocumentDamaged(Refusal):
    """The file is gone or its bytes are no longer those that were kept."""

    sentence = "Tệp “{name}” đã hỏng hoặc thất lạc trong kho. Hãy báo quản trị hệ thống khôi phục từ bản sao lưu."
    status = 500


class OriginalsNotHere(Refusal):
    """More originals asked for than the office holds."""

    sentence = "Cơ quan đang giữ {held} bản chính “{paper}”, không đủ {asked} bản. Hãy xem lại số bản chính."


class OriginalsChangedHands(Refusal):
    """Two acts about the same originals at the same moment."""

    sentence = "Bản chính của hồ sơ này vừa được người khác nhận hoặc trả. Hãy xem lại trước khi làm tiếp."


class NotACountOfOriginals(Refusal):
    """A number of originals below one or beyond reason."""

    sentence = "Số bản chính “{paper}” phải từ 1 đến {limit}."
    status = 422


class LetterCannotBePrinted(Refusal):
    """The font has no such letter; a wrong one is never printed in its place."""

    sentence = "Không in được ký tự {letters}. Hãy nhập bằng chữ Việt hoặc chữ La-tinh."
    status = 422


class TemplateFaulty(Refusal):
    """Takes `file`, `line` and `why` in the typesetter's own words."""

    sentence = "Mẫu in {file} không dựng được, dòng {line}: {why}."
    status = 500

    def __init__(self, *, file: str, line: int, why: str) -> None:
        self.line = line
        self.why = why
        super().__init__(file=file, line=line, why=why)


class NoTemplateForTheDay(Refusal):
    """No version of the form was in force on that day."""

    sentence = "Chưa có mẫu in “{form}” áp dụng cho ngày {on}."
    status = 500


class NoTemplateForTheResult(Refusal):
    """The procedure has no template for this result; it is made elsewhere."""

    sentence = (
        "Thủ tục {procedure} chưa có mẫu in “{name}”: kết quả này được lập ở hệ thống khác hoặc trên phôi của ngành."
    )
    status = 404


class NothingToPrint(Refusal):
    """Nothing has happened to the dossier that this paper would tell of."""

    sentence = "Hồ sơ này chưa có việc gì để in {paper}."
    status = 404


class SheetUnknown(Refusal):
    """No such hand-over sheet, or none of the viewer's offices."""

    sentence = "Không tìm thấy phiếu bàn giao này, hoặc phiếu không gửi cho cơ quan của bạn."
    status = 404


class SheetOver(Refusal):
    """Taken by another meanwhile, or called off."""

    sentence = "Phiếu bàn giao này đã có người nhận hoặc đã hủy. Hãy tải lại trang."


class OnAnotherSheet(Refusal):
    """One original has one holder, and waits for one."""

    sentence = "Có hồ sơ đang nằm trong một phiếu bàn giao khác chưa ai nhận. Hãy tải lại trang rồi chọn lại."


class TooManyOnASheet(Refusal):
    """None, or more than can be counted by hand."""

    sentence = "Mỗi phiếu bàn giao có từ 1 đến {most} hồ sơ."
    status = 422
