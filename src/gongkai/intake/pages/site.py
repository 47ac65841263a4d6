"""A folder or archive of saved pages, gone through twice: once for its addresses, once for its articles."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from gongkai.intake.archives import Member, members
from gongkai.intake.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from gongkai.intake.pages.article import read_page
from gongkai.intake.pages.links import SiteMap, is_host, is_page_name, key, own_address
from gongkai.intake.pages.model import NotUnderstood, PageKind, PageLimits, Recognised, SavedPage, SiteItem
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.text import Text

__all__ = ["read_page", "read_site"]

_HEAD: Final = 16_384
_HTML: Final = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|title|table|div|p|frameset)\b", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"\.(?:css|js|json|xml|rss|jpe?g|png|gif|bmp|ico|svg|webp|woff2?|ttf|eot|swf|pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|"
    r"rar|7z|mp[34]|flv|wmv|txt|csv|map|db|ini|ds_store)$",
    re.IGNORECASE,
)
_CANONICAL: Final = (
    re.compile(
        rb"<link[^<>]{1,300}?rel\s*=\s*[\"']?canonical[\"']?[^<>]{1,300}?href\s*=\s*[\"']([^\"'<>]{8,2000})",
        re.IGNORECASE,
    ),
    re.compile(
        rb"<link[^<>]{1,300}?href\s*=\s*[\"']([^\"'<>]{8,2000})[\"'][^<>]{1,300}?rel\s*=\s*[\"']?canonical",
        re.IGNORECASE,
    ),
)
_SAVED_FROM: Final = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S{8,2000}?)\s*-->", re.IGNORECASE)
_MIRRORED: Final = re.compile(rb"Mirrored from\s+(\S{4,2000})\s+by HTTrack", re.IGNORECASE)
_TITLE: Final = re.compile(
    rb"<title[^>]*>(.{0,400}?)</title|name=\"ArticleTitle\"\s+content=\"([^\"]{0,400})", re.IGNORECASE | re.DOTALL
)
_FILES: Final = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"Rar!",
    b"\x1f\x8b",
)


@dataclass(slots=True)
class _Known:
    """What the first pass learnt: addresses of every page, and pages that may be the same."""

    site: SiteMap = field(default_factory=SiteMap)
    address: dict[str, str] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    group: dict[str, str] = field(default_factory=dict)


def read_site(
    origin: Path | str | bytes,
    *,
    address: str = "",
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    page_limits: PageLimits = PageLimits(),  # noqa: B008 (frozen)
) -> Iterator[SiteItem]:
    """Yield what a saved site holds, one item for every page, in the order of the archive.

    Arguments: origin, a folder, a .zip or .tar (.gz, .bz2, .xz), or the bytes of one; address, of the folder's root,
    where folders do not tell it (“http://www.example.gov.cn/”); name, shown; limits, of the archive; page_limits.
    Style sheets, scripts and files are not listed; they are the targets of links.
    Raises: Unreadable, when the folder or archive cannot be gone through safely; nothing was handed out then.
    """
    known = _survey(origin, address, name, limits, page_limits)
    return _read(origin, name, limits, page_limits, known)


def _read(
    origin: Path | str | bytes, name: str | None, limits: Limits, page_limits: PageLimits, known: _Known
) -> Iterator[SiteItem]:
    first: dict[tuple[str, bytes], PurePosixPath] = {}
    if not isinstance(origin, bytes) and Path(origin).is_dir():
        yield from _symbolic(Path(origin))
    with members(origin, limits, name) as found:
        for member in found:
            path = str(member.path)
            if path not in known.site.pages:
                if member.size and _unread(path):
                    yield _no_page(member)
                continue
            if member.size > page_limits.page_bytes:
                yield _too_large(member, page_limits)
                continue
            item = read_page(
                member.read(),
                member.path,
                address=known.address.get(path, ""),
                others=known.others.get(path, ()),
                site=known.site,
                limits=page_limits,
            )
            yield _merged(item, known.group.get(path), first)


def _merged(item: SiteItem, group: str | None, first: dict[tuple[str, bytes], PurePosixPath]) -> SiteItem:
    if not isinstance(item, SavedPage) or group is None:
        return item
    plain = re.sub(r"<[^>]*>|\s+", "", item.body)
    digest = hashlib.blake2b(f"{item.title}\n{plain}".encode(), digest_size=16).digest()
    of = first.setdefault((group, digest), item.path)
    if of == item.path:
        return item
    return Recognised(
        item.path,
        PageKind.DUPLICATE,
        Text(f"与 {of} 相同", f"The same as {of}"),
        item.old_address,
        of,
        item.other_addresses,
    )


def _survey(
    origin: Path | str | bytes, address: str, name: str | None, limits: Limits, page_limits: PageLimits
) -> _Known:
    known = _Known()
    canonical: dict[str, list[tuple[str, bytes]]] = {}
    said: dict[str, tuple[str, ...]] = {}
    with members(origin, limits, name) as found:
        for member in found:
            path = str(member.path)
            known.site.members.add(path)
            if member.size > page_limits.page_bytes:
                if is_page_name(path):
                    known.site.pages.add(path)
                continue
            if _OTHER.search(path) and not is_page_name(path):
                continue
            data = member.read()
            # Download scripts are saved under the name of a page.
            if data.startswith(_FILES) or (not is_page_name(path) and not _HTML.search(data[:2048])):
                continue
            known.site.pages.add(path)
            _survey_page(path, data[:_HEAD], canonical, said)
    known.site.roots = _roots(known.site.members)
    _settle(known, canonical, said, address)
    return known


def _survey_page(
    path: str, head: bytes, canonical: dict[str, list[tuple[str, bytes]]], said: dict[str, tuple[str, ...]]
) -> None:
    for pattern in _CANONICAL:
        if (found := pattern.search(head)) and (url := _url(found.group(1))):
            title = _TITLE.search(head)
            canonical.setdefault(url, []).append((path, title.group() if title else b""))
            break
    comments = (_SAVED_FROM.search(head), _MIRRORED.search(head))
    said[path] = tuple(url for comment in comments if comment and (url := _url(comment.group(1))))


def _url(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace").strip().replace("&amp;", "&")
    text = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and "." in parts.netloc else ""


def _settle(
    known: _Known,
    canonical: dict[str, list[tuple[str, bytes]]],
    said: dict[str, tuple[str, ...]],
    address: str,
) -> None:
    told: dict[str, str] = {}
    for url, pages in canonical.items():
        # Templates that name the home page on every page: such an address says nothing.
        if len({title for _, title in pages}) == 1:
            for path, _ in pages:
                told[path] = url
                if len(pages) > 1:
                    known.group[path] = key(url)
    for path in sorted(known.site.pages):
        own = own_address(path, address, known.site.roots)
        everything = dict.fromkeys((*([told[path]] if path in told else []), *said.get(path, ()), own))
        # A file's place in the archive says less than an address, but more than nothing.
        ordered = [url for url in everything if "://" in url] or [own]
        known.address[path] = ordered[0]
        known.others[path] = tuple(ordered[1:])
        for url in ordered:
            if "://" in url:
                known.site.at.setdefault(key(url), path)
                known.site.hosts.add(urlsplit(url).netloc.lower())


def _roots(paths: set[str]) -> tuple[str, ...]:
    top = {path.partition("/")[0] for path in paths if "/" in path}
    hosts = sorted(folder for folder in top if is_host(folder))
    if hosts:
        return (*hosts, "")
    lone = next(iter(top)) if len(top) == 1 and all("/" in path for path in paths) else ""
    if not lone:
        return ("",)
    inside = {path.split("/")[1] for path in paths if path.count("/") > 1}
    return (*sorted(f"{lone}/{folder}" for folder in inside if is_host(folder)), lone, "")


def _unread(path: str) -> bool:
    return bool(re.search(r"\.(?:mht|mhtml|webarchive|maff|warc(?:\.gz)?)$", path, re.IGNORECASE))


def _no_page(member: Member) -> NotUnderstood:
    return NotUnderstood(
        member.path,
        Objection(
            "page.container",
            "单文件网页归档不能直接读取；请用浏览器另存为“网页，全部”再导入",
            "A web archive in one file cannot be read; save it in a browser as “web page, complete”",
        ),
    )


def _too_large(member: Member, limits: PageLimits) -> NotUnderstood:
    most = limits.page_bytes // MEGABYTE
    return NotUnderstood(
        member.path,
        Objection(
            "page.too_large",
            f"网页有 {member.size // MEGABYTE} MB，上限为 {most} MB，没有读取",
            f"The page has {member.size // MEGABYTE} MB, the limit is {most} MB; it was not read",
        ),
    )


def _symbolic(root: Path) -> Iterator[NotUnderstood]:
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            yield NotUnderstood(
                PurePosixPath(path.relative_to(root).as_posix()),
                Objection(
                    "page.link", "符号链接可能指向文件夹之外，没有读取", "A symbolic link may lead outside; not read"
                ),
            )
