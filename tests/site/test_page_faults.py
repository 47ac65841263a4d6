"""``gongkai check`` finds every page that does not show its record as it is."""

from datetime import timedelta

from gongkai.disclosures.models import Disclosure
from gongkai.site.integrity import page_faults
from gongkai.site.models import ListingEntry, Page
from gongkai.site.rendering import render_all
from tests.site.world import NOW, World


def test_every_public_record_has_its_page(world: World) -> None:
    kept, gone, inner = world.publish("留下的公告"), world.publish("撤下的公告"), world.publish("内部的公告", "inner")
    world.withdraw(gone, at=NOW + timedelta(hours=1))
    old = world.publish("旧的公告")
    world.supersede(old, "新的公告", at=NOW + timedelta(hours=1))
    assert list(page_faults()) == []
    Page.objects.filter(path=kept.path).delete()
    Page.objects.filter(path=gone.path).update(status=200)
    Page.objects.create(
        path=inner.path, language="zh", content_type="text/html", body=b"", scope=f"disclosure:{inner.pk}"
    )
    found = list(page_faults())
    assert len(found) == 3
    for one in (kept, gone, inner):
        assert any(one.path in line for line in found)
    Page.objects.filter(path=inner.path).delete()
    render_all()
    assert list(page_faults()) == []


def test_every_page_that_differs_from_its_record_is_named_and_mended_by_rendering(world: World) -> None:
    first, second, third, fourth = (
        world.publish(f"第 {number} 号公告", at=NOW + timedelta(minutes=number)) for number in range(4)
    )
    world.withdraw(fourth, at=NOW + timedelta(hours=1))
    assert list(page_faults()) == []
    Page.objects.filter(path=first.path).delete()
    Disclosure.objects.filter(pk=second.pk).update(published_on=second.published_on - timedelta(days=1))
    ListingEntry.objects.filter(disclosure=third).delete()
    found = sorted(page_faults())
    assert [line.partition(" · ")[0] for line in found] == ["1 条公开信息不在列表中", "缺少页面", "页面过时"]
    assert first.path in found[1]
    assert second.path in found[2]
    render_all()
    assert list(page_faults()) == []


def test_what_is_not_public_is_found_where_it_must_not_be(world: World) -> None:
    one = world.publish("大家都能看的公告")
    Disclosure.objects.filter(pk=one.pk).update(audience="staff")
    found = list(page_faults())
    assert any(line.startswith("不该公开的页面") and one.path in line for line in found)
    assert any(line.startswith("列表中有不公开的信息") for line in found)
