"""Settings from the environment: loud on what is wrong, whole without any."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from motcua.config.environment import read
from motcua.config.kept_secret import kept_secret
from motcua.config.proxy import client_address
from motcua.config.senders import SendersUnreadable, read_senders
from motcua.config.setting_values import SettingUnreadable
from motcua.console.checks.senders import sender_findings
from motcua.foundation.postgres.dsn import connect_arguments, django_database, url_of


def test_nothing_needs_to_be_set() -> None:
    environment = read({})
    assert environment.port == 8000
    assert environment.address == "http://127.0.0.1:8000"
    assert not environment.secure


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "80000", "PORT=80000 không đúng: phải là số nguyên từ 1 đến 65535"),
        ("PORT", "tám nghìn", "phải là số nguyên"),
        ("MOTCUA_WORKERS", "0", "từ 1 đến 64"),
        ("MOTCUA_DEBUG", "có", "phải là một trong yes, no"),
        ("MOTCUA_LOG", "LOUD", "phải là một trong DEBUG, INFO, WARNING, ERROR"),
        ("MOTCUA_SECRET", "ngắn", "cần ít nhất 50 ký tự"),
        ("MOTCUA_ADDRESS", "http://motcua.example.vn", "phải là https"),
        ("MOTCUA_ADDRESS", "motcua.example.vn", "mẫu là https://"),
        ("DATABASE_URL", "mysql://x/y", "phải bắt đầu bằng postgresql://"),
        ("DATABASE_URL", "postgresql://máy:cổng/x/y?z", "DATABASE_URL"),
        ("DATABASE_OWNER_URL", "postgresql://may", "thiếu tên cơ sở dữ liệu"),
        ("MOTCUA_PROT", "8000", "Không có cài đặt nào tên MOTCUA_PROT. Có phải MOTCUA_"),
    ],
)
def test_a_bad_value_is_named_with_what_it_may_be(name: str, value: str, words: str) -> None:
    with pytest.raises(SettingUnreadable) as refused:
        read({name: value})
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_https_address_makes_cookies_secure() -> None:
    environment = read({"MOTCUA_ADDRESS": "https://motcua.example.vn"})
    assert environment.secure
    assert environment.host == "motcua.example.vn"


def test_passwords_are_not_shown_to_who_checks_the_settings() -> None:
    told = read({"DATABASE_URL": "postgresql://app:rất-bí-mật@may/motcua", "MOTCUA_SECRET": "s" * 60}).given
    assert not [given for given in told if "bí-mật" in given.words or "sss" in given.words]


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "Dữ liệu")
    assert kept_secret(tmp_path / "Dữ liệu") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "Dữ liệu" / "secret").stat().st_mode) == 0o600


def test_an_address_with_a_folder_of_spaces_and_vietnamese_letters_goes_there_and_back() -> None:
    named = {"NAME": "một cửa", "USER": "motcua_app", "PASSWORD": "a:b@c/d"}
    database = {**named, "HOST": "/run/Một Cửa", "PORT": "", "OPTIONS": {}}
    assert django_database(url_of(database)) == database
    assert connect_arguments(database)["host"] == "/run/Một Cửa"


@pytest.mark.parametrize(
    ("behind", "forwarded", "seen"),
    [
        (False, "203.0.113.9", "127.0.0.1"),
        (True, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (True, "", "127.0.0.1"),
        (True, "không phải địa chỉ", "127.0.0.1"),
    ],
)
def test_only_a_proxy_of_ours_says_whose_request_it_is(settings: Any, behind: bool, forwarded: str, seen: str) -> None:
    settings.ENVIRONMENT = read({"MOTCUA_BEHIND_PROXY": "yes" if behind else "no"})
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded.encode().decode("latin-1")})
    assert client_address(request) == seen


WHOLE = """
[dvcqg]
name = "Cổng Dịch vụ công quốc gia"
channels = ["online"]
token = "tttttttttttttttttttt"
"""


def test_who_may_send_dossiers_is_read_from_a_file(tmp_path: Path) -> None:
    assert read_senders(None) == {}
    path = tmp_path / "ben-gui.toml"
    path.write_text(WHOLE + '[buudien]\nname = "Bưu điện"\nchannels = ["postal"]\n', encoding="utf-8")
    told = read_senders(path)
    assert told["dvcqg"] == {"name": "Cổng Dịch vụ công quốc gia", "channels": ("online",), "token": "t" * 20}
    assert told["buudien"]["token"] == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[dvcqg", "không phải TOML"),
        (WHOLE.replace('token = "', 'token = "ngắn" # "'), "ít nhất 20 ký tự"),
        (WHOLE.replace("online", "telex"), "online, postal, direct"),
        (WHOLE.replace("name", "nmae"), "chỉ có các mục channels, name, token"),
        (WHOLE.replace("[dvcqg]", '["a/b"]'), "chữ không dấu"),
        ('dvcqg = "x"', "chỉ có các mục"),
    ],
)
def test_a_bad_sender_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "ben-gui.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SendersUnreadable, match="MOTCUA_SENDERS") as refused:
        read_senders(path)
    assert words in str(refused.value) and "\n" not in str(refused.value)
    assert "tttt" not in str(refused.value)
    with pytest.raises(SendersUnreadable, match="không đọc được"):
        read_senders(tmp_path / "khong-co.toml")


def test_the_check_tells_who_may_send_and_warns_of_an_open_file(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "ben-gui.toml"
    path.write_text(WHOLE, encoding="utf-8")
    path.chmod(0o644)
    settings.ENVIRONMENT = read({"MOTCUA_SENDERS": str(path)})
    settings.SENDERS = {}
    assert [one.words for one in sender_findings()] == ["chưa mở cho hệ thống nào"]
    settings.SENDERS = read_senders(path)
    told, warned = sender_findings()
    assert told.words == "Cổng Dịch vụ công quốc gia (dvcqg), cách nộp: online"
    assert warned.mend == f"Chạy: chmod 600 {path}"
    path.chmod(0o600)
    assert len(list(sender_findings())) == 1
