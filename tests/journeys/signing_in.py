"""Logging in as one of the demo accounts."""

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import Page

from gongkai.demo.accounts import PASSWORD


def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the log-in page."""
    page.goto("/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", password)
    page.click("main button.primary")


def one_time_code(secret: str) -> str:
    """The six digits an authenticator shows now (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
