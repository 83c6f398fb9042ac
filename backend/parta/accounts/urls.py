"""The doors of allauth's headless API that are open: those that have a screen.

The second factor (allauth.mfa) has none yet, and sessions are ended through our own API: neither hangs here.
"""

from allauth.headless.account import views as allauth
from allauth.headless.base.views import ConfigView
from django.urls import include, path

from parta.accounts.views import ManageEmail, ManagePhone, ResetPassword, SignIn, SignUp, VerifyEmail, VerifyPhone, door

browser = [
    path("config", door(ConfigView)),
    path("auth/session", door(allauth.SessionView)),
    path("auth/signup", door(SignUp)),
    path("auth/login", door(SignIn)),
    path("auth/email/verify", door(VerifyEmail)),
    path("auth/email/verify/resend", door(allauth.ResendEmailVerificationCodeView)),
    path("auth/phone/verify", door(VerifyPhone)),
    path("auth/phone/verify/resend", door(allauth.ResendPhoneVerificationCodeView)),
    path("auth/password/request", door(allauth.RequestPasswordResetView)),
    path("auth/password/reset", door(ResetPassword)),
    path("auth/reauthenticate", door(allauth.ReauthenticateView)),
    path("account/password/change", door(allauth.ChangePasswordView)),
    path("account/email", door(ManageEmail)),
    path("account/phone", door(ManagePhone)),
]

urlpatterns = [path("browser/v1/", include(browser))]
