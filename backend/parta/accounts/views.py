"""allauth's views of signing in, made careful: a request does all that it does, or nothing."""

import json
from contextlib import suppress
from typing import Any

from allauth.account.internal import flows
from allauth.core.exceptions import ImmediateHttpResponse, RateLimited
from allauth.headless.account import views as allauth
from allauth.headless.base.response import AuthenticationResponse, ConflictResponse, RateLimitResponse
from allauth.headless.base.views import APIView
from allauth.headless.constants import Client
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase

from parta.accounts import actions
from parta.accounts.inputs import RegistrationInput, SignInInput, parse_phone
from parta.platform.errors import TooMany
from parta.platform.limits import Limit


class Careful(APIView):
    """One transaction; what allauth lets escape becomes an answer."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)
        except RateLimited:
            return RateLimitResponse(request)
        except IntegrityError:
            # Two registrations of one number in the same moment: the second may try again.
            return RateLimitResponse(request)

    def _parse_json(self, request: HttpRequest) -> Any:
        sent = super()._parse_json(request)
        try:
            json.dumps(sent, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            # Half of a character («\ud83d»): no database and no hash function takes it.
            raise ImmediateHttpResponse(HttpResponseBadRequest()) from error
        return sent


class SignUp(Careful, allauth.SignupView):
    input_class = {"POST": RegistrationInput}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As allauth's, but a limit that is reached is told instead of an answer that awaits no code."""
        if request.user.is_authenticated:
            return ConflictResponse(request)
        user, response = self.input.try_save(request)
        if not response:
            response = flows.signup.complete_signup(request, user=user)
        return AuthenticationResponse.from_response(request, response)


class SignIn(Careful, allauth.LoginView):
    input_class = SignInInput


class Guessing(Careful):
    """A code is tried. allauth counts wrong ones in the session, which guesses sent in the same moment could pass."""

    limit = Limit("guesses", amount=12, seconds=15 * 60)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.limit.consume(request.session.session_key or "")
        except TooMany:
            return RateLimitResponse(request)
        return super().dispatch(request, *args, **kwargs)


class OnlyWhoExists(APIView):
    """Awaits a code for somebody who is there.

    allauth also keeps a code when it only pretends that somebody registered, and when the registration has made way
    for a newer one; that code must fit nothing.
    """

    process: Any

    def get_input_kwargs(self) -> dict[str, Any]:
        if self.process and not self.process.user:
            self.process.state["code"] = ""
        kwargs: dict[str, Any] = super().get_input_kwargs()
        return kwargs


class VerifyEmail(Guessing, OnlyWhoExists, allauth.VerifyEmailView):
    pass


class VerifyPhone(Guessing, OnlyWhoExists, allauth.VerifyPhoneView):
    pass


class ResetPassword(Guessing, allauth.ResetPasswordView):
    pass


class ManageEmail(Careful, allauth.ManageEmailView):
    def handle_input(self, data: Any) -> Any:
        if self.request.method == "POST" and isinstance(email := (data or {}).get("email"), str) and email:
            # As in a registration: who proved nothing does not keep an address from whoever can.
            actions.forget_unproved(email=email, but=self.user)
        return super().handle_input(data)


class ManagePhone(Careful, allauth.ManagePhoneView):
    def handle_input(self, data: Any) -> Any:
        if self.request.method == "POST" and isinstance(phone := (data or {}).get("phone"), str):
            with suppress(ValueError):
                actions.forget_unproved(phone=parse_phone(phone), but=self.user)
        return super().handle_input(data)


def door(view: type[APIView]) -> Any:
    """What `urls` hangs up: the view for browsers, careful if it is not yet."""
    careful: Any = view if issubclass(view, Careful) else type(view.__name__, (Careful, view), {})
    return careful.as_api_view(client=Client.BROWSER)
