"""Every kind of page of both faces, in both languages, before the Nu HTML checker: no error, no warning."""

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve, reverse

from gongkai.units.models import Person
from tests.access import world as access
from tests.access.table import PUBLIC, WORKBENCH
from tests.access.world import OWN
from tests.judges import nu

LOCALES = {"zh": "zh-hans", "en": "en"}
# What a page kind shows only in some states, beside the rows of the table of addresses.
MORE = (
    "/search/?q=公开", "/search/?q=公开&unit=liuxi&order=newest&from=2020-01-01", "/search/?q=无此内容xyz", "/nothing-here/", "/rates/list/due/",
    "/rates/overdue/", "/internal/",
)  # fmt: skip
ACCOUNTS = (
    "account_login", "account_reset_password", "account_set_password", "mfa_index", "mfa_activate_totp",
)  # fmt: skip


def public_pages(client: Client, prefix: str, things: access.Things) -> dict[str, str]:
    addresses = [
        reverse(f"site:{name}{'-en' if prefix else ''}", kwargs=row.fill(things))
        for name, row in PUBLIC.items()
        if row.english or not prefix
    ]
    found = {}
    for address in (*addresses, *(f"{prefix}{more}" for more in MORE if not (prefix and more.startswith("/internal")))):
        answer = client.get(address)
        if answer.status_code in {200, 404, 410} and answer["Content-Type"].startswith("text/html"):
            found[address] = b"".join(answer).decode()
        answer.close()
    return found


def staff_pages(world: access.World, language: str) -> dict[str, str]:
    found = {}
    for name, row in WORKBENCH.items():
        role = next(iter(sorted(row.who[OWN], key=lambda one: (one != "clerk", one != "office_staff", one))), None)
        if role is None:
            continue
        client = Client(raise_request_exception=False, headers={"accept-language": LOCALES[language]})
        client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
        address = reverse(f"workbench:{name}", kwargs=row.fill(world.things[OWN]))
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[f"{address} as {role} in {language}"] = b"".join(answer).decode()
        answer.close()
    return found


@pytest.fixture
def district(db, settings, tmp_path: Path) -> access.World:
    settings.SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT, settings.SEARCH_INDEX = tmp_path / "files", tmp_path / "search"
    return access.build()


def account_pages(person: Person, language: str) -> dict[str, str]:
    found = {}
    for name in ACCOUNTS:
        client = Client(headers={"accept-language": LOCALES[language]})
        if name not in {"account_login", "account_reset_password"}:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        found[f"{reverse(name)} in {language}"] = answer.content.decode()
    return found


def test_the_checker_has_nothing_against_any_page(district: access.World, client: Client, tmp_path: Path) -> None:
    nu.java()
    pages, staff = {}, {}
    for language in LOCALES:
        pages |= public_pages(client, "/en" if language == "en" else "", district.things[OWN])
        staff |= staff_pages(district, language) | account_pages(district.people["clerk"], language)
    kinds = Counter(resolve(address.partition("?")[0]).url_name for address in pages if "nothing" not in address)
    assert len(kinds) > 75
    assert len(staff) > 100
    folder = tmp_path / "pages"
    folder.mkdir()
    found = nu.check(pages | staff, folder)
    assert not found, f"{len(found)} wrong:\n" + "\n".join(found)


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>公开</title></head><body>{}</body></html>'
    folder = tmp_path / "pages"
    folder.mkdir()
    found = nu.check(
        {"good": page.format("<p>好</p>"), "bad": page.format("<p><div>坏</p>"), "odd": "没有文件头"}, folder
    )
    assert {one.partition(":")[0] for one in found} == {"bad", "odd"}
