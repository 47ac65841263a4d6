"""The demo district is alive, lawful and the same every time."""

from datetime import date

import pytest
from django.db import transaction

from gongkai.channels.models import Evidence
from gongkai.demo.accounts import ACCOUNTS
from gongkai.demo.build import build
from gongkai.demo.places import SIZES, places, uscc
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries.integrity import index_number_faults
from gongkai.duties.integrity import verdicts_out_of_line
from gongkai.duties.models import Exemption, Obligation
from gongkai.rulebook.index_numbers import is_credit_code
from gongkai.units.models import Person, Unit
from gongkai.workbench.queries.today import today as today_of

TODAY = date(2026, 11, 23)


def what_waits(username: str) -> int:
    """How many things the first screen asks of a person."""
    return today_of(Person.objects.get(username=username), on=TODAY).count


def summary() -> tuple[object, ...]:
    """What a visitor would notice."""
    return (
        sorted(Unit.objects.values_list("code", "uscc")),
        sorted(
            Disclosure.objects.values_list("unit__code", "duty__code", "state", "index_number", "published_on", "title")
        ),
        sorted(
            Obligation.objects.values_list("unit__code", "duty__code", "period_key", "state", "conforming"), key=str
        ),
    )


@pytest.mark.django_db
def test_a_year_is_played_through_the_actions_leaves_nothing_out_of_line_and_is_the_same_again() -> None:
    with transaction.atomic():
        build("tiny", today=TODAY, seed=1, progress=lambda _share: None)
        before = summary()
        transaction.set_rollback(True)
    shares: list[float] = []
    built = build("tiny", today=TODAY, seed=1, progress=shares.append)
    assert built.units == Unit.objects.count() == len(list(places(SIZES["tiny"])))
    states = set(Disclosure.objects.values_list("state", flat=True))
    assert {"published", "draft"} <= states
    assert Obligation.objects.filter(conforming=True).exists()
    assert Obligation.objects.filter(state="open", due_on__lt=TODAY).exists(), (
        "a district without arrears teaches nothing"
    )
    assert Evidence.objects.filter(file__isnull=False).exists()
    assert Exemption.objects.exists()
    for account in ACCOUNTS:
        if account.unit == "shiqiao":
            assert what_waits(account.username), f"{account.username} finds an empty desk"
    assert list(index_number_faults()) == []
    assert verdicts_out_of_line() == 0
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    late = Disclosure.objects.filter(published_on__gt=TODAY).count()
    assert late == 0, "nothing is published in the future"
    assert summary() == before


@pytest.mark.django_db
def test_existing_data_is_never_overwritten() -> None:
    Unit.objects.create(code="real", name="真实单位", kind="district_government", region_code="990101")
    with pytest.raises(ValueError, match="already"):
        build("tiny", today=TODAY, seed=1, progress=lambda _share: None)
    assert Unit.objects.count() == 1
    assert not Person.objects.exists()


def test_codes_are_right_and_of_an_impossible_place() -> None:
    for size in SIZES.values():
        everything = list(places(size))
        assert len({place.code for place in everything}) == len(everything)
        assert len({place.name for place in everything}) == len(everything)
        codes = [uscc(place, number) for number, place in enumerate(everything, start=1)]
        assert len(set(codes)) == len(codes)
        assert all(is_credit_code(code) and code[2:8].startswith("99") for code in codes)


def test_a_real_district_has_about_seven_hundred_units() -> None:
    assert 650 <= len(list(places(SIZES["district"]))) <= 750
    assert 55 <= len(list(places(SIZES["small"]))) <= 70
    assert {account.unit for account in ACCOUNTS} <= {place.code for place in places(SIZES["small"])} | {"finance"}
