"""Word documents that some disclosures of the demo carry, so that attachments can be seen, opened and searched."""

import io
import zipfile
import zlib
from datetime import date
from xml.sax.saxutils import escape

from gongkai.rulebook import model

EVERY = 7  # of so many disclosures one carries a document
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# The three parts a Word document needs (ECMA-376); the usual template is forty times as large and as slow to check.
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORDS}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}


def carries_paper(unit: str, duty: model.Duty, day: date) -> bool:
    """Whether a disclosure carries a document; the same for the same disclosure."""
    return zlib.crc32(f"{unit}/{duty.id}/{day}".encode()) % EVERY == 0


def paper(unit: str, duty: model.Duty, day: date) -> bytes:
    """An explanation of what is published, as a unit would write it."""
    lines = (
        f"{duty.title.zh}情况说明",
        f"{unit}　{day.year}年{day.month}月{day.day}日",
        f"一、公开依据。本次公开依照公开事项标准目录“{duty.title.zh}”的要求编制，时限为：{duty.timing_text or '按目录规定'}。",
        "二、数据来源。所列数据取自业务台账，由经办人录入、专人复核，计量单位和统计口径与上期一致。",
        "三、查询方式。原始凭证和会议记录可在工作时间到本单位查阅，也可以依申请公开。",
        "四、意见反馈。如对公开内容有疑问，请拨打监督电话 0990-5550000，我们将在十个工作日内答复。",
    )
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = _PARTS | {"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():  # with a fixed hour, so that the demo is the same every time
            told = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}'
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), told)
    return packed.getvalue()
