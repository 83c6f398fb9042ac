"""The HTTP door of the roster, and of all that needs organisations and classes together."""

from ninja import Router

from parta.roster.api import applications, classes, invitations, members, organizations

router = Router()
for part in (organizations, members, classes, invitations, applications):
    router.add_router("", part.router)
