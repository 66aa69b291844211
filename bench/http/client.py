"""A cheap client: one socket kept open, requests written by hand, answers read by their length."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, where it leads, its body."""

    status: int
    location: str
    body: bytes


class Client:
    """One browser without script: a connection that stays open, and its cookies."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None, *, timeout: float = 60) -> None:
        self._port = port
        self._timeout = timeout
        self._cookies = dict(cookies or {})
        self._socket: socket.socket | None = None
        self._rest = b""

    def get(self, path: str) -> Answer:
        return self._ask(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n", b"")

    def post(self, path: str, fields: Mapping[str, str], scan: bytes = b"") -> Answer:
        """Send a form; `scan` is a PDF in its field of this name."""
        kind, body = _with_scan(fields, scan) if scan else ("application/x-www-form-urlencoded", _plain(fields))
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        )
        return self._ask(head, body)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _ask(self, head: str, body: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._rest = b""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items() if value)
        line = f"Cookie: {cookies}\r\n" if cookies else ""
        try:
            self._socket.sendall((head + line + "\r\n").encode() + body)
            return self._read()
        except OSError:
            self.close()
            raise

    def _read(self) -> Answer:
        while (end := self._rest.find(b"\r\n\r\n")) < 0:
            self._more()
        status, location, length = int(self._rest[9:12]), "", 0
        for line in self._rest[:end].decode("latin-1").split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            match name.lower():
                case "location":
                    location = value
                case "content-length":
                    length = int(value)
                case "set-cookie":
                    cookie, _, text = value.partition(";")[0].partition("=")
                    self._cookies[cookie] = text.strip('"') if text != '""' else ""
                case "transfer-encoding":
                    raise ValueError("an answer without a length")
        begin = end + 4
        while len(self._rest) < begin + length:
            self._more()
        body, self._rest = self._rest[begin : begin + length], self._rest[begin + length :]
        return Answer(status, location, body)

    def _more(self) -> None:
        assert self._socket is not None
        read = self._socket.recv(262_144)
        if not read:
            raise ConnectionResetError("the server closed the connection")
        self._rest += read


def _plain(fields: Mapping[str, str]) -> bytes:
    return urlencode(fields).encode()


def _with_scan(fields: Mapping[str, str], scan: bytes) -> tuple[str, bytes]:
    bound = "motcua-bench-0123456789"
    parts = [f'--{bound}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    file = f'--{bound}\r\nContent-Disposition: form-data; name="scan"; filename="ket-qua.pdf"\r\n'
    head = "".join(parts) + file + "Content-Type: application/pdf\r\n\r\n"
    return f"multipart/form-data; boundary={bound}", head.encode() + scan + f"\r\n--{bound}--\r\n".encode()
