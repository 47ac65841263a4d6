"""The world the tests live in, prepared before Django reads its settings (pytest loads this with `-p`).

Every test process gets a data folder of its own, and nothing a developer has set for a running district reaches the
tests, except what is meant for them.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOR_TESTS = {"GONGKAI_DATABASE_URL", "GONGKAI_REAL_DATA", "GONGKAI_CHROMIUM"}

for name in [name for name in os.environ if name.startswith("GONGKAI_") and name not in FOR_TESTS]:
    del os.environ[name]

HOME = Path(tempfile.mkdtemp(prefix="gongkai-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["GONGKAI_HOME"] = str(HOME)
os.environ["GONGKAI_SECRET_KEY"] = "only for tests"
os.environ["GONGKAI_LOG_LEVEL"] = "WARNING"
# Here rather than in pyproject.toml, so that `pytest -p no:django tests/rulebook` tests a ground room alone.
os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"


def pytest_unconfigure() -> None:
    """Parallel test processes end without running exit handlers."""
    shutil.rmtree(HOME, ignore_errors=True)
