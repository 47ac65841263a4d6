"""Notices really leave: mail to a mail server, messages to the robots of WeCom, DingTalk and Feishu."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import apprise
import pytest
from django.utils import timezone

from gongkai.journal.actors import SYSTEM
from gongkai.units.models import Person
from gongkai.units.roles import Role
from gongkai.workbench import tasks
from gongkai.workbench.actions import Words, give_notices
from gongkai.workbench.models import Notice
from gongkai.workbench.webhooks import channel
from tests.workbench.office import Office, build

ROBOTS = {
    "wecombot": ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333", "/wecombot?{key}"),
    "dingtalk": ("https://oapi.dingtalk.com/robot/send?access_token=abc123def456", "/dingtalk?{token}"),
    "feishu": ("https://open.feishu.cn/open-apis/bot/v2/hook/aaaa-bbbb-cccc", "/feishu?{token}"),
}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (ROBOTS["wecombot"][0], "wecombot://11111111-2222-3333"),
        (ROBOTS["dingtalk"][0], "dingtalk://abc123def456"),
        (ROBOTS["feishu"][0], "feishu://aaaa-bbbb-cccc"),
        ("https://open.larksuite.com/open-apis/bot/v2/hook/aaaa", "lark://aaaa"),
        ("feishu://token", "feishu://token"),
        ("http://open.feishu.cn/open-apis/bot/v2/hook/aaaa", ""),
        ("https://open.feishu.cn.example/open-apis/bot/v2/hook/aaaa", ""),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/../x@10.0.0.1", ""),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send", ""),
        ("https://10.0.0.1/hook", ""),
        ("json://localhost/", ""),
    ],
)
def test_only_the_robots_of_known_services_are_channels(address: str, expected: str) -> None:
    assert channel(address) == expected


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    """What the three services would have received, on a server of this machine in their place."""
    received: list[tuple[str, Any]] = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append((self.path, body))
            answer = b'{"errcode": 0, "errmsg": "ok", "code": 0, "StatusCode": 0}'
            self.send_response(500 if "broken" in self.path else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for scheme, (_address, path) in ROBOTS.items():
            plugin = apprise.plugins.N_MGR[scheme]
            monkeypatch.setattr(plugin, "notify_url", f"http://127.0.0.1:{server.server_port}{path}")
            monkeypatch.setattr(plugin, "request_rate_per_sec", 0)
        yield received
        server.shutdown()


@pytest.fixture
def mailbox() -> Iterator[tuple[int, list[str]]]:
    """A mail server that accepts everything: its port and the letters it got."""
    letters: list[str] = []

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            for line in self.rfile:
                word = line[:4].upper()
                if word == b"DATA":
                    self.say("354 go on")
                    letters.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                self.say("221 bye" if word == b"QUIT" else "250 ok")
                if word == b"QUIT":
                    return

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], letters
        server.shutdown()


@pytest.fixture
def office(db: None, settings: Any) -> Office:
    settings.SECOND_FACTOR_REQUIRED = False
    return build()


@pytest.fixture
def clerk(office: Office) -> Callable[..., Person]:
    def having(**fields: Any) -> Person:
        one = office.person(Role.CLERK, "village")
        Person.objects.filter(pk=one.pk).update(**fields)
        return Person.objects.get(pk=one.pk)

    return having


def notify(person: Person) -> int:
    words = {person.pk: Words("k", "3 项任务已逾期", "3 tasks overdue", "/workbench/")}
    give_notices(words, actor=SYSTEM, at=timezone.now())
    return int(tasks.send_notices.call([Notice.objects.latest("pk").pk]))


def test_a_notice_reaches_the_robots_a_clerk_pasted(office: Office, clerk: Callable[..., Person], heard: Any) -> None:
    pasted = "\n".join(address for address, _path in ROBOTS.values())
    answer = office.client(Role.CLERK, "village").post(
        "/workbench/account/", {"notify_urls": pasted, "language": "zh-hans"}
    )
    assert answer.status_code == 302
    assert notify(Person.objects.get(username="clerk-village")) == 3
    assert {path.split("?")[0] for path, _body in heard} == {"/wecombot", "/dingtalk", "/feishu"}
    for path, body in heard:
        said = json.dumps(body, ensure_ascii=False)
        assert "3 项任务已逾期" in said, path
        assert "/workbench/" in said, "the message leads to the page"


def test_the_district_channel_takes_an_address_as_the_robot_shows_it(
    settings: Any, clerk: Callable[..., Person], heard: Any
) -> None:
    settings.NOTIFY_URLS = [ROBOTS["dingtalk"][0]]
    assert notify(clerk()) == 1
    assert [path for path, _body in heard] == ["/dingtalk?abc123def456"]


def test_a_service_that_fails_is_not_counted(clerk: Callable[..., Person], heard: Any) -> None:
    assert notify(clerk(notify_urls=["feishu://broken"])) == 0
    assert heard


def test_mail_is_handed_to_the_mail_server(
    settings: Any, clerk: Callable[..., Person], mailbox: tuple[int, list[str]]
) -> None:
    port, letters = mailbox
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.DEFAULT_FROM_EMAIL = "gongkai@district.example"
    assert notify(clerk(email="clerk@village.example", language="en")) == 1
    assert len(letters) == 1
    assert "clerk@village.example" in letters[0]
    assert "gongkai@district.example" in letters[0]


def test_nothing_is_queued_where_no_channel_leads_outside(
    settings: Any, clerk: Callable[..., Person], django_capture_on_commit_callbacks: Any
) -> None:
    def queued(key: str, person: Person) -> int:
        with django_capture_on_commit_callbacks() as callbacks:
            give_notices({person.pk: Words(key, "甲", "A", "/")}, actor=SYSTEM, at=timezone.now())
        return len(callbacks)

    assert queued("a", clerk()) == 0
    assert queued("b", clerk(notify_urls=["feishu://token"])) == 1
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    assert queued("c", clerk(notify_urls=[])) == 1
