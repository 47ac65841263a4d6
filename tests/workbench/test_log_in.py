"""Log-in: codes cannot be tried without end, keys are kept under the site's name."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from gongkai.units.models import Person
from tests.journeys.signing_in import one_time_code
from tests.workbench.office import PASSWORD

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
AUTHENTICATE = "/accounts/2fa/authenticate/"


@pytest.fixture
def secret() -> str:
    cache.clear()
    person = Person.objects.create_user("wen", PASSWORD, name="文")
    made: str = generate_totp_secret()
    TOTP.activate(person, made)
    return made


def with_password(client: Client) -> Client:
    answer = client.post("/accounts/login/", {"login": "wen", "password": PASSWORD})
    assert answer.headers["Location"].startswith(AUTHENTICATE)
    return client


def test_a_password_alone_lets_nobody_in(secret: str) -> None:
    client = with_password(Client())
    assert client.get("/workbench/").status_code == 302
    assert client.post(AUTHENTICATE, {"code": one_time_code(secret)}).headers["Location"] == "/workbench/"
    assert client.get("/workbench/").status_code == 200


def test_who_is_stuck_before_a_lost_factor_logs_in_once_it_is_taken_away(secret: str) -> None:
    client = with_password(Client())
    assert client.get("/accounts/login/").headers["Location"] == AUTHENTICATE
    Authenticator.objects.all().delete()
    assert client.get(AUTHENTICATE).headers["Location"] == "/accounts/login/"
    assert client.get("/accounts/login/").status_code == 200
    answer = client.post("/accounts/login/", {"login": "wen", "password": PASSWORD})
    assert answer.headers["Location"] == "/workbench/"


def test_five_wrong_codes_and_no_more_are_taken_from_any_browser(secret: str) -> None:
    client = with_password(Client())
    for _attempt in range(5):
        assert client.post(AUTHENTICATE, {"code": "000000"}).status_code == 200
    for browser in (client, with_password(Client())):
        assert browser.post(AUTHENTICATE, {"code": one_time_code(secret)}).status_code == 200
        assert browser.get("/workbench/").status_code == 302


def test_a_key_is_offered_under_the_name_of_the_site(secret: str, settings: Settings) -> None:
    client = with_password(Client())
    client.post(AUTHENTICATE, {"code": one_time_code(secret)})
    page = client.get("/accounts/2fa/webauthn/add/", headers={"host": "localhost:8000"})
    if page.status_code == 302:
        client.post(page.headers["Location"], {"password": PASSWORD, "code": one_time_code(secret)})
        page = client.get("/accounts/2fa/webauthn/add/", headers={"host": "localhost:8000"})
    offered = page.context["js_data"]["creation_options"]["publicKey"]
    assert offered["rp"] == {"id": "localhost", "name": settings.SITE["name"]}
    assert offered["user"]["name"] == "wen"


def test_no_password_is_sent_by_mail(secret: str, mailoutbox: list[object]) -> None:
    Person.objects.update(email="wen@mingchuan.example")
    browser = Client(headers={"accept-language": "zh-hans"})
    for answer in (browser.get(RESET), browser.post(RESET, {"email": "wen@mingchuan.example"})):
        assert answer.status_code == 200
        assert "不通过邮件重置密码" in answer.content.decode()
    assert mailoutbox == []
    client = with_password(Client())
    client.post(AUTHENTICATE, {"code": one_time_code(secret)})
    assert client.post("/accounts/email/", {"email": "x@y.example"}).headers["Location"] == "/workbench/account/"
    assert mailoutbox == []
