"""The scripts that set the project up."""

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.house.sources import ROOT


def script(name: str) -> ModuleType:
    """A module of `scripts/`, which is no package."""
    specification = importlib.util.spec_from_file_location(f"scripts_{name}", ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


LISTING = """\
:env:.timeout='180'
global.cert='/etc/ssl/ours.pem'
global.extra-index-url='https://a.example/simple\\nhttps://b.example/simple'
global.index-url='https://global.example/simple'
global.timeout='15'
install.index-url='https://install.example/simple'
list.format='columns'
something unreadable
"""


def test_the_strongest_source_of_pip_settings_wins():
    settings = script("indexes").pip_settings(LISTING)
    assert settings["index-url"] == "https://install.example/simple"
    assert settings["timeout"] == "180"
    assert "format" not in settings


def test_uv_is_told_where_pip_would_look(monkeypatch: pytest.MonkeyPatch):
    indexes = script("indexes")
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "SSL_CERT_FILE", "UV_HTTP_TIMEOUT"):
        monkeypatch.delenv(name, raising=False)
    told = indexes.uv_environment(indexes.pip_settings(LISTING))
    assert told["UV_DEFAULT_INDEX"] == "https://install.example/simple"
    assert told["UV_INDEX"] == "https://a.example/simple https://b.example/simple"
    assert told["SSL_CERT_FILE"] == "/etc/ssl/ours.pem"
    assert told["UV_HTTP_TIMEOUT"] == "180"
    assert "ALL_PROXY" not in told


def test_own_settings_for_uv_stay(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example/simple")
    assert "UV_DEFAULT_INDEX" not in script("indexes").uv_environment({"index-url": "https://pip.example/simple"})


TEMPLATE = (
    '{% load i18n %}{% translate "提交" %}{% trans "撤回" context "按钮" %}'
    "{% blocktranslate count n=total %}共 {{ n }} 条{% plural %}共 {{ n }} 条{% endblocktranslate %}"
    '{{ _(\'首页\') }}<p>{{ t("单位") }}</p>{{ format("不是") }}'
)
CODE = '_("甲" "乙")\npgettext("月", "三")\nngettext("一条", "%(n)s 条", n)\n_(variable)\nself.other("不是")\n'


@pytest.mark.parametrize(
    ("reader", "source", "expected"),
    [
        ("_in_template", TEMPLATE, {"提交", "撤回", "共 %(n)s 条", "首页", "单位"}),
        ("_in_python", CODE, {"甲乙", "三", "一条"}),
    ],
)
def test_messages_are_found_where_they_are_used(reader: str, source: str, expected: set[str]):
    found = set(getattr(script("messages"), reader)(source))
    assert {message.text for message in found} == expected


def test_every_message_has_its_english():
    found = script("messages").problems()
    assert not found, "\n".join(found)
