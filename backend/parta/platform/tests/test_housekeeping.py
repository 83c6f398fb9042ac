from datetime import timedelta

import pytest

from parta.platform import clock
from parta.platform.housekeeping import tidy
from parta.platform.models import FallbackCache, SentMessage


@pytest.mark.django_db
def test_what_is_old_goes_at_night() -> None:
    SentMessage.objects.create(channel="sms", to="+79211234567", text="new")
    old = SentMessage.objects.create(channel="sms", to="+79211234567", text="old")
    SentMessage.objects.filter(pk=old.pk).update(at=clock.now() - timedelta(days=8))
    FallbackCache.objects.create(cache_key="counts", value="", expires=clock.now() + timedelta(minutes=1))
    FallbackCache.objects.create(cache_key="expired", value="", expires=clock.now() - timedelta(minutes=1))

    tidy(timestamp=0)

    assert SentMessage.objects.get().text == "new"
    assert FallbackCache.objects.get().cache_key == "counts"
