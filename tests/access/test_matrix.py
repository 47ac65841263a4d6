"""Every address × every role × own, subordinate and other unit, and nobody: exactly the expected answer."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.table import ELSEWHERE, PUBLIC, STAFF_ROLES, WORKBENCH, Row
from tests.access.world import CODES, World, build


def _addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_address_has_its_row() -> None:
    known = {f"workbench:{name}" for name in WORKBENCH} | {f"site:{name}" for name in PUBLIC} | set(ELSEWHERE)
    present = {name for name in _addresses(get_resolver()) if not name.endswith("-en")}
    assert present - known == set(), "new addresses need a row in tests/access/table.py"
    assert known - present == set(), "rows of addresses that are gone"


def _wrong(client: Client, name: str, row: Row, world: World, role: str | None) -> Iterator[str]:
    for relation in CODES:
        address = reverse(f"workbench:{name}", kwargs=row.fill(world.things[relation]))
        answer = client.get(address)
        answer.close()
        if role is None:
            expected: tuple[int, ...] = (302,) if not row.open else row.found
            if (
                answer.status_code == 302
                and not row.open
                and not answer["Location"].startswith(reverse(settings.LOGIN_URL))
            ):
                yield f"{name}: nobody is sent to {answer['Location']}"
        else:
            expected = row.found if role in row.who[relation] else (404,)
        if answer.status_code not in expected:
            yield f"{name} of {relation} unit as {role or 'nobody'}: {answer.status_code}, expected {expected}"


@pytest.mark.django_db
def test_the_workbench_shows_each_role_what_is_its_own(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # what it adds is tested with the accounts
    world = build()
    wrong: list[str] = []
    for role in (None, *sorted(STAFF_ROLES)):
        client = Client(raise_request_exception=False)
        if role is not None:
            client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
        for name, row in WORKBENCH.items():
            wrong += _wrong(client, name, row, world, role)
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong)


@pytest.mark.django_db
def test_the_public_site_is_the_same_for_everybody(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # what it adds to the internal part is tested in tests/site
    world = build()
    wrong: list[str] = []
    for role in (None, "clerk", "operator"):
        client = Client(raise_request_exception=False)
        if role is not None:
            client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
        for name, row in PUBLIC.items():
            for prefix in ("", "-en"):
                if prefix and not row.english:
                    continue
                for relation in CODES:
                    address = reverse(f"site:{name}{prefix}", kwargs=row.fill(world.things[relation]))
                    expected = row.found if role is not None or not row.inside else (302,)
                    answer = client.get(address)
                    answer.close()
                    if answer.status_code not in expected:
                        wrong.append(
                            f"{name}{prefix} of {relation} unit as {role or 'nobody'}: {answer.status_code}, expected {expected}"
                        )
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong)
