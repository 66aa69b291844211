"""The duties of the hour and of the night, as periodic jobs."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse
from procrastinate import JobContext
from procrastinate.contrib.django import app

from motcua.foundation.clock import now
from motcua.registers.documents.queries import Tracking
from motcua.registers.ledger import actions as ledger
from motcua.registers.notices import actions as notices
from motcua.stages.mirroring import actions as mirroring
from motcua.stages.processing import actions as processing
from motcua.stages.returning import actions as returning
from motcua.stages.submission import actions as submission
from motcua.stages.submission.queries import KEPT_DAYS

STALLED_AFTER_SECONDS: Final = 60
KEEP_JOBS_HOURS: Final = 72

log = logging.getLogger(__name__)


@app.periodic(cron="15 23 * * *")
@app.task(name="ledger.checkpoint", pass_context=False)
def take_checkpoint(timestamp: int) -> None:
    """Nightly: the checkpoint of the ledger, inside and outside the database."""
    ledger.checkpoint(folder=Path(settings.CHECKPOINTS_FOLDER))


@app.periodic(cron="45 23 * * *")
@app.task(name="ledger.prune-feed", pass_context=False)
def prune_feed(timestamp: int) -> None:
    """Nightly: drop from the feed what every follower has passed."""
    ledger.prune_feed()


@app.periodic(cron="50 23 * * *")
@app.task(name="submission.forget-drafts", pass_context=False)
def forget_drafts(timestamp: int) -> None:
    """Nightly: what officials put aside and did not go on with."""
    submission.forget_drafts(before=now() - timedelta(days=KEPT_DAYS))


@app.periodic(cron="* * * * *")
@app.task(name="notices.send", pass_context=False, queueing_lock="notices.send")
def send_messages(timestamp: int) -> None:
    """Each minute: the messages that are due. A turn ends within the minute, so that two seldom meet; meeting is
    harmless."""
    page = reverse("portal:progress", args=["CODE"])
    tracking = Tracking(page=settings.PUBLIC_ADDRESS + page.replace("CODE", "{code}"))
    sent = notices.send_due(clock=now, tracking=tracking)
    if sent.tried:
        log.info("messages: %s", ", ".join(f"{name} {count}" for name, count in sorted(sent.ended.items())))
    notices.take_reports(tracking=tracking, now=now())


@app.periodic(cron="* * * * *")
@app.task(name="mirroring.fetch-results", pass_context=False, queueing_lock="mirroring.fetch-results")
def fetch_results(timestamp: int) -> None:
    """Each minute: files of results that masters named."""
    fetched = mirroring.fetch_due(clock=now)
    if fetched:
        log.info("result files: %s", ", ".join(f"{name} {count}" for name, count in sorted(fetched.items())))


@app.periodic(cron="1 * * * *")
@app.task(name="dossiers.hand-on-planned", pass_context=False)
def hand_on_planned(timestamp: int) -> None:
    """Hourly, so that whatever the clock of the server a new day begins so: duties of positions that have ended."""
    processing.carry_out_planned(now=now())


@app.periodic(cron="30 8 * * 1-5")
@app.task(name="returning.call-again", pass_context=False, lock="returning.call-again")
def call_again(timestamp: int) -> None:
    """In the morning: results that have waited long are called for again."""
    if settings.CALL_AGAIN_DAYS:
        every = timedelta(days=settings.CALL_AGAIN_DAYS)
        returning.call_again(every=every, times=settings.CALL_AGAIN_TIMES, now=now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="processing.tell-delays", pass_context=False, lock="processing.tell-delays")
def tell_delays(timestamp: int) -> None:
    """Each quarter of an hour: whose promise ends soon without a result."""
    if settings.DELAY_TOLD_MINUTES:
        processing.tell_delays(ahead=timedelta(minutes=settings.DELAY_TOLD_MINUTES), now=now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="jobs.retry-stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """A worker that was killed leaves its job as being done for ever; give it to another."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="30 0 * * *")
@app.task(name="jobs.remove-old", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    """Nightly: finished jobs older than three days."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_JOBS_HOURS)
