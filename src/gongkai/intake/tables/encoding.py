"""Which encoding a text file is in: tried strictly over the whole file, never guessed from a few bytes."""

import codecs
from collections.abc import Iterator

from charset_normalizer import from_bytes

from gongkai.intake.source import Source
from gongkai.intake.trouble import Unreadable

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A damaged UTF-8 file is told from another encoding by how rarely decoding fails.
_DAMAGE = 0.05


def detect(source: Source, given: str | None = None) -> str:
    """Return the name of the encoding of a whole text file.

    Arguments: source, the file; given, the encoding a person chose, which is then only checked.
    Raises: Unreadable, with the line of the first byte that does not fit.
    """
    if given:
        return _checked(source, given)
    head = source.head(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return _checked(source, name)
    if wide := _wide(head):
        return _checked(source, wide)
    if _first_failure(source, "utf-8") is None:
        return "utf-8"
    if _is_damaged_utf8(head):
        return _checked(source, "utf-8")
    if _first_failure(source, "gb18030") is None:
        return "gb18030" if _looks_simplified(head) else (_opinion(source, head) or "gb18030")
    opinion = _opinion(source, head)
    if opinion is None:
        raise Unreadable(
            "encoding",
            f"看不出 {source.name} 的文字编码；请在表格软件里另存为“CSV UTF-8”再试。",
            f"The encoding of {source.name} cannot be told; save it as “CSV UTF-8” in the spreadsheet program.",
        )
    return opinion


def _checked(source: Source, encoding: str) -> str:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise Unreadable("encoding", f"没有这种编码：{encoding}", f"There is no such encoding: {encoding}") from error
    line = _first_failure(source, encoding)
    if line is not None:
        raise Unreadable(
            "encoding",
            f"{source.name} 第 {line} 行有损坏的字符，不是完整的 {encoding} 文本；"
            "请用原文件在表格软件里另存为“CSV UTF-8”再试。",
            f"Line {line} of {source.name} holds broken characters, it is not whole {encoding} text; "
            "save the original as “CSV UTF-8” in the spreadsheet program.",
            row=line,
        )
    return encoding


def _chunks(source: Source) -> Iterator[bytes]:
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _first_failure(source: Source, encoding: str) -> int | None:
    """Return the line of the first byte that cannot be decoded, or None when all can."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for chunk in _chunks(source):
        try:
            line += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            return line + bytes(error.object[: error.start]).count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its ASCII characters is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) * 0.05 or min(even, odd) > max(even, odd) * 0.1:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_damaged_utf8(head: bytes) -> bool:
    text = head.decode("utf-8", errors="replace")
    foreign = sum(1 for character in text if ord(character) > 0x7F)
    return foreign > 0 and text.count("\ufffd") <= foreign * _DAMAGE + 1 and text.count("\ufffd") * 2 < foreign


def _looks_simplified(head: bytes) -> bool:
    """Whether most Chinese characters are among the 3,755 commonest of GB 2312 (rows B0 to D7)."""
    han = [character for character in head.decode("gb18030", errors="ignore") if "\u3400" <= character <= "\u9fff"]
    if not han:
        return False
    common = sum(
        1
        for character in han
        if 0xB0 <= character.encode("gb18030")[0] <= 0xD7 and character.encode("gb18030")[1] >= 0xA1
    )
    return common >= len(han) * 0.6


def _opinion(source: Source, head: bytes) -> str | None:
    best = from_bytes(head, cp_isolation=["big5", "cp950", "gb18030", "shift_jis", "euc_kr", "cp1252"]).best()
    if best is None or _first_failure(source, best.encoding) is not None:
        return None
    return best.encoding
