"""Let the database itself refuse changes to the audit trail."""

from django.db import migrations

from gongkai.journal.immutable import append_only


class Migration(migrations.Migration):
    """Triggers on the audit table."""

    dependencies = [("journal", "0001_initial")]
    operations = [append_only("journal_auditrow")]
