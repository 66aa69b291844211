"""`motcua worker`: the queue of timed and slow work, and the followers of the ledger.

Nothing a person waits for depends on it. It ends with a status other than 0 whenever nobody asked it to stop:
whoever runs it (`motcua serve`, systemd) starts it again.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import importlib.util
import logging
import os
import signal
import threading
from typing import cast

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

HELP = "Chạy tiến trình nền: việc theo giờ, việc chậm và các bên theo dõi sổ nhật ký."

ENDED_UNASKED = 75
CONCURRENCY = 2
GRACE = 20.0
"""Seconds that running jobs and the followers' batch get to end."""

logger = logging.getLogger("motcua.worker")


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: what it does is in the settings."""


def run(options: argparse.Namespace) -> int:
    asked, stop = threading.Event(), threading.Event()
    followers = threading.Thread(target=_follow, args=(stop,), name="followers", daemon=True)
    try:
        with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()):
            asyncio.run(_work(followers, asked))
    finally:
        stop.set()
        followers.join(GRACE)
        connections.close_all()
    return 0 if asked.is_set() else ENDED_UNASKED


async def _work(followers: threading.Thread, asked: threading.Event) -> None:
    """The queue until asked to stop, or until procrastinate gives up (it does when the database goes away)."""
    loop = asyncio.get_running_loop()
    async with app.open_async():
        queue = asyncio.create_task(
            app.run_worker_async(
                concurrency=CONCURRENCY, install_signal_handlers=False, shutdown_graceful_timeout=GRACE
            )
        )

        def end() -> None:
            asked.set()
            queue.cancel()

        loop.add_signal_handler(signal.SIGTERM, end)
        loop.add_signal_handler(signal.SIGINT, end)
        loop.add_signal_handler(signal.SIGUSR1, queue.cancel)
        followers.start()
        await asyncio.wait([queue])
        if not queue.cancelled() and (error := queue.exception()) is not None:
            logger.error("the queue ended", exc_info=error)


def _follow(stop: threading.Event) -> None:
    """The followers until told to stop; if they end before, the whole worker ends and is started anew."""
    if not importlib.util.find_spec("motcua.flow.followers"):
        return
    try:
        importlib.import_module("motcua.flow.followers").run(stop)
    except Exception:
        logger.exception("the followers ended")
    finally:
        connections.close_all()
        if not stop.is_set():
            os.kill(os.getpid(), signal.SIGUSR1)
