"""Every night: what nobody needs any more goes."""

from parta.accounts import actions
from parta.platform.tasks import app


@app.periodic(cron="17 2 * * *")
@app.task(name="accounts.tidy", queueing_lock="accounts.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    actions.forget_stale_registrations()
    actions.forget_dead_sessions()
