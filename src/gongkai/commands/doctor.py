"""``gongkai doctor``: what this installation needs, has and lacks, with the remedy beside each finding."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import typer

from gongkai.commands import django

GIGABYTE = 1024**3
MIN_FREE = 2 * GIGABYTE
NOTICE = timedelta(days=45)  # before the holiday table ends
WAITING = timedelta(minutes=10)  # a queued task that waits longer has no worker


@dataclass(frozen=True)
class Report:
    """One line: ``state`` is ``ok``, ``warn`` or ``bad``."""

    state: str
    what: str
    remedy: str = ""


def doctor() -> None:
    """检查运行环境并给出处理办法。Look at the installation; exits 1 when something must be mended."""
    django.load()
    reports = [look() for look in _LOOKS]
    marks = {"ok": "✓", "warn": "!", "bad": "✗"}
    for report in reports:
        typer.echo(f"{marks[report.state]} {report.what}" + (f"\n    → {report.remedy}" if report.remedy else ""))
    if any(report.state == "bad" for report in reports):
        raise typer.Exit(1)


def _python() -> Report:
    return Report("ok", f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {sys.platform}")


def _home() -> Report:
    from django.conf import settings

    settings.HOME.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.HOME).free
    where = f"数据目录 {settings.HOME}，可用 {free / GIGABYTE:.1f} GB · data folder, free space"
    if not os.access(settings.HOME, os.W_OK):
        return Report("bad", where, "目录不可写，请修改权限 · not writable; change its permissions")
    if free < MIN_FREE:
        return Report("warn", where, "空间不足 2 GB，请清理或扩容 · less than 2 GB left")
    return Report("ok", where)


def _database() -> Report:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Report(
            "bad",
            f"数据库连接失败 · no database: {str(error).splitlines()[0]}",
            "检查 GONGKAI_DATABASE_URL · check the address",
        )
    return Report("ok", f"数据库 · database: {connection.vendor}")


def _holidays() -> Report:
    from gongkai.duties.queries import working_calendar

    horizon = working_calendar().horizon
    text = f"节假日表到 {horizon} · holiday table until then"
    today = date.today()  # noqa: DTZ011 the operator's own day
    if horizon < today:
        return Report(
            "bad", text,
            "升级软件，或用 GONGKAI_HOLIDAYS 提供国务院通知的放假安排 · upgrade, or give the notice through GONGKAI_HOLIDAYS",
        )  # fmt: skip
    if horizon < today + NOTICE:
        return Report(
            "warn", f"{text}；之后的截止日为暂定 · later due dates are provisional",
            "国务院公布后升级软件，或用 GONGKAI_HOLIDAYS 提供 · upgrade once it is announced, or give the notice",
        )  # fmt: skip
    return Report("ok", text)


def _rulebook() -> Report:
    from gongkai.duties.queries import findings, version_on

    today = date.today()  # noqa: DTZ011 the operator's own day
    version = version_on(today)
    if version is None:
        return Report("bad", "没有施行中的标准目录 · no rulebook in force", "运行 gongkai setup · run it")
    text = f"标准目录 · rulebook: {version}，{version.effective_from}"
    wrong = [one for one in findings(version, today) if one.severity == "error"]
    if wrong:
        return Report(
            "warn", f"{text}；{len(wrong)} 个错误，如 {wrong[0].where}：{wrong[0].zh} · {wrong[0].en}",
            "请公开办在“标准目录”中更新 · the office puts a corrected version into force",
        )  # fmt: skip
    return Report("ok", text)


def _worker() -> Report:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    late = DBTaskResult.objects.ready().filter(enqueued_at__lte=now - WAITING).count()
    if late:
        return Report(
            "bad", f"{late} 个后台任务等了十分钟以上 · queued tasks wait for more than ten minutes",
            "启动 gongkai worker，或看它的日志 · start it, or read its log",
        )  # fmt: skip
    if count := DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=7)).count():
        return Report(
            "warn", f"一周内 {count} 个后台任务失败 · background tasks failed within a week",
            "看 gongkai worker 的日志 · read its log",
        )  # fmt: skip
    return Report("ok", "后台任务没有积压 · no queued task waits")


def _accounts() -> Report:
    from django.conf import settings

    from gongkai.units.queries import without_second_factor

    names = without_second_factor() if settings.SECOND_FACTOR_REQUIRED else []
    if names:
        return Report(
            "warn", f"还没有设置第二因素，登录后看不到工作台：{'、'.join(names)} · accounts without a second factor yet",
            "请本人登录设置；丢失的用 gongkai account factor 清除 · they set it up at log-in",
        )  # fmt: skip
    return Report(
        "ok", "公开办和运维账号没有缺第二因素的 · no office or operator account lacks the second factor it owes"
    )


def _second_factor() -> Report:
    from django.conf import settings

    if settings.SECOND_FACTOR_REQUIRED:
        return Report("ok", "公开办和运维人员须用第二因素 · second factor mandatory for office and operators")
    return Report("warn", "第二因素未强制 · second factor not mandatory", "正式环境请勿设置 GONGKAI_SECOND_FACTOR=0")


def _debug() -> Report:
    from django.conf import settings

    if settings.DEBUG:
        return Report("bad", "调试模式开启 · debug mode is on", "去掉 GONGKAI_DEBUG · unset it")
    state = "ok" if settings.HTTPS else "warn"
    return Report(
        state,
        "HTTPS" if settings.HTTPS else "未启用 HTTPS · no HTTPS",
        "" if settings.HTTPS else "正式环境设置 GONGKAI_HTTPS=1",
    )


_LOOKS: tuple[Callable[[], Report], ...] = (
    _python, _home, _database, _holidays, _rulebook, _second_factor, _accounts, _worker, _debug,
)  # fmt: skip
