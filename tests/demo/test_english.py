"""Every unit of the fictional district has an English name of its own."""

from gongkai.demo.english import english
from gongkai.demo.places import SIZES, places


def test_every_unit_has_an_english_name_of_its_own() -> None:
    names = {place.code: english(place) for place in places(SIZES["district"])}
    assert all(name.isascii() and name.strip() == name for name in names.values())
    assert len(set(names.values())) == len(names)
    assert names["shiqiao"] == "Shiqiao Villagers' Committee"
    assert names["finance"] == "District Finance Bureau"
    assert names["culture-tourism"] == "District Culture and Tourism Bureau"
