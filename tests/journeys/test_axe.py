"""The browser works, and the judge of accessibility sees what it should."""

import pytest
from playwright.sync_api import BrowserContext

PAGE = '<!doctype html><html lang="zh"><head><title>公开</title></head><body><main><h1>公开</h1>{}</main></body></html>'


def test_a_good_page_passes(context: BrowserContext, axe):
    page = context.new_page()
    page.set_content(PAGE.format('<img src="data:," alt="区徽">'))
    axe(page)
    assert page.title() == "公开"


def test_a_violation_is_told_with_its_place(context: BrowserContext, axe):
    page = context.new_page()
    page.set_content(PAGE.format('<img src="data:," id="seal">'))
    with pytest.raises(AssertionError, match=r"(?s)image-alt \(critical\).*#seal"):
        axe(page)


def test_chinese_has_a_font(context: BrowserContext):
    """Without one every character is the same empty box, and screenshots prove nothing."""
    page = context.new_page()
    page.set_content('<span id="a">政务公开</span><span id="b">預算審計</span>')
    first, second = (page.locator(f"#{name}").screenshot() for name in "ab")
    assert first != second
