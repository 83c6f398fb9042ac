"""What stands between the right password and being signed in."""

from typing import Any

from allauth.account.stages import EmailVerificationStage


class EmailStage(EmailVerificationStage):
    """Prove the e-mail address, unless one signs in by a proved phone number: that is enough."""

    def handle(self) -> Any:
        if self.login.user and self.login.user.phone_verified and not self.login.email:
            return None, True
        return super().handle()
