"""What the log-in library is told about this site: accounts come by invitation, security keys belong to it by name."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count no wrong passwords here: django-axes does, by username and address, so nobody can lock out others."""
        self._login_failed_rl_usage = None


class SecondFactors(DefaultMFAAdapter):
    """Keys and one-time codes are kept under the site's name and the person's username."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site as a security key knows it: by host name, shown with its own name."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE["name"]}

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())
