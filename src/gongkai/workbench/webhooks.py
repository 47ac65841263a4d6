"""Where notices may be sent: what a person copies from WeCom, DingTalk or Feishu, as the sending library writes it."""

from urllib.parse import parse_qs, urlsplit

SCHEMES = ("mailto://", "mailtos://", "wecombot://", "dingtalk://", "feishu://", "lark://")
_BY_QUERY = {
    ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send"): ("wecombot", "key"),
    ("oapi.dingtalk.com", "/robot/send"): ("dingtalk", "access_token"),
}
_BY_PATH = {"open.feishu.cn": "feishu", "open.larksuite.com": "lark"}
_HOOK = "/open-apis/bot/v2/hook/"


def channel(address: str) -> str:
    """The channel of an address; empty when notices cannot be sent there.

    Only the servers of the three services are known: a webhook of anybody else would let an account make this server
    call addresses of its choosing.

    Args:
        address: ``https://…`` as the group's robot shows it, or a channel already.
    """
    if address.startswith(SCHEMES):
        return address
    parts = urlsplit(address)
    if parts.scheme != "https":
        return ""
    host = parts.hostname or ""
    if host in _BY_PATH and parts.path.startswith(_HOOK):
        token = parts.path.removeprefix(_HOOK).strip("/")
        return f"{_BY_PATH[host]}://{token}" if _safe(token) else ""
    scheme, name = _BY_QUERY.get((host, parts.path), ("", ""))
    token = parse_qs(parts.query).get(name, [""])[0]
    return f"{scheme}://{token}" if scheme and _safe(token) else ""


def _safe(token: str) -> bool:
    return bool(token) and token.replace("-", "").replace("_", "").isalnum() and token.isascii()
