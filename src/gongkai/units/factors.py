"""The second factor at log-in: who must have one, who has."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from gongkai.units.models import Person
from gongkai.units.rights import rights_of


def has_second_factor(person: Person) -> bool:
    """Whether the person has set up one-time codes or a security key."""
    return bool(is_mfa_enabled(person))


def lacks_second_factor(person: Person) -> bool:
    """Whether a role demands a second factor of the person who has none: then nothing behind log-in is shown."""
    return settings.SECOND_FACTOR_REQUIRED and rights_of(person).needs_second_factor() and not has_second_factor(person)
