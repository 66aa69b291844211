"""Names for people who do not exist: family, middle and given names put together by chance.

The lists are of common Vietnamese name parts; that a combination is also a living person's name cannot be excluded and
means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

FAMILY = (
    *("Nguyễn",) * 9,
    *("Trần",) * 4,
    *("Lê",) * 4,
    *("Phạm",) * 3,
    *("Huỳnh",) * 3,
    *("Võ", "Phan", "Trương", "Bùi", "Đặng", "Đỗ", "Ngô", "Hồ", "Dương", "Đinh", "Đoàn", "Lâm", "Mai", "Trịnh"),
    *("Cao", "Châu", "Lý", "Lương", "Tô", "Thái", "Tạ", "Hà", "Kiều", "Quách"),
)
MIDDLE = {
    "male": (
        "Văn",
        "Văn",
        "Hữu",
        "Minh",
        "Quốc",
        "Thanh",
        "Đức",
        "Công",
        "Hoàng",
        "Gia",
        "Tấn",
        "Chí",
        "Phước",
        "Ngọc",
    ),
    "female": (
        "Thị",
        "Thị",
        "Ngọc",
        "Kim",
        "Thanh",
        "Mỹ",
        "Thúy",
        "Bích",
        "Hồng",
        "Thu",
        "Như",
        "Phương",
        "Cẩm",
        "Diễm",
    ),
}
GIVEN = {
    "male": (
        *("An", "Bảo", "Bình", "Cường", "Danh", "Dũng", "Duy", "Đạt", "Điền", "Đông", "Giang", "Hải", "Hiếu", "Hòa"),
        *("Hùng", "Huy", "Khánh", "Khoa", "Kiệt", "Lâm", "Lộc", "Long", "Luân", "Mẫn", "Nam", "Nghĩa", "Nhân", "Phát"),
        *("Phong", "Phúc", "Quân", "Quang", "Sang", "Sơn", "Tâm", "Thắng", "Thiện", "Thịnh", "Tiến", "Toàn", "Trí"),
        *("Trung", "Tú", "Tuấn", "Tùng", "Vinh", "Vũ", "Xuân", "Ý"),
    ),
    "female": (
        *("An", "Ánh", "Châu", "Chi", "Dung", "Duyên", "Đào", "Giang", "Hà", "Hân", "Hạnh", "Hiền", "Hoa", "Hương"),
        *("Huyền", "Khanh", "Lan", "Liên", "Linh", "Loan", "Ly", "Mai", "My", "Nga", "Ngân", "Nguyệt", "Nhi", "Nhung"),
        *("Oanh", "Phượng", "Quỳnh", "Sương", "Tâm", "Thảo", "Thoa", "Thủy", "Tiên", "Trâm", "Trang", "Trinh", "Tuyền"),
        *("Uyên", "Vân", "Vy", "Xuân", "Yến", "Ước"),
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A made-up name and the sex it was made for."""

    family: str
    middle: str
    given: str
    sex: str

    @property
    def full(self) -> str:
        return f"{self.family} {self.middle} {self.given}"


def made_up_name(random: Random, *, sex: str = "", family: str = "") -> Name:
    """A name by chance; of this sex and family if given."""
    chosen = sex or random.choice(("male", "female"))
    return Name(family or random.choice(FAMILY), random.choice(MIDDLE[chosen]), random.choice(GIVEN[chosen]), chosen)
