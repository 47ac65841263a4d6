"""Index numbers as really printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rulebook.index_numbers import (
    IndexNumber,
    IndexNumberError,
    is_credit_code,
    is_organisation_code,
)


@pytest.mark.parametrize(
    ("text", "scheme", "year", "serial"),
    [
        ("000014349/2017-00110", "organisation", 2017, 110),
        ("00001434-9/2017-00110", "organisation", 2017, 110),
        ("11441700007280420Y/2021-00050", "uscc", 2021, 50),
        ("11620622013933539B/2021-03844", "uscc", 2021, 3844),
        ("12620600MB0523338C/2025-04735", "uscc", 2025, 4735),
        ("113708280043326001/2024-02411", "uscc", 2024, 2411),
        ("11370322004222241N/2021-5135380", "uscc", 2021, 5135380),
        ("370400/2022-00091", "region", 2022, 91),
        ("shg58/2021-402", "local", 2021, 402),
        ("320700/001-02-2021-00015", "region_department", 2021, 15),
        ("330203-01-02-03-20210315-0007", "six_parts", 2021, 7),
        ("530000000001202100123", "digits", 2021, 123),
    ],
)
def test_every_scheme_in_use(text, scheme, year, serial):
    number = IndexNumber.parse(text)
    assert (number.scheme, number.year, number.serial) == (scheme, year, serial)
    assert str(number) == text.upper()


@pytest.mark.parametrize(
    "text",
    ["11441700007280420Y/2021-00050", "000014349/2017-00110", "113708280043326001/2024-02411"],
)
def test_sound_codes_meet_no_objection(text):
    assert IndexNumber.parse(text).objections == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("11441700007280421Y/2021-00050", "index_number.check_digit"),
        ("000014340/2017-00110", "index_number.check_digit"),
        ("370400/2022-00091", "index_number.code"),
        ("xzfgzbmzfb/2021-3740", "index_number.code"),
        ("0142768-8/2022-00185", "index_number.code"),
    ],
)
def test_readable_but_wrong(text, code):
    found = IndexNumber.parse(text).objections
    assert [one.code for one in found] == [code]


@pytest.mark.parametrize("text", ["11370300MB28347540/2021-None", "", "2021-00050", "〔2021〕5号"])
def test_what_is_none(text):
    with pytest.raises(IndexNumberError):
        IndexNumber.parse(text)


@pytest.mark.parametrize("code", ["000014349", "600037341", "01527918X", "007280420", "01404053X", "60003734-1"])
def test_organisation_codes(code):
    assert is_organisation_code(code)
    assert not is_organisation_code(code[:-1] + ("1" if code[-1] != "1" else "2"))


@pytest.mark.parametrize(
    "code",
    [
        "11441700007280420Y",
        "11370300MB28347540",
        "11620622013933539B",
        "12620600MB0523338C",
        "91110000600037341L",
        "121200004013590816",
        "91310112087994932F",
    ],
)
def test_credit_codes(code):
    assert is_credit_code(code)
    assert not is_credit_code(code[:-1] + ("A" if code[-1] != "A" else "B"))


@given(st.integers(1990, 2100), st.integers(1, 99999))
def test_what_is_written_is_read_again(year, serial):
    number = IndexNumber("11441700007280420Y", year, serial)
    assert IndexNumber.parse(str(number)) == number
