"""From a record of the exchange to what the stage of mirroring takes: each field checked, each fault by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from motcua.foundation.clock import VIETNAM
from motcua.integrations.demo_police import fetching, playing
from motcua.rules.lifecycle import PORTAL_CODE, State
from motcua.stages.mirroring.ports import MessageNotUnderstood, MessageTold, OpeningTold, PersonTold

SYNC: Final = "DongBoHoSoMC"
DEMO: Final = "demo"
PROGRESS: Final = "CapNhatTienDoHoSoMC"
STATES: Final = {number: state for state, number in PORTAL_CODE.items()}
CHANNELS: Final = {"1": "direct", "2": "online", "3": "postal"}
KINDS: Final = {"1": "citizen", "2": "organisation"}
LONGEST: Final = 1000
_CODE: Final = re.compile(r"[A-Z0-9_./:+-]{4,60}")
_MOMENT: Final = re.compile(r"[0-9]{14}")
OWNER: Final = "ChuHoSo"
RESULTS: Final = "DanhSachGiayToKetQua"
PAPER: Final = "TenGiayTo"
MOST_RESULTS: Final = 20
_HISTORY: Final = ("NguoiXuLy", "ChucDanh", "PhongBanXuLy", "NoiDungXuLy", "GhiChu", "TrichYeuHoSo")
"""What is kept of a record to be read by officials."""

NO_OBJECT = "Mỗi bản ghi phải là một nhóm trường."
LACKING = "Thiếu trường {field}."
NOT_TEXT = "Trường {field} phải là chữ hoặc số."
BAD_SIGNS = "Trường {field} có ký tự không đọc được."
TOO_LONG = "Trường {field} dài quá {most} ký tự."
BAD_CODE = "MaHoSo “{value}” không dùng được: 4 đến 60 chữ hoa không dấu, số và các dấu . _ / : + -."
BAD_MOMENT = "Trường {field} phải viết yyyyMMddHHmmss và là thời điểm có thật: “{value}”."
BAD_CHOICE = "Trường {field} là “{value}”; chỉ được là một trong: {known}."
NOT_LIST = "Trường {field} phải là danh sách, nhiều nhất {most} mục, mỗi mục là một nhóm trường."
NO_TIME = "Bản ghi không có thời điểm nào để biết trạng thái là lúc nào."


class DemoPolice:
    """The adapter that `config` names for the partner `police`."""

    services = frozenset({SYNC, PROGRESS})

    def read(self, service: str, record: Mapping[str, Any]) -> MessageTold:
        """Raises `MessageNotUnderstood`."""
        if not isinstance(record, Mapping):
            raise MessageNotUnderstood(NO_OBJECT)
        fields = Record(record)
        return _sync(fields) if service == SYNC else _progress(fields)

    def fetch(self, address: str, *, within: float, most: int) -> tuple[bytes, str]:
        """As `ResultFilePort.fetch`; in the demonstration a page that says what it is."""
        base = settings.MASTER_FILES["police"]
        if base == DEMO:
            return playing.sample_page(), "application/pdf"
        return fetching.fetch(base, address, within=within, most=most)


class Record:
    """The texts and moments of a record, each asked for by its name."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields

    def text(self, field: str) -> str:
        """The field as text, empty where it is not told. Raises `MessageNotUnderstood`."""
        value = self.fields.get(field)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise MessageNotUnderstood(NOT_TEXT.format(field=field))
        text = str(value).strip()
        if "\0" in text or not _can_be_kept(text):
            raise MessageNotUnderstood(BAD_SIGNS.format(field=field))
        if len(text) > LONGEST:
            raise MessageNotUnderstood(TOO_LONG.format(field=field, most=LONGEST))
        return text

    def needed(self, field: str) -> str:
        text = self.text(field)
        if not text:
            raise MessageNotUnderstood(LACKING.format(field=field))
        return text

    def moment(self, field: str) -> datetime | None:
        """The moment, Vietnam's time; None where it is not told."""
        text = self.text(field)
        if not text:
            return None
        try:
            if not _MOMENT.fullmatch(text):
                raise ValueError
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
        except ValueError:
            raise MessageNotUnderstood(BAD_MOMENT.format(field=field, value=text[:40])) from None

    def choice(self, field: str, known: Mapping[str, str]) -> str:
        value = self.needed(field)
        if value not in known:
            said = BAD_CHOICE.format(field=field, value=value[:40], known=", ".join(known))
            raise MessageNotUnderstood(said)
        return known[value]

    def state(self, field: str) -> State:
        return State(self.choice(field, {str(number): state.value for number, state in STATES.items()}))

    @property
    def code(self) -> str:
        code = self.needed("MaHoSo")
        if not _CODE.fullmatch(code):
            raise MessageNotUnderstood(BAD_CODE.format(value=code[:60]))
        return code

    def results(self) -> list[Record]:
        """The results told; none if there are none yet. Raises `MessageNotUnderstood`."""
        told = self.fields.get(RESULTS) or []
        if not isinstance(told, list) or len(told) > MOST_RESULTS or not all(isinstance(one, Mapping) for one in told):
            raise MessageNotUnderstood(NOT_LIST.format(field=RESULTS, most=MOST_RESULTS))
        return [Record(one) for one in told]

    @property
    def history(self) -> dict[str, str]:
        return {field: text for field in _HISTORY if (text := self.text(field))}


def _sync(record: Record) -> MessageTold:
    """`DongBoHoSoMC`: the dossier as a whole."""
    submitted = record.moment("NgayNopHoSo")
    if submitted is None:
        raise MessageNotUnderstood(LACKING.format(field="NgayNopHoSo"))
    moments = {field: record.moment(field) for field in ("NgayTiepNhan", "NgayTuChoi", "NgayKetThucXuLy", "NgayTra")}
    told = [submitted, *(moment for moment in moments.values() if moment is not None)]
    state, papers = record.state("TrangThaiHoSo"), record.results()
    results = "; ".join(", ".join(filter(None, (one.needed(PAPER), one.text("MaKetQua")))) for one in papers)
    return MessageTold(
        code=record.code,
        kind="state",
        state=state,
        at=record.moment("ThoiDiemXuLy") or max(told),
        said={**record.history, OWNER: record.needed(OWNER)},
        result=results,
        files=tuple((place, one.needed(PAPER)) for one in papers if (place := one.text("DuongDanTepTinKetQua"))),
        receipt=record.text("SoBienNhan"),
        outcome=_outcome(state, is_refused=moments["NgayTuChoi"] is not None, results=results),
        opening=OpeningTold(
            procedure_code=record.needed("MaTTHC"),
            channel=record.choice("KenhThucHien", CHANNELS),
            office_code=record.needed("DonViXuLy"),
            received_office_code=record.text("NoiNopHoSo"),
            owner=PersonTold(
                name=record.needed(OWNER),
                kind=record.choice("LoaiDoiTuong", KINDS),
                id_number=record.text("SoGiayToChuHoSo"),
                phone=record.text("SoDienThoai"),
                email=record.text("Email"),
            ),
            submitted_at=submitted,
        ),
        received_at=moments["NgayTiepNhan"],
        due_at=record.moment("NgayHenTra"),
        finished_at=moments["NgayKetThucXuLy"],
        returned_at=moments["NgayTra"],
    )


def _outcome(state: State, *, is_refused: bool, results: str) -> str | None:
    """The exchange has one code for every end of the work (9): a day of refusal says that it was not granted, a paper
    of the result that it was. With neither the result is still to be told."""
    if state not in (State.DONE, State.RETURNED) or not (is_refused or results):
        return None
    return "not-eligible" if is_refused else "granted"


def _progress(record: Record) -> MessageTold:
    """`CapNhatTienDoHoSoMC`: one act on a dossier that is known."""
    at = record.moment("ThoiDiemXuLy") or record.moment("NgayBatDau")
    if at is None:
        raise MessageNotUnderstood(NO_TIME)
    return MessageTold(
        code=record.code,
        kind="progress",
        state=record.state("TrangThai"),
        at=at,
        said=record.history,
        due_at=record.moment("NgayKetThucTheoQuyDinh"),
    )


def _can_be_kept(text: str) -> bool:
    """Whether it is text at all: half of a pair of surrogates is none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
