"""What is owed: the real tariffs of the field, exemptions, reductions, and that the explanation adds up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.expressions import Called, Expression, equal, read
from motcua.rules.fees import Due, Fee, FeeFacts, FeeKind, FeeSchedule, Group, Owed, Tier, owed, waits_for
from motcua.rules.money_words import money, money_in_words, number_in_words

BIRTH = FeeSchedule(
    items=(
        Fee(
            key="registration",
            name="Lệ phí đăng ký khai sinh",
            amount=8000,
            when=equal({"timing": "late"}),
            exempt=frozenset({"poor", "meritorious"}),
            reduced={"pupil": 50},
        ),
        Fee(key="copies", name="Phí bản sao", kind=FeeKind.PHI, amount=8000, per="copies_wanted", due=Due.RESULT),
    ),
    groups=(Group("poor", "Người thuộc hộ nghèo", "TT 85/2019/TT-BTC Điều 4"), Group("pupil", "Học sinh")),
)
CERTIFIED = FeeSchedule(
    (
        Fee(
            key="copy",
            name="Phí chứng thực bản sao",
            kind=FeeKind.PHI,
            tiers=(Tier(2000, to=2), Tier(1000)),
            per="pages",
            cap=200_000,
            times="copies",
        ),
    )
)
RESIDENCE = FeeSchedule(
    (
        Fee(key="each", name="Lệ phí đăng ký tạm trú", amount=15_000, online_amount=7_000, cases=frozenset({"one"})),
        Fee(key="list", name="Lệ phí theo danh sách", amount=10_000, online_amount=5_000, per="persons",
            cases=frozenset({"list"})),
    )
)  # fmt: skip


def facts(case: str = "standard", channel: str = "direct", *groups: str, **answers: object) -> FeeFacts:
    return FeeFacts(case=case, channel=channel, answers=answers, groups=frozenset(groups))


def spoken(bill: Owed) -> list[str]:
    return [sentence.words() for line in bill.lines for sentence in line.sentences]


def test_a_registration_in_time_is_free() -> None:
    """Luật Hộ tịch Art. 11: no fee for births registered in time."""
    assert owed(BIRTH, facts(timing="on-time")) == Owed(0, ())
    assert owed(FeeSchedule(), facts()) == Owed(0, ())


def test_a_late_registration_and_copies_are_owed_at_their_moments() -> None:
    bill = owed(BIRTH, facts(timing="late", copies_wanted=3))
    assert bill.total == 32_000
    assert bill.total_due(Due.SUBMISSION) == 8_000
    assert bill.total_due(Due.RESULT) == 24_000
    assert spoken(bill) == ["Lệ phí đăng ký khai sinh: 8.000 đồng.", "Phí bản sao: 3 × 8.000 đồng = 24.000 đồng."]


def test_an_exempt_group_pays_nothing_and_reads_why() -> None:
    bill = owed(BIRTH, facts("standard", "direct", "poor", "pupil", timing="late"))
    assert bill.total == 0
    assert spoken(bill)[-1] == "Người thuộc hộ nghèo được miễn (TT 85/2019/TT-BTC Điều 4): 0 đồng."
    assert spoken(owed(BIRTH, facts("standard", "direct", "meritorious", timing="late")))[-1] == (
        "meritorious được miễn: 0 đồng."
    )


def test_a_reduced_group_pays_its_part() -> None:
    bill = owed(BIRTH, facts("standard", "direct", "pupil", timing="late"))
    assert bill.total == 4_000
    assert spoken(bill)[-1] == "Học sinh chỉ phải nộp 50%: 4.000 đồng."


@pytest.mark.parametrize(
    ("pages", "copies", "total"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (12, 2, 28_000), (198, 1, 200_000), (199, 1, 200_000), (500, 3, 600_000),
     (0, 1, 0), (5, 0, 0)],
)  # fmt: skip
def test_certified_copies_by_page_with_a_cap_for_each_copy(pages: int, copies: int, total: int) -> None:
    """TT 226/2016/TT-BTC Art. 4: 2,000 a page, from the third 1,000, at most 200,000 a copy."""
    assert owed(CERTIFIED, facts(pages=pages, copies=copies)).total == total


def test_the_reckoning_by_page_is_spelled_out() -> None:
    assert spoken(owed(CERTIFIED, facts(pages=250, copies=2))) == [
        "Phí chứng thực bản sao: 2 × 2.000 đồng + 248 × 1.000 đồng = 252.000 đồng.",
        "Không quá 200.000 đồng mỗi bản nên tính 200.000 đồng.",
        "2 bản × 200.000 đồng = 400.000 đồng.",
    ]


@pytest.mark.parametrize(
    ("case", "channel", "persons", "total"),
    [("one", "direct", 1, 15_000), ("one", "online", 1, 7_000), ("one", "postal", 1, 15_000),
     ("list", "direct", 4, 40_000), ("list", "online", 4, 20_000)],
)  # fmt: skip
def test_online_rates_of_residence(case: str, channel: str, persons: int, total: int) -> None:
    """TT 75/2022/TT-BTC: 15,000 or 7,000 online; by list 10,000 or 5,000 a person."""
    bill = owed(RESIDENCE, facts(case, channel, persons=persons))
    assert bill.total == total
    assert ("Đã tính theo mức nộp trực tuyến." in spoken(bill)) is (channel == "online")


def test_an_online_percentage_is_of_the_whole_and_rounded_to_the_dong() -> None:
    schedule = FeeSchedule((Fee(key="f", name="Phí", amount=4999, online_percent=50, channels=frozenset({"online"})),))
    assert owed(schedule, facts("a", "online")).total == 2500
    assert spoken(owed(schedule, facts("a", "online")))[-1] == "Nộp trực tuyến chỉ thu 50%: 2.500 đồng."
    assert owed(schedule, facts("a", "direct")).total == 0


def test_a_quantity_that_is_no_number_counts_as_none() -> None:
    assert owed(CERTIFIED, facts(pages="5", copies=True)).total == 0
    assert owed(BIRTH, facts(copies_wanted=-3)).lines == ()


def test_a_cap_without_copies_names_the_most_owed() -> None:
    schedule = FeeSchedule((Fee(key="f", name="Phí", amount=3000, per="n", cap=10_000),))
    assert spoken(owed(schedule, facts(n=9)))[-1] == "Mức thu tối đa là 10.000 đồng nên tính 10.000 đồng."


@given(
    st.integers(0, 400), st.integers(0, 5), st.sampled_from(["direct", "online"]),
    st.frozensets(st.sampled_from(["poor", "pupil"])),
)  # fmt: skip
def test_the_total_is_the_sum_of_lines_whose_last_words_name_their_amount(
    pages: int, copies: int, channel: str, groups: frozenset[str]
) -> None:
    item = CERTIFIED.items[0]
    fee = Fee(key="k", name="P", tiers=item.tiers, per="pages", times="copies", cap=200_000, online_percent=80,
              reduced={"pupil": 30}, exempt=frozenset({"poor"}))  # fmt: skip
    bill = owed(
        FeeSchedule((fee,)),
        FeeFacts(case="c", channel=channel, answers={"pages": pages, "copies": copies}, groups=groups),
    )
    assert bill.total == sum(line.amount for line in bill.lines)
    for line in bill.lines:
        amounts = re.findall(r"[0-9.]+ đồng", line.sentences[-1].words())
        assert amounts[-1] == money(line.amount)
        assert line.amount <= 200_000 * copies


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không đồng"), (5, "năm đồng"), (10, "mười đồng"), (11, "mười một đồng"), (15, "mười lăm đồng"),
        (14, "mười bốn đồng"), (20, "hai mươi đồng"), (21, "hai mươi mốt đồng"), (24, "hai mươi tư đồng"),
        (25, "hai mươi lăm đồng"), (101, "một trăm linh một đồng"), (104, "một trăm linh bốn đồng"),
        (105, "một trăm linh năm đồng"), (110, "một trăm mười đồng"), (111, "một trăm mười một đồng"),
        (8_000, "tám nghìn đồng"), (52_000, "năm mươi hai nghìn đồng"),
        (1_005, "một nghìn không trăm linh năm đồng"), (215_000, "hai trăm mười lăm nghìn đồng"),
        (1_000_000, "một triệu đồng"), (1_050_000, "một triệu không trăm năm mươi nghìn đồng"),
        (1_000_005, "một triệu không trăm linh năm đồng"), (2_000_000_000, "hai tỷ đồng"),
        (1_234_567_891, "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi mốt đồng"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ đồng"), (10**18, "một tỷ tỷ đồng"), (-500, "âm năm trăm đồng"),
    ],
)  # fmt: skip
def test_money_in_words(amount: int, words: str) -> None:
    assert money_in_words(amount) == words


def test_the_south_says_le() -> None:
    assert money_in_words(105, zero_tens="lẻ") == "một trăm lẻ năm đồng"
    assert money(1_250_000) == "1.250.000 đồng"


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_different_numbers_never_sound_alike(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) is (one == other)


def test_an_amount_may_be_reckoned_from_the_answers_and_says_how() -> None:
    formula = read("certificates > 1 ? 20000 + (certificates - 1) * 5000 : 20000")
    assert isinstance(formula, Expression)
    fee = Fee(key="many", name="Lệ phí cấp giấy", formula=formula, cap=30_000)
    schedule = FeeSchedule((fee,), names={"certificates": Called("Số giấy")})

    def line(answers: dict[str, int]) -> tuple[int, str]:
        found = owed(schedule, FeeFacts(case="any", channel="direct", answers=answers))
        return found.total, " ".join(each.words() for part in found.lines for each in part.sentences)

    said = "Lệ phí cấp giấy: nếu “Số giấy” lớn hơn 1 thì 20.000 + (“Số giấy” − 1) × 5.000, nếu không thì 20.000"
    assert line({"certificates": 2}) == (25_000, f"{said} = 25.000 đồng.")
    assert line({"certificates": 9}) == (
        30_000,
        f"{said} = 60.000 đồng. Mức thu tối đa là 30.000 đồng nên tính 30.000 đồng.",
    )
    assert line({}) == (0, ""), "not known yet: nothing is owed yet"


def test_until_the_form_tells_what_the_fees_look_at_they_are_not_known() -> None:
    assert waits_for(BIRTH, FeeFacts(case="standard", channel="direct")) == ("timing", "copies_wanted")
    known = FeeFacts(case="standard", channel="direct", answers={"timing": "on-time", "copies_wanted": 0})
    assert waits_for(BIRTH, known) == ()
    elsewhere = FeeSchedule((Fee(key="a", name="A", amount=1, when=equal({"x": 1}), channels=frozenset({"online"})),))
    assert waits_for(elsewhere, FeeFacts(case="standard", channel="direct")) == (), "no item of another channel"
