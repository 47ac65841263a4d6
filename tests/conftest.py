"""What every test shares."""

import os
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

ROOT = Path(__file__).resolve().parents[1]
OPTIONAL = "real data"  # what the reason of a permitted skip contains
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

# A busy machine is slow, not wrong; in CI the same examples are tried every time.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True, derandomize=IN_CI)
hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    on_postgres = "postgres" in os.environ.get("GONGKAI_DATABASE_URL", "")
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("journey")
        if not on_postgres and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: ./test --postgres PATH"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one, unless it says that real data, which is optional, is absent."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if OPTIONAL not in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped, which CI does not accept: {reason}"
    return report


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real official texts and tables, which not everyone has; tests that ask for it skip without."""
    folder = Path(os.environ.get("GONGKAI_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("real data not present: set GONGKAI_REAL_DATA to the folder of real texts and tables")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _emptying_lifts_the_triggers() -> Generator[None]:
    """Tests that commit are followed by emptying every table, which append-only tables would refuse."""
    original = BaseDatabaseOperations.execute_sql_flush

    def flush(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            if operations.connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = replica")
                original(operations, statements)
                cursor.execute("SET session_replication_role = DEFAULT")
                return
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            original(operations, statements)
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def _requests_leave_the_connection_to_the_test() -> Generator[None]:
    """A request that ends outside Django's test client would close the connection that holds the test's transaction."""
    original = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def unless_in_use(wrapper: BaseDatabaseWrapper) -> None:
        if not wrapper.in_atomic_block:
            original(wrapper)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", unless_in_use)
        yield


@pytest.fixture
def on_postgres() -> bool:
    """Whether this run uses PostgreSQL."""
    return connection.vendor == "postgresql"
