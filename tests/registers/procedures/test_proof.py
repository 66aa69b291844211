"""What an author claims beside a procedure is tried before it is published, and what fails is named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from motcua.registers.documents.printing import bounds
from motcua.registers.procedures import actions
from motcua.registers.procedures.errors import NoProcedureInForce, ProcedureFileFaulty, ProcedureFileUnreachable
from motcua.registers.procedures.proof.folder import files_of
from motcua.registers.procedures.proving import proved_folder
from motcua.registers.procedures.queries import in_force
from motcua.rules.access import SYSTEM
from tests.registers.procedures.procedure_files import CODES, FOLDER, NOW


@pytest.fixture
def birth_folder(tmp_path: Path) -> Path:
    """A copy of birth registration with all that lies beside it."""
    return Path(shutil.copytree(FOLDER / "1.001193", tmp_path / "1.001193"))


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"not in the file: {old}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> str:
    (proved,) = proved_folder(folder)
    return "\n".join(proved.faults)


@pytest.mark.parametrize("code", CODES)
def test_each_of_the_eight_holds_with_its_examples_and_templates(code: str) -> None:
    (proved,) = proved_folder(FOLDER / code)
    assert proved.faults == ()
    assert proved.examples >= 5


def test_a_paper_that_is_asked_for_against_the_example_is_named(birth_folder: Path) -> None:
    spoil(birth_folder, "procedure.yaml", "      when: {surrogacy: true}\n", "")
    words = told(birth_folder)
    text = (birth_folder / "examples.yaml").read_text(encoding="utf-8")
    line = text[: text.index("  - name: Mẹ nộp tại quầy")].count("\n") + 1
    assert f"examples.yaml, dòng {line}: Ví dụ “Mẹ nộp tại quầy buổi sáng" in words
    assert "giấy tờ phải nộp, xuất trình còn có surrogacy-confirmation." in words


def test_a_fee_that_differs_is_shown_with_its_reckoning(birth_folder: Path) -> None:
    spoil(
        birth_folder,
        "procedure.yaml",
        "      amount: 8000\n      per: copies_wanted",
        "      amount: 5000\n      per: copies_wanted",
    )
    assert "khoản “copies” là 15.000 đồng, không phải 24.000 đồng. Phí cấp bản sao" in told(birth_folder)


def test_a_promise_that_differs_names_both_moments(birth_folder: Path) -> None:
    spoil(birth_folder, "procedure.yaml", '  cutoff: "15:00"', '  cutoff: "14:00"')
    assert "“Nộp đúng 15 giờ thì vẫn trong ngày”: hẹn trả lúc 2026-11-25T17:00, không phải 2026-11-23T17:00." in told(
        birth_folder
    )


def test_another_path_and_another_outcome_are_told_step_by_step(birth_folder: Path) -> None:
    spoil(birth_folder, "examples.yaml", "choices: {examine: refuse}", "choices: {examine: eligible}")
    words = told(birth_folder)
    assert (
        "quy trình đi examine → register → sign → number, không phải examine → draft-refusal → sign → number." in words
    )
    assert "kết quả là granted, không phải not-eligible." in words


def test_an_answer_that_should_be_refused_and_is_not_is_told_and_the_reverse(birth_folder: Path) -> None:
    spoil(
        birth_folder,
        "examples.yaml",
        "answers: {child_birth_date: 24/11/2026}",
        "answers: {child_birth_date: 22/11/2026}",
    )
    spoil(birth_folder, "examples.yaml", "answers: {father_known: true}", "answers: {father_known: true, child_sex: x}")
    words = told(birth_folder)
    assert "ô “child_birth_date” phải bị từ chối, nhưng được chấp nhận." in words
    assert "tờ khai bị từ chối ở ô “child_sex”:" in words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("choices: {examine: verify}", "choices: {}", "chưa nói ở bước “Thẩm tra hồ sơ” (examine) chọn gì"),
        ("choices: {examine: verify}", "choices: {exam: verify}", "quy trình không có bước “exam”"),
        ("choices: {examine: verify}", "choices: {examine: maybe}", "phải chọn một trong các kết quả"),
        ("use: foundling", "use: fondling", "không có bộ trả lời “fondling”"),
        ("groups: [poor-household]", "groups: [rich]", "không có nhóm “rich”"),
        ("{registration: 8000,", "{registered: 8000,", "không có khoản thu “registered”"),
        ("channel: postal", "channel: pigeon", "chỉ được là một trong: direct, online, postal"),
        ("papers: [declaration]", "paper: [declaration]", "Không có mục “paper” trong “examples[1].expect”"),
        ("received: 2026-11-23T09:00", "received: 2026-11-31T09:00", "“2026-11-31T09:00” không phải một lúc có thật"),
        ("expect: {promise: 2026-11-25T17:00}", "expect: {refused: [pledge], fee: 0}", "bỏ các mục kia"),
        ("Nộp đúng 15 giờ thì vẫn trong ngày", "Quá hạn, xin ba bản sao", "Hai ví dụ cùng tên"),
        ("examples:\n", "examples: &all\n", "Không dùng neo"),
    ],
)
def test_an_example_that_cannot_be_read_is_refused_in_words(birth_folder: Path, old: str, new: str, words: str) -> None:
    spoil(birth_folder, "examples.yaml", old, new)
    assert words in told(birth_folder)
    assert "examples.yaml, dòng " in told(birth_folder)


def test_a_case_must_be_named_where_there_are_several(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER / "1.000656", tmp_path / "1.000656"))
    spoil(folder, "examples.yaml", "    case: standard\n", "")
    assert "phải ghi case, vì thủ tục có nhiều trường hợp." in told(folder)


def test_a_template_with_an_unknown_field_or_word_is_named_with_its_line(birth_folder: Path) -> None:
    spoil(birth_folder, "print/certificate.typ", 'said("child_home_place")', 'said("child_homeplace")')
    text = (birth_folder / "print" / "certificate.typ").read_text(encoding="utf-8")
    line = text[: text.index("child_homeplace")].count("\n") + 1
    assert f"certificate.typ, dòng {line}: Mẫu in dùng ô “child_homeplace” mà tờ khai không có" in told(birth_folder)
    spoil(birth_folder, "print/certificate.typ", 'said("child_homeplace")', "nobody")
    words = told(birth_folder)
    assert f"print/certificate.typ, dòng {line}: Mẫu in không dựng được với ví dụ “Mẹ nộp tại quầy" in words
    assert "unknown variable: nobody" in words


def test_a_template_that_is_named_must_be_there_and_import_nothing(birth_folder: Path) -> None:
    spoil(birth_folder, "procedure.yaml", "copies: original, given:", "copies: original, template: lost.typ, given:")
    assert "Không có mẫu in “lost.typ” trong thư mục print của thủ tục." in told(birth_folder)
    (birth_folder / "print" / "lost.typ").write_text('#import "@preview/cetz:0.3.0"\n', encoding="utf-8")
    assert "không dùng gói ngoài" in told(birth_folder)


@pytest.mark.parametrize(
    "endless",
    [
        "#for i in range(100000000) { [x] }",
        '#let both(s) = if s.len() > 50 { 1 } else { both(s + "a") + both(s + "b") }; #both("")',
        '#("x" * 3000000000)',
    ],
)
def test_a_template_that_never_comes_to_its_end_is_refused_and_holds_up_nothing(
    birth_folder: Path, monkeypatch: pytest.MonkeyPatch, endless: str
) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 1)
    certificate = birth_folder / "print" / "certificate.typ"
    text = certificate.read_text(encoding="utf-8") + f"{endless}\n"
    certificate.write_text(text, encoding="utf-8")
    words = told(birth_folder)
    assert f"certificate.typ, dòng {text.count(chr(10))}: Mẫu in không dựng được" in words
    assert "hãy bớt vòng lặp" in words


def test_a_template_that_counts_to_an_end_is_set(birth_folder: Path) -> None:
    certificate = birth_folder / "print" / "certificate.typ"
    certificate.write_text(certificate.read_text(encoding="utf-8") + "#for i in range(3) { [.] }\n", encoding="utf-8")
    assert not told(birth_folder)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "      when: {surrogacy: true}",
            "      when: {mother_name: A, mother_known: false}",
            "không bao giờ được yêu cầu: ô “mother_known” phải vừa là “false” vừa là “true”",
        ),
        ("when: {timing: late}", "when: {father_name: A, father_known: false}", "không bao giờ phải nộp"),
        (
            "when: {parents_married: true}",
            "when: {father_name: A, father_known: false}",
            "không bao giờ được hỏi",
        ),
        (
            "      when: {surrogacy: true}",
            """      when: 'timing == "late" && timing == "on-time"'""",
            "không bao giờ được yêu cầu: ô “timing” phải vừa là “late” vừa là “on-time”",
        ),
        (
            "      when: {surrogacy: true}",
            "      when: copies_wanted > 100 && surrogacy",
            "không giá trị nào của ô “copies_wanted” hợp với mọi điều này: copies_wanted > 100",
        ),
        (
            "      when: {surrogacy: true}",
            "      when: copies_wanted / 0 > 1",
            "chia cho 0 thì không bao giờ tính được",
        ),
    ],
)
def test_what_can_never_come_true_is_refused(birth_folder: Path, old: str, new: str, words: str) -> None:
    spoil(birth_folder, "procedure.yaml", old, new)
    assert words in told(birth_folder)


def test_a_validity_in_working_days_is_refused(birth_folder: Path) -> None:
    spoil(
        birth_folder,
        "procedure.yaml",
        "copies: original, given:",
        "copies: original, valid_for: 5 ngày làm việc, given:",
    )
    assert "Thời hạn giá trị “5 ngày làm việc” phải tính theo ngày hoặc tháng" in told(birth_folder)


@pytest.mark.django_db
def test_a_procedure_whose_examples_fail_is_not_published(birth_folder: Path) -> None:
    spoil(birth_folder, "examples.yaml", "copies: 24000", "copies: 23000")
    with pytest.raises(ProcedureFileFaulty, match=r"examples\.yaml, dòng"):
        actions.publish_file(path=birth_folder / "procedure.yaml", now=NOW, by=SYSTEM)
    with pytest.raises(NoProcedureInForce):
        in_force("1.001193", NOW.date())


def test_what_lies_beside_and_is_no_text_is_refused(birth_folder: Path) -> None:
    (birth_folder / "examples.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(ProcedureFileUnreachable, match=r"1\.001193/examples\.yaml"):
        files_of(birth_folder / "procedure.yaml")
    (birth_folder / "examples.yaml").unlink()
    (birth_folder / "print" / "huge.typ").write_text("x" * 200_001, encoding="utf-8")
    (proved,) = proved_folder(birth_folder)
    assert "print/huge.typ" in proved.faults[0]


def test_without_examples_it_may_be_published_but_is_proved_by_none(birth_folder: Path) -> None:
    (birth_folder / "examples.yaml").unlink()
    (proved,) = proved_folder(birth_folder)
    assert (proved.file, proved.faults, proved.examples) == (birth_folder / "procedure.yaml", (), 0)
