"""The poster says what the page says, and leads to it."""

import io

import pypdf
import pytest

from gongkai.channels.posters import poster_of
from gongkai.disclosures.models import Filing
from gongkai.documents.pdf import PosterTable, PosterText, poster
from gongkai.duties.queries import definition
from gongkai.rulebook import model
from tests.disclosures.conftest import District
from tests.disclosures.rules import BUDGET, duty

pytestmark = pytest.mark.django_db
BASE = "https://gongkai.example"


def made(district: District, code: str = "notice", language: str = "zh", text: model.Duty | None = None, **values):
    shown = district.published(code, values=values or None)
    text = text or definition(shown.duty, shown.unit, shown.version)
    return shown, poster_of(shown, text, base_url=BASE, language=language)


def test_it_names_page_number_window_and_filing(district: District):
    shown, data = made(district)
    assert data.page_url == f"{BASE}{shown.path}"
    assert data.index_number == shown.index_number
    assert (data.posted_from, data.posted_until) == (shown.published_on, shown.posted_until)
    assert data.filing_number == Filing.objects.get().number
    assert data.unit == "明川区财政局"
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(poster(data, "a4"))).pages)
    assert "本单位就有关事项公开如下" in words.replace("\n", "")


def test_short_values_stand_together_and_tables_as_tables(district: District):
    text = model.Duty.from_json(
        duty("plain", "预算", "W(20,WD,formed)", [], elements=[
            *BUDGET[1:], {"id": "open", "type": "boolean", "title": {"zh": "是否公开", "en": "Open"}},
            {"id": "long", "type": "text", "title": {"zh": "说明", "en": "Notes"}},
        ])
    )  # fmt: skip
    shown = district.published("plain")
    shown.current.content["values"] = {
        "total": "1234567.00", "lines": [{"item": "税收", "income": "1234567.00"}], "open": True, "long": "长" * 80,
    }  # fmt: skip
    data = poster_of(shown, text, base_url=BASE)
    assert data.elements == (
        PosterText("", "收入合计：1,234,567.00 元"),
        data.elements[1],
        PosterText("", "是否公开：是"),
        PosterText("说明", "长" * 80),
    )
    assert isinstance(data.elements[1], PosterTable)
    assert data.elements[1].rows == (("税收", "1,234,567.00"),)
    assert [column.numeric for column in data.elements[1].columns] == [False, True]
    assert poster_of(shown, text, base_url=BASE, language="en").elements[2] == PosterText("", "Open: Yes")


def test_what_is_not_published_has_no_poster(district: District):
    draft = district.draft("notice")
    with pytest.raises(ValueError, match="published"):
        poster_of(draft, definition(draft.duty, draft.unit, draft.version), base_url=BASE)


def test_an_internal_poster_leads_behind_log_in_and_what_is_for_one_person_hangs_nowhere(district: District):
    shown, data = made(district, "staff")
    assert data.page_url == f"{BASE}/internal{shown.path}"
    with pytest.raises(ValueError, match="one person"):
        made(district, "private")
