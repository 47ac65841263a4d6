"""Word documents become rich text."""

import io

import docx

from gongkai.documents.html import sanitise
from gongkai.documents.word import from_docx
from tests.documents import builders as b


def document() -> bytes:
    made = docx.Document()
    made.add_heading("关于2026年第二季度村级财务的公告", 0)
    made.add_paragraph("现将收支情况公告如下：")
    made.add_paragraph("第一项", style="List Bullet")
    made.add_paragraph("第二项", style="List Bullet")
    table = made.add_table(rows=3, cols=3)
    for cell, word in zip(table.rows[0].cells, ("项目", "收入", "支出"), strict=True):
        cell.paragraphs[0].add_run(word).bold = True
    table.cell(1, 0).text = "道路"
    merged = table.cell(1, 1).merge(table.cell(1, 2))
    merged.text = "12.50"
    table.cell(2, 0).text = "合计"
    made.add_picture(io.BytesIO(b.photo_bytes(6)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_headings_lists_tables_and_pictures_come_over() -> None:
    imported = from_docx(document())
    assert imported.title == "关于2026年第二季度村级财务的公告"
    assert imported.html.startswith("<h2>关于2026年第二季度村级财务的公告</h2><p>现将收支情况公告如下：</p>")
    assert "<ul><li>第一项</li><li>第二项</li></ul>" in imported.html
    assert '<thead><tr><th scope="col">项目</th><th scope="col">收入</th>' in imported.html
    assert '<td colspan="2"><p>12.50</p></td>' in imported.html
    assert sanitise(imported.html) == imported.html
    (picture,) = imported.pictures
    assert f'src="{picture.path}"' in imported.html
    assert picture.path == f"/_imported/{picture.facts.sha256}.jpg"
    assert b"MAKER-OF-PHONES" not in picture.data
    assert imported.messages == ()


def test_pictures_that_cannot_be_kept_are_named() -> None:
    broken = b.with_part(
        document(), "[Content_Types].xml", b'"jpg" ContentType="image/jpeg"', b'"jpg" ContentType="image/x-emf"'
    )
    imported = from_docx(broken)
    assert imported.pictures == ()
    assert [told.code for told in imported.messages] == ["picture_lost"]
    assert "<img" not in imported.html


def test_tracked_changes_are_pointed_out() -> None:
    data = b.with_part(document(), "word/document.xml", b"<w:body>",
                       b'<w:body><w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins></w:p>')  # fmt: skip
    assert [told.code for told in from_docx(data).messages] == ["caution_revisions"]


def test_deeply_nested_documents_are_refused() -> None:
    inner = b"<w:sdt><w:sdtContent>" * 5000 + b"</w:sdtContent></w:sdt>" * 5000
    data = b.with_part(document(), "word/document.xml", b"<w:body>", b"<w:body>" + inner)
    imported = from_docx(data)
    assert imported.html or [told.code for told in imported.messages] == ["file_damaged"]


def test_script_in_a_link_does_not_come_over() -> None:
    rels = b.part(document(), "word/_rels/document.xml.rels")
    link = (b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
            b'Target="javascript:alert(1)" TargetMode="External"/></Relationships>')  # fmt: skip
    data = b.repacked(document(), {"word/_rels/document.xml.rels": rels.replace(b"</Relationships>", link)})
    body = b'<w:body><w:p><w:hyperlink r:id="rIdX"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
    imported = from_docx(b.with_part(data, "word/document.xml", b"<w:body>", body))
    assert "here" in imported.html
    assert "javascript" not in imported.html
