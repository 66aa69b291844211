"""The web port: is it free, does it answer."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable

from motcua.console.running.errors import NotAnswering, PortNotOurs, PortTaken

ANSWER_WITHIN = 60
"""Seconds in which the web must answer for the first time."""


def refuse_taken_port(*, listen: str, port: int, command: str) -> None:
    """Raises `PortTaken` or `PortNotOurs` with the mend."""
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listen, port))
            probe.listen(1)
        except OSError as error:
            if error.errno == 98:
                raise PortTaken(port=port, other=_free_port(listen, port, family), command=command) from error
            raise PortNotOurs(port=port, listen=listen, words=error.strerror, command=command) from error


def wait_for_answer(*, listen: str, port: int, meanwhile: Callable[[], bool]) -> None:
    """Return at the first answer, or when `meanwhile` says that it is not wanted any more.

    Raises `NotAnswering` after `ANSWER_WITHIN` seconds.
    """
    limit = time.monotonic() + ANSWER_WITHIN
    host = "127.0.0.1" if listen in ("0.0.0.0", "") else listen
    while meanwhile():
        if time.monotonic() > limit:
            raise NotAnswering(seconds=ANSWER_WITHIN)
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/alive", headers={"Host": "127.0.0.1"})
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()


def _free_port(listen: str, port: int, family: socket.AddressFamily) -> int:
    for other in range(port + 1, min(port + 50, 65536)):
        with socket.socket(family) as probe:
            try:
                probe.bind((listen, other))
            except OSError:
                continue
            return other
    return 8080
