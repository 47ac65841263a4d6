"""Pages that helpers rendered are the pages that one process renders, whichever way the helpers came to be."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, threading
from datetime import timedelta

def main():
    from django import setup
    setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    from gongkai.site import processes, rendering
    from gongkai.site.models import Page
    from tests.site.world import NOW, make_world
    world = make_world()
    for number in range(24):
        world.publish(f"第 {number} 号公告", at=NOW + timedelta(minutes=number))
    rendering.BATCH = 3
    found = []
    for wanted, busy in ((1, False), (2, False), (2, True)):
        over = threading.Event()
        if busy:
            threading.Thread(target=over.wait).start()
        Page.objects.all().delete()
        copies = processes._may_fork()
        count = rendering.render_all(processes=wanted)
        over.set()
        found.append([copies, count, sorted(Page.objects.values_list("path", "etag", "lazy"))])
    print(json.dumps(found))

if __name__ == "__main__":
    main()
"""


def test_helpers_write_the_same_pages(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    settings = {
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "GONGKAI_HOME": str(tmp_path / "home"),
        "GONGKAI_SECRET_KEY": "test",
        "PYTHONPATH": str(ROOT),
    }
    (tmp_path / "home").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    done = subprocess.run(
        [sys.executable, str(script)], env=kept | settings, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    alone, copied, fresh = json.loads(done.stdout.splitlines()[-1])
    assert alone[1:] == copied[1:] == fresh[1:]
    assert alone[1] > 24
    assert not fresh[0]  # another thread was running
    assert copied[0] == (sys.platform == "linux")
