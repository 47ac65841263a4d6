"""The database itself refuses to change or remove rows of an append-only table."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION gongkai_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % cannot be changed or removed', TG_TABLE_NAME; END $$
"""


def protect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Add the triggers that refuse UPDATE, DELETE and TRUNCATE on ``table`` (SQLite and PostgreSQL)."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL_FUNCTION, None)
        editor.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION gongkai_refuse_change()",
            None,
        )
        editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION gongkai_refuse_change()",
            None,
        )
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} cannot be changed or removed'); END",
            None,
        )


def unprotect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Remove the triggers of :func:`protect`."""
    if editor.connection.vendor == "postgresql":
        for name in ("immutable", "no_truncate"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}", None)
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}", None)


def append_only(*tables: str) -> migrations.RunPython:
    """The migration operation that protects ``tables``."""

    def forwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            protect(editor, table)

    def backwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            unprotect(editor, table)

    return migrations.RunPython(forwards, backwards)
