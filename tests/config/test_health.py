"""The health page tells a load balancer and a person the same: what is wrong, and nothing about people."""

import pytest
from django.test import Client

from gongkai.duties.actions import install_builtin_rulebook

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_node_without_a_rulebook_is_not_ready(client: Client) -> None:
    answer = client.get("/health/", {"format": "json"})
    assert answer.status_code == 500
    assert "no rulebook in force" in answer.json()["RulebookInForce()"]


def test_a_ready_node_says_so_in_every_form(client: Client) -> None:
    install_builtin_rulebook()
    answer = client.get("/health/", {"format": "json"})
    assert answer.status_code == 200
    assert set(answer.json().values()) == {"OK"}
    metrics = client.get("/health/", {"format": "openmetrics"}).content.decode()
    assert 'check="RulebookInForce"} 1' in metrics
