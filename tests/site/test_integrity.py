"""``gongkai check`` sees a record without its page, a page of another state, and a page without a record."""

from datetime import timedelta

from gongkai.site.integrity import page_faults
from gongkai.site.models import Page
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
