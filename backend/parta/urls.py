"""Where each domain's door hangs."""

from django.urls import include, path

from parta.accounts.api import router as accounts
from parta.messaging.api import router as messaging
from parta.organizations.api import router as organizations
from parta.platform import health
from parta.platform.http import make_api
from parta.roster.api import router as roster

api = make_api()
for router in (accounts, organizations, roster, messaging):
    api.add_router("", router)

urlpatterns = [
    path("api/", api.urls),
    path("_allauth/", include("parta.accounts.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]

handler404 = "parta.platform.http.no_such_address"
handler500 = "parta.platform.http.failed_before_the_door"
