"""The place where other rooms add checks before something is submitted or published.

A check sees the disclosure and the content about to be frozen or shown, and answers with objections; one objection is
enough to refuse. Checks run inside the action, so they must be quick and must not write.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from gongkai.disclosures.models import Disclosure
from gongkai.rulebook.objections import Objection


class Moment(StrEnum):
    """When a check runs."""

    SUBMIT = "submit"
    PUBLISH = "publish"


Check = Callable[[Disclosure, Mapping[str, Any], Moment], Iterable[Objection]]

_checks: list[Check] = []


def register(check: Check) -> Check:
    """Add a check; registering twice changes nothing. Can be used as a decorator."""
    if check not in _checks:
        _checks.append(check)
    return check


def unregister(check: Check) -> None:
    """Take a check away."""
    if check in _checks:
        _checks.remove(check)


def objections(disclosure: Disclosure, content: Mapping[str, Any], moment: Moment) -> tuple[Objection, ...]:
    """Everything the registered checks object to."""
    return tuple(objection for check in _checks for objection in check(disclosure, content, moment))
