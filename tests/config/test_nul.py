"""NUL in a request is the request's fault on both databases, never an error of the server."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/search/?q=%00预算%00", "/search/?unit=a%00b", "/search/?q=%2500"])
def test_nul_in_a_query_is_left_out(address: str) -> None:
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("address", ["/units/a%00b/", "/duties/%00/", "/disclosures/1%00/2026-1/", "/%00"])
def test_nul_in_an_address_finds_nothing(address: str) -> None:
    assert Client().get(address).status_code in {400, 404}


def test_nul_in_a_form_is_refused_or_left_out() -> None:
    answer = Client().post("/accounts/login/", {"login": "a\0b", "password": "c\0d"})
    assert answer.status_code in {200, 400}
