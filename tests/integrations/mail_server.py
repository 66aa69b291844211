"""A mail server of its own for tests: it speaks as RFC 5321 says, and goes wrong on demand."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any


@dataclass
class Box:
    """What came, and what the server answers to a command instead of what it should: (code, words), or `hang up`."""

    letters: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    port: int = 0
    certificate: Path | None = None
    password: str = ""
    signed_in: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 20

    def handle(self) -> None:
        self.is_encrypted = False
        self.say("220 mail.test")
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words.split(" ", 1)[0].upper()
            told = self.box.answers.get(verb)
            if told == "hang up":
                return
            if told:
                self.say(told)
            elif not self.answer(verb, words):
                return

    @property
    def box(self) -> Box:
        box: Box = self.server.box  # type: ignore[attr-defined]
        return box

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def answer(self, verb: str, words: str) -> bool:
        if verb == "EHLO":
            offers = ["STARTTLS"] if self.box.certificate and not self.is_encrypted else []
            offers += ["AUTH PLAIN"] if self.box.password else []
            said = ["mail.test", *offers]
            self.say(*(f"250{'-' if nth < len(said) - 1 else ' '}{one}" for nth, one in enumerate(said)))
        elif verb == "STARTTLS":
            self.say("220 go on")
            self.encrypt()
        elif verb == "AUTH":
            self.sign_in(words)
        elif verb == "DATA":
            self.take()
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True

    def encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.box.certificate))
        self.rfile.close()
        self.request = context.wrap_socket(self.connection, server_side=True)
        self.setup()
        self.is_encrypted = True

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def sign_in(self, words: str) -> None:
        _, user, password = base64.b64decode(words.split()[2]).decode().split("\0")
        self.box.signed_in.append(user)
        self.say("235 welcome" if password == self.box.password else "535 no")

    def take(self) -> None:
        self.say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.box.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.box.encrypted.append(self.is_encrypted)
        told = self.box.answers.get("TAKEN")
        if told == "hang up":
            self.connection.close()
            raise ConnectionAbortedError
        self.say(told or "250 taken")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A conversation that was cut on purpose says nothing."""


@contextmanager
def mail_server(certificate: Path | None = None, password: str = "") -> Iterator[Box]:
    """A server on a free port of this machine until the end of the block."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        box = Box(port=server.server_address[1], certificate=certificate, password=password)
        server.box = box  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
