"""Archives: what is handed out, and what is refused before anything is."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from gongkai.intake.archives import members
from gongkai.intake.limits import Limits
from gongkai.intake.trouble import Unreadable


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz", link: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        if link:
            entry = tarfile.TarInfo("link")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
    return buffer.getvalue()


def contents(origin: bytes | Path, limits: Limits | None = None) -> dict[str, bytes]:
    with members(origin, limits or Limits(), "site") as found:
        return {str(member.path): member.read() for member in found}


def refusal(origin: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as caught:
        contents(origin, limits)
    return caught.value.objection.code


FILES = {"index.html": b"<p>1</p>", "zwgk/2020/a.html": b"<p>2</p>"}


@pytest.mark.parametrize("content", [zipped(FILES), tarred(FILES), tarred(FILES, "w:xz"), tarred(FILES, "w")])
def test_archives_of_every_kind_are_gone_through(content: bytes) -> None:
    assert contents(content) == FILES


def test_a_folder_is_gone_through_without_its_links(tmp_path: Path) -> None:
    (tmp_path / "site" / "zwgk").mkdir(parents=True)
    (tmp_path / "secret").write_text("x")
    (tmp_path / "site" / "zwgk" / "a.html").write_bytes(b"1")
    (tmp_path / "site" / "out").symlink_to(tmp_path / "secret")
    assert contents(tmp_path / "site") == {"zwgk/a.html": b"1"}


@pytest.mark.parametrize("name", ["../a.html", "/etc/passwd", "a/../../b", "C:/a.html", "..\\a.html", "a\nb.html"])
def test_paths_that_leave_the_archive_are_refused(name: str) -> None:
    assert refusal(zipped({"ok.html": b"1", name: b"2"})) == "unsafe_path"
    assert refusal(tarred({"ok.html": b"1", name: b"2"})) == "unsafe_path"


def test_links_are_refused() -> None:
    assert refusal(tarred(FILES, link="/etc/passwd")) == "link"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert refusal(buffer.getvalue()) == "link"


def test_bombs_are_refused() -> None:
    assert refusal(zipped({"a": bytes(50 * 1024 * 1024)})) == "bomb"
    assert refusal(zipped({"a": bytes(3000)}), Limits(expanded_bytes=2000)) == "bomb"
    assert refusal(tarred({"a": bytes(3000)}), Limits(expanded_bytes=2000)) == "bomb"
    assert refusal(zipped({str(number): b"" for number in range(20)}), Limits(members=10)) == "too_many_members"


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    content = bytearray(zipped({"a.txt": bytes(100_000)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + offset
        content[place : place + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(content)) == "damaged"


def test_damaged_encrypted_and_empty_archives_are_refused() -> None:
    whole = zipped(FILES)
    assert refusal(whole[:-30]) == "damaged"
    assert refusal(b"no archive at all") == "damaged"
    assert refusal(b"") == "empty"
    locked = bytearray(whole)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    assert refusal(bytes(locked)) == "encrypted"


def test_names_from_chinese_windows_are_spelled_right() -> None:
    raw = zipped({"xxxx.html": b"1"}).replace(b"xxxx.html", "公开.html".encode("gb18030"))
    assert list(contents(raw)) == ["公开.html"]
