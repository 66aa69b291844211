"""The line between a browser and the product, which can be cut in the middle of anything."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time

PIECE = 65_536


class Line:
    """Listens on a port of its own and passes on, both ways, to another. `cut()` breaks what is under way."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._whole_from = 0.0
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self, seconds: float) -> None:
        """Everything on its way is lost, and for so long nothing new comes through."""
        self._whole_from = time.monotonic() + seconds
        with self._guard:
            for end in self._open:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listening.close()
        self.cut(0)

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError):
            if time.monotonic() < self._whole_from:
                return
            with socket.create_connection(("127.0.0.1", self._target), timeout=5) as far:
                far.settimeout(None)
                ends = {near: far, far: near}
                with self._guard:
                    self._open |= set(ends)
                try:
                    _pass_on(ends)
                finally:
                    with self._guard:
                        self._open -= set(ends)


def _pass_on(ends: dict[socket.socket, socket.socket]) -> None:
    with selectors.DefaultSelector() as chosen:
        for end in ends:
            chosen.register(end, selectors.EVENT_READ)
        while True:
            for key, _ in chosen.select():
                speaking = key.fileobj
                assert isinstance(speaking, socket.socket)
                piece = speaking.recv(PIECE)
                if not piece:
                    return
                ends[speaking].sendall(piece)
