"""Letters by SMTP: a real conversation with a server of the test, and what each of its answers means."""

from __future__ import annotations

import datetime
import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from motcua.config.environment import read
from motcua.config.setting_values import SettingUnreadable
from motcua.foundation.findings import Health
from motcua.foundation.mail_server import MailServer
from motcua.integrations import smtp_mail
from motcua.integrations.smtp_mail import SmtpMail
from motcua.registers.notices.ports import AddressWrong, Message, MessageRefused, PartnerNotServing
from tests.integrations.mail_server import Box, mail_server

LETTER = Message("uoc@example.vn", "Đã có kết quả: H26.1", "Hồ sơ H26.1 đã có kết quả.", "12.notices.1")
PLAIN = MailServer("127.0.0.1", 0, "", "", False, False, "Một Cửa <motcua@xa.example.vn>")
WITHIN = 10.0


def serve_by(monkeypatch: pytest.MonkeyPatch, server: MailServer | None) -> None:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, mail=server))


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    with mail_server() as found:
        serve_by(monkeypatch, replace(PLAIN, port=found.port))
        yield found


def test_a_letter_arrives_with_its_words_and_the_same_number_however_often_it_goes(box: Box) -> None:
    taken = SmtpMail().send(message=LETTER, within=WITHIN)
    assert SmtpMail().send(message=LETTER, within=WITHIN) == taken
    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"] == taken.number == "<12.notices.1@xa.example.vn>"
    assert (first["To"], first["Subject"]) == ("uoc@example.vn", "Đã có kết quả: H26.1")
    assert first["From"] == "Một Cửa <motcua@xa.example.vn>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content().splitlines()[:2] == ["Hồ sơ H26.1 đã có kết quả.", ""]


@pytest.mark.parametrize(
    ("verb", "answer", "raised", "code"),
    [
        ("RCPT", "550 no such user", AddressWrong, ""),
        ("RCPT", "450 mailbox busy", PartnerNotServing, "busy"),
        ("MAIL", "451 later", PartnerNotServing, "busy"),
        ("TAKEN", "554 spam", MessageRefused, ""),
        ("TAKEN", "452 full", PartnerNotServing, "busy"),
        ("TAKEN", "hang up", PartnerNotServing, "no-answer"),
        ("EHLO", "hang up", PartnerNotServing, "no-answer"),
    ],
)
def test_what_the_server_answers(box: Box, verb: str, answer: str, raised: type[Exception], code: str) -> None:
    box.answers[verb] = answer
    with pytest.raises(raised) as found:
        SmtpMail().send(message=LETTER, within=WITHIN)
    assert str(found.value) == code


@pytest.mark.parametrize("address", ["a@b.vn, c@d.vn", "a b@c", "uoc@example.vn\nBcc: x@y.vn", "@"])
def test_what_is_no_address_reaches_nobody(box: Box, address: str) -> None:
    with pytest.raises(AddressWrong):
        SmtpMail().send(message=replace(LETTER, to=address), within=WITHIN)
    assert box.letters == []


def test_a_server_that_says_nothing_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        serve_by(monkeypatch, replace(PLAIN, port=silent.getsockname()[1]))
        with pytest.raises(PartnerNotServing, match="no-answer"):
            SmtpMail().send(message=LETTER, within=0.05)
        monkeypatch.setattr("motcua.integrations.smtp_mail.sending.CHECKED_WITHIN", 0.05)
        (finding,) = smtp_mail.check()
        assert finding.health is Health.BAD


def test_beyond_this_machine_everything_is_encrypted_and_signed_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    certificate = own_certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(certificate, password="bi-mat") as found:
        server = replace(PLAIN, port=found.port, user="motcua", password="bi-mat", is_starttls=True)
        serve_by(monkeypatch, server)
        SmtpMail().send(message=LETTER, within=WITHIN)
        assert (found.signed_in, found.encrypted) == (["motcua"], [True])
        (finding,) = smtp_mail.check()
        assert (finding.health, "mã hóa" in finding.words) == (Health.GOOD, True)
        found.password = "another"
        with pytest.raises(PartnerNotServing, match="sign-in"):
            SmtpMail().send(message=LETTER, within=WITHIN)
        (finding,) = smtp_mail.check()
        assert "không cho đăng nhập" in finding.words
    with mail_server() as found:
        serve_by(monkeypatch, replace(server, port=found.port))
        with pytest.raises(PartnerNotServing):
            SmtpMail().send(message=LETTER, within=WITHIN)
        assert found.letters == [], "a server without encryption gets nothing"


def test_a_check_sends_nothing(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    (finding,) = smtp_mail.check()
    assert (finding.health, "trả lời" in finding.words) == (Health.GOOD, True)
    assert box.letters == []
    box.answers["NOOP"] = "421 closing"
    (finding,) = smtp_mail.check()
    assert finding.health is Health.BAD
    serve_by(monkeypatch, None)
    (finding,) = smtp_mail.check()
    assert "chưa đặt máy chủ thư" in finding.words


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("smtps://mot%40cua:b%3Aí@thu.example.vn", (465, "mot@cua", "b:í", True, False)),
        ("smtp://a:b@thu.example.vn:2525", (2525, "a", "b", False, True)),
        ("smtp://127.0.0.1:25", (25, "", "", False, False)),
    ],
)
def test_a_mail_server_is_one_address(url: str, kind: tuple[int, str, str, bool, bool]) -> None:
    found = read({"MOTCUA_MAIL_SERVER": url, "MOTCUA_MAIL_FROM": "Một Cửa <motcua@example.vn>"}).mail
    assert found is not None
    assert (found.port, found.user, found.password, found.is_tls, found.is_starttls) == kind


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"MOTCUA_MAIL_SERVER": "thu.example.vn"}, "MOTCUA_MAIL_SERVER"),
        ({"MOTCUA_MAIL_SERVER": "http://thu.example.vn"}, "MOTCUA_MAIL_SERVER"),
        ({"MOTCUA_MAIL_SERVER": "smtp://thu.example.vn:99999", "MOTCUA_MAIL_FROM": "a@b.vn"}, "MOTCUA_MAIL_SERVER"),
        ({"MOTCUA_MAIL_SERVER": "smtp://thu.example.vn"}, "MOTCUA_MAIL_FROM"),
        ({"MOTCUA_MAIL_SERVER": "smtp://thu.example.vn", "MOTCUA_MAIL_FROM": "a@"}, "MOTCUA_MAIL_FROM"),
        ({"MOTCUA_MAIL_FROM": "a@b.vn"}, "MOTCUA_MAIL_FROM"),
        ({"MOTCUA_QUIET_HOURS": "21-7"}, "MOTCUA_QUIET_HOURS"),
        ({"MOTCUA_QUIET_HOURS": "đêm"}, "MOTCUA_QUIET_HOURS"),
        ({"MOTCUA_PHONE_PARTNER": "zalo"}, "MOTCUA_PHONE_PARTNER"),
    ],
)
def test_a_wrong_setting_is_told_by_its_name(given: dict[str, str], says: str) -> None:
    with pytest.raises(SettingUnreadable, match=says):
        read(given)


def test_the_password_of_the_mail_server_is_shown_to_nobody() -> None:
    given = {"MOTCUA_MAIL_SERVER": "smtps://motcua:mat-khau@thu.example.vn", "MOTCUA_MAIL_FROM": "a@b.vn"}
    assert not any("mat-khau" in one.words for one in read(given).given)


def own_certificate(path: Path) -> Path:
    """Key and certificate of 127.0.0.1, its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    begin = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=36500))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
