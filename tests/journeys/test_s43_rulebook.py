"""S43: rules manage affairs: the office changes a rule, sees what is wrong and what changes, and puts it into force."""

from collections.abc import Callable
from pathlib import Path

import yaml
from playwright.sync_api import Page, expect

from tests.journeys.signing_in import log_in


def test_a_rule_is_changed_by_the_office_alone(
    visitor: Callable[..., Page], axe: Callable[[Page], None], tmp_path: Path
) -> None:
    office = visitor()
    log_in(office, "office")
    exported = office.request.get("/workbench/rulebook/versions/1/export.yaml?pack=district-demo")
    assert exported.ok
    pack = yaml.safe_load(exported.text())
    assert pack["overrides"]
    pack["version"] = "2026.2"

    wrong = tmp_path / "wrong.yaml"
    broken = pack | {"overrides": [pack["overrides"][0] | {"duty": "no-such-duty"}]}
    wrong.write_text(yaml.safe_dump(broken, allow_unicode=True), encoding="utf-8")
    office.goto("/workbench/rulebook/new/")
    axe(office)
    office.fill("#title", "有错的一版")
    office.set_input_files("#packs", wrong)
    office.click("main button.primary")
    expect(office.locator("main")).to_contain_text("no-such-duty")
    if office.locator("button[value=discard]").count():
        assert office.locator("button[value=install]").is_disabled()
        office.click("button[value=discard]")

    changed = pack["overrides"][0]
    retired = {
        "duty": changed["duty"],
        "retire": False,
        "set": {"key": True},
        "reason": {"zh": "列为重点", "en": "made a key duty"},
    }
    good = tmp_path / "good.yaml"
    good.write_text(
        yaml.safe_dump(pack | {"overrides": [*pack["overrides"], retired]}, allow_unicode=True), encoding="utf-8"
    )
    office.goto("/workbench/rulebook/new/")
    office.fill("#title", "明川区2026年第二版")
    office.set_input_files("#packs", good)
    office.click("main button.primary")
    office.wait_for_url("**/rulebook/proposals/*/")
    expect(office.locator("main")).to_contain_text("没有错误")
    axe(office)
    office.click("button[value=install]")
    office.wait_for_url("**/rulebook/versions/2/")
    axe(office)
    office.goto(f"/workbench/rulebook/duties/{changed['duty']}/")
    expect(office.locator("main")).to_contain_text("#1")
    axe(office)

    clerk = visitor(width=390, height=844)
    log_in(clerk, "clerk")
    clerk.goto("/workbench/rulebook/")
    assert clerk.locator("a[href$='/rulebook/new/']").count() == 0
    assert clerk.goto("/workbench/rulebook/new/").status == 404
