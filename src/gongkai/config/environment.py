"""Every setting that an operator can give, in one table: name, type, default, meaning.

``docs/settings.md`` is generated from it, so the table and the code cannot differ.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environs import Env

CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Variable:
    """One environment variable.

    Args:
        name: with the prefix ``GONGKAI_``.
        kind: ``str``, ``bool``, ``int``, ``list`` or ``path``.
        default: used when the variable is absent; ``None`` when there is none.
        zh: meaning, in Chinese.
        en: meaning, in English.
    """

    name: str
    kind: str
    default: Any
    zh: str
    en: str


VARIABLES = (
    Variable("GONGKAI_HOME", "path", str(CHECKOUT / "var"), "数据目录：数据库、文件、索引", "Data folder: database, files, index"),
    Variable("GONGKAI_SECRET_KEY", "str", None, "密钥；不设则首次启动时生成并存于数据目录",
             "Secret key; made at first start and kept in the data folder when absent"),
    Variable("GONGKAI_DATABASE_URL", "str", None, "数据库地址，如 postgres://…；不设则用 SQLite",
             "Database address such as postgres://…; SQLite when absent"),
    Variable("GONGKAI_DEBUG", "bool", False, "调试模式，不得用于正式环境", "Debug mode, never in production"),
    Variable("GONGKAI_HOSTS", "list", "127.0.0.1,localhost,[::1]", "允许的主机名", "Host names served"),
    Variable("GONGKAI_BASE_URL", "str", "http://127.0.0.1:8000", "公开网站的完整地址，用于二维码、订阅和网站地图",
             "Full address of the public site, for QR codes, feeds and sitemap"),
    Variable("GONGKAI_HTTPS", "bool", False, "是否经 HTTPS 提供服务", "Whether served over HTTPS"),
    Variable("GONGKAI_FACES", "list", "public,internal", "本节点提供的门面：public、internal",
             "Faces this node serves: public, internal"),
    Variable("GONGKAI_SITE_NAME", "str", "明川区政务公开", "网站名称", "Name of the site"),
    Variable("GONGKAI_SITE_NAME_EN", "str", "Mingchuan District Open Government", "网站英文名称", "English name of the site"),
    Variable("GONGKAI_SITE_CODE", "str", "9901010001", "网站标识码", "Site identification code"),
    Variable("GONGKAI_SITE_ORGANISER", "str", "明川区人民政府办公室", "主办单位", "Organiser named in the footer"),
    Variable("GONGKAI_SITE_ORGANISER_EN", "str", "Office of the Mingchuan District People's Government", "主办单位英文名称", "Organiser in English"),
    Variable("GONGKAI_SITE_ICP", "str", "", "ICP 备案号", "ICP registration number"),
    Variable("GONGKAI_SITE_POLICE", "str", "", "公安备案号", "Police registration number"),
    Variable("GONGKAI_SITE_PHONE", "str", "0990-12345", "联系电话", "Telephone in the footer"),
    Variable("GONGKAI_EMAIL_URL", "str", "", "发信地址 smtp://…；不设则不发邮件", "Mail server smtp://…; no mail when absent"),
    Variable("GONGKAI_EMAIL_FROM", "str", "gongkai@localhost", "发件人", "Sender of mail"),
    Variable("GONGKAI_NOTIFY_URLS", "list", "", "全区通知渠道（企业微信、钉钉、飞书的 webhook 地址）",
             "District-wide notification channels (WeCom, DingTalk, Feishu webhooks)"),
    Variable("GONGKAI_HOLIDAYS", "path", "", "补充节假日表（YAML），用于国务院新通知",
             "Extra holiday table (YAML) for a new State Council notice"),
    Variable("GONGKAI_LAW_TEXTS", "path", "", "法规文本目录或压缩包，供标准目录检查引用条款",
             "Folder or archive of law texts, for checking cited articles"),
    Variable("GONGKAI_MAX_UPLOAD_MB", "int", 50, "单个附件大小上限（MB）", "Largest attachment in MB"),
    Variable("GONGKAI_SECOND_FACTOR", "bool", None, "公开办和运维人员必须使用第二因素；不设则除演示区外都必须",
             "Second factor mandatory for office and operators; everywhere but in a demo district when absent"),
    Variable("GONGKAI_PROXIES", "int", 0, "前面有几层反向代理；用于识别来访地址，锁定连续输错密码的人",
             "Number of reverse proxies in front, to know the visitor's address when locking out"),
    Variable("GONGKAI_LOG_LEVEL", "str", "INFO", "日志级别", "Log level"),
    Variable("GONGKAI_DEMO", "bool", False, "演示区：登录页显示演示账号", "Demo district: the log-in page shows the demo accounts"),
)  # fmt: skip

_env = Env()


def value(name: str) -> Any:
    """The value of a variable of :data:`VARIABLES`, typed.

    Raises:
        KeyError: the name is not in the table.
    """
    variable = {row.name: row for row in VARIABLES}[name]
    if variable.kind == "bool":
        return _env.bool(name, variable.default)
    if variable.kind == "int":
        return _env.int(name, variable.default)
    if variable.kind == "list":
        return [item.strip() for item in _env.str(name, variable.default).split(",") if item.strip()]
    if variable.kind == "path":
        text = _env.str(name, variable.default)
        return Path(text) if text else None
    return _env.str(name, variable.default)


def secret_key(home: Path) -> str:
    """The secret key: from the environment, else from the data folder, where it is made once for its owner only."""
    given: str | None = value("GONGKAI_SECRET_KEY")
    if given:
        return given
    file = home / "secret-key"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return file.read_text(encoding="ascii").strip()


def settings_table(language: str = "zh") -> str:
    """The table of variables as Markdown, for the documents."""
    head = ("变量", "默认", "说明") if language == "zh" else ("Variable", "Default", "Meaning")
    rows = [f"| {head[0]} | {head[1]} | {head[2]} |", "|---|---|---|"]
    for row in VARIABLES:
        default = "" if row.default is None else str(row.default).replace(str(CHECKOUT), ".")
        meaning = row.zh if language == "zh" else row.en
        rows.append(f"| `{row.name}` | {f'`{default}`' if default else '–'} | {meaning} |")
    return "\n".join(rows) + "\n"
