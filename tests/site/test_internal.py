"""What is meant for an internal audience never reaches anything public."""

import zlib
from datetime import date

from django.test import Client

from gongkai.disclosures.models import Disclosure
from gongkai.site import indexing
from gongkai.site.models import ListingEntry, Page
from gongkai.site.rendering import render_all
from gongkai.units.models import Person, RoleGrant
from gongkai.units.roles import Role
from tests.site.world import World

TITLE, TEXT, NOTE = "内部标记甲的公告", "内部标记乙的正文内容", "内部标记丙的备注"
MARKS = ("标记甲", "标记乙", "标记丙")
BODY = {"body": f"<p>{TEXT}</p>", "note": NOTE}
PUBLIC = (
    "/", "/en/", "/disclosures/", "/en/disclosures/", "/units/finance/", "/units/finance/duties/", "/units/finance/disclosures/",
    "/duties/inner/", "/duties/inner/disclosures/", "/duties/own/", "/categories/authority/", "/topics/02/", "/years/2026/", "/rates/",
    "/rates/units/finance/", "/rates/duties/inner/", "/rates/duties/own/", "/rates/overdue/", "/statutory/content/", "/feeds/", "/sitemap.xml",
    "/sitemap-0.xml", "/sitemap-1.xml", "/disclosures/feed.atom", "/units/finance/disclosures/feed.rss", "/duties/inner/disclosures/feed.atom",
    "/rates/list/due/", "/rates/units/finance/list/due/", "/rates/duties/inner/list/due/", "/rates/duties/own/list/content/",
    "/search/?q=标记甲", "/search/?q=标记乙", "/search/?q=标记丙", "/search/?q=内部",
)  # fmt: skip


def plant(world: World) -> list[Disclosure]:
    world.publish("大家都能看的公告")
    return [world.publish(TITLE, code, values=BODY) for code in ("inner", "own")]


def test_marks_of_internal_records_appear_nowhere_public(
    world: World, client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        planted = plant(world)
    addresses = [*PUBLIC, *(one.path for one in planted), *(f"/en{one.path}" for one in planted)]
    addresses += [f"{one.path}{name}" for one in planted for name in ("qr.svg", "poster-a3.pdf", "lines.csv")]
    answers = {path: client.get(path) for path in addresses}
    for one in planted:
        assert answers[one.path].status_code == 404
        assert answers[f"/en{one.path}"].status_code == 404
        assert answers[f"{one.path}qr.svg"].status_code == 404
    assert "大家都能看的公告" in answers["/"].content.decode()
    render_all()
    shown = {path: page.content.decode() for path, page in answers.items() if page.status_code == 200}
    shown |= {f"stored {page.path}": zlib.decompress(bytes(page.body), 31).decode() for page in Page.objects.all()}
    for path, text in shown.items():
        asked = path.partition("?q=")[2]
        # What was typed stands in the field and in the title; nowhere else.
        shown_only = text.replace(f'value="{asked}"', "").replace(f"<title>{asked} · ", "<title>")
        found = [mark for mark in MARKS if mark in shown_only]
        assert not found, path
        assert not [one.index_number for one in planted if one.index_number in text], path
    assert not ListingEntry.objects.filter(disclosure__in=planted).exists()
    assert len(indexing.index()) == 1


def member(username: str, unit, role: Role) -> Person:
    person = Person.objects.create(username=username, name="某人")
    RoleGrant.objects.create(person=person, unit=unit, role=role, starts_on=date(2020, 1, 1))
    return person


def test_internal_records_are_read_after_log_in_by_those_entitled(world: World, client: Client) -> None:
    inner, own = plant(world)
    address = f"/internal{inner.path}"
    assert client.get(address).status_code == 302
    assert client.get("/internal/").status_code == 302
    client.force_login(
        member("leader", world.finance, Role.UNIT_LEADER), backend="django.contrib.auth.backends.ModelBackend"
    )
    page = client.get(address)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert TITLE in page.content.decode()
    assert "canonical" not in page.content.decode()
    assert TITLE in client.get("/internal/").content.decode()
    client.force_login(
        member("stranger", world.village, Role.CLERK), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(address).status_code == 404
    assert client.get(f"/internal{own.path}").status_code == 404
    assert TITLE not in client.get("/internal/").content.decode()


def test_who_owes_a_second_factor_sees_nothing_internal_without_one(world: World, client: Client, settings) -> None:
    inner = plant(world)[0]
    client.force_login(member("office", world.finance, Role.OFFICE_STAFF), "django.contrib.auth.backends.ModelBackend")
    for required, status in ((True, 302), (False, 200)):
        settings.SECOND_FACTOR_REQUIRED = required
        for path in ("/internal/", f"/internal{inner.path}"):
            answer = client.get(path)
            assert answer.status_code == status, path
            assert (TITLE in answer.content.decode()) is not required
