"""Files that must not be published, each refused in words that say what and where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.registers.procedures import actions
from motcua.registers.procedures.checking import check
from motcua.registers.procedures.errors import CodeUnlikeFolder, ProcedureFileFaulty, ProcedureFileUnreachable
from motcua.rules.access import SYSTEM
from tests.registers.procedures.procedure_files import NOW, Spoil

Refusal = Callable[[str], str]


def words_of(text: str) -> str:
    with pytest.raises(ProcedureFileFaulty) as refused:
        check(text=text, file="1.001193/procedure.yaml")
    return str(refused.value)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_an_unsound_process_names_the_step(spoiled: Spoil) -> None:
    words = words_of(
        spoiled(("      returns_to: [examine]\n      to: end", "      returns_to: [examine]\n      to: examine"))
    )
    assert "Từ bước “Vào số, đóng dấu, chuyển Bộ phận Một cửa” không có đường nào đi tới lúc kết thúc." in words


def test_a_step_that_nothing_leads_to_is_named_with_its_line(spoiled: Spoil) -> None:
    text = spoiled(("        - {to: verify, outcome: verify, name: Cần xác minh tình trạng hôn nhân của cha mẹ}\n", ""))
    assert f"Dòng {line_of(text, '    - key: verify')}: Không có đường nào đi tới bước “Chờ" in words_of(text)


def test_shares_wrong_on_one_path_only_name_that_path(spoiled: Spoil) -> None:
    words = words_of(spoiled(("      share: 3 giờ\n      effect: refuse", "      share: 4 giờ\n      effect: refuse")))
    assert "Thẩm tra hồ sơ → Dự thảo thông báo từ chối giải quyết" in words
    assert "cộng lại là 9 giờ làm việc, không bằng thời hạn 8 giờ" in words


def test_faults_of_all_kinds_are_told_at_once(spoiled: Spoil) -> None:
    words = words_of(
        spoiled(
            ("when: {surrogacy: true}", "when: {surogacy: true}"),
            ("exempt: [meritorious, poor-household", "exempt: [meritorious, poor"),
            ("filled_when: {requester_relation: mother}", "filled_when: {requester_relation: aunt}"),
            ("      share: 3 giờ\n      effect: propose", "      share: 4 giờ\n      effect: propose"),
            ("  source: MC-C\n  doubt:\n    - about: Số giờ", "  source: XX-C\n  doubt:\n    - about: Số giờ"),
        )
    )
    for said in ("“surogacy”", "“poor” chưa khai trong fees.groups", "“aunt”", "cộng lại là 9 giờ", "Nguồn “XX”"):
        assert said in words


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known(spoiled: Spoil) -> None:
    text = spoiled(("  cutoff:", "  cutof:"))
    assert f"Dòng {line_of(text, 'cutof:')}: Không có mục “cutof” trong “clock”; có phải “cutoff”?" in words_of(text)


def test_a_reckoned_choice_comes_to_one_of_its_choices(spoiled: Spoil) -> None:
    words = words_of(spoiled(('? "on-time" : "late"', '? "on-time" : "overdue"')))
    assert "kết quả phải là một mục trong choices (late, on-time), không thể là “overdue”" in words
    assert "không thể là “child_sex”" in words_of(spoiled(('? "on-time" : "late"', '? child_sex : "late"')))


def test_what_is_missing_or_cut_off_is_told_with_what_to_write(spoiled: Spoil) -> None:
    missing = words_of(spoiled(("  policy: ngay\n", ""), ("  supplement_answer: 15 ngày làm việc\n", "")))
    assert "Thiếu mục “policy” trong “clock”; là một trong: ngay, gio." in missing
    assert "Thiếu mục “supplement_answer” trong “clock”; viết như 3 ngày làm việc." in missing
    whole = spoiled(("\nmaster:\n  system: ours\n  source: OG-C\n", "\nmaster_of:\n  system: ours\n  source: OG-C\n"))
    assert "Thiếu mục “master” trong “tệp”; gồm: system, source." in words_of(whole)
    cut = words_of(spoiled(('name: "Đủ điều kiện, đã đủ thông tin"', "name: Đủ điều kiện, đã đủ thông tin")))
    assert "Nếu đó là phần sau dấu phẩy của một câu thì để cả câu trong nháy kép." in cut


def test_a_paper_that_is_never_required_names_no_condition_for_it(spoiled: Spoil) -> None:
    words = words_of(
        spoiled(("      when: {surrogacy: true}\n", "      required: false\n      required_when: {surrogacy: true}\n"))
    )
    assert "ghi required: false nên required_when không có tác dụng: xóa một trong hai dòng." in words


def test_only_of_a_paper_that_is_handed_in_is_said_whether_it_goes_back(spoiled: Spoil) -> None:
    words = words_of(spoiled(("      kind: show\n", "      kind: show\n      given_back: true\n")))
    assert "given_back chỉ ghi cho giấy tờ nộp (kind: submit)" in words


def test_a_block_without_source_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("master:\n  system: ours\n  source: OG-C\n", "master:\n  system: ours\n")))
    assert "Thiếu mục “source” trong “master”; viết như LHT-B." in words


def test_a_source_without_confidence_or_not_declared_is_refused(spoiled: Spoil) -> None:
    assert "“master.source” viết chưa đúng: “OG”. Viết như LHT-B." in words_of(spoiled(("source: OG-C", "source: OG")))
    assert "Nguồn “XY” chưa khai trong mục sources." in words_of(spoiled(("source: OG-C", "source: XY-C")))


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join(['*' + before] * 9)}]\n"
        for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "Dòng 1: Không dùng neo (&) và tham chiếu (*) trong tệp thủ tục." in words_of(bomb)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: !!python/object/apply:os.system [ls]", "Không dùng thẻ kiểu"),
        ("[" * 100_000, "Lồng nhau quá 30 tầng."),
        ("a: " + "x" * 1_000_001, "Tệp dài 1000004 byte, quá mức 1000000 byte."),
        ("a: 1\na: 2", "Dòng 2: Mục “a” viết hai lần."),
        ("format: 1\n---\nformat: 1", "Mỗi tệp chỉ chứa một thủ tục."),
        ("", "Tệp trống hoặc không phải tệp thủ tục"),
        ("[1, 2]", "Tệp trống hoặc không phải tệp thủ tục"),
        ("a: b\nc: \x07", "Dòng 2: Có ký tự điều khiển không nhìn thấy (mã U+0007): hãy xóa rồi gõ lại chỗ ấy."),
        ("a:\n\t- b", "Dòng 2: Có phím Tab: hãy thay bằng dấu cách"),
        ("a: b\nc: d: e", "Dòng 2: Dấu hai chấm ở đây không đúng chỗ: câu có dấu hai chấm phải để trong nháy kép"),
        ("a: {b: c\nd: e", "Dòng 1: Ngoặc mở ở dòng này chưa đóng"),
        ("a: [b, c\nd: e", "Dòng 1: Ngoặc mở ở dòng này chưa đóng"),
        ('a: b\nc: "d\ne: f', "Dòng 2: Nháy mở ở dòng này chưa đóng"),
        ("a:\n  b: c\n   d: e", "dòng"),
        ("a: b\nc\nd: e", "Dòng 3: Dòng này hoặc dòng trên thiếu dấu hai chấm sau tên mục"),
        ("a: @b", "Dòng 1: Chữ bắt đầu bằng “@” phải để trong nháy kép."),
        ('a: "C:\\d"', "Trong nháy kép dấu “\\” có nghĩa riêng"),
        ("%YAML 9.9\n---\na: b", "Bỏ dòng bắt đầu bằng “%” ở đầu tệp."),
    ],
)
def test_what_is_no_file_of_ours_is_refused(text: str, words: str) -> None:
    assert words in words_of(text)


def test_a_day_that_is_not_in_the_calendar_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("  from: 2026-07-18", "  from: 2026-02-31")))
    assert "“version.from” không phải một ngày có thật: “2026-02-31”." in words


def test_a_last_day_before_the_first_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("  from: 2026-07-18", "  from: 2026-07-18\n  to: 2026-07-17")))
    assert "Ngày hết hiệu lực đứng trước ngày có hiệu lực." in words


@pytest.mark.parametrize("code", ["1.00119", "1001193", "0.001193", "1.001193.01", "'1.001193 '"])
def test_a_wrong_code_is_refused(spoiled: Spoil, code: str) -> None:
    assert "identity.code" in words_of(spoiled(("  code: 1.001193", f"  code: {code}")))


def test_a_case_without_term_is_named_with_its_line(spoiled: Spoil) -> None:
    text = spoiled(("cases:\n", "cases:\n  - {key: special, name: Đặc biệt, source: OG-A}\n"))
    words = words_of(text)
    assert (
        f"Dòng {line_of(text, '{key: special')}: Trường hợp “special” chưa có thời hạn khi nộp qua kênh “direct”"
        in words
    )


def test_a_case_with_two_terms_is_refused(spoiled: Spoil) -> None:
    twice = "    - {key: again, cases: [standard], channels: [online], term: 1 ngày, source: OG-A}\n"
    words = words_of(spoiled(("  terms:\n", f"  terms:\n{twice}")))
    assert "kênh “online”, xã loại “ordinary” có hai thời hạn: “again” và “same-day”." in words


def test_a_term_that_nobody_can_read_is_quoted(spoiled: Spoil) -> None:
    assert "Không hiểu thời hạn “ba hôm”" in words_of(spoiled(("term: trong ngày", "term: ba hôm")))


def test_a_condition_on_a_field_that_is_not_there_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("when: {surrogacy: true}", "when: {surogacy: true}")))
    assert "Tờ khai không có ô “surogacy” (gần giống: “surrogacy”)." in words


def test_a_paper_that_no_answer_can_call_for_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("when: {birth_proof: witness}", "when: {birth_proof: nobody}")))
    assert "Ô “birth_proof” không thể bằng “nobody”, nên điều kiện này không bao giờ đúng." in words


def test_a_paper_of_a_case_that_is_not_there_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("      when: {surrogacy: true}", "      cases: [twins]")))
    assert "Không có trường hợp “twins” trong mục cases." in words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            "'surrogacy && birth_proof == \"nobody\"'",
            "ký tự 29: ô “birth_proof” không thể bằng “nobody”, nên điều kiện này",
        ),
        ("surrogacy and true", "Biểu thức “surrogacy and true”, ký tự 11: không chờ “and” ở đây."),
        ("surrogacy == today", "ký tự 11: “==” so có hoặc không với ngày."),
        ("child_birth_date < today", "“today” chỉ dùng được trong tờ khai"),
        ("child_birth_date", "cả biểu thức phải cho ra có hoặc không, ở đây là ngày"),
        ("x" * 1_001, "dài quá 1000 chữ"),
    ],
)
def test_an_expression_that_is_not_in_order_is_refused_with_line_letter_and_words(
    spoiled: Spoil, written: str, words: str
) -> None:
    text = spoiled(("      when: {surrogacy: true}", f"      when: {written}"))
    assert words in words_of(text)
    assert f"Dòng {line_of(text, f'when: {written}')}: " in words_of(text)


def test_expressions_that_cost_too_much_together_are_refused(spoiled: Spoil) -> None:
    costly = " && ".join(["surrogacy"] * 70)
    papers = "".join(
        f"    - {{key: more-{number}, name: Giấy, kind: submit, originals: 1, when: {costly}}}\n"
        for number in range(150)
    )
    words = words_of(spoiled(("    - key: birth-pledge", f"{papers}    - key: birth-pledge")))
    assert "quá mức 20000; hãy viết gọn lại." in words


def test_a_fee_by_expression_is_a_number_and_counts_no_pieces(spoiled: Spoil) -> None:
    words = words_of(spoiled(("amount: 8000\n      per:", "amount: surrogacy\n      per:")))
    assert "cả biểu thức phải cho ra số, ở đây là có hoặc không" in words
    assert "amount là biểu thức thì không ghi per và online_amount" in words


def test_a_field_may_not_be_called_as_a_word_of_the_language(spoiled: Spoil) -> None:
    assert "Ô “today”: chữ này có nghĩa riêng" in words_of(spoiled(("{key: marriage_certificate,", "{key: today,")))


def test_fields_that_ask_for_each_other_are_refused(spoiled: Spoil) -> None:
    ring = (
        "{key: mother_known, label: Xác định được mẹ của trẻ, type: boolean,",
        "{key: mother_known, label: Xác định được mẹ của trẻ, type: boolean, when: {father_known: true},",
    )
    back = (
        "{key: father_known, label: Xác định được cha của trẻ,",
        "{key: father_known, when: {mother_known: true}, label: Xác định được cha của trẻ,",
    )
    assert "Ô “mother_known” không bao giờ được hỏi" in words_of(spoiled(ring, back))


def test_a_role_that_is_not_known_is_refused(spoiled: Spoil) -> None:
    assert "Không có chức danh “wizard”; chỉ có: one-stop-clerk" in words_of(spoiled(("role: leader", "role: wizard")))


def test_a_fee_counted_by_something_that_is_no_number_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("per: copies_wanted", "per: child_name")))
    assert "Ô “child_name” không phải số nguyên" in words


def test_the_same_key_twice_in_a_list_is_refused(spoiled: Spoil) -> None:
    words = words_of(spoiled(("    - key: birth-pledge", "    - key: witness-statement")))
    assert "Mã “witness-statement” dùng hai lần trong “papers.items”." in words


def test_many_faults_are_told_at_once_and_counted(spoiled: Spoil) -> None:
    words = words_of("\n".join(f"k{number}: 1" for number in range(40)))
    assert "… và " in words
    assert len(words.splitlines()) == 22


def test_a_file_in_the_folder_of_another_code_is_refused(db: None, tmp_path: Path, birth: str) -> None:
    folder = tmp_path / "1.009999"
    folder.mkdir()
    (folder / "procedure.yaml").write_text(birth, encoding="utf-8")
    with pytest.raises(CodeUnlikeFolder, match=r"thư mục 1\.009999 lại ghi mã 1\.001193"):
        actions.publish_file(path=folder / "procedure.yaml", now=NOW, by=SYSTEM)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "procedure.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProcedureFileUnreachable):
        actions.publish_file(path=file, now=NOW, by=SYSTEM)


def test_one_bad_file_of_a_folder_stops_only_itself(db: None, tmp_path: Path, birth: str) -> None:
    for code, text in (("1.001193", birth), ("1.009999", "format: 2")):
        (tmp_path / code).mkdir()
        (tmp_path / code / "procedure.yaml").write_text(text, encoding="utf-8")
    outcome = actions.publish_folder(path=tmp_path, now=NOW, by=SYSTEM)
    assert [each.code for each in outcome.published] == ["1.001193"]
    assert [each.file.parent.name for each in outcome.refused] == ["1.009999"]


WITNESS = "      instead_of: birth-certificate\n      required_when: {birth_proof: witness}"


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([(WITNESS, WITNESS.replace("birth-certificate", "birth-certificat"))], "không có giấy tờ mang mã ấy"),
        ([(WITNESS, WITNESS.replace("birth-certificate", "witness-statement"))], "ghi thay cho chính nó"),
        ([(WITNESS, WITNESS.replace("birth-certificate", "birth-pledge"))], "mà giấy tờ ấy cũng chỉ để thay"),
        ([(WITNESS, WITNESS.replace("birth-certificate", "no-more-papers"))], "Ghi chú không thay cho giấy tờ"),
        ([(WITNESS, f"{WITNESS}\n      required: true")], "thì không bắt buộc cùng với nó"),
        (
            [
                (WITNESS, f"{WITNESS}\n      channels: [postal]"),
                ("      when: {birth_proof: certificate}", "      channels: [direct]"),
            ],
            "hai giấy tờ không cùng cách nộp nào",
        ),
        (
            [
                (WITNESS, "      instead_of: birth-certificate\n      when: {birth_proof: witness}"),
            ],
            "không bao giờ được yêu cầu",
        ),
        (
            [
                ("      when: {birth_proof: certificate}", "      instead_of: witness-statement"),
            ],
            "thay cho nhau vòng quanh",
        ),
    ],
)
def test_equivalents_that_cannot_be_are_refused(spoiled: Spoil, pairs: list[tuple[str, str]], words: str) -> None:
    assert words in words_of(spoiled(*pairs))
