"""The documents the demo attaches are real Word documents, and the same every time."""

from datetime import date

from gongkai.demo.papers import carries_paper, paper
from gongkai.documents.text import plain_text
from gongkai.rulebook.packs import builtin_packs, compose

DAY = date(2026, 3, 10)


def test_a_paper_is_a_word_document_that_can_be_read() -> None:
    duty = compose(builtin_packs()).duties[0]
    written = paper("柳溪镇 <人民政府>", duty, DAY)
    assert written == paper("柳溪镇 <人民政府>", duty, DAY)
    text = plain_text(written, "docx")
    assert f"{duty.title.zh}情况说明" in text
    assert "柳溪镇 <人民政府>" in text


def test_some_disclosures_carry_one() -> None:
    duties = compose(builtin_packs()).duties
    share = sum(carries_paper("liuxi", duty, DAY) for duty in duties) / len(duties)
    assert 0.05 < share < 0.3
