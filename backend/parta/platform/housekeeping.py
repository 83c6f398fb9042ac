"""Every night: rows of the platform that nobody needs any more go."""

from datetime import timedelta

from parta.platform import clock
from parta.platform.models import FallbackCache, SentMessage
from parta.platform.tasks import app

DAYS_OF_OUTBOX = 7


@app.periodic(cron="47 2 * * *")
@app.task(name="platform.tidy", queueing_lock="platform.tidy")
def tidy(timestamp: int) -> None:
    FallbackCache.objects.filter(expires__lt=clock.now()).delete()
    SentMessage.objects.filter(at__lt=clock.now() - timedelta(days=DAYS_OF_OUTBOX)).delete()
