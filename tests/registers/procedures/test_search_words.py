"""Letters, words and tables of the search: no database."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motcua.registers.procedures.search import meaning
from motcua.registers.procedures.search.grouping import named
from motcua.registers.procedures.search.letters import bare, marked, telex, vni, words_of, written_like
from motcua.registers.procedures.search.places import province_names, province_of, province_of_body
from motcua.registers.procedures.search.question import Question, read
from motcua.registers.procedures.search.ranking import Candidate, Reading, Term, judged, name_of
from motcua.registers.procedures.search.services import Entry, services_of
from motcua.registers.procedures.search.tables import by_names, meanings, table
from motcua.registers.procedures.search.vocabulary import Vocabulary, vocabulary_of

NAMES = (
    "Đăng ký khai sinh",
    "Đăng ký lại khai sinh",
    "Cấp giấy phép lái xe",
    "Cấp đổi Giấy chứng nhận quyền sử dụng đất",
    "Đăng ký thường trú",
    "Sửa đổi, bổ sung Giấy phép",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    words = [words_of(name) for name in NAMES]
    return vocabulary_of((([*map(bare, each)], [*map(marked, each)]) for each in words), meaning.phrases())


def readings(question: Question) -> list[str]:
    return [" ".join(term.bare for term in reading.terms) for reading in question.readings]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ddawng", "đăng"), ("kys", "ký"), ("quyeenf", "quyền"), ("cuwowcs", "cước"), ("hooj", "hộ"), ("ddaats", "đất")],
)
def test_keys_of_telex_that_were_not_taken_as_such_are_read(typed: str, meant: str) -> None:
    made = telex(typed)
    assert made is not None
    assert marked(made) == marked(meant)


@pytest.mark.parametrize(("typed", "meant"), [("d9a8ng", "đăng"), ("ky1", "ký"), ("gia61y", "giấy"), ("d9a61t", "đất")])
def test_keys_of_vni_are_read(typed: str, meant: str) -> None:
    made = vni(typed)
    assert made is not None
    assert marked(made) == marked(meant)


def test_accidents_of_writing_make_no_difference() -> None:
    assert marked("hoà") == marked("hòa")
    assert marked("sổ") == marked("sỗ"), "hỏi and ngã"
    assert bare("kí") == bare("ký")
    assert bare("qui") == bare("quy")
    assert marked("thuê") != marked("thuế")
    assert {marked("đất"), "đât", "dat"} <= written_like("đất")


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("dang ky khia sinh", "dang ki khai sinh"),
        ("dangky khaisinh", "dang ki khai sinh"),
        ("ddawng kys thuwowngf trus", "dang ki thuong tru"),
        ("giay phep lai xee", "giay phep lai xe"),
    ],
)
def test_slips_are_mended_by_what_stands_beside_them(vocabulary: Vocabulary, typed: str, read_as: str) -> None:
    assert readings(read(typed, vocabulary))[0] == read_as


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("đăng ký thường tr", "dang ki thuong tru"),
        ("dang ky khai si", "dang ki khai sinh"),
        ("đăng ký khai", "dang ki khai"),
    ],
)
def test_the_last_word_may_be_half_typed(vocabulary: Vocabulary, typed: str, read_as: str) -> None:
    assert readings(read(typed, vocabulary))[0] == read_as


def test_first_letters_stand_for_words_that_stand_side_by_side_in_names() -> None:
    names = [words_of(name) for name in ("Trợ giúp xã hội khẩn cấp", "Tiếp nhận vào cơ sở trợ giúp xã hội")]
    known = vocabulary_of((([*map(bare, each)], [*map(marked, each)]) for each in names), meaning.phrases())
    assert readings(read("tgxh khẩn cấp", known))[0] == "tro giup xa hoi khan cap"


def test_a_short_form_of_many_senses_is_read_by_its_neighbours(vocabulary: Vocabulary) -> None:
    assert readings(read("vợ ck ly hôn", vocabulary))[0].startswith("vo chong")
    assert readings(read("ck số", vocabulary))[0].startswith("chu ki")


def test_the_same_meaning_is_read_once(vocabulary: Vocabulary) -> None:
    meant = [reading.terms for reading in read("xin giấy khai sanh cho con", vocabulary).readings if reading.is_meant]
    cores = [tuple(term.bare for term in terms if term.factor == 1.0) for terms in meant]
    assert len(cores) == len(set(cores))


def test_what_speaks_for_a_name_is_a_sum_of_what_the_question_itself_says(vocabulary: Vocabulary) -> None:
    names = ("đăng ký khai sinh", "đăng ký lại khai sinh", "cấp giấy phép lái xe")
    candidates = [Candidate(at, (name_of(name),), 0.0) for at, name in enumerate(names)]
    said = "hồi xưa quên mất giờ hai vợ chồng xin ghi khai sinh"
    terms = tuple(Term(bare(word)) for word in words_of(said))
    told = judged(Reading(terms), candidates, vocabulary)
    assert not told.worths, "too little of the question"
    assert told.evidence[0] > told.evidence[1] > 0
    assert 2 not in told.evidence
    assert not judged(Reading(terms, is_meant=True), candidates, vocabulary).evidence, "the tables' words are not said"


def test_words_of_life_are_read_as_words_of_the_office(vocabulary: Vocabulary) -> None:
    assert "dang ki khai sinh" in readings(read("vợ tui mới sanh", vocabulary))
    assert "dang ki khai tu" in readings(read("bà ngoại em vừa mới mất", vocabulary))
    assert readings(read("gplx", vocabulary))[0] == "giay phep lai xe"


def test_a_word_typed_without_marks_among_marked_ones_stands_as_it_is(vocabulary: Vocabulary) -> None:
    """ "cho khách" (for guests) is not "chở khách" (to carry passengers), but "cho khach" may be."""
    carrying = "cap giay phep kinh doanh van tai"
    assert not any(carrying in each for each in readings(read("báo lưu trú cho khách", vocabulary)))
    assert any(carrying in each for each in readings(read("cho khach", vocabulary)))


def test_a_place_and_an_agency_are_taken_out(vocabulary: Vocabulary) -> None:
    question = read("đăng ký thường trú ở công an phường tại Tiền Giang", vocabulary)
    assert (question.province, question.level) == ("82", "commune")
    assert readings(question)[0].removesuffix(" o") == "dang ki thuong tru"
    assert "xa hoi" in readings(read("mua nhà ở xã hội", vocabulary))[0], "no agency"


@pytest.mark.parametrize(
    ("typed", "province", "rest"),
    [
        ("đăng ký thường trú ở Gò Vấp", "79", "dang ki thuong tru"),
        ("dang ky thuong tru o go vap", "79", "dang ki thuong tru"),
        ("đăng ký thường trú huyện Cái Bè", "82", "dang ki thuong tru"),
        ("đăng ký thường trú quận 7", "79", "dang ki thuong tru"),
        ("dk thuong tru q7", "79", "dang ki thuong tru"),
        ("đăng ký thường trú huyện Châu Thành", None, "dang ki thuong tru"),
        ("đăng ký thường trú phường 5 Mỹ Tho", "82", "dang ki thuong tru"),
        ("quyen su dung dat", None, "quyen su dung dat"),
    ],
)
def test_a_district_of_yesterday_is_a_place(
    vocabulary: Vocabulary, typed: str, province: str | None, rest: str
) -> None:
    question = read(typed, vocabulary)
    assert (readings(question)[0], question.province) == (rest, province)


@pytest.mark.parametrize(
    ("typed", "province"),
    [
        ("đăng ký thường trú ở xã Ea Kao tỉnh Đắk Lắk", "66"),
        ("dang ky thuong tru o xa ea kao dak lak", "66"),
        ("đăng ký thường trú ở phường Bến Nghé", None),
        ("đăng ký thường trú ở Bắc Quang, Tuyên Quang (Hà Giang cũ)", "08"),
    ],
)
def test_communes_and_several_places_are_taken_out_before_spelling_is_looked_at(
    vocabulary: Vocabulary, typed: str, province: str | None
) -> None:
    question = read(typed, vocabulary)
    assert (readings(question)[0], question.province) == ("dang ki thuong tru", province)


def test_a_commune_that_is_an_agency_and_words_that_only_look_like_one_stay(vocabulary: Vocabulary) -> None:
    assert read("đăng ký thường trú ở ủy ban xã Ea Kao", vocabulary).level == "commune"
    assert "xa hoi" in readings(read("mua nhà ở xã hội", vocabulary))[0]


def test_the_words_of_a_district_in_another_sense_stay(vocabulary: Vocabulary) -> None:
    """Without marks "Văn Bàn" is "văn bản", "Đất Đỏ" is "đất đó"."""
    words = [words_of("chứng thực văn bản"), words_of("đất đó")]
    known = vocabulary_of((([*map(bare, each)], [*map(marked, each)]) for each in words), meaning.phrases())
    assert readings(read("chung thuc van ban", known))[0] == "chung thuc van ban"


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("giấy đăng ký kết hôn bị ố vàng muốn hủy", "huy dang ki ket hon"),
        ("gia hạn bằng lái", "gia han giay phep lai xe"),
    ],
)
def test_what_is_to_be_done_with_a_thing_is_read_beside_the_thing(
    vocabulary: Vocabulary, typed: str, reading: str
) -> None:
    assert any(reading in each for each in readings(read(typed, vocabulary)))


@pytest.mark.parametrize(
    "typed",
    [
        "giá vàng hôm nay",
        "ket qua xo so mien nam",
        "thời tiết Đà Lạt ngày mai",
        "cách nấu phở",
        "tử vi tuổi tý",
        "vé xe tết còn không",
        "vay tiền online",
    ],
)
def test_what_is_asked_of_others_has_no_readings(vocabulary: Vocabulary, typed: str) -> None:
    assert read(typed, vocabulary).readings == ()


@pytest.mark.parametrize(
    "typed",
    ["qwerty", "asdfgh", "zxcvbn", "hahahaha", "aaaaaa", "hihi cảm ơn bạn nhiều nha", "alo alo", "ok bạn", "test thử"],
)
def test_who_greets_thanks_or_strikes_keys_asks_nothing(vocabulary: Vocabulary, typed: str) -> None:
    assert read(typed, vocabulary).readings == ()


def test_what_is_asked_between_greetings_and_struck_keys_is_read(vocabulary: Vocabulary) -> None:
    assert readings(read("asdf đăng ký thường trú hihi", vocabulary))[0].startswith("dang ki thuong tru")
    assert readings(read("ks", vocabulary))[0] == "khai sinh", "a short form is none"


def test_a_word_of_a_phrase_may_be_another_regions(vocabulary: Vocabulary) -> None:
    assert "dang ki khai tu" in readings(read("tía tui mới mất", vocabulary))
    assert any("cap lai giay phep lai xe" in each for each in readings(read("rơi bằng lái", vocabulary)))


def test_who_died_was_not_lost(vocabulary: Vocabulary) -> None:
    again = "cap lai dang ki khai tu"
    assert not any(again in each for each in readings(read("khai tử cho bố mới mất", vocabulary)))
    assert any(again in each for each in readings(read("giấy khai tử bị mất", vocabulary)))


def test_of_a_long_question_the_end_says_what_is_wanted(vocabulary: Vocabulary) -> None:
    meant = [
        " ".join(term.bare for term in each.terms)
        for each in read("chồng mới mất tháng trước, giờ tôi muốn nhập hộ khẩu về nhà mẹ", vocabulary).readings
        if each.is_meant
    ]
    assert meant[0].startswith("dang ki thuong tru")


def test_one_word_of_many_does_not_stand_for_the_whole_question(vocabulary: Vocabulary) -> None:
    weighing = "do luong"
    assert any(weighing in each for each in readings(read("kiểm định cân", vocabulary)))
    assert not any(weighing in each for each in readings(read("mua cân bột nếp mới giã", vocabulary)))


@pytest.mark.parametrize(
    "typed",
    [
        "cho em hỏi đăng ký thường trú mất bao lâu",
        "alo cho hoi dang ky thuong tru het bao nhieu tien",
        "đăng ký thường trú cần giấy tờ gì",
        "dang ky thuong tru nhu the nao",
    ],
)
def test_what_is_said_around_a_question_is_no_part_of_it(vocabulary: Vocabulary, typed: str) -> None:
    """ "Mất bao lâu" asks how long, not what was lost."""
    assert readings(read(typed, vocabulary))[0] == "dang ki thuong tru"


def test_a_known_word_with_marks_that_nothing_has_is_a_slip(vocabulary: Vocabulary) -> None:
    assert "khai sinh" in readings(read("khai xình", vocabulary))[0]
    assert "khuyet tat" in readings(read("giấy khuyết tậc", vocabulary))[0]


def test_one_word_typed_without_its_marks_may_be_many_others(vocabulary: Vocabulary) -> None:
    """Without marks "sung" is "súng", "sung" or "sưng"."""
    arms = "vu khi"
    assert any(arms in each for each in readings(read("súng", vocabulary)))
    assert not any(arms in each for each in readings(read("chan sung to qua", vocabulary)))


def test_a_word_with_the_right_marks_is_not_taken_for_a_slip(vocabulary: Vocabulary) -> None:
    assert "ton" in readings(read("sửa lại mái tôn", vocabulary))[0].split()


def test_a_code_is_read_as_such_a_measure_is_not(vocabulary: Vocabulary) -> None:
    assert read("hồ sơ 1.001193", vocabulary).code == "1.001193"
    assert read("dưới 5.000 m3", vocabulary).code is None


@lru_cache(maxsize=1)
def _small() -> Vocabulary:
    return vocabulary_of([(["khai", "sinh"], ["khai", "sinh"])], meaning.phrases())


@settings(max_examples=200, deadline=None)
@example("P:¹")
@given(st.text(max_size=120))
@example("P:²")
def test_any_text_at_all_is_read(text: str) -> None:
    question = read(text, _small())
    assert all(reading.terms for reading in question.readings)


def test_provinces_are_known_by_code_by_name_and_by_what_they_took_in() -> None:
    assert len(province_names()) == 34
    assert {province_of(text) for text in ("82", "Đồng Tháp", "dong thap", "tỉnh Tiền Giang")} == {"82"}
    assert province_of("Sao Hỏa") is None
    assert province_of_body("UBND Thành phố Huế") == "46"
    assert province_of_body("Bộ Tư pháp") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thủ tục đăng ký kết hôn", "ĐĂNG KÝ KẾT HÔN."),
        ("Cấp đổi thẻ căn cước (thực hiện tại cấp tỉnh)", "Cấp đổi thẻ căn cước"),
        ("Cấp giấy phép môi trường (cấp Tỉnh) (1.010727)", "Cấp giấy phép môi trường"),
        ("Tách thửa hoặc hợp thửa đất", "Tách thửa, hợp thửa đất"),
        ("Cấp lại Giấy chứng nhận đã cấp do bị mất", "Cấp lại Giấy chứng nhận do bị mất"),
    ],
)
def test_names_of_one_service_have_one_key(one: str, other: str) -> None:
    assert named(one).key == named(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đăng ký khai sinh", "Đăng ký lại khai sinh"),
        ("Cấp lại Giấy chứng nhận do bị mất", "Cấp đổi Giấy chứng nhận quyền sử dụng đất"),
        ("Đính chính Giấy chứng nhận đã cấp", "Đính chính Giấy chứng nhận đã cấp lần đầu có sai sót"),
    ],
)
def test_names_of_two_services_have_two_keys(one: str, other: str) -> None:
    assert named(one).key != named(other).key


def test_the_same_name_in_two_fields_is_two_services() -> None:
    def entry(code: str, field: str) -> Entry:
        return Entry(code, "Rút tiền ký quỹ", (field,), "Bộ Công thương", (), (), "STANDARD", "ACTIVE")

    services = services_of([entry("1.000001", "Thương mại điện tử"), entry("1.000002", "Quản lý bán hàng đa cấp")])
    assert [[variant.code for variant in each.variants] for each in services] != [["1.000001", "1.000002"]]
    assert len(services) == 2


def test_every_phrase_of_the_tables_is_found_in_itself() -> None:
    events = meaning.events()
    lost = []
    for says, _ in meanings():
        for phrase in says.split("|"):
            if re.search(r"[@/?^$]|\.\.", phrase):
                continue
            words = [marked(word) for word in words_of(phrase)]
            bares = [bare(word) for word in words_of(phrase)]
            if not any(len(found.at) == len(words) for found in events.find(words, bares)):
                lost.append(phrase)
    assert lost == []


def test_tables_have_no_empty_cells_where_words_belong() -> None:
    assert all(says.strip() and means.strip() for says, means in meanings())
    for name, columns in {
        "synonyms": ("says", "means"),
        "abbreviations": ("says", "means"),
        "variants": ("words",),
        "acts": ("says", "means"),
        "asides": ("says",),
        "elsewhere": ("says",),
        "districts": ("names",),
        "alike": ("word", "also"),
        "chatter": ("words",),
        "bynames": ("code", "called"),
    }.items():
        assert all(row[column].strip() for row in table(name) for column in columns), name


def test_by_names_are_a_few_short_phrases_once_for_each_code() -> None:
    codes = [row["code"] for row in table("bynames")]
    assert codes == sorted(set(codes))
    for code, called in by_names().items():
        assert re.fullmatch(r"[0-9]\.[0-9]{6,}", code), code
        assert len(called) == len(set(called)) <= 5, code
        assert all(1 <= len(phrase.split(" ")) <= 14 for phrase in called), code
