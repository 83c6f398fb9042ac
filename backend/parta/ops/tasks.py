"""Jobs that keep the house."""

from datetime import timedelta

from parta.platform.tasks import app

STALLED_AFTER = timedelta(seconds=30)


@app.periodic(cron="* * * * *")
@app.task(name="ops.retry_stalled", queueing_lock="ops.retry_stalled", pass_context=False)
async def retry_stalled(timestamp: int) -> None:
    """Take up again the jobs of workers that died in the middle of one."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER.total_seconds())
    for job in stalled:
        await app.job_manager.retry_job(job)
