"""S44: content is widened step by step: a version with an effect date, and beforehand what it will ask of whom."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml
from playwright.sync_api import Page, expect

from tests.journeys.signing_in import log_in


def test_a_duty_is_widened_to_more_units_from_a_day(
    visitor: Callable[..., Page], axe: Callable[[Page], None], tmp_path: Path
) -> None:
    office = visitor()
    log_in(office, "office")
    pack = yaml.safe_load(office.request.get("/workbench/rulebook/versions/1/export.yaml?pack=national-base").text())
    duty = next(
        one for one in pack["duties"] if one["timing"].startswith("F(quarter") and one["units"]["kinds"] == ["village"]
    )
    duty["units"]["kinds"].append("farm")
    pack["version"] = "2026.2"
    file = tmp_path / "national.yaml"
    file.write_text(yaml.safe_dump(pack, allow_unicode=True), encoding="utf-8")
    office.goto("/workbench/rulebook/new/")
    office.fill("#title", "扩大到农场")
    office.set_input_files("#packs", file)
    office.click("main button.primary")
    office.wait_for_url("**/rulebook/proposals/*/")
    day = (datetime.now(UTC) + timedelta(days=20)).date()
    office.fill("#preview-day", day.isoformat())
    office.locator("form.filters button").click()
    preview = office.locator("#ahead").locator("..")
    expect(preview).to_contain_text("农场")
    expect(preview).to_contain_text("新增")
    expect(preview).to_contain_text(duty["title"]["zh"])
    axe(office)
    office.fill("#effective_from", day.isoformat())
    office.click("button[value=install]")
    office.wait_for_url("**/rulebook/versions/*/")
    expect(office.locator("main")).to_contain_text(day.isoformat())
    office.goto("/workbench/rulebook/")
    expect(office.locator("main")).not_to_contain_text("扩大到农场")
