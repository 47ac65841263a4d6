"""Templates of the real rulebook, and the way from a filled-in sheet to values."""

import pytest

from gongkai.documents.sheets import read_filled, template
from gongkai.rulebook.model import Duty
from gongkai.rulebook.packs import builtin_packs
from gongkai.rulebook.values import clean
from tests.documents import builders as b
from tests.documents.test_sheets_filled import FORM, HEAD, TITLES, workbook

DUTIES = [duty for pack in builtin_packs() for duty in pack.duties]


@pytest.mark.parametrize("duty", DUTIES[::7], ids=lambda duty: duty.id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_duty_has_a_template_that_reads_back(duty: Duty, language: str) -> None:
    filled = read_filled(duty, template(duty, language, version="2026.1"))
    assert filled.objections == ()
    assert (filled.duty, filled.version) == (duty.id, "2026.1")
    assert all(value == [] for value in filled.values.values())


def test_what_is_read_is_what_the_rulebook_takes() -> None:
    rows = [*FORM, ["合计", "1,200元", "", "#total"], ["占比", "5%", "", "#share"], ["是否审计", "√", "", "#audited"],
            ["类别", "支出", "", "#kind"], ["审核日期", "2026年7月1日", "", "#approved_on"]]  # fmt: skip
    lines = [HEAD, TITLES, ["道路", 12.5, 46211, "道路"], [], ["水渠", "", "", "Water"]]
    filled = read_filled(b.duty(), workbook({"填报内容": rows, "收支明细": lines}))
    cleaned = clean(b.duty(), filled.values, complete=True)
    assert cleaned.values["total"] == "1200.00"
    assert cleaned.values["lines"][0] == {"item": "道路", "amount": "12.50", "paid_on": "2026-07-08", "sort": "road"}
    assert [(told.field, told.row) for told in cleaned.objections] == [("lines", 2)]
    assert filled.rows["lines"] == [3, 5]
